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


HOUSES = """《青原县村民自建房办法》热点问答
问：哪些人能申请？
答：本村村民以户为单位申请。
问：哪些情形不予批准？
答：卖掉原房再申请的；占用耕地的；权属不清的。
问：面积和层数怎么规定？
答：占地不超过120平方米，层数不超过三层。
问：办理程序怎么走？
答：先向村委会提出，再由镇里审核，最后发证。
问：有没有奖励？
答：有。选用通用图纸的每户奖励1000元，其中开工拨付30%、完工后拨付70%。
"""


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("青原县自建房什么情况下批不下来、不给申请", ["占用耕地"], "以户为单位"),
        ("青原县自建房什么情形不能批", ["占用耕地", "权属不清"], "以户为单位"),
        ("青原县自建房最多能盖几层多大面积", ["120平方米", "三层"], "以户为单位"),
        ("青原县自建房手续要走哪几步", ["村委会", "发证"], "占用耕地"),
        ("青原县自建房能奖多少钱", ["1000元"], "占用耕地"),
    ],
)
def test_questions_that_ask_for_the_same_in_other_words(
    hash_base: KnowledgeBase, question: str, said: list[str], unsaid: str
) -> None:
    hash_base.add_bytes("青原县村民自建房办法热点问答.txt", HOUSES.encode())
    answer = hash_base.ask([Message("user", question)]).answer
    assert all(part in answer for part in said)
    assert unsaid not in answer


def test_steps_in_a_table_below_a_question_are_told_by_row(hash_base: KnowledgeBase) -> None:
    page = (
        "<html><head><title>政策问答 | 《青原县门店装修办法》你问我答</title></head><body>"
        "<p>问：谁来审批？</p><p>答：县城管局审批。</p><p>问：办理流程是怎样的？</p><p>答：分三步。</p>"
        "<table><tr><th>步骤</th><th>单位</th><th>时限</th></tr><tr><td>1.申请</td><td>门店</td><td>1天</td></tr>"
        "<tr><td>2.勘查</td><td>城管中队</td><td>3天</td></tr><tr><td>3.发证</td><td>县城管局</td><td>2天</td></tr>"
        "</table></body></html>"
    )
    hash_base.add_bytes("问答.html", page.encode())
    assert hash_base.documents()[0].metadata.title == "《青原县门店装修办法》你问我答"
    answer = hash_base.ask("青原县门店装修要走几步").answer
    assert "2.勘查，单位：城管中队；时限：3天" in answer
