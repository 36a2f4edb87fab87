"""Documents that ask and answer questions themselves."""

from __future__ import annotations

import pytest

from retriever.asked_questions import asked_questions
from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

EXPLAINED = """青原县农村危房改造政策问答
1.问：哪些人可以申请危房改造？
答：住在鉴定为C级、D级危房里的低保户、特困人员和防返贫监测对象可以申请。一户只能享受一次。
2.问：补助标准是多少？
答：D级重建的每户补助3.5万元，C级修缮的每户补助1.2万元。改造工程由县住房城乡建设局验收。
3.问：多久能拿到钱？
答：验收合格后30个工作日内打到一卡通。
"""
PLAIN = """青原县夜间经济实施方案
一、工作目标
到2027年建成夜市6处。
二、群众会问“夜市几点收摊？”吗
夜市营业到23时。
"""


@pytest.fixture
def explained(hash_base: KnowledgeBase) -> KnowledgeBase:
    hash_base.add_bytes("问答.txt", EXPLAINED.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("什么人能申请危房改造", ["低保户", "特困人员", "监测对象"]),
        ("危房改造补助标准是多少", ["3.5万元", "1.2万元"]),
        ("危房改造多久能拿到钱", ["30个工作日"]),
    ],
)
def test_the_answer_below_the_same_question(explained: KnowledgeBase, question: str, said: list[str]) -> None:
    answer = explained.ask([Message("user", question)])
    assert all(part in answer.answer for part in said)
    assert not answer.answer.startswith("答")
    assert answer.citations


def test_questions_with_their_answers(explained: KnowledgeBase) -> None:
    view = explained.view()
    pairs = asked_questions(view.documents)
    texts = {doc_id: document.parsed.clean.text for doc_id, document in view.documents.items()}
    assert [pair.text for pair in pairs] == ["哪些人可以申请危房改造？", "补助标准是多少？", "多久能拿到钱？"]
    assert texts[pairs[2].doc_id][pairs[2].start : pairs[2].end] == "验收合格后30个工作日内打到一卡通。"


def test_a_plan_that_quotes_a_question_asks_none(hash_base: KnowledgeBase) -> None:
    hash_base.add_bytes("方案.txt", PLAIN.encode())
    assert asked_questions(hash_base.view().documents) == ()
