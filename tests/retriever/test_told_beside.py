"""Answers with what belongs to them: what is left out, the other kind, the other question, the document at hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from answer_checks import check_answer

from retriever.acts_asked import acts_asked
from retriever.answerers.clear_lead import leaves_out_alike
from retriever.answerers.counted_from import without_counted_from
from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

GARDENS = """榆林街道邻里花园项目管理办法
第一章 申报
第一条 下列事项不纳入邻里花园项目：
（一）应由物业公司承担的路灯、消防栓更换；
（二）居民自家阳台改造；
（三）权属有争议的空地。
第二条 申报主体包括居民委员会、8户以上居民联名、登记的社会组织。
第三条 邻里花园项目每年集中申报两次，时间为4月1日至30日、9月1日至30日。居民委员会自收到申报之日起6个工作日内完成初审。
第二章 资金
第四条 花园经费不得用于下列支出：
（一）人员招待；
（二）新建、扩建厂房；
（三）偿还债务。
第五条 企业提供空地共建花房的，街道给予一次性建设补助，按每平方米1200元计算，最高20万元。
"""
JOBS = """松涛县就业帮扶工作通知
一、政策
（一）灵活就业补贴。就业困难人员灵活就业并缴纳社会保险费的，按实际缴费额的一半给予补贴，期限最长不超过4年。
（二）儿童补贴。乡镇儿童专员岗位补贴每人每月不低于350元。
（三）生活费。机构养育孤儿基本生活费每人每月2450元，亲属照料孤儿每人每月1860元。
二、办理流程
（一）申请。本人持身份证向常住地村（社区）提出就业困难人员认定申请。
（二）初审。村（社区）4个工作日内核实并公示6日。
（三）复核。乡镇服务所3个工作日内复核。
（四）认定。县就业服务中心7个工作日内完成认定。

补贴按季度受理，次季度首月底前发放。
三、其他
星级协理员评定每年12月申报，由乡镇初审。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of two documents, turns parted by a bar, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("beside")) as base:
        base.add_bytes("花园.txt", GARDENS.encode())
        base.add_bytes("就业.txt", JOBS.encode())

        def run(question):
            answer = base.ask([Message("user", turn) for turn in question.split("|")])
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("路灯坏了能不能用邻里花园的钱换", ("不纳入邻里花园项目", "路灯")),
        ("花园经费能拿来盖车间吗", ("不得用于下列支出", "人员招待", "新建、扩建厂房", "偿还债务")),
        ("孤儿每月领多少生活费", ("2450元", "1860元")),
        ("我们8户邻居能自己报邻里花园吗，什么时候报", ("8户以上居民联名", "4月1日至30日")),
        ("我有块空地想跟街道合建花房，能补多少钱", ("1200元",)),
        ("灵活就业补贴补多少|最多能领几年?去哪申请", ("不超过4年", "提出就业困难人员认定申请")),
        ("就业困难人员认定怎么申请", ("共4步", "县就业服务中心7个工作日内完成认定")),
    ],
)
def test_what_belongs_to_an_answer_is_told_with_it(ask, question, told):
    answer = ask(question)
    assert answer.status == "answered"
    for words in told:
        assert words in answer.answer


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("我们8户邻居能自己报邻里花园吗，什么时候报", "12月"),
        ("我有块空地想跟街道合建花房，能补多少钱", "350元"),
        ("邻里花园什么时候申报", "6个工作日"),
    ],
)
def test_what_is_beside_an_answer_is_not(ask, question, beside):
    answer = ask(question)
    assert answer.status == "answered"
    assert beside not in answer.answer


def test_a_benefit_by_law_is_told_by_what_speaks_of_it(ask):
    assert ask("松涛县失业保险金怎么领").status == "not_found"


def test_a_period_counted_from_what_is_asked_tells_no_time_of_it():
    text = "自收到结果之日起15日内申请复查，复查应当在20日内作出。"
    assert "15日" not in without_counted_from("学校几天给结果", text)
    assert without_counted_from("几天内申请复查", text) == text


def test_other_kinds_are_left_out_only_where_none_is_named():
    sentence = "机构养育孤儿每人每月2450元，亲属照料孤儿每人每月1860元。"
    for text, left_out in (("孤儿每月多少钱", True), ("机构养育的孤儿每月多少钱", False)):
        query = SimpleNamespace(text=text, topic=SimpleNamespace(words=(), known=frozenset({"孤儿"})))
        assert leaves_out_alike(query, sentence, "机构养育孤儿每人每月2450元。") is left_out


def test_an_act_of_one_character_is_read_as_the_library_writes_it(lexicon):
    held = acts_asked("这个项目什么时候能报？", lexicon)
    assert all(lexicon.count(word) for words in held for word in words)
    assert acts_asked("这个项目什么时候报告", lexicon) == ()
