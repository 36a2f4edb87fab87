from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from api.unanswered import FILE_NAME, UnansweredError, UnansweredQuestions, masked, normalised_question

URL = "/api/v1/unanswered"


def ask(client, question):
    return client.post("/api/v1/ask", json={"question": question})


def test_counts_what_was_not_found(client):
    ask(client, "地铁票价是多少？")
    ask(client, " 地铁票价 是多少呢")
    ask(client, "今年新增多少停车泊位？")  # answered
    client.post("/api/v1/chat", json={"question": "地铁票价是多少"})
    client.post("/api/v1/chat", json={"question": "医保怎么办理？"})
    data = client.get(URL).json()
    assert [(row["question"], row["times"], row["done"]) for row in data["questions"]] == [
        ("地铁票价是多少", 3, False),
        ("医保怎么办理？", 1, False),
    ]
    assert (data["open"], data["done"]) == (2, 0)


def test_a_retry_is_not_another_question(client):
    body = client.post("/api/v1/chat", json={"question": "地铁票价是多少"}).text
    turn = next(line for line in body.splitlines() if '"turn_id"' in line).split('"turn_id": "')[1].split('"')[0]
    assert client.post("/api/v1/chat", json={"retry": turn}).status_code == 200
    assert [row["times"] for row in client.get(URL).json()["questions"]] == [1]


def test_done_and_open_again(client):
    ask(client, "地铁票价是多少？")
    question_id = client.get(URL).json()["questions"][0]["question_id"]
    assert client.patch(f"{URL}/{question_id}", json={"done": True}).json()["done"] is True
    assert client.get(URL).json()["done"] == 1
    ask(client, "地铁票价是多少？")
    assert client.get(URL).json()["open"] == 1
    assert client.delete(f"{URL}/{question_id}").status_code == 204
    assert client.get(URL).json()["questions"] == []
    assert client.delete(f"{URL}/{question_id}").status_code == 404


def test_needs_the_editor(connect):
    client = connect(address="10.0.0.9", host="office.example", editor_key="editor-key", reader_key="reader-key")
    assert client.get(URL).status_code == 401
    assert client.get(URL, headers={"X-API-Key": "reader-key"}).status_code == 401
    assert client.get(URL, headers={"X-API-Key": "editor-key"}).status_code == 200


def test_table_runs_no_formula(client):
    ask(client, "=1+1 是多少")
    response = client.get(URL, params={"format": "csv"})
    header, line = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
    assert header[:2] == ["问题", "次数"]
    assert line[:2] == ["'=1+1 是多少", "1"]


def test_nothing_tells_who_asked(client, tmp_path):
    ask(client, "我的身份证是31010119900307123X，手机138 1234 5678，邮箱li.wei@example.cn，低保怎么办")
    with sqlite3.connect(tmp_path / "data" / FILE_NAME) as connection:
        # Without the times: the fractions of their seconds hold any three digits now and then.
        (row,) = connection.execute("SELECT normalised, question FROM unanswered").fetchall()
    connection.close()
    said = str(row)
    assert "低保怎么办" in said
    for part in ("31010119900307123", "138", "5678", "li.wei", "127.0.0.1"):
        assert part not in said


@pytest.mark.parametrize("question", ["2024年新增1,000个泊位", "2023-2025年的目标", "第3.14条", "30000套住房"])
def test_figures_of_questions_stay(question):
    assert masked(question) == question


def test_normalised():
    assert normalised_question("ＡＢ区，怎么办呢？") == normalised_question("ab区怎么办")
    assert normalised_question("？？") == ""


def test_a_list_that_cannot_be_written_spoils_no_answer(client, tmp_path):
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    (data / FILE_NAME).write_bytes(b"no database" * 200)
    assert ask(client, "地铁票价是多少？").json()["status"] == "not_found"
    answer = client.get(URL)
    assert answer.status_code == 503
    assert "未答问题清单" in answer.json()["detail"]


def test_survives_a_restart_and_forgets_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("api.unanswered.MAX_KEPT", 2)
    first = UnansweredQuestions(tmp_path)
    for question in ("甲事怎么办", "乙事怎么办", "丙事怎么办"):
        first.count(question)
    first.close()
    assert {entry.question for entry in UnansweredQuestions(tmp_path).questions()} == {"乙事怎么办", "丙事怎么办"}


def test_a_newer_file_is_refused(tmp_path: Path):
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(UnansweredError, match="9"):
        UnansweredQuestions(tmp_path).questions()
