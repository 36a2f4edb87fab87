"""Bodies alone behind a task: after dashes, as its last sentence, with the note that tells their roles."""

from __future__ import annotations

from ingest.datatypes import Deadline, LoadedDocument, ParsedDocument, Responsibility
from ingest.loaders import load_bytes
from ingest.pipeline import parse


def read(text: str, name: str = "a.txt") -> ParsedDocument:
    loaded: LoadedDocument = load_bytes(name, text.encode())
    return parse(loaded, name=name)


def responsibilities(text: str, name: str = "a.txt") -> list[Responsibility]:
    return [fact for fact in read(text, name).facts if isinstance(fact, Responsibility)]


PLAN = """青山县关于养老服务的若干措施
一、织密网络
1.每个乡镇建成1家养老服务中心。——县民政局、县财政局，各乡镇（街道）
2.新增护理床位120张。——县卫生健康局、青山县康养（集团）有限公司（6月20日前）
{note}
"""


def test_bodies_behind_a_dash_are_those_of_the_task() -> None:
    first, second = responsibilities(PLAN.format(note=""))
    assert first.bodies == ("县民政局", "县财政局", "各乡镇（街道）")
    assert second.bodies == ("县卫生健康局", "青山县康养（集团）有限公司")


def test_a_note_on_dashes_tells_who_leads_and_who_helps() -> None:
    first, second = responsibilities(PLAN.format(note="备注：破折号后列首位的为牵头单位，其余为配合单位。"))
    assert (first.lead, first.supporting) == (("县民政局",), ("县财政局", "各乡镇（街道）"))
    assert second.lead == ("县卫生健康局",)
    assert not second.bodies


def test_the_date_behind_the_bodies_is_the_tasks() -> None:
    facts = read(PLAN.format(note="")).facts
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["6月20日前"]


def test_a_last_sentence_of_bodies_alone_tells_who_does_it() -> None:
    text = "# 青山县非遗保护计划\n\n- 每年培训绣娘100名。县文旅局、县人社局\n- 建成口述史资料库。县档案馆、县文旅局\n"
    assert [fact.bodies for fact in responsibilities(text, "a.md")] == [
        ("县文旅局", "县人社局"),
        ("县档案馆", "县文旅局"),
    ]


def test_a_sentence_that_goes_on_is_no_list() -> None:
    text = "青山县工作方案\n一、现状\n全县有三个试点单位。县文旅局、县人社局近年来做了大量工作。\n"
    assert not responsibilities(text)


def test_colloquial_labels_and_bars_between_them() -> None:
    text = "# 青山县作战图\n\n## 码头焕新\n- 做什么：更换护栏200米，能耗下降40%\n- 交账日：2026年9月28日\n"
    text += "- 操盘：县住建局 ‖ 搭手：县水利局、东河镇\n"
    facts = read(text, "a.md").facts
    assert [fact.due for fact in facts if isinstance(fact, Deadline)] == ["2026年9月28日"]
    (fact,) = (fact for fact in facts if isinstance(fact, Responsibility))
    assert (fact.lead, fact.supporting) == (("县住建局",), ("县水利局", "东河镇"))
