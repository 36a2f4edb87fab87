"""Reading documents again over HTTP, over the real library and pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from test_problems import assert_problem
from test_real_knowledge_base import TEXT, CharacterEncoder

from api.app import create_app
from api.settings import Settings
from ingest.originals import Originals
from retriever.knowledge_base import KnowledgeBase

ADDRESS = "/api/v1/documents/reparse"
KEY = {"Authorization": "Bearer editor-key"}
LISTED = """青石镇停车治理提示

一、共享泊位。错时开放单位泊位。（青松驿、镇城建办）
二、规范收费。公开监督电话。（镇综合执法队）
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with KnowledgeBase.open(tmp_path, encoder=CharacterEncoder()) as opened:
        app = create_app(opened, Settings(editor_key="editor-key"))
        with TestClient(app, base_url="http://10.0.0.1", client=("10.0.0.7", 50000)) as connected:
            yield connected


def added(client: TestClient, name: str, text: str) -> str:
    answer = client.post("/api/v1/documents", files={"file": (name, text.encode())}, headers=KEY)
    doc_id: str = answer.json()["document"]["doc_id"]
    return doc_id


def bodies(client: TestClient) -> list[list[str]]:
    facts = client.get("/api/v1/facts", params={"kind": "responsibility"}).json()["facts"]
    return [fact["bodies"] for fact in facts]


def test_new_words_reach_what_was_read_before(client: TestClient, tmp_path: Path) -> None:
    listed, plan = added(client, "提示.txt", LISTED), added(client, "方案.txt", TEXT)
    before = bodies(client)
    assert ["青松驿", "镇城建办"] not in before
    folder = tmp_path / "dictionary"
    folder.mkdir()
    (folder / "bodies.txt").write_text("停车办：青松驿\n", encoding="utf-8")
    one = client.post(ADDRESS, json={"doc_ids": [plan]}, headers=KEY).json()
    assert [(entry["name"], entry["status"]) for entry in one["results"]] == [("方案.txt", "unchanged")]
    assert bodies(client) == before
    every = client.post(ADDRESS, headers=KEY)
    assert every.status_code == 200
    body = every.json()
    assert (body["total"], body["failed"]) == (2, 0)
    assert {entry["document"]["doc_id"]: entry["status"] for entry in body["results"]} == {
        listed: "updated",
        plan: "unchanged",
    }
    assert ["青松驿", "镇城建办"] in bodies(client)
    assert client.post("/api/v1/ask", json={"question": "规范停车秩序由谁负责"}).json()["status"] == "answered"


def test_only_with_the_editors_key(client: TestClient) -> None:
    assert_problem(client.post(ADDRESS), 401, "ZHENGDA_EDITOR_KEY")


def test_problems_are_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.post(ADDRESS, headers=KEY).json() == {"results": [], "total": 0, "failed": 0}
    doc_id = added(client, "方案.txt", TEXT)
    assert_problem(client.post(ADDRESS, json={"doc_ids": ["none"]}, headers=KEY), 404, "none")
    assert_problem(client.post(ADDRESS, json={"ids": [doc_id]}, headers=KEY), 422, "ids")
    monkeypatch.setattr(Originals, "find", lambda *_: (_ for _ in ()).throw(FileNotFoundError("gone")))
    assert_problem(client.post(ADDRESS, headers=KEY), 422, "方案.txt")
    assert client.get(f"/api/v1/documents/{doc_id}").json()["text"].startswith("青石镇停车治理工作方案")
    assert client.delete(f"/api/v1/documents/{doc_id}", headers=KEY).status_code == 204
    assert_problem(client.post(ADDRESS, json={"doc_ids": [doc_id]}, headers=KEY), 404, doc_id)
