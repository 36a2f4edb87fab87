"""ZIP archives over HTTP and on the command's way in: one outcome per file, the others go on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from test_problems import assert_problem
from test_real_knowledge_base import TEXT, CharacterEncoder

from api.app import create_app
from api.settings import Settings
from retriever.knowledge_base import KnowledgeBase


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(tmp_path / "data", encoder=CharacterEncoder()) as opened:
        yield opened


@pytest.fixture
def client(knowledge_base: KnowledgeBase) -> Iterator[TestClient]:
    app = create_app(knowledge_base, Settings())
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)) as connected:
        yield connected


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def upload(client: TestClient, data: bytes):
    return client.post("/api/v1/documents", files={"file": ("文件.zip", data)})


def test_one_result_per_file(client: TestClient) -> None:
    data = zipped(**{"停车/方案.txt": TEXT.encode(), "图.gif": b"GIF89a", "../外.txt": b"x"})
    answer = upload(client, data)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["total"], body["failed"]) == (2, 1)
    added, failed = body["results"]
    assert (added["name"], added["status"], added["error"]) == ("停车/方案.txt", "added", "")
    assert "路径不安全" in added["warnings"][0]
    assert (failed["status"], failed["document"]) == ("failed", None)
    assert "图.gif" in failed["error"]
    record = client.get(f"/api/v1/documents/{added['document']['doc_id']}").json()
    assert record["name"] == "停车/方案.txt"
    again = upload(client, zipped(**{"停车/方案.txt": TEXT.encode()}))
    assert (again.status_code, again.json()["results"][0]["status"]) == (200, "unchanged")


def test_archives_that_give_nothing(client: TestClient) -> None:
    assert_problem(upload(client, b"x"), 422, "文件.zip")
    assert_problem(upload(client, zipped()), 422, "没有可导入")
    assert_problem(upload(client, zipped(**{"图.gif": b"x"})), 422, "图.gif")
    assert client.get("/api/v1/documents").json()["total"] == 0


def test_archives_in_folders(knowledge_base: KnowledgeBase, tmp_path: Path) -> None:
    folder = tmp_path / "来文"
    folder.mkdir()
    (folder / "附件.zip").write_bytes(zipped(**{"方案.txt": TEXT.encode(), "空.txt": b""}))
    (folder / "坏.zip").write_bytes(b"x")
    outcomes = knowledge_base.add([folder])
    assert [(outcome.name, outcome.status) for outcome in outcomes] == [
        ("坏.zip", "failed"),
        ("方案.txt", "added"),
        ("空.txt", "failed"),
    ]
    assert "“坏.zip”" in outcomes[0].error
