"""What belongs to a rule is told with it: the table below, what it leaves out, its cap, the list it points back to."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from answer_checks import check_answer

from ingest.member_names import is_name
from retriever.answerers.clear_lead import leaves_out_alike
from retriever.knowledge_base import KnowledgeBase

RULES = """# 槐溪县家庭农场扶持办法

**第一条** 本办法所称家庭农场扶持券（以下简称“农场券”），是指由县财政资金支持，用于购买农业服务的凭证。

**第二条** 可用券购买的服务：统防统治、机耕机收、烘干仓储。下列情形不予支持：种子采购、商标注册、一般性培训。

**第三条** 新建烘干房的，按设备购置费的30%补助，每个农场每年不超过8万元。

**第四条** 大棚占地，平地每户不超过15亩，坡地不超过20亩。

**第五条** 农场券兑付由服务组织提出，每年6月和12月集中办理，提交材料如下：

| 序号 | 材料 | 要求 |
|---|---|---|
| 1 | 兑付申请书 | 加盖公章 |
| 2 | 作业合同 | 与备案一致 |
| 3 | 作业轨迹图 | 由北斗终端生成 |

**第六条** 受灾农场免收下列费用：

（一）机库租赁费；

（二）粮食烘干费；

（三）农机检测费。

上述减免每个农场最高1200元，在结算时扣减。

**第七条** 农机手每天作业不少于5小时，每周至少保养农机1次。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of the rules, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("farms")) as base:
        base.add_bytes("槐溪.md", RULES.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("槐溪农场券兑付材料清单", ("兑付申请书", "作业合同", "作业轨迹图")),
        ("槐溪农场券哪些服务不支持", ("种子采购", "商标注册", "一般性培训")),
        ("槐溪新建烘干房顶多补多少", ("不超过8万元",)),
        ("槐溪大棚占地一户最多多少亩", ("15亩", "20亩")),
        ("槐溪受灾农场上述减免最高多少", ("机库租赁费", "粮食烘干费", "农机检测费", "1200元")),
        ("槐溪农机手每天作业多久、看几块田", ("5小时",)),
    ],
)
def test_a_rule_is_told_with_what_belongs_to_it(ask, question, told):
    answer = ask(question)
    assert answer.status == "answered"
    for words in told:
        assert words in answer.answer


@pytest.mark.parametrize(("word", "left_out"), [("丘陵", False), ("大棚", True)])
def test_a_cap_that_alone_holds_a_word_of_the_question_is_told_alone(word, left_out):
    query = SimpleNamespace(text=f"{word}最多多少亩", topic=SimpleNamespace(words=((word, 1.0),), known=frozenset()))
    sentence = "平原大棚不超过15亩，丘陵大棚不超过20亩。"
    assert leaves_out_alike(query, sentence, "丘陵大棚不超过20亩。") is left_out


@pytest.mark.parametrize("word", ["单位", "项目", "成员"])
def test_a_common_word_is_no_name(word):
    assert not is_name(word)
    assert is_name("单小雨")
