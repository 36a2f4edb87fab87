"""The edges over the real library and index; only the embedding model is a fake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from fixtures.policy_files import as_pdf
from test_problems import assert_problem

from api.app import create_app
from api.settings import Settings
from retriever.knowledge_base import KnowledgeBase

TEXT = """青石镇停车治理工作方案

一、总体要求
坚持建管并举，缓解停车难。

二、重点任务
1.增加停车泊位。全年新增公共停车泊位230个，开放错峰共享泊位80个。（责任单位：镇城建办、镇综合执法队）
2.规范停车秩序。完善收费公示，清理占道停车。（责任单位：镇综合执法队）
"""


class CharacterEncoder:
    """Counts characters: enough to tell texts apart."""

    name = "characters"
    dimension = 64

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        vectors = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for character in text:
                row[ord(character) % self.dimension] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_passages(self, texts: Sequence[str], *, progress: object = None) -> np.ndarray:
        return self.encode_queries(texts)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    knowledge_base = KnowledgeBase.open(tmp_path, encoder=CharacterEncoder())
    app = create_app(knowledge_base, Settings())
    with TestClient(
        app, base_url="http://127.0.0.1", client=("127.0.0.1", 50000), raise_server_exceptions=False
    ) as opened:
        yield opened


def upload(client: TestClient, name: str, text: str) -> dict[str, object]:
    response = client.post("/api/v1/documents", files={"file": (name, text.encode())})
    assert response.status_code == 201, response.text
    document: dict[str, object] = response.json()["document"]
    return document


def test_pages_of_a_pdf_are_drawn(client: TestClient) -> None:
    response = client.post("/api/v1/documents", files={"file": ("停车.pdf", as_pdf())})
    path = f"/api/v1/documents/{response.json()['document']['doc_id']}/pages"
    page = client.get(f"{path}/1")
    assert page.headers["content-type"] == "image/jpeg"
    assert page.content.startswith(b"\xff\xd8")
    assert_problem(client.get(f"{path}/2"), 422, "不能显示")
    assert_problem(client.get(f"{path}/0"), 422)
    plain = upload(client, "停车.txt", TEXT)["doc_id"]
    assert_problem(client.get(f"/api/v1/documents/{plain}/pages/1"), 415, "没有页面图像")


def test_a_citation_of_a_pdf_tells_page_and_box(client: TestClient) -> None:
    client.post("/api/v1/documents", files={"file": ("停车.pdf", as_pdf())})
    answer = client.post("/api/v1/ask", json={"question": "开放单位车位由谁负责"}).json()
    (cited, *_) = answer["citations"]
    layout = client.get(f"/api/v1/documents/{cited['doc_id']}/layout").json()["blocks"]
    blocks = [block for block in layout if block["start"] < cited["end"] and cited["start"] < block["end"]]
    assert cited["page"] == 1
    assert blocks
    for edge, outermost in enumerate((min, min, max, max)):
        assert cited["box"][edge] == outermost(block["box"][edge] for block in blocks)
    upload(client, "停车.txt", TEXT)
    (plain, *_) = client.post("/api/v1/ask", json={"question": "规范停车秩序由谁负责"}).json()["citations"]
    assert not {"page", "box"} & set(plain)


def test_an_upload_can_be_searched_shown_and_deleted(client: TestClient) -> None:
    doc_id = upload(client, "停车.txt", TEXT)["doc_id"]
    document = client.get(f"/api/v1/documents/{doc_id}").json()
    assert document["metadata"]["title"] == "青石镇停车治理工作方案"
    outline = document["outline"]
    assert "".join(document["text"][entry["start"] : entry["end"]] for entry in outline) == document["text"]
    (hit, *_) = client.post("/api/v1/search", json={"query": "新增公共停车泊位"}).json()["hits"]
    assert document["text"][hit["start"] : hit["end"]] == hit["text"]
    assert "230" in hit["text"]
    assert hit["url"] == f"/documents/{doc_id}#{hit['start']}-{hit['end']}"
    assert client.delete(f"/api/v1/documents/{doc_id}").status_code == 204
    assert client.post("/api/v1/search", json={"query": "停车"}).json()["hits"] == []
    assert_problem(client.get(f"/api/v1/documents/{doc_id}"), 404, "已被删除")
    assert_problem(client.delete(f"/api/v1/documents/{doc_id}"), 404)
    assert_problem(client.get("/api/v1/facts", params={"doc_id": doc_id}), 404)


def test_facts_carry_their_text(client: TestClient) -> None:
    doc_id = upload(client, "停车.txt", TEXT)["doc_id"]
    text = client.get(f"/api/v1/documents/{doc_id}").json()["text"]
    facts = client.get("/api/v1/facts", params={"unit": "镇综合执法队"}).json()["facts"]
    assert [fact["item"] for fact in facts] == ["1", "2"]
    for fact in client.get("/api/v1/facts").json()["facts"]:
        assert text[fact["start"] : fact["end"]] == fact["text"] != ""


def test_replacing_changes_what_is_found(client: TestClient) -> None:
    doc_id = upload(client, "停车.txt", TEXT)["doc_id"]
    newer = TEXT.replace("230", "310").encode()
    response = client.put(f"/api/v1/documents/{doc_id}", files={"file": ("新.txt", newer)})
    assert response.status_code == 200
    assert (response.json()["document"]["name"], response.json()["document"]["version"]) == ("停车.txt", 2)
    assert client.get("/api/v1/documents").json()["total"] == 1
    hits = client.post("/api/v1/search", json={"query": "新增公共停车泊位"}).json()["hits"]
    assert all("230" not in hit["text"] for hit in hits)


def test_files_that_cannot_be_read_are_told_apart(client: TestClient) -> None:
    def post(name: str, data: bytes) -> object:
        return client.post("/api/v1/documents", files={"file": (name, data)})

    assert_problem(post("a.exe", b"MZ"), 415, "a.exe")
    assert_problem(post("空.txt", b""), 422, "空.txt")
    assert_problem(post("坏.docx", b"not a zip"), 422, "坏.docx")
    assert_problem(post("坏.pdf", b"%PDF-1.4 broken"), 422, "坏.pdf")
    assert client.get("/api/v1/documents").json()["total"] == 0


def test_an_answer_stands_on_its_citations(client: TestClient) -> None:
    doc_id = upload(client, "停车.txt", TEXT)["doc_id"]
    text = client.get(f"/api/v1/documents/{doc_id}").json()["text"]
    answer = client.post("/api/v1/ask", json={"question": "青石镇全年新增多少个公共停车泊位？"}).json()
    assert answer["status"] == "answered"
    assert "230" in answer["answer"]
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["text"]
    assert any("230" in citation["text"] for citation in answer["citations"])
    for nothing in ("？？？", "你好"):
        response = client.post("/api/v1/ask", json={"question": nothing})
        assert response.status_code in {200, 422}
        assert response.json()["status"] != "answered"
