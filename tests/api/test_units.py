"""`zhengda facts --unit` over the real documents, for every body that they name, against the tables made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli import main
from ingest.bodies import BodyNames
from ingest.datatypes import Responsibility
from ingest.serialization import fact_bodies
from retriever.knowledge_base import KnowledgeBase

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
GOLD = ROOT / "tests" / "data" / "facts"
TABLES = {
    "2024年黄浦区深化推进基层治理体系和治理能力现代化建设实施方案.txt": "huangpu2024_responsibilities.jsonl",
    "新下陆街道创建全省基层治理创新实验区实施方案.txt": "xinxialu_responsibilities.jsonl",
}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus folder ../shared/corpus is absent")

Task = tuple[str, str]
"""Name of the document's file and number of the item."""


@pytest.fixture(scope="module")
def data(real_library: Path) -> Path:
    return real_library


@pytest.fixture(scope="module")
def names(data: Path) -> dict[str, str]:
    """File names by document id."""
    with KnowledgeBase.open(data) as knowledge_base:
        return {record.doc_id: record.name for record in knowledge_base.documents()}


def gold() -> dict[Task, tuple[str, ...]]:
    found = {}
    for document, table in TABLES.items():
        for line in (GOLD / table).read_text("utf-8").splitlines():
            row = json.loads(line)
            found[document, str(row["item"])] = tuple(row["bodies"])
    return found


def listed(data: Path, capsys: pytest.CaptureFixture[str], unit: str) -> list[dict[str, object]]:
    assert main(["facts", "--unit", unit, "--data", str(data), "--json"]) == 0
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_every_body_of_the_tables_has_exactly_its_tasks(
    data: Path, names: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    table = gold()
    bodies = dict.fromkeys(body for assigned in table.values() for body in assigned)
    wrong = {}
    for body in bodies:
        expected = {task for task, assigned in table.items() if body in assigned}
        # Facts from prose have other sources, some under the same number; the tables hold the items' brackets.
        rows = [row for row in listed(data, capsys, body) if row["bodies"] and row["item"]]
        read = [(names[str(row["doc_id"])], str(row["item"])) for row in rows]
        in_tables = {task for task in read if task in table}
        if in_tables != expected:
            wrong[body] = in_tables ^ expected
    print(f"{len(bodies)} bodies, {len(table)} tasks")
    assert wrong == {}


def test_every_body_that_any_document_names_is_found_wherever_it_stands(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Complete and exact for all five documents: against every fact, read one by one."""
    same = BodyNames.default().same
    with KnowledgeBase.open(data) as knowledge_base:
        duties = [stored for stored in knowledge_base.facts() if isinstance(stored.fact, Responsibility)]
    bodies = dict.fromkeys(body for stored in duties for body in fact_bodies(stored.fact))
    collective = BodyNames.default().covers
    for body in bodies:
        expected = [
            (stored.doc_id, stored.fact.subject)
            for stored in duties
            if any(same(body, other) or collective(other, body) for other in fact_bodies(stored.fact))
        ]
        rows = listed(data, capsys, body)
        assert [(row["doc_id"], row["subject"]) for row in rows] == expected, body
        for row in rows:
            named = row["named"]
            assert isinstance(named, list)
            assert all(part["role"] in ("lead", "responsible", "supporting") for part in named)
    print(f"{len(bodies)} bodies, {len(duties)} responsibilities")


def test_one_body_in_short_and_long_form_has_the_same_tasks(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forms = (
        ("区民政局", "民政局", "黄浦区民政局", "上海市黄浦区民政局"),
        ("区文化旅游局", "文旅局", "区文化和旅游局"),
        ("区卫生健康委", "卫健委", "区卫生健康委员会"),
        ("区地区办", "区地区办公室"),
        ("区房管局", "区住房保障和房屋管理局"),
    )
    for first, *others in forms:
        expected = [row["url"] for row in listed(data, capsys, first)]
        assert expected
        for other in others:
            assert [row["url"] for row in listed(data, capsys, other)] == expected, other


def test_a_district_s_body_is_not_another_district_s(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(data, capsys, "长宁区民政局") == []
    assert listed(data, capsys, "新下陆街道") == []
    assert listed(data, capsys, "市民政局") == []
    streets = listed(data, capsys, "外滩街道")
    assert len(streets) == sum("各街道" in assigned for assigned in gold().values())
