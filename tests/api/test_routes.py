from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import openpyxl
from fake_knowledge_base import ORIGINAL, TITLE, FakeKnowledgeBase
from fastapi.testclient import TestClient
from test_problems import assert_problem

from api.fact_table import COLUMNS
from retriever.datatypes import Filters, Message

if TYPE_CHECKING:
    from conftest import Connect

SENTENCE = "全年新增公共停车泊位120个。"


def first_id(client: TestClient) -> str:
    return str(client.get("/api/v1/documents").json()["documents"][0]["doc_id"])


def test_answer_has_the_fixed_fields(client: TestClient) -> None:
    body = client.post("/api/v1/ask", json={"question": "新增多少泊位"}).json()
    assert set(body) == {
        "answer", "status", "citations", "facts", "question", "suggestions", "index_version", "took_ms",
        "generated", "notice",
    }  # fmt: skip
    (citation,) = body["citations"]
    assert set(citation) == {
        "n", "doc_id", "title", "issuer", "number", "path", "text", "start", "end", "url", "doc_status",
    }  # fmt: skip
    document = client.get(f"/api/v1/documents/{citation['doc_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["text"] == SENTENCE


def test_conversation_filters_and_mode_are_passed_on(
    client: TestClient, knowledge_base: FakeKnowledgeBase
) -> None:
    messages = [
        {"role": "user", "content": "新增多少泊位"},
        {"role": "assistant", "content": "120个。[1]"},
        {"role": "user", "content": "泊位由谁负责"},
    ]
    filters = {"doc_ids": ["a"], "places": ["黄浦区"], "years": [2024]}
    body = {"messages": messages, "filters": filters, "mode": "extractive"}
    assert client.post("/api/v1/ask", json=body).status_code == 200
    (asked,) = knowledge_base.asked
    assert asked == (
        [Message(turn["role"], turn["content"]) for turn in messages],
        Filters(("a",), ("黄浦区",), (2024,)),
        "extractive",
    )


def test_not_found_is_an_answer(client: TestClient) -> None:
    body = client.post("/api/v1/ask", json={"question": "月亮有多远"}).json()
    assert (body["status"], body["citations"]) == ("not_found", [])


def test_search(client: TestClient) -> None:
    body = client.post("/api/v1/search", json={"query": "泊位", "k": 1}).json()
    assert set(body) == {"hits", "index_version", "took_ms"}
    assert set(body["hits"][0]) == {"doc_id", "title", "path", "text", "start", "end", "score", "url"}


def test_document_shows_the_original_and_an_outline_over_it(client: TestClient) -> None:
    body = client.get(f"/api/v1/documents/{first_id(client)}").json()
    assert body["text"] == ORIGINAL
    assert body["metadata"]["title"] == TITLE
    outline = body["outline"]
    assert "".join(body["text"][entry["start"] : entry["end"]] for entry in outline) == ORIGINAL
    assert body["text"][outline[2]["start"] : outline[2]["end"]].startswith("1.加快停车设施建 设。")


def test_facts_have_original_spans(client: TestClient) -> None:
    body = client.get("/api/v1/facts").json()
    assert body["total"] == 2
    target, duty = body["facts"]
    assert (target["kind"], target["value"], target["unit"], target["text"]) == ("target", "120", "个", SENTENCE)
    assert ORIGINAL[target["start"] : target["end"]] == SENTENCE
    assert duty["bodies"] == ["区交通委", "区民政局"]
    assert duty["path"][-1] == "1.加快停车设施建设"


def test_facts_are_filtered(client: TestClient) -> None:
    def kinds(**parameters: str) -> list[str]:
        return [fact["kind"] for fact in client.get("/api/v1/facts", params=parameters).json()["facts"]]

    assert kinds(kind="target") == ["target"]
    assert kinds(unit="区民政局") == ["responsibility"]
    assert kinds(unit="区教育局") == []
    assert_problem(client.get("/api/v1/facts", params={"kind": "wish"}), 422, "kind")
    assert_problem(client.get("/api/v1/facts", params={"format": "pdf"}), 422, "format")


def test_upload_replace_and_remove(client: TestClient) -> None:
    added = client.post("/api/v1/documents", files={"file": ("通知.txt", "关于试验的通知".encode())})
    assert added.status_code == 201
    assert added.json()["status"] == "added"
    assert added.json()["warnings"] == ["提醒"]
    again = client.post("/api/v1/documents", files={"file": ("通知.txt", "关于试验的通知".encode())})
    assert (again.status_code, again.json()["status"]) == (200, "unchanged")
    doc_id = added.json()["document"]["doc_id"]
    replaced = client.put(f"/api/v1/documents/{doc_id}", files={"file": ("别名.txt", "新的通知".encode())})
    assert replaced.status_code == 200
    record = replaced.json()["document"]
    assert (record["name"], record["version"]) == ("通知.txt", 2)
    assert client.get(f"/api/v1/documents/{doc_id}").status_code == 404
    removed = client.delete(f"/api/v1/documents/{record['doc_id']}")
    assert (removed.status_code, removed.content) == (204, b"")
    assert client.get("/api/v1/documents").json()["total"] == 1


def test_upload_names_lose_their_folders(client: TestClient) -> None:
    for name in ("../../etc/密.txt", "C:\\文件\\密.txt"):
        response = client.post("/api/v1/documents", files={"file": (name, name.encode())})
        assert response.json()["document"]["name"] == "密.txt"


def test_uploads_that_cannot_be_taken(client: TestClient) -> None:
    def upload(name: str, data: bytes) -> object:
        return client.post("/api/v1/documents", files={"file": (name, data)})

    assert_problem(upload("a.exe", b"x"), 415, "a.exe")
    assert_problem(upload("a.txt", b"  "), 422, "空的")
    assert_problem(upload("..", b"x"), 422, "文件名")
    assert_problem(upload("长" * 201 + ".txt", b"x"), 422, "205")
    assert_problem(client.post("/api/v1/documents"), 422, "file")
    assert_problem(client.post("/api/v1/documents", data={"file": "x"}), 422, "file")


def test_malformed_form(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    assert_problem(client.post("/api/v1/documents", content=b"x", headers=headers), 400, "file")


def test_health(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "documents": 1, "index_version": "fake-1"}
    assert client.head("/readyz").status_code == 200
    assert not knowledge_base.closed


def test_description_is_chinese_and_complete(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert description["info"]["title"] == "政答"
    assert "HTTPValidationError" not in description["components"]["schemas"]
    for path, methods in description["paths"].items():
        for operation in methods.values():
            assert not operation["summary"].isascii(), path
            assert not operation["description"].isascii(), path
    assert "examples" in description["components"]["schemas"]["AskRequest"]


def test_ready_made_pages_that_load_from_elsewhere_are_off(client: TestClient) -> None:
    assert "cdn" not in client.get("/docs").text
    assert client.get("/redoc").status_code == 404


def test_facts_as_a_table(client: TestClient) -> None:
    response = client.get("/api/v1/facts", params={"format": "csv"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    header, target, duty = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header == [label for label, _, _ in COLUMNS]
    assert target[3:6] == ["1", "新增公共停车泊位", "120个"]
    assert duty[5] == "责任 区交通委、区民政局"


def test_facts_as_a_workbook(client: TestClient) -> None:
    response = client.get("/api/v1/facts", params={"format": "xlsx"})
    assert response.headers["content-type"].endswith("spreadsheetml.sheet")
    assert 'filename="facts.xlsx"' in response.headers["content-disposition"]
    assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row == 3


def test_documents_are_corrected(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    url = f"/api/v1/documents/{doc_id}"
    body = {"metadata": {"title": "新标题", "years": [2024]}, "status": "expired", "reason": "已到期"}
    changed = client.patch(url, json=body).json()
    assert (changed["metadata"]["title"], changed["metadata"]["years"]) == ("新标题", [2024])
    assert changed["status"] == "expired"
    assert changed["standing"] == {"by": "", "reason": "已到期", "manual": True}
    assert client.get(url).json()["metadata"]["title"] == "新标题"
    assert client.patch(url, json={"status": "auto"}).json()["status"] == "in_force"
    for wrong in (
        {},
        {"status": "withdrawn"},
        {"status": "auto", "reason": "x"},
        {"by": "x"},
        {"metadata": {"issued": "明天"}},
        {"metadata": {"source": "x"}},
        {"metadata": {"years": [1]}},
    ):
        assert_problem(client.patch(url, json=wrong), 422)
    # A correction that cannot be made leaves the status alone.
    assert_problem(client.patch(url, json={"status": "expired", "metadata": {"issued": "明天"}}), 422)
    assert client.get(url).json()["status"] == "in_force"
    assert_problem(client.patch("/api/v1/documents/none", json={"status": "auto"}), 404)


def test_only_editors_correct(connect: Connect, knowledge_base: FakeKnowledgeBase) -> None:
    (doc_id,) = knowledge_base.stored
    guarded = connect(editor_key="secret-editor-key")
    assert_problem(guarded.patch(f"/api/v1/documents/{doc_id}", json={"status": "auto"}), 401)
    assert knowledge_base.document(doc_id).record.standing.manual is False
