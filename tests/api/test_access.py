from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fake_knowledge_base import FakeKnowledgeBase
from fastapi.testclient import TestClient
from httpx import Response
from test_problems import assert_problem

from api.middleware import FORM_OVERHEAD_BYTES

if TYPE_CHECKING:
    from conftest import Connect

FILE = {"file": ("通知.txt", "通知".encode())}


def upload(client: TestClient, **headers: str) -> Response:
    return client.post("/api/v1/documents", files=FILE, headers=headers)


@pytest.mark.parametrize(("address", "host"), [("127.0.0.1", "localhost"), ("::1", "[::1]:8000")])
def test_without_key_this_machine_may_write(connect: Connect, address: str, host: str) -> None:
    assert upload(connect(address, host)).status_code == 201


@pytest.mark.parametrize(
    ("address", "host", "headers"),
    [
        ("10.0.0.7", "10.0.0.1:8000", {}),
        ("127.0.0.1", "evil.example", {}),
        ("127.0.0.1", "127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}),
    ],
)
def test_without_key_nobody_else_may_write(
    connect: Connect, knowledge_base: FakeKnowledgeBase, address: str, host: str, headers: dict[str, str]
) -> None:
    client = connect(address, host)
    assert_problem(upload(client, **headers), 403, "ZHENGDA_EDITOR_KEY")
    doc_id = next(iter(knowledge_base.stored))
    assert client.delete(f"/api/v1/documents/{doc_id}", headers=headers).status_code == 403
    assert client.put(f"/api/v1/documents/{doc_id}", files=FILE, headers=headers).status_code == 403
    assert client.get("/api/v1/documents").status_code == 200


def test_pages_of_other_sites_may_not_write(connect: Connect) -> None:
    client = connect(host="127.0.0.1:8000")
    assert_problem(upload(client, Origin="http://evil.example"), 403, "别的网站")
    assert_problem(upload(client, Origin="null"), 403, "别的网站")
    assert upload(client, Origin="http://127.0.0.1:8000").status_code == 201


def test_editor_key(connect: Connect) -> None:
    client = connect("10.0.0.7", "10.0.0.1", editor_key="editor-key")
    refused = upload(client)
    assert_problem(refused, 401, "ZHENGDA_EDITOR_KEY")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert upload(client, Authorization="Bearer wrong").status_code == 401
    assert upload(client, Authorization="Basic editor-key").status_code == 401
    assert upload(client, Authorization="Bearer editor-key").status_code == 201
    assert upload(client, **{"X-API-Key": "editor-key"}).status_code == 200


def test_reader_key(connect: Connect) -> None:
    client = connect("10.0.0.7", "10.0.0.1", editor_key="editor-key", reader_key="reader-key")
    assert_problem(client.get("/api/v1/documents"), 401, "ZHENGDA_READER_KEY")
    assert_problem(client.post("/api/v1/ask", json={"question": "泊位"}), 401)
    for key in ("reader-key", "editor-key"):
        assert client.get("/api/v1/documents", headers={"X-API-Key": key}).status_code == 200
    assert upload(client, **{"X-API-Key": "reader-key"}).status_code == 401
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 200


def test_upload_over_the_limit(connect: Connect) -> None:
    client = connect(max_upload_mb=1)
    large = b"x" * (1024 * 1024 + 1)
    assert_problem(client.post("/api/v1/documents", files={"file": ("a.txt", large)}), 413, "1 MB")
    huge = large + b"x" * FORM_OVERHEAD_BYTES
    assert_problem(client.post("/api/v1/documents", files={"file": ("a.txt", huge)}), 413, "1 MB")


def test_length_that_is_not_announced(connect: Connect) -> None:
    client = connect(max_upload_mb=1)
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    start = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    response = client.post(
        "/api/v1/documents", content=iter([start, *[b"x" * 65536] * 40, b"\r\n--b--\r\n"]), headers=headers
    )
    assert_problem(response, 413, "1 MB")


def test_json_over_the_limit(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "车" * 3_000_000})
    assert_problem(response, 413, "8 MB")


def test_headers_keep_pages_to_their_own_resources(client: TestClient) -> None:
    for path in ("/", "/documents", "/documents/x", "/api/v1/documents", "/nothing", "/favicon.ico"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert headers["x-content-type-options"] == "nosniff"
