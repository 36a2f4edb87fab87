"""The rule that holds in somebody's own case: by grades, in bands of money, on what terms, what becomes of it."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

MARKS = """松河县便民药店考核办法
第一条 本办法适用于县内便民药店的年度考核。
第二条 考核得分80分以上为合格，不足80分为不合格。
第三条 药店密度（8分）。每个社区平均设有3家便民药店得基础分5分，少于3家不得分；平均每多1家加1分，直至满分。
第四条 药材种植面积（6分）。指各类中药材（含菌类药材，不含甘薯、生姜）的种植面积。
第五条 对考核结果为不合格的，限期两个月整改，整改不到位的约谈药店负责人。
第六条 本办法由县药监局负责解释，执行期暂定为自印发之日起至2099年6月30日。
"""
AID = """青溪省稳岗扶持若干措施
一、扶持企业
对不裁员的参保企业返还失业保险费；参保职工20人以下的企业，裁员率放宽至不超过职工总数25%。2019年降低失业保险费率的政策，实施期限延长至2021年5月31日。
用人单位（机关除外）招用退役2年内的退役士兵，签订劳动合同并缴费1年以上的，按每人8000元给予补贴。
二、困难托底
推进失业保险基金省级统筹，做好社会保险关系转移接续。建立失业人员台账，每季度联系1次，了解其求职意愿。
对领取失业保险金期满仍未就业且距离退休年龄不足2年的人员，继续发放失业保险金直至退休。
对生活困难又不符合失业保险金领取条件的失业人员，按每人3000元给予临时补助。
指导困难企业制定人员安置方案，妥善处理劳动关系，防止发生群体性纠纷，确保社会稳定和谐。
组织公共就业服务机构开展职业指导、岗位推荐和技能培训，帮助失业人员尽快实现再就业，并做好跟踪回访。
三、保险理赔
保险机构对出险的种植户及时开展查勘、定损和理赔。对保险责任明确但一时难以定损的，可预付部分赔款。
"""
WORKSHOP = """榆林市白石区工厂复产通告
一、复产批次
规模以上工厂分三批申请复产：3月1日至3月3日，上年度销售1-3亿元的工厂；3月4日至3月6日，上年度销售4000万元-1亿元的工厂；3月7日至3月9日，上年度销售4000万元以下的工厂。
二、申报材料
复产申报材料包括复产申请表、承诺书、员工名册，申报材料由工厂负责人签字，先报送所在镇街审核。
三、处置
车间发现疑似病例的，应立即停止一切生产活动，封闭厂区，严禁人员进出。
对未经审批擅自复产的，责令停产并追究工厂负责人责任。
四、收容
来访人员随身物品不得带入车间，统一由门卫保管。随身口罩可由本人保管使用。
收容期限可放宽到10天，收容期满后可根据实际情况延长。
"""
LESSONS = """白石区中小学居家学习要求
一、具体要求
各学校要严格执行省教育部门关于居家学习的各项要求，切实做到：幼儿园一律不开网络课程，也不布置打印材料；小学一、二年级由家长自愿选择；班主任不得强行要求学生每天网上“签到”；任课老师一般不要求学生上传朗读录音；每天学习总时长小学不超过1小时、初中不超过3小时；每节课小学在15分钟以内、中学在25分钟以内，课间安排从容的休息和眼保健操；不得占用学生双休日和节假日上新课。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of four documents, turns parted by a bar, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("cases")) as base:
        base.add_bytes("药店.txt", MARKS.encode())
        base.add_bytes("稳岗.txt", AID.encode())
        base.add_bytes("复产.txt", WORKSHOP.encode())
        base.add_bytes("学习.txt", LESSONS.encode())

        def run(question):
            answer = base.ask([Message("user", turn) for turn in question.split("|")])
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("社区平均有5家便民药店，能得几分", ("少于3家不得分", "每多1家加1分"), ()),
        ("种的红薯算不算药材种植面积", ("不含甘薯",), ()),
        ("松河药店考核多少分合格|要是不及格会怎么样", ("限期两个月整改",), ()),
        ("招一个退伍兵补多少，有啥条件", ("8000元", "缴费1年以上"), ("台账",)),
        ("我们厂18个人，最多裁几个还返还失业保险费", ("不超过职工总数25%",), ()),
        ("失业金领完了还没工作，离退休差一年咋办", ("继续发放失业保险金直至退休",), ("台账", "安置方案")),
        ("农业保险定损要拖很久，能先赔一部分吗", ("可预付部分赔款",), ()),
        ("我厂去年销售1.5个亿，啥时候能申请复产", ("3月1日至3月3日",), ("3月4日",)),
        ("我厂去年销售1.5个亿，啥时候能申请复产|八千万的呢", ("3月4日至3月6日",), ("3月1日",)),
        ("没批就偷偷开工会咋样", ("责令停产",), ()),
        ("班主任天天让签到，合不合规定", ("不得强行要求学生每天网上“签到”",), ("幼儿园", "双休日")),
        ("班主任能不能天天让学生签到", ("不得强行要求学生每天网上“签到”",), ("幼儿园", "1小时")),
        ("包和口罩能带进车间不", ("不得带入车间", "口罩可由本人保管"), ()),
        ("最多能收容几天|满了还走不了呢", ("收容期满后可根据实际情况延长",), ()),
    ],
)
def test_the_rule_for_the_case_is_told(ask, question, told, untold):
    answer = ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in told)
    assert not any(words in answer.answer for words in untold)


def test_a_ban_lifts_no_duty(ask):
    answer = ask("车间只是疑似病例，要停工吗").answer
    assert "立即停止一切生产活动" in answer
    assert not answer.startswith("不用")


def test_a_grant_for_another_thing_is_not_told(ask):
    assert ask("退役士兵租房给不给补贴").status == "not_found"


def test_a_measure_that_ran_out_is_not_its_document(ask):
    assert "已过有效期" not in ask("招一个退伍兵补多少").answer


def test_how_long_a_document_holds_is_told_by_its_own_term(ask):
    assert "2099年6月30日" in ask("松河药店考核办法管到什么时候").answer
