"""Rules told to the end, and the sentence with the thing asked: longer terms, what is given on top, all of a row."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.datatypes import Message
from retriever.dimensions import prices_for_grant
from retriever.knowledge_base import KnowledgeBase
from retriever.question_wording import in_one_piece, without_some

KITCHENS = """杏坪区社区厨房发展办法

第一条 社区厨房申请由街道受理。审核工作应自受理之日起25个工作日内办结；需要专家评审的，可以延长至40个工作日。

第二条 设备报修后，维护单位3日内到场修复。零件须外购的，经街道同意可以延长5日。

第三条 灶具改造每户补助：电灶1800元，柴灶900元；孤老户在此基础上每户增补600元。已享受过补助的家庭，4年内不得再领。

第四条 扶持措施。1.建设补助：新建社区厨房按每个灶位6000元补助，最高30万元。\
2.运营补助：按用餐人数每人每餐补助2元，每季度核拨。3.用水用电执行居民价格。

第五条 申请家庭有下列情形之一的，不予发放餐补：
（一）拥有机动车的；
（二）拥有2套以上住房的。

第六条 体检结论有效期为检查之日起6个月，逾期未登记的须重新检查，费用自理。

第七条 社区厨房以居民区为单位提出申请，也可以通过小程序在线提交；办理有困难的，可以委托他人。

第八条 申请时应当提交：申请书、场地证明和健康证。材料不齐的，街道应当场告知，不得要求重复提供。

第九条 质量问题实行2年质保，质保期内由施工单位免费返修。

第十条 社区厨房实行政府指导价，午餐费每人每餐不超过15元，晚餐费不超过12元。退费按当月实际用餐天数折算。
"""
STAIRS = """杏坪区楼栋管家工作方案

一、楼栋管家由居民推选，每届任期3年，可以连选连任。一名楼栋管家原则上只管一个楼栋。

二、楼栋管家履行“四员”职责：信息员、宣传员、调解员、联络员。每周至少走访2次，每月上报一次情况。

三、楼栋管家每月补贴150元，按季度发放。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of two documents, turns parted by a bar, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("ends")) as base:
        base.add_bytes("厨房.txt", KITCHENS.encode())
        base.add_bytes("管家.txt", STAIRS.encode())

        def run(question):
            answer = base.ask([Message("user", turn) for turn in question.split("|")])
            check_answer(answer, base)
            return answer.answer

        yield run


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("社区厨房审核要多久", ("25个工作日", "40个工作日")),
        ("设备报修几天能修好", ("3日内", "可以延长5日")),
        ("改柴灶补多少钱", ("900元",)),
        ("改柴灶补多少钱|我家是孤老户还能多补点不", ("600元",)),
        ("开社区厨房政府给补哪些钱", ("6000元", "2元", "居民价格")),
        ("在社区厨房吃饭，病了没去几天能退钱吗", ("退费按当月实际用餐天数折算",)),
        ("申请社区厨房要什么材料", ("申请书", "场地证明", "健康证")),
        ("社区厨房申请材料有哪些", ("申请书", "场地证明", "健康证")),
        ("餐补 有车", ("不予发放餐补", "机动车")),
        ("体检结论有效期多久", ("6个月",)),
        ("灶具怎么申请|用了一年坏了找谁修", ("施工单位免费返修",)),
        ("在社区厨房体检过了仨月没登记咋办", ("须重新检查",)),
        ("楼栋管家谁选的", ("由居民推选",)),
        ("孤老户灶具能多补点吗", ("增补600元",)),
        ("灶具补助能领两次吗", ("4年内不得再领",)),
        ("楼栋管家平时要干些啥", ("“四员”职责", "每周至少走访2次")),
    ],
)
def test_told_to_the_end(ask, question, told):
    answer = ask(question)
    assert all(part in answer for part in told), answer


@pytest.mark.parametrize("question", ["我想预约搬家公司，免费吗", "我想办失业金，怎么申请"])
def test_what_is_said_to_be_wanted_must_be_told(ask, question):
    assert "没有找到" in ask(question)


def test_one_of_a_row_that_the_question_names(ask):
    answer = ask("社区厨房的运营补助有哪些标准")
    assert "2元" in answer
    assert "居民价格" not in answer


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("没去几天能退钱吗", "没去些天能退钱吗"),
        ("晚交几个月会停吗", "晚交些个月会停吗"),
        ("几天能办完", "几天能办完"),
        ("你知道几天能办完吗", "你知道几天能办完吗"),
    ],
)
def test_a_number_that_is_not_asked(question, plain):
    assert without_some(question) == plain


@pytest.mark.parametrize(
    ("asked", "told", "prices"),
    [
        ("开社区厨房给补哪些钱", "午餐费每人每餐不超过15元", True),
        ("开社区厨房给补哪些钱", "按每个灶位6000元补助", False),
        ("午餐费补多少", "午餐费每餐15元，由财政承担", False),
        ("午餐收多少钱", "午餐费每人每餐不超过15元", False),
    ],
)
def test_a_price_is_no_grant(asked, told, prices):
    assert prices_for_grant(asked, told) is prices


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("我想预约无痛分娩，免费吗", "预约无痛分娩免费吗"),
        ("我想办失业金，怎么申请", "办失业金怎么申请"),
        ("我想开个小饭馆，油烟怎么管", ""),
        ("免费吗", ""),
    ],
)
def test_a_thing_wanted_and_a_bare_asking_are_one_question(text, whole):
    assert in_one_piece(text) == whole
