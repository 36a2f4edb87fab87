"""What is asked beside, again of another, or of what a rule leaves out."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.knowledge_base import KnowledgeBase
from retriever.lexicon import Lexicon
from retriever.question import understand

RULES = """楠溪区文化和照护服务办法
第一章 场馆
第一条 区图书馆、文化馆每周开放不少于66小时，周六延长至20时；街道综合文化站每周开放不少于44小时。
第二条 设立护院员公益岗位。每名护院员看护院落为3至5处，岗位补贴每月800元。护院员年龄一般在20至63周岁。
第三条 院落评选由工作小组组织评审会，评委9人，得分82分以上的列入名录。
第二章 照护
第四条 本办法所称照护员，是指与街道签订劳动合同、全日制从事照护服务的人员。志愿人员、家政人员不在此列。
第五条 评估费每次280元，初次评估由基金全额支付；复评由申请人承担一半。
第六条 院落改造居民出资原则上每户不低于260元。低保户免缴。
第七条 下列情形基金不予支付：
（一）应当由第三人承担的；
（二）住院治疗期间的照护费用；
（三）在境外发生的照护费用。
第八条 区民政局负责评估，每年开展一次，区财政局配合。
第十条 百岁老人长寿金每人每月900元，90—99周岁每人每月180元。对65周岁以上老人每年筛查一次，每次补助40元。
第九条 到2026年底，每万名居民配备照护员不少于7人。照护员面向社会公开招聘，一般每年11月组织一次。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A knowledge base of one rule, with the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("again")) as opened:
        opened.add_bytes("办法.txt", RULES.encode())
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("图书馆每周开多久，文化站呢", ("66小时", "44小时")),
        ("护院员多大岁数能干，一个月多少", ("20至63周岁", "800元")),
        ("院落改造居民要出多少钱，低保户呢", ("260元", "低保户免缴")),
        ("百岁老人每月领多少？九十多岁的呢？", ("900元", "90—99周岁每人每月180元")),
        ("家政人员算不算照护员", ("全日制从事照护服务", "不在此列")),
        ("住院的时候照护费基金报不报", ("不予支付", "住院治疗期间")),
        ("评估一次多少钱，谁出", ("280元", "由基金全额支付")),
        ("照护员什么时候招", ("每年11月",)),
    ],
)
def test_what_is_asked_beside_is_told(base, question, told):
    answer = base.ask(question)
    check_answer(answer, base)
    assert answer.status == "answered"
    for words in told:
        assert words in answer.answer


@pytest.mark.parametrize(
    ("question", "beside"),
    [
        ("评估一次多少钱，谁出", "区民政局"),
        ("照护员什么时候招", "2026年底"),
        ("院落评审要几个人", "共"),
        ("志愿人员每月补贴多少", "不在此列"),
    ],
)
def test_what_is_beside_what_is_asked_is_not(base, question, beside):
    assert beside not in base.ask(question).answer


def test_whether_something_is_paid_asks_of_no_time(base):
    lexicon = Lexicon(base.view())
    assert understand("住院的时候照护费报不报", lexicon).kind != "deadline"
    assert understand("照护员什么时候报", lexicon).kind == "deadline"
