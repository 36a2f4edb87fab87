"""The ledger over HTTP, from documents read by the real pipeline."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from hand_made import HashEmbedder

from api.app import create_app
from api.due_dates import due_date, due_words
from api.settings import Settings
from retriever.knowledge_base import KnowledgeBase

PARKING = """2024年青石区停车治理工作方案

一、重点任务

1.增加停车泊位。全年新增公共停车泊位230个。（牵头单位：区建管委；配合单位：区民政局）
2.规范停车秩序。2024年8月前完成收费公示。（责任单位：区城管执法局、区民政局）
"""
ELDERLY = """2025年青石区养老服务实施方案

一、主要任务

1.扩大床位供给。2025年底前新增养老床位300张。（责任单位：区民政局）
"""
URL = "/api/v1/ledger"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("ledger")
    base = KnowledgeBase.open(folder, encoder=HashEmbedder())
    base.add_bytes("停车.txt", PARKING.encode())
    base.add_bytes("养老.txt", ELDERLY.encode())
    with TestClient(create_app(base, Settings(data_dir=folder)), base_url="http://127.0.0.1") as opened:
        yield opened


def listed(client: TestClient, **wanted: object) -> dict:
    response = client.get(URL, params=wanted)
    assert response.status_code == 200, response.text
    return response.json()


def test_all_kinds_with_counts_and_places(client):
    data = listed(client)
    assert data["counts"]["responsibility"] == 3
    assert data["total"] == sum(data["counts"].values())
    assert data["documents"] == 2
    row = next(row for row in data["rows"] if row["kind"] == "target")
    assert row["sentence"].startswith("全年新增公共停车泊位230个")
    document = client.get(f"/api/v1/documents/{row['doc_id']}").json()
    assert document["text"][row["start"] : row["end"]] == row["text"]
    assert row["url"] == f"/documents/{row['doc_id']}#{row['start']}-{row['end']}"


def test_a_target_belongs_to_the_bodies_of_its_clause(client):
    data = listed(client, unit="区民政局", kind="target")
    assert {row["value"]: row["supporting"] or row["bodies"] for row in data["rows"]} == {
        "230": ["区民政局"],
        "300": ["区民政局"],
    }
    duty = listed(client, unit="区建管委")["rows"][-1]
    assert duty["sentence"] == "1.增加停车泊位。全年新增公共停车泊位230个。（牵头单位：区建管委；配合单位：区民政局）"
    assert listed(client, unit="区建管委", role="lead")["counts"]["responsibility"] == 1
    assert listed(client, unit="区建管委", role="supporting")["total"] == 0


def test_narrowing(client):
    doc_id = next(row["doc_id"] for row in listed(client)["rows"] if "养老" in row["title"])
    assert {row["title"] for row in listed(client, doc_id=doc_id)["rows"]} == {"2025年青石区养老服务实施方案"}
    assert listed(client, place="青石区")["total"] == listed(client)["total"]
    assert listed(client, place="红石区")["total"] == 0
    found = listed(client, text="收费 公示")["rows"]
    assert found
    assert all("收费公示" in row["sentence"] or "规范停车秩序" in row["subject"] for row in found)
    assert all(row["date"] == "2024-08" for row in listed(client, due="2024-08")["rows"])
    assert client.get(URL, params={"doc_id": "keine"}).status_code == 404
    assert client.get(URL, params={"due": "gestern"}).status_code == 422


def test_sorting_puts_what_has_no_date_last(client):
    rising = [row["date"] for row in listed(client, sort="due")["rows"]]
    falling = [row["date"] for row in listed(client, sort="due", descending=True)["rows"]]
    dated = [date for date in rising if date]
    assert dated[0] == "2024-08"  # before 2024 as a whole, which ends later
    assert dated[-1] == "2025-12"
    assert falling == [*reversed(dated), *[""] * rising.count("")]


def test_paging_gives_every_line_once(client):
    total = listed(client)["total"]
    pages = [listed(client, page=page, size=2) for page in range(1, -(-total // 2) + 1)]
    assert pages[0]["pages"] == len(pages)
    assert [row for page in pages for row in page["rows"]] == listed(client)["rows"]
    assert listed(client, page=99, size=2)["page"] == len(pages)


def test_workbook_holds_the_same_lines(client):
    wanted = {"unit": "区民政局", "sort": "due"}
    response = client.get(f"{URL}/export", params={**wanted, "format": "xlsx"})
    assert "%E5%8C%BA%E6%B0%91%E6%94%BF%E5%B1%80" in response.headers["content-disposition"]
    header, *lines = openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    rows = listed(client, **wanted)["rows"]
    sentence, link = header.index("所在句子"), header.index("链接")
    assert [line[sentence] for line in lines] == [row["sentence"] for row in rows]
    assert [line[link] for line in lines] == ["http://127.0.0.1" + row["url"] for row in rows]


def test_word_holds_the_same_lines(client):
    response = client.get(f"{URL}/export", params={"format": "docx", "kind": "responsibility"})
    document = docx.Document(io.BytesIO(response.content))
    lines = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    rows = listed(client, kind="responsibility")["rows"]
    assert lines[0][6:] == ["原句", "出处"]
    assert [line[6] for line in lines[1:]] == [row["sentence"].strip() for row in rows]
    assert "牵头：区建管委\n配合：区民政局" in [line[4] for line in lines]
    assert "类别：责任" in "".join(paragraph.text for paragraph in document.paragraphs)
    assert document.sections[0].page_width > document.sections[0].page_height


def test_plots_count_what_the_ledger_lists(client):
    name = "{http://www.w3.org/2000/svg}a"
    svg = ElementTree.fromstring(client.get(f"{URL}/plots/bodies").content)
    said = [link.get("aria-label") for link in svg.iter(name)]
    assert said[0] == "区民政局 3：牵头或责任 2 项，配合 1 项"
    svg = ElementTree.fromstring(client.get(f"{URL}/plots/dates", params={"unit": "区民政局"}).content)
    for link in svg.iter(name):
        total = int(link.findall("{http://www.w3.org/2000/svg}text")[-1].text)
        address = link.get("href").replace("/ledger", URL)
        counts = client.get(address).json()["counts"]
        assert counts["target"] + counts["deadline"] == total


def test_choices(client):
    choices = client.get(f"{URL}/choices").json()
    assert choices["bodies"][0] == {"name": "区民政局", "responsible": 2, "supporting": 1}
    assert "青石区" in choices["places"]
    assert {"date": "2024-08", "words": "2024年8月"} in choices["dates"]


@pytest.mark.parametrize(
    ("words", "governed", "date"),
    [
        ("2024年8月前", (), "2024-08"),
        ("2023年10月—2024年3月", (), "2024-03"),
        ("2023年9月至12月", (), "2023-12"),
        ("到2025年", (), "2025"),
        ("2025年底前", (2024,), "2025-12"),
        ("年底前", (2024,), "2024-12"),
        ("全年", (2024,), "2024"),
        ("年内", (2024,), "2024"),
        ("三年内", (2024,), ""),
        ("上半年", (2024,), "2024-06"),
        ("8月底前", (2024, 2025), ""),
        ("每年", (2024,), ""),
        ("每月28日前", (2024,), ""),
        ("15个工作日内", (2024,), ""),
        ("3个月内", (2024,), ""),
    ],
)
def test_due_dates(words, governed, date):
    assert due_date(words, governed) == date


def test_due_words():
    assert [due_words(date) for date in ("2024-08", "2024", "")] == ["2024年8月", "2024年内", "未写明"]
