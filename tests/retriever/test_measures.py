"""Measures as answers: no openings, all rows of a stage; words that no document has taken for those that it has."""

from __future__ import annotations

import pytest
from answer_checks import check_answer

from retriever.knowledge_base import KnowledgeBase

PLAN = """金湾区滨海旅游三年行动计划
为推动全区旅游业提质增效，制定本行动计划。
一、主要任务
（一）做强滨海旅游
改造提升白沙、银滩两片浴场，开通环岛观光游船。
（二）激活冬季市场
建设云岭滑雪场，每年举办冰雪赛事6场。
附件：1.重点任务分工表
金湾区人民政府办公室
2025年3月1日
"""
STAGES = """<html><body><h1>岭东市渣土运输百日整治工作通知</h1>
<p>为遏制渣土车违法势头，市城管局、市交警支队决定联合开展百日整治。</p>
<table><tr><th>阶段</th><th>时间安排</th><th>主要措施</th><th>责任单位</th></tr>
<tr><td>第一阶段 摸底排查</td><td>3月1日—3月20日</td><td>建立工地和车辆台账</td><td>市城管局</td></tr>
<tr><td rowspan="2">第二阶段 集中整治</td>
<td>3月21日—5月10日</td><td>在出城路口设置9个联合检查点</td><td>市交警支队</td></tr>
<tr><td>4月底前</td><td>查处非法改装的渣土车</td><td>市市场监管局</td></tr></table></body></html>
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask a knowledge base of a plan and a notice with a table, by the shipped encoder."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("measures")) as base:
        base.add_bytes("金湾.txt", PLAN.encode())
        base.add_bytes("岭东.html", STAGES.encode())

        def run(question):
            answer = base.ask(question)
            check_answer(answer, base)
            return answer

        yield run


@pytest.mark.parametrize("question", ["金湾打算怎么把海边旅游做起来", "金湾怎么做强滨海旅游"])
def test_an_everyday_word_finds_the_measures_under_the_official_one(ask, question):
    told = ask(question).answer
    assert "白沙、银滩" in told
    assert "附件" not in told
    assert "制定本" not in told


@pytest.mark.parametrize("question", ["金湾的航天城怎么建", "金湾区民政局电话多少", "给我讲个笑话吧"])
def test_what_no_document_has_is_not_likened_to_something_else(ask, question):
    assert ask(question).status != "answered"


def test_all_rows_of_a_stage_are_its_measures(ask):
    told = ask("岭东整治渣土车集中整治阶段用了哪些办法").answer
    assert "9个联合检查点" in told
    assert "非法改装" in told
    assert "台账" not in told
