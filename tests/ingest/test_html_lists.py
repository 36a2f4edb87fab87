"""Lists of web pages that are tables to the eye."""

from __future__ import annotations

import pytest

from ingest.datatypes import Deadline, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse

_FIELDS = {"建设内容": "新建食堂9座", "责任单位": "县民政局", "完成时间": "8月底"}


def _tasks(body: str) -> list[tuple[str, tuple[str, ...], str]]:
    page = f"<html><body><h1>松涛县民生项目安排</h1><p>现将安排印发给你们，请抓好落实。</p>{body}</body></html>"
    facts = parse(load_bytes("a.html", page.encode()), name="a.html").facts
    due = {fact.clause: fact.due for fact in facts if isinstance(fact, Deadline)}
    return [
        (fact.subject, fact.lead or fact.bodies, due.get(fact.clause, ""))
        for fact in facts
        if isinstance(fact, Responsibility)
    ]


@pytest.mark.parametrize(
    "form",
    [
        "<dl>{}</dl>|<dt>{}</dt><dd>{}</dd>",
        "<dl>{}</dl>|<div><dt>{}：</dt><dd>{}</dd></div>",
        "<div>{}</div>|<div class='k'>{}</div><div class='v'>{}</div>",
        "<ul>{}</ul>|<li><span>{}</span><em>{}</em></li>",
    ],
)
def test_labels_with_their_values_are_a_card(form: str) -> None:
    outer, _, inner = form.partition("|")
    card = outer.format("".join(inner.format(label, value) for label, value in _FIELDS.items()))
    assert _tasks(card + "<p>监督电话：12345。</p>") == [("新建食堂9座", ("县民政局",), "8月底")]


def test_a_card_without_its_task_is_about_the_name_above_it() -> None:
    lines = "<p><b>责任单位</b></p><p>县商务局</p><p><b>完成时限</b></p><p>9月底</p>"
    card = f"<div><div class='t'>改造菜场</div>{lines}</div>"
    assert _tasks(card) == [("改造菜场", ("县商务局",), "9月底")]


@pytest.mark.parametrize(
    "form",
    [
        "<div>{}</div>|<div>{}</div>|<div>{}</div>",
        "<ul>{}</ul>|<li>{}</li>|<span>{}</span>",
        "<section>{}</section>|<ul>{}</ul>|<li>{}</li>",
    ],
)
def test_rows_of_boxes_are_a_table(form: str) -> None:
    table, row, cell = form.split("|")
    rows = [
        ("序号", "任务", "牵头单位", "完成时限"),
        ("1", "新建食堂", "县民政局", "8月底"),
        ("2", "改造菜场", "县商务局", "9月底"),
    ]
    written = table.format("".join(row.format("".join(map(cell.format, each))) for each in rows))
    assert _tasks(written) == [("新建食堂", ("县民政局",), "8月底"), ("改造菜场", ("县商务局",), "9月底")]


def test_the_body_of_a_list_may_have_a_box_of_its_own() -> None:
    head = "<div><span>序号</span><span>工作任务</span><span>责任单位</span></div>"
    body = "".join(
        f"<div><span>{number}</span><span>{task}</span><span>{body}</span></div>"
        for number, task, body in ((1, "新建食堂", "县民政局"), (2, "改造菜场", "县商务局"))
    )
    assert _tasks(f"<div>{head}<div>{body}</div></div>") == [
        ("新建食堂", ("县民政局",), ""),
        ("改造菜场", ("县商务局",), ""),
    ]


def test_a_list_of_terms_and_menus_stay_text() -> None:
    body = (
        "<dl><dt>网格</dt><dd>社区以下的治理单元。</dd><dt>网格员</dt><dd>在网格内服务居民的人员。</dd></dl>"
        "<ul><li><span>首页</span><span>政务</span><span>互动</span></li><li><span>甲</span><span>乙</span><span>丙</span></li></ul>"
    )
    page = f"<html><body><h1>松涛县网格说明</h1><p>现将说明印发给你们，请抓好落实。</p>{body}</body></html>"
    document = load_bytes("a.html", page.encode())
    assert all(block.kind != "table" for block in document.blocks)
