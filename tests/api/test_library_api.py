"""Originals, restoring, and the stages of an upload, over the real library."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hand_made import HashEmbedder
from test_ledger import PARKING

from api.app import create_app
from api.settings import Settings
from ingest.datatypes import ParsedDocument
from ingest.loaders import load_bytes
from ingest.pipeline import parse
from retriever.knowledge_base import KnowledgeBase

UPLOAD_ID = "0123456789abcdef"


class WatchingReader:
    """Reads as usual; keeps what the page would be told meanwhile."""

    def __init__(self) -> None:
        self.client: TestClient | None = None
        self.seen: list[dict] = []

    def __call__(self, name: str, data: bytes) -> ParsedDocument:
        if self.client is not None:
            self.seen.append(self.client.get(f"/api/v1/uploads/{UPLOAD_ID}").json())
        return parse(load_bytes(name, data), name=name)


@pytest.fixture
def reader() -> WatchingReader:
    return WatchingReader()


@pytest.fixture
def client(tmp_path: Path, reader: WatchingReader) -> Iterator[TestClient]:
    base = KnowledgeBase.open(tmp_path, encoder=HashEmbedder(), reader=reader)
    app = create_app(base, Settings(data_dir=tmp_path))
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as opened:
        yield opened


def add(client: TestClient, name: str = "停车.txt", **headers: str) -> str:
    response = client.post("/api/v1/documents", files={"file": (name, PARKING.encode())}, headers=headers)
    assert response.status_code == 201, response.text
    return str(response.json()["document"]["doc_id"])


def test_the_original_comes_back_byte_by_byte(client):
    doc_id = add(client)
    response = client.get(f"/api/v1/documents/{doc_id}/original")
    assert response.content == PARKING.encode()
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%81%9C%E8%BD%A6.txt"


def test_withdrawn_and_restored(client):
    doc_id = add(client)
    question = {"question": "新增多少公共停车泊位"}
    assert "230个" in client.post("/api/v1/ask", json=question).json()["answer"]
    assert client.post(f"/api/v1/documents/{doc_id}/restore").status_code == 422
    client.delete(f"/api/v1/documents/{doc_id}")
    assert client.get(f"/api/v1/documents/{doc_id}/original").status_code == 404
    assert client.post("/api/v1/ask", json=question).json()["status"] == "not_found"
    restored = client.post(f"/api/v1/documents/{doc_id}/restore").json()
    assert restored["document"]["doc_id"] == doc_id
    assert restored["document"]["status"] == "in_force"
    assert "230个" in client.post("/api/v1/ask", json=question).json()["answer"]
    assert client.post("/api/v1/documents/nichts/restore").status_code == 404


def test_stages_are_known_while_an_upload_is_worked_on(client, reader):
    reader.client = client
    nothing = {"stage": "", "file": "", "done": 0, "total": 0}
    assert client.get(f"/api/v1/uploads/{UPLOAD_ID}").json() == nothing
    add(client, **{"X-Upload-Id": UPLOAD_ID})
    assert reader.seen == [{**nothing, "stage": "reading"}]
    assert client.get(f"/api/v1/uploads/{UPLOAD_ID}").json() == nothing
    assert client.app.state.upload_stages == {}


def test_each_file_of_an_archive_is_known_while_it_is_worked_on(client, reader):
    reader.client = client
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("一/停车.txt", PARKING)
        file.writestr("二/停车办法.txt", PARKING.replace("230", "240"))
    headers = {"X-Upload-Id": UPLOAD_ID}
    client.post("/api/v1/documents", files={"file": ("全部.zip", archive.getvalue())}, headers=headers)
    assert [(seen["stage"], seen["file"], seen["done"], seen["total"]) for seen in reader.seen] == [
        ("reading", "一/停车.txt", 0, 2),
        ("reading", "二/停车办法.txt", 1, 2),
    ]


def test_all_stages_in_order(tmp_path):
    stages: list[str] = []
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("停车.txt", PARKING.encode(), on_stage=stages.append)
    assert stages == ["reading", "encoding", "keeping", "indexing"]


def test_editors_only(connect):
    client = connect(editor_key="editor-key", reader_key="reader-key")
    reading = {"X-API-Key": "reader-key"}
    assert client.get("/api/v1/uploads/abc", headers=reading).status_code == 401
    assert client.post("/api/v1/documents/abc/restore", headers=reading).status_code == 401
    assert client.get("/api/v1/documents/abc/original").status_code == 401
    assert client.get("/api/v1/documents/abc/original", headers=reading).status_code == 404
