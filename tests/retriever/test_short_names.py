"""Bodies called shorter than documents write them, several doers asked for at once, tasks behind labels."""

from __future__ import annotations

import pytest

PLAN = """松坡区雨污分流攻坚方案
一、重点任务
任务1 改造排水管网
新建雨水管网36公里，改造混接点120处。
牵头单位：区城乡建设局
配合单位：区水务集团有限公司、临江镇
完成时间：6月底
任务2 规范排水许可
核发排水许可证800张，巡查沿街商户2次。
牵头单位：区综合行政执法局
配合单位：临江镇
完成时间：9月底
二、保障
领导小组办公室设在区城乡建设局，负责日常调度。沿河违建拆除由执法中队打头阵，自然资源所认定面积，派出所维持秩序。管网经验收合格后，移交排水公司运行维护。
"""


@pytest.fixture
def base(hash_base):
    hash_base.add_bytes("方案.txt", PLAN.encode())
    return hash_base


@pytest.mark.parametrize("question", ["松坡区城建局要干哪些活", "松坡区雨污分流方案里城建局承担哪些任务"])
def test_a_short_name_means_the_body_that_alone_can_be_meant(base, question):
    answer = base.ask(question)
    assert answer.kind == "reverse"
    assert "36公里" in answer.answer
    assert "设在区城乡建设局" in answer.answer
    assert "许可证" not in answer.answer


def test_a_name_of_no_body_of_the_document_is_not_stretched(base):
    assert base.ask("松坡区城投局要干哪些活").status == "not_found"


def test_tasks_whose_bodies_stand_behind_labels_are_all_told(base):
    answer = base.ask("松坡区临江镇负责哪些任务")
    assert "36公里" in answer.answer
    assert "800张" in answer.answer


def test_who_does_each_of_several_things_is_told_by_the_sentence(base):
    answer = base.ask("沿河违建拆除，谁打头阵、谁认定、谁维持秩序").answer
    assert "执法中队" in answer
    assert "自然资源所" in answer
    assert "派出所" in answer


def test_who_takes_something_over(base):
    assert "排水公司" in base.ask("管网验收合格以后归哪家维护").answer


def test_a_paper_before_a_body_of_its_own_is_no_part_of_the_body(hash_base):
    text = (
        "松坡区应急体系规划\n一、任务\n1.建设应急云平台，由区大数据局统筹，区应急局具体建设。\n"
        "2.组建抢险队，由区应急局负责。\n3.更新广播，由区应急局负责。\n"
    )
    hash_base.add_bytes("规划.txt", text.encode())
    answer = hash_base.ask("应急规划里区大数据局负责什么")
    assert "区大数据局" in answer.question
    assert "抢险队" not in answer.answer
