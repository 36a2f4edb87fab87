"""Sentences that tell once who does all the tasks of a section, or those of some numbers."""

from __future__ import annotations

from ingest.datatypes import Deadline, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

PLAN = """青山区城市更新工作要点

一、老旧小区改造（本节任务由区住建局牵头，各街道、区城投集团配合；除另有注明外，均于11月底前完成）
　　1. 改造棉纺宿舍等18个小区。
　　2. 更换燃气立管（9月底前）。
　　3. 设置充电棚20处。责任单位：区消防救援大队
二、历史街区保护
　　4. 完成历史建筑测绘挂牌。
　　5. 编制风貌导则。
　　6. 引进非遗工坊。
　　以上第4、5项由区资源分局负责，于三季度完成；第6项由区文旅局、区商务局共同负责，12月前完成。
三、市政补短板
　　本节任务均由区城管局承担，区财政局做好资金保障，不再逐项列出。
　　7. 新建改建公厕12座。
　　8. 打通断头路5条。
"""


def told(text: str) -> tuple[dict[str, Responsibility], dict[str, str]]:
    facts = parse(load_bytes("a.txt", text.encode()), name="a.txt").facts
    bodies = {fact.item: fact for fact in facts if isinstance(fact, Responsibility)}
    return bodies, {fact.item: fact.due for fact in facts if isinstance(fact, Deadline)}


def test_the_tasks_of_a_section_have_the_bodies_that_its_heading_tells() -> None:
    bodies, dues = told(PLAN)
    assert (bodies["1"].lead, bodies["1"].supporting) == (("区住建局",), ("各街道", "区城投集团"))
    assert bodies["2"].lead == ("区住建局",)
    assert bodies["3"].bodies == ("区消防救援大队",)  # tells its own
    assert (dues["1"], dues["2"], dues["3"]) == ("11月底前", "9月底前", "11月底前")


def test_tasks_told_by_their_numbers() -> None:
    bodies, dues = told(PLAN)
    assert [bodies[item].bodies for item in "456"] == [("区资源分局",), ("区资源分局",), ("区文旅局", "区商务局")]
    assert (dues["4"], dues["5"], dues["6"]) == ("三季度", "三季度", "12月前")


def test_a_sentence_above_the_tasks_of_a_section() -> None:
    bodies, dues = told(PLAN)
    assert [(bodies[item].bodies, bodies[item].supporting) for item in "78"] == [(("区城管局",), ("区财政局",))] * 2
    assert "7" not in dues  # the limit of the first section is of no other


def test_a_sentence_within_the_last_task_speaks_of_the_whole_chapter() -> None:
    bodies, _ = told(
        "城市绿荫行动方案\n\n第一章 增绿\n第一条 对18条道路断档补植。\n第二条 新建口袋公园26个。\n"
        "    本章任务由市园林中心牵头，市城运公司配合。\n第二章 养护\n第三条 组建专家组。\n"
    )
    assert set(bodies) == {"1", "2"}
    assert bodies["1"].lead == ("市园林中心",)
