"""The mode of a question at the edges: HTTP and command line, with a language model behind a real port."""

from __future__ import annotations

import json

import pytest
from chat_server import ChatServer, Reply
from fastapi.testclient import TestClient
from hand_made import HashEmbedder
from policy_library import ACTIONS, POLICIES

import api.opening
from api.app import create_app
from api.cli import main
from api.opening import language_model_of
from api.settings import Settings, load_settings
from retriever.knowledge_base import KnowledgeBase, KnowledgeBaseConfig

QUESTION = "清泉区怎么缓解停车难？"
WORDED = "挖掘小区周边空间，新增公共停车泊位620个[1]。"


@pytest.fixture(scope="module")
def server():
    with ChatServer() as opened:
        yield opened


@pytest.fixture
def environment(server):
    return {"ZHENGDA_LLM_BASE_URL": server.base_url, "ZHENGDA_LLM_MODEL": "small", "ZHENGDA_LLM_TIMEOUT": "10"}


@pytest.fixture
def open_base(tmp_path, monkeypatch):
    """Opens a library as the edges do, with an embedder that needs no model; commands get it too."""

    def opened(folder, settings, *, create=False):
        config = KnowledgeBaseConfig(language_model=language_model_of(settings))
        base = KnowledgeBase.open(tmp_path, config, encoder=HashEmbedder())
        if not base.documents():
            base.add_bytes(ACTIONS, POLICIES[ACTIONS].encode())
        return base

    monkeypatch.setattr(api.opening, "open_knowledge_base", opened)
    return opened


@pytest.fixture
def client(open_base, environment):
    settings = load_settings(environment)
    with TestClient(
        create_app(open_base(None, settings), settings), base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)
    ) as connected:
        yield connected


def ask(client, **body):
    return client.post("/api/v1/ask", json={"question": QUESTION, **body})


def test_http_tells_how_an_answer_was_made(client, server):
    server.reply = Reply(WORDED)
    worded = ask(client).json()
    assert (worded["answer"], worded["generated"], worded["notice"]) == (WORDED, "yes", "")
    plain = ask(client, mode="extractive").json()
    assert (plain["generated"], plain["status"]) == ("none", "answered")
    server.reply = Reply(status=503)
    fallen = ask(client, mode="generative").json()
    assert (fallen["answer"], fallen["generated"]) == (plain["answer"], "fallback")
    assert "HTTP 503" in fallen["notice"]


def test_http_refuses_what_is_not_configured(open_base):
    with TestClient(
        create_app(open_base(None, Settings()), Settings()), base_url="http://127.0.0.1:8000", client=("127.0.0.1", 1)
    ) as client:
        refused = ask(client, mode="generative")
        assert ask(client).json()["generated"] == "none"
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "ZHENGDA_LLM_BASE_URL" in refused.json()["detail"]


def test_command_line(open_base, environment, monkeypatch, capsys, server):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    server.reply = Reply(WORDED)
    assert main(["ask", QUESTION, "--mode", "generative"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(WORDED)
    assert captured.err == ""
    server.reply = Reply("无法回答")
    assert main(["ask", QUESTION, "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["generated"] == "fallback"
    assert "以下答案由程序从原文摘录" in captured.err


def test_command_line_without_a_model(open_base, monkeypatch, capsys):
    for name in ("ZHENGDA_LLM_BASE_URL", "ZHENGDA_LLM_MODEL"):
        monkeypatch.delenv(name, raising=False)
    assert main(["ask", QUESTION, "--mode", "generative"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "ZHENGDA_LLM_MODEL" in captured.err
    assert main(["ask", QUESTION]) == 0


def test_a_wrong_template_is_told_at_the_start(tmp_path, environment, monkeypatch, capsys):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "prompts" / "write_answer.txt"
    file.parent.mkdir()
    file.write_text("变量：证据\n---\n【系统】\n甲\n【用户】\n{证据}{题目}", "utf-8")
    assert main(["ask", QUESTION, "--data", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "write_answer.txt" in printed
    assert "题目" in printed


def test_chat_streams_what_the_model_words(client, server):
    server.reply = Reply(WORDED)
    events = chat(client)
    assert [name for name, _ in events] == ["turn", "citation", "sentence", "final"]
    assert events[-1][1]["answer"] == events[2][1]["text"] == WORDED
    server.reply = Reply(WORDED + "再补充一句。", break_after=10)
    events = chat(client)
    names = [name for name, _ in events]
    assert names[:4] == ["turn", "citation", "sentence", "restart"]
    assert "中断" in events[3][1]["notice"]
    assert events[-1][1]["generated"] == "fallback"
    assert "".join(data["text"] for name, data in events[4:] if name == "sentence") == events[-1][1]["answer"]


def chat(client):
    response = client.post("/api/v1/chat", json={"question": QUESTION})
    blocks = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]
