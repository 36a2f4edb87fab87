"""Penalties that refer to rules by their numbers."""

from __future__ import annotations

import pytest

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

REGULATION = """青原县养犬管理条例
第一条　为了规范养犬行为，制定本条例。
第二条　携犬外出应当遵守下列规定：
（一）用绳牵引；
（二）即时清除犬只粪便。
第三条　禁止在学校、医院饲养犬只。
第四条　违反本条例第二条第二项规定的，由城市管理部门处五十元罚款；违反第三条规定的，由公安机关没收犬只，并处一千元罚款。
第五条　违反治安管理行为的，由公安机关依法处罚，可以并处罚款。
"""


@pytest.fixture
def regulations(hash_base: KnowledgeBase) -> KnowledgeBase:
    hash_base.add_bytes("青原县养犬管理条例.txt", REGULATION.encode())
    return hash_base


@pytest.mark.parametrize(
    ("question", "said"),
    [("不清除犬只粪便罚多少钱", "五十元"), ("在医院饲养犬只怎么处罚", "一千元")],
)
def test_the_penalty_of_the_rule_that_is_broken(regulations: KnowledgeBase, question: str, said: str) -> None:
    answer = regulations.ask([Message("user", question)])
    assert said in answer.answer
    assert answer.citations


def test_a_penalty_that_refers_to_no_rule_is_no_obstacle(regulations: KnowledgeBase) -> None:
    assert regulations.ask([Message("user", "违反治安管理会被罚款吗")]).status in ("answered", "not_found")
