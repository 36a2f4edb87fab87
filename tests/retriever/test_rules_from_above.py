"""A province's rules for a place in it, and the same asked of another place."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.datatypes import Message
from retriever.knowledge_base import KnowledgeBase

GANSU = """甘肃省人民政府关于扶持家政企业的若干措施
一、社保补贴
对年度内家政服务人员月平均在岗达到25人以上的家政企业，按每人每年800元给予补贴。
二、缓缴社会保险费
企业缴纳社会保险费有困难的，可延期至次年3月底前补缴，补缴免收滞纳金。
三、组织实施
由省人力资源社会保障厅负责，省财政厅配合。
"""
LONGNAN = """陇南市武都区城乡居民缴费通知
一、缴费标准
城乡居民医疗保险费每人每年390元，低保对象减半缴纳。
"""
SHAANXI = """陕西省人民政府办公厅关于支持中小企业的若干措施
为做好支援湖北、河南等地的工作，制定以下措施。
一、缓缴社会保险费
企业缴纳社会保险费有困难的，经批准可缓缴养老保险费，缓缴期限不超过10个月。
二、减免租金
承租国有房屋的，免收2个月租金。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of the rules of two provinces and a district, turns parted by a bar."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("above")) as base:
        base.add_bytes("甘肃.txt", GANSU.encode())
        base.add_bytes("武都.txt", LONGNAN.encode())
        base.add_bytes("陕西.txt", SHAANXI.encode())

        def run(question):
            answer = base.ask([Message("user", turn) for turn in question.split("|")])
            check_answer(answer, base)
            return answer

        yield run


def test_rules_of_a_province_hold_in_its_cities(ask):
    answer = ask("家政公司在天水，要有多少人才给补贴")
    assert answer.status == "answered"
    assert "25人以上" in answer.answer


@pytest.mark.parametrize(
    "question", ["天水市哪个部门负责家政企业", "杭州的家政公司要有多少人才给补贴", "天水低保户的医疗保险费能减半吗"]
)
def test_what_a_city_does_itself_and_what_other_places_rule_is_not_told(ask, question):
    assert ask(question).status == "not_found"


def test_the_same_is_asked_of_another_place(ask):
    answer = ask("社保费交不上，甘肃怎么办|陕西那边又是咋规定的")
    assert "不超过10个月" in answer.answer
    assert "次年3月底" not in answer.answer


def test_a_place_that_is_only_mentioned_has_no_rules_of_its_own(ask):
    answer = ask("河南的企业承租国有房屋免几个月租金")
    assert answer.status == "not_found"
    assert "没有河南省的这类规定" in answer.answer
    assert "免收2个月租金" in ask("陕西的企业承租国有房屋免几个月租金").answer
