"""Owners told in everyday words: 「县商务局挑头，县供销社参加」, 「交给县水务局去抓」."""

import pytest
from fact_samples import document

from ingest.datatypes import Responsibility
from ingest.facts import extract_facts

SENTENCES = {
    "河道清淤的事，县水利局是第一责任人，县财政局提供资金。": (("县水利局",), (), ("县财政局",), "河道清淤的事"),
    "两个灌区的计量取水交给县水务局去抓。": ((), ("县水务局",), (), "两个灌区的计量取水"),
    "种子提纯复壮由县农业科学研究所担纲，县种子协会出人出田。": (
        ("县农业科学研究所",), (), ("县种子协会",), "种子提纯复壮"
    ),
    "有机肥替代的推广，县农技推广中心具体办，县供销社跟着办。": (
        (), ("县农技推广中心",), ("县供销社",), "有机肥替代的推广"
    ),
    "防伪标识的发放和回收，责任在县市场监管局。": ((), ("县市场监管局",), (), "防伪标识的发放和回收"),
    "县商务局挑头，县供销社参加，8月底前新开3家门店。": (("县商务局",), (), ("县供销社",), "8月底前新开3家门店"),
    "违建拆除。县城管局打头，县公安局配合，年底前清零。": (("县城管局",), (), ("县公安局",), "违建拆除"),
}


def read(sentence: str) -> list[Responsibility]:
    return [fact for fact in extract_facts(*document(sentence)) if isinstance(fact, Responsibility)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_plain_words_tell_owners(sentence: str) -> None:
    (fact,) = read(sentence)
    assert (fact.lead, fact.bodies, fact.supporting, fact.subject) == SENTENCES[sentence]


@pytest.mark.parametrize(
    "sentence", ["主办部门负总责，协办部门跟着办。", "这件事不能总让群众来办。", "安全生产，人人是责任人。"]
)
def test_labels_and_people_are_no_owners(sentence: str) -> None:
    assert read(sentence) == []
