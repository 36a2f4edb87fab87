"""Plain questions about rules and plans: what then, how long a course, a chain of steps, two plans, one's own share."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.knowledge_base import KnowledgeBase
from retriever.same_measure import only_named_as_part

CARE = """槐川市长期护理保险办法
第一章 筹资
第一条 职工筹资标准为每人每年130元，其中单位缴费70元，个人缴费60元。
第二章 评估
第二条 申请评估按照以下步骤办理：
（一）申请。本人向街道便民服务中心提交评估申请表；
（二）受理审核。经办机构在4个工作日内完成审核；
（三）现场评估。评估机构派出2名人员上门；
（四）公示与结论。评估结果公示6个工作日，无异议的出具结论书。
第三条 对结论有异议的，可以自收到结论书之日起11个工作日内申请复评。
第四条 亲情护理由子女等近亲属承担，须参加不少于18学时的护理技能培训并考核合格。
第五条 护理员报酬由基本补贴、绩效补贴、以奖代补三部分组成，以奖代补由经办机构核定，每条4至25元。
第六条 护理站租用集体房屋的，租金2万元以上的一律公开交易。程序是：村两委提议→村民代表会议表决→乡镇审核→评估底价→\
发布公告→竞价→签订合同。
"""
PLAN = """槐川市城市更新“十五五”规划（2026—2030年）
第一章 现状
“十四五”期间，全市累计改造老旧小区86个，惠及居民2.7万户。
第二章 目标
到2030年，累计完成更新单元14个，改造老旧小区120个。
第三章 保障
五年统筹安排资金4.2亿元，其中市财政2.6亿元，引导社会投入1.6亿元。
"""
YEAR = """槐川市2025年老旧小区改造实施方案
一、工作目标
2025年全市计划改造老旧小区19个，涉及居民6100户。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of a rule, a plan for five years and one for a year, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("plans")) as base:
        base.add_bytes("护理.txt", CARE.encode())
        base.add_bytes("规划.txt", PLAN.encode())
        base.add_bytes("方案.txt", YEAR.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("评估结论不服气怎么办", (), "共4步"),
        ("亲情护理子女要先培训多久", ("18学时",), "4个工作日"),
        ("槐川职工长护险一年一共交多少钱", ("130元",), "4.2亿元"),
        ("护理站租集体房屋公开交易的完整程序", ("村两委提议→村民代表会议表决", "签订合同"), "公示6个"),
        ("槐川十四五改了多少老旧小区，十五五又要改多少", ("86个", "120个"), "19个"),
        ("槐川城市更新五年一共花多少钱", ("4.2亿元",), "130元"),
    ],
)
def test_a_plain_question_is_told_what_it_asks(ask, question, told, beside):
    answer = ask(question)
    assert answer.status == "answered"
    for words in told:
        assert words in answer.answer
    assert beside not in answer.answer


def test_what_is_only_named_as_a_part_has_no_figure(ask):
    told = "报酬由基本补贴、绩效补贴、以奖代补三部分组成，以奖代补每条4至25元。"
    assert only_named_as_part("基本补贴是多少钱", told)
    assert not only_named_as_part("以奖代补是多少钱", told)
    assert not only_named_as_part("报酬由什么组成", told)
    assert ask("槐川护理员每月基本补贴是多少钱").status == "not_found"
