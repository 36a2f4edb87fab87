from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from conftest import Connect
from fake_knowledge_base import FakeKnowledgeBase
from fastapi.testclient import TestClient

from api.conversations.database import _SCHEMA
from api.conversations.store import ConversationStore
from ingest.errors import LibraryError
from retriever.datatypes import Answer

QUESTION = "今年新增多少停车泊位？"


def events(client: TestClient, **body: object) -> list[tuple[str, dict]]:
    response = client.post("/api/v1/chat", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    found = []
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def ask(client: TestClient, question: str = QUESTION, **body: object) -> dict:
    """The turn as the first event tells it."""
    return events(client, question=question, **body)[0][1]


def history(client: TestClient, **parameters: str) -> list[dict]:
    return client.get("/api/v1/conversations", params=parameters).json()["conversations"]


def test_sentences_stream_behind_their_sources_and_make_up_the_answer(client: TestClient) -> None:
    found = events(client, question=QUESTION)
    names = [name for name, _ in found]
    assert names == ["turn", "citation", "sentence", "final"]
    final = found[-1][1]
    assert "".join(data["text"] for name, data in found if name == "sentence") == final["answer"]
    assert found[1][1] == final["citations"][0]
    assert final["citations"][0]["doc_status"] == "in_force"
    assert final["status"] == "answered"


def test_every_line_of_a_long_answer_is_an_event(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    answer = knowledge_base.ask(QUESTION)
    knowledge_base.ask = lambda *_, **__: replace(answer, answer="共两项：\n1. 一[1]\n2. 二[1]")  # type: ignore[method-assign]
    found = events(client, question=QUESTION)
    assert [data["text"] for name, data in found if name == "sentence"] == ["共两项：\n", "1. 一[1]\n", "2. 二[1]"]
    assert [name for name, _ in found].count("citation") == 1


def test_follow_up_is_asked_with_the_conversation(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    first = ask(client)["conversation"]["conversation_id"]
    second = ask(client, "由谁负责？", conversation_id=first)
    assert second["conversation"]["conversation_id"] == first
    messages = knowledge_base.asked[-1][0]
    assert [(message.role, message.content) for message in messages] == [
        ("user", QUESTION), ("assistant", "新增公共停车泊位120个。[1]"), ("user", "由谁负责？"),
    ]  # fmt: skip
    detail = client.get(f"/api/v1/conversations/{first}").json()
    assert [turn["question"] for turn in detail["messages"]] == [QUESTION, "由谁负责？"]
    assert detail["messages"][0]["answer"]["answer"] == "新增公共停车泊位120个。[1]"
    assert detail["messages"][1]["status"] == "not_found"


def test_filters_reach_the_knowledge_base_and_stay_with_the_conversation(
    client: TestClient, knowledge_base: FakeKnowledgeBase
) -> None:
    filters = {"doc_ids": [], "places": ["试验区"], "years": [2024]}
    ask(client, filters=filters)
    assert knowledge_base.asked[-1][1].places == ("试验区",)
    assert history(client)[0]["filters"] == filters


def test_the_cookie_is_closed_to_scripts_and_to_other_sites(client: TestClient) -> None:
    response = client.post("/api/v1/chat", json={"question": QUESTION})
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    again = client.post("/api/v1/chat", json={"question": QUESTION})
    assert "set-cookie" not in again.headers


def test_another_browser_sees_nothing(connect: Connect, tmp_path: Path) -> None:
    mine, other = connect(), connect()
    turn = ask(mine)["turn"]
    ask(other, "泊位？")
    assert len(history(mine)) == len(history(other)) == 1
    path = f"/api/v1/conversations/{turn['conversation_id']}"
    for response in (
        other.get(path),
        other.patch(path, json={"title": "改"}),
        other.delete(path),
        other.get(f"{path}/export"),
        other.put(f"/api/v1/turns/{turn['turn_id']}/feedback", json={"verdict": "wrong"}),
        other.post("/api/v1/chat", json={"question": "泊位", "conversation_id": turn["conversation_id"]}),
        other.post("/api/v1/chat", json={"retry": turn["turn_id"]}),
    ):
        assert response.status_code == 404
        assert "另一个浏览器" in response.json()["detail"]
    cookie = mine.cookies["zhengda_browser"]
    content = (tmp_path / "data" / "conversations.sqlite").read_bytes()
    assert cookie.encode() not in content + (tmp_path / "data" / "conversations.sqlite-wal").read_bytes()


def test_a_page_of_another_site_cannot_ask(client: TestClient) -> None:
    response = client.post("/api/v1/chat", json={"question": QUESTION}, headers={"Origin": "https://example.org"})
    assert response.status_code == 403


def test_history_survives_a_restart(connect: Connect) -> None:
    before = connect()
    conversation = ask(before)["conversation"]["conversation_id"]
    after = connect()
    after.cookies.update(before.cookies)
    detail = after.get(f"/api/v1/conversations/{conversation}").json()
    assert detail["messages"][0]["answer"]["citations"][0]["text"] == "全年新增公共停车泊位120个。"


def test_history_is_searched_renamed_and_deleted(client: TestClient) -> None:
    first = ask(client)["conversation"]["conversation_id"]
    ask(client, "月亮有多远100%")
    assert [entry["title"] for entry in history(client)] == ["月亮有多远100%", QUESTION]
    assert [entry["title"] for entry in history(client, q="120个")] == [QUESTION]
    assert [entry["title"] for entry in history(client, q="0%")] == ["月亮有多远100%"]
    assert history(client, q="没有的字") == []
    renamed = client.patch(f"/api/v1/conversations/{first}", json={"title": " 停车 泊位 "})
    assert renamed.json()["title"] == "停车 泊位"
    assert client.patch(f"/api/v1/conversations/{first}", json={"title": " "}).status_code == 422
    assert client.delete(f"/api/v1/conversations/{first}").status_code == 204
    assert client.delete(f"/api/v1/conversations/{first}").status_code == 404
    assert [entry["title"] for entry in history(client)] == ["月亮有多远100%"]


def test_retry_answers_again_and_drops_what_followed(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    begun = ask(client)
    conversation = begun["conversation"]["conversation_id"]
    ask(client, "由谁负责？", conversation_id=conversation)
    client.put(f"/api/v1/turns/{begun['turn']['turn_id']}/feedback", json={"verdict": "wrong"})
    events(client, retry=begun["turn"]["turn_id"])
    messages = client.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert [turn["question"] for turn in messages] == [QUESTION]
    assert messages[0]["verdict"] == ""
    assert len(knowledge_base.asked) == 3


def test_question_is_asked_again_in_other_words(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    begun = ask(client, "月亮有多远")
    conversation = begun["conversation"]["conversation_id"]
    ask(client, "由谁负责？", conversation_id=conversation)
    changed = events(client, retry=begun["turn"]["turn_id"], question=QUESTION)[0][1]
    assert changed["conversation"]["title"] == QUESTION
    messages = client.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert [(turn["question"], turn["status"]) for turn in messages] == [(QUESTION, "answered")]


def test_pinned_conversations_come_first_and_searching_tells_where(client: TestClient) -> None:
    first = ask(client)["conversation"]["conversation_id"]
    ask(client, "月亮有多远")
    client.patch(f"/api/v1/conversations/{first}", json={"pinned": True})
    assert [(entry["title"], entry["pinned"]) for entry in history(client)] == [(QUESTION, True), ("月亮有多远", False)]
    assert [entry["excerpt"] for entry in history(client, q="120个")] == ["新增公共停车泊位120个。[1]"]
    assert [entry["excerpt"] for entry in history(client, q="月亮")] == [""]
    assert client.patch(f"/api/v1/conversations/{first}", json={}).status_code == 422


def test_link_shows_what_was_there_when_it_was_made(connect: Connect) -> None:
    mine, other = connect(), connect()
    begun = ask(mine)
    conversation = begun["conversation"]["conversation_id"]
    path = f"/api/v1/conversations/{conversation}/share"
    assert other.post(path).status_code == 404
    shared = f"/api/v1/shared/{mine.post(path).json()['share_id']}"
    ask(mine, "由谁负责？", conversation_id=conversation)
    assert [turn["question"] for turn in other.get(shared).json()["messages"]] == [QUESTION]
    mine.post(path)
    assert len(other.get(shared).json()["messages"]) == 2
    events(mine, retry=begun["turn"]["turn_id"], question="月亮有多远")
    assert other.get(shared).json()["messages"] == []  # asked anew, and not yet shared
    mine.delete(path)
    assert other.get(shared).status_code == 404


def test_file_of_the_first_version_is_taken_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "conversations.sqlite", isolation_level=None)) as file:
        for statement in (*_SCHEMA, "PRAGMA user_version = 1"):
            file.execute(statement)
        file.execute("INSERT INTO conversations VALUES ('a', 'me', '停车', '2026-01-01', '2026-01-01', '{}')")
    store = ConversationStore(tmp_path)
    assert [(kept.title, kept.pinned) for kept in store.conversations("me")] == [("停车", False)]
    assert store.share("me", "a").share_id
    store.close()


def test_error_while_answering_is_an_event_and_is_kept(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    knowledge_base.failure = LibraryError("文档库正被另一个程序占用。")
    found = events(client, question=QUESTION)
    assert found[-1] == ("error", {"status": 503, "detail": "文档库正被另一个程序占用。"})
    conversation = found[0][1]["conversation"]["conversation_id"]
    (turn,) = client.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert turn["status"] == "failed"
    assert turn["answer"]["detail"] == "文档库正被另一个程序占用。"


@pytest.mark.parametrize("body", [{}, {"question": ""}, {"retry": "1", "question": ""}, {"question": "x" * 2001}])
def test_bad_requests_are_problems_before_the_stream(client: TestClient, body: dict) -> None:
    response = client.post("/api/v1/chat", json=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_damaged_file_is_told(connect: Connect, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "conversations.sqlite").write_bytes(b"not a database at all" * 100)
    response = connect().post("/api/v1/chat", json={"question": QUESTION})
    assert response.status_code == 503
    assert "已损坏" in response.json()["detail"]


def test_answer_leaves_also_when_it_cannot_be_kept(
    client: TestClient, knowledge_base: FakeKnowledgeBase, tmp_path: Path
) -> None:
    answer = knowledge_base.ask(QUESTION)

    def full_disk(*_: object, **__: object) -> Answer:
        raises = "SELECT RAISE(FAIL, 'database or disk is full')"
        with closing(sqlite3.connect(tmp_path / "data" / "conversations.sqlite")) as connection:
            connection.execute(f"CREATE TRIGGER full BEFORE UPDATE ON turns BEGIN {raises}; END")
        return answer

    knowledge_base.ask = full_disk  # type: ignore[method-assign]
    found = events(client, question=QUESTION)
    assert [name for name, _ in found][-2:] == ["final", "unkept"]
    assert "磁盘空间不足" in found[-1][1]["detail"]


def test_withdrawn_document_shows_in_old_answers(client: TestClient, knowledge_base: FakeKnowledgeBase) -> None:
    conversation = ask(client)["conversation"]["conversation_id"]
    (doc_id,) = knowledge_base.stored
    knowledge_base.remove(doc_id)
    (turn,) = client.get(f"/api/v1/conversations/{conversation}").json()["messages"]
    assert turn["answer"]["citations"][0]["doc_status"] == "withdrawn"


def test_feedback_is_listed_for_the_office_and_outlives_the_conversation(connect: Connect) -> None:
    client = connect(editor_key="editor-key")
    begun = ask(client)
    path = f"/api/v1/turns/{begun['turn']['turn_id']}/feedback"
    assert client.put(path, json={"verdict": "right"}).status_code == 204
    assert client.put(path, json={"verdict": "wrong", "reason": " 数字不是今年的 "}).status_code == 204
    client.delete(f"/api/v1/conversations/{begun['conversation']['conversation_id']}")
    assert client.get("/api/v1/feedback").status_code == 401
    listed = client.get("/api/v1/feedback", headers={"X-API-Key": "editor-key"}).json()
    assert (listed["right"], listed["wrong"]) == (0, 1)
    (entry,) = listed["feedback"]
    assert entry["reason"] == "数字不是今年的"
    assert entry["question"] == QUESTION
    assert entry["answer"]["answer"] == "新增公共停车泊位120个。[1]"


def test_feedback_is_taken_back(client: TestClient) -> None:
    begun = ask(client)
    path = f"/api/v1/turns/{begun['turn']['turn_id']}/feedback"
    client.put(path, json={"verdict": "wrong"})
    assert client.delete(path).status_code == 204
    assert client.get("/api/v1/feedback").json()["feedback"] == []


def test_export_holds_answers_and_sources(client: TestClient) -> None:
    conversation = ask(client, "泊位<b>多少</b>？")["conversation"]["conversation_id"]
    path = f"/api/v1/conversations/{conversation}/export"
    markdown = client.get(path, params={"format": "md"})
    assert markdown.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "\\<b\\>" in markdown.text
    assert "新增公共停车泊位120个。\\[1\\]" in markdown.text
    assert "《试验区停车设施实施方案》（试府〔2024〕1号），一、𬭊路停车 › 1.加快停车设施建设" in markdown.text
    assert "> 全年新增公共停车泊位120个。" in markdown.text
    word = docx.Document(io.BytesIO(client.get(path, params={"format": "docx"}).content))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "泊位<b>多少</b>？" in text
    assert "新增公共停车泊位120个。[1]" in text
    assert "全年新增公共停车泊位120个。" in text
