from __future__ import annotations

import socket
import subprocess
import sys

import pytest
from chat_server import ChatServer, Reply

from retriever.chat_model import INSTALL, LanguageModelConfig, OpenAIChat
from retriever.errors import GenerationError


@pytest.fixture(scope="module")
def server():
    with ChatServer() as opened:
        yield opened


def chat(server, timeout=10.0, key=""):
    return OpenAIChat(LanguageModelConfig(server.base_url, "small", key, timeout))


def test_a_reply_is_streamed(server):
    server.reply = Reply("新增公共停车泊位620个[1]。", piece=4)
    assert list(chat(server, key="secret-key").stream("系统", "用户")) == ["新增公共", "停车泊位", "620个", "[1]。"]
    received = server.received[-1]
    assert received.path == "/v1/chat/completions"
    assert received.authorization == "Bearer secret-key"
    assert received.messages == {"system": "系统", "user": "用户"}
    assert received.body["model"] == "small"
    assert received.body["stream"] is True
    assert received.body["temperature"] == 0
    assert received.body["max_tokens"] > 0


def test_a_key_for_another_service_is_not_sent(server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "key-of-another-service")
    server.reply = Reply("好。")
    assert "".join(chat(server).stream("系统", "用户")) == "好。"
    assert "another" not in server.received[-1].authorization


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        pytest.param(Reply(status=500), "HTTP 500", id="error"),
        pytest.param(Reply(status=401), "HTTP 401", id="key"),
        pytest.param(Reply(status=404), "HTTP 404", id="model"),
        pytest.param(Reply("新增公共停车泊位620个[1]。", break_after=3), "中断", id="broken"),
        pytest.param(Reply("新增公共停车泊位620个[1]。", finish=""), "中断", id="no end"),
        pytest.param(Reply("新增公共停车泊位620个", finish="length"), "过长", id="cut"),
        pytest.param(Reply("", finish="content_filter"), "拒绝", id="refused"),
        pytest.param(Reply(raw=b"data: {oops\n\n"), "格式", id="no JSON"),
        pytest.param(Reply(raw=b"data: 7\n\n"), "格式", id="no object"),
        pytest.param(Reply(raw=b'data: {"error": {"message": "full"}}\n\n'), "中断", id="error in the stream"),
    ],
)
def test_a_failure_says_why_in_chinese(server, reply, words):
    server.reply = reply
    with pytest.raises(GenerationError, match=words) as caught:
        list(chat(server).stream("系统", "用户"))
    assert str(caught.value).endswith("。")


@pytest.mark.parametrize("stall", [0, 2])
def test_a_slow_reply_ends_with_the_time(server, stall):
    server.reply = Reply("新增公共停车泊位620个[1]。", stall_after=stall)
    pieces = chat(server, timeout=0.4).stream("系统", "用户")
    assert [next(pieces) for _ in range(stall)] == ["新增公", "共停车"][:stall]
    with pytest.raises(GenerationError, match="限定时间"):
        next(pieces)


def test_nobody_at_the_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = OpenAIChat(LanguageModelConfig(f"http://127.0.0.1:{port}/v1", "small", timeout=5))
    with pytest.raises(GenerationError, match="无法连接"):
        list(model.stream("系统", "用户"))


def test_a_missing_package_is_named_with_its_installation(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "langchain_openai", None)
    with pytest.raises(GenerationError) as caught:
        list(chat(server).stream("系统", "用户"))
    assert str(caught.value) == INSTALL
    assert 'pip install "zhengda[llm]"' in INSTALL


def test_the_key_is_not_shown():
    assert "secret" not in repr(LanguageModelConfig("http://localhost/v1", "small", "secret-key"))


def test_nothing_is_imported_without_use():
    code = (
        "import sys, retriever.knowledge_base\n"
        "print(sorted({'langchain_openai', 'langchain_core', 'openai', 'httpx2', 'tiktoken'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
