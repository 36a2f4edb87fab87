from __future__ import annotations

import json

import pytest
from fake_knowledge_base import FakeKnowledgeBase
from fastapi.testclient import TestClient
from httpx import Response

import ingest.errors
import retriever.errors
from api.problems import STATUS_OF, status_of
from ingest.errors import LibraryError
from retriever.errors import QuestionError

JSON = {"Content-Type": "application/json"}


def assert_problem(response: Response, status: int, *words: str) -> dict[str, object]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, object] = response.json()
    assert body["status"] == status
    assert {"type", "title", "detail", "instance"} <= set(body)
    for word in words:
        assert word in str(body["detail"])
    return body


@pytest.mark.parametrize("question", ["", "   ", "\n\t　"])
def test_empty_question(client: TestClient, question: str) -> None:
    assert_problem(client.post("/api/v1/ask", json={"question": question}), 422, "question", "不能为空")


def test_question_of_ten_thousand_characters(client: TestClient) -> None:
    assert_problem(client.post("/api/v1/ask", json={"question": "车" * 10_000}), 422, "10000", "2000", "缩短")


def test_longest_question_allowed(client: TestClient) -> None:
    assert client.post("/api/v1/ask", json={"question": "车" * 2000}).status_code == 200


def test_half_surrogate(client: TestClient) -> None:
    response = client.post("/api/v1/ask", content=rb'{"question": "\ud83d"}', headers=JSON)
    assert_problem(response, 422, "question", "不成字")


def test_json_that_does_not_parse(client: TestClient) -> None:
    assert_problem(client.post("/api/v1/ask", content='{"question": ', headers=JSON), 400, "JSON")


@pytest.mark.parametrize("body", ["[]", '"问题"', "3", "null", ""])
def test_json_of_the_wrong_shape(client: TestClient, body: str) -> None:
    assert_problem(client.post("/api/v1/ask", content=body.encode(), headers=JSON), 422, "JSON 对象")


def test_body_that_is_not_utf8(client: TestClient) -> None:
    body = json.dumps({"question": "停车泊位有多少"}, ensure_ascii=False).encode("gbk")
    assert_problem(client.post("/api/v1/ask", content=body, headers=JSON), 400, "UTF-8")


def test_body_without_content_type(client: TestClient) -> None:
    body = '{"question": "泊位"}'.encode()
    response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "text/plain"})
    assert_problem(response, 422, "Content-Type: application/json")


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        ({}, "", "question"),
        ({"question": "a", "messages": [{"role": "user", "content": "a"}]}, "", "只能填一个"),
        ({"messages": []}, "", "messages"),
        ({"messages": [{"role": "assistant", "content": "a"}]}, "", "最后一轮"),
        ({"messages": [{"role": "user", "content": " "}]}, "", "messages[0].content"),
        ({"messages": [{"role": "robot", "content": "a"}]}, "messages[0].role", "'user'、'assistant'"),
        ({"messages": [{"role": "user"}]}, "messages[0].content", "缺少"),
        ({"question": 3}, "question", "字符串"),
        ({"question": "a", "mode": "magic"}, "mode", "只能取"),
        ({"question": "a", "filters": {"years": ["今年"]}}, "filters.years[0]", "整数"),
        ({"question": "a", "filters": {"place": ["黄浦区"]}}, "filters.place", "拼写"),
        ({"question": "a", "filters": {"doc_ids": "x"}}, "filters.doc_ids", "数组"),
    ],
)
def test_fields_are_named(client: TestClient, body: object, field: str, word: str) -> None:
    problem = assert_problem(client.post("/api/v1/ask", json=body), 422, word)
    assert problem["errors"][0]["field"] == field  # type: ignore[index]


@pytest.mark.parametrize("k", [0, 101, "x", 1.5])
def test_search_bounds(client: TestClient, k: object) -> None:
    assert_problem(client.post("/api/v1/search", json={"query": "车", "k": k}), 422, "字段“k”")


def test_unknown_route(client: TestClient) -> None:
    assert_problem(client.get("/api/v1/nothing"), 404, "没有这个地址")


def test_wrong_method(client: TestClient) -> None:
    response = client.get("/api/v1/ask")
    assert_problem(response, 405, "请求方法")
    assert response.headers["allow"] == "POST"


def test_unknown_document(client: TestClient) -> None:
    for response in (
        client.get("/api/v1/documents/none"),
        client.delete("/api/v1/documents/none"),
        client.put("/api/v1/documents/none", files={"file": ("a.txt", b"x")}),
        client.get("/api/v1/facts", params={"doc_id": "none"}),
    ):
        assert_problem(response, 404, "none")


def test_own_errors_keep_their_words(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    knowledge_base.failure = QuestionError("问题里没有字，请写出问题。")
    assert_problem(client.post("/api/v1/ask", json={"question": "？"}), 422, "问题里没有字")
    knowledge_base.failure = LibraryError("文档库被占用，请稍后再试。")
    assert_problem(client.post("/api/v1/ask", json={"question": "？"}), 503, "文档库被占用")


def test_unexpected_errors_tell_nothing_of_the_inside(
    client: TestClient, knowledge_base: FakeKnowledgeBase
) -> None:
    knowledge_base.failure = RuntimeError("secret path")
    response = client.post("/api/v1/ask", json={"question": "泊位"})
    assert_problem(response, 500, "服务内部出错")
    assert "secret" not in response.text


@pytest.mark.parametrize("module", [ingest.errors, retriever.errors])
def test_table_has_every_error(module: object) -> None:
    classes = [value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert {name.__name__ for name in classes} <= {name.__name__ for name in STATUS_OF}


def test_a_new_subclass_takes_its_parents_status() -> None:
    class BusyError(LibraryError):
        pass

    assert status_of(BusyError()) == 503
