from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import stamp_of

API = Path(__file__).resolve().parents[2] / "api"
STATIC = API / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))
PAGES = [
    "/", "/documents", "/documents/abc", "/ledger", "/bodies/abc", "/unanswered", "/help", "/docs", "/feedback",
    "/shared/abc",
]  # fmt: skip
MAX_PAGE_BYTES = 300 * 1024


def resources(client: TestClient, path: str) -> set[str]:
    """The page's own files, and the modules that its scripts import."""
    found = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', client.get(path).text))
    waiting = [name for name in found if name.endswith(".js")]
    while waiting:
        folder, _, name = waiting.pop().rpartition("/")
        text = (STATIC / name).read_text(encoding="utf-8")
        new = {f"{folder}/{other}" for other in re.findall(r'from "\./([^"]+)"', text)} - found
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert client.head(path).status_code == 200
    weight = len(response.content)
    for resource in resources(client, path):
        answer = client.get(resource)
        assert answer.status_code == 200, resource
        assert "immutable" in answer.headers["cache-control"]
        weight += len(answer.content)
    assert weight < MAX_PAGE_BYTES


def test_other_content_has_another_address(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/").headers["cache-control"] == "no-cache"
    stamps = set()
    for text in ("a", "b", "a"):
        (tmp_path / "style.css").write_text(text, encoding="utf-8")
        stamps.add(stamp_of(tmp_path))
    assert len(stamps) == 2


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_code_and_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    text = client.get(path).text
    assert 'lang="zh-CN"' in text
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style", text)
    assert not re.search(r"\s(?:on\w+|style)=", text)
    assert "://" not in text
    for identifier in re.findall(r'<(?:input|textarea|select)[^>]*\sid="([^"]+)"', text):
        assert f'for="{identifier}"' in text or re.search(rf'id="{identifier}"[^>]*aria-label=', text), identifier


def test_interface_is_described_without_scripts(client: TestClient) -> None:
    text = client.get("/docs").text
    assert "JavaScript" not in text
    paths = client.get("/openapi.json").json()["paths"]
    operations = [(method, path) for path, methods in paths.items() for method in methods]
    assert [one for one in operations if f"<code>{one[0].upper()} {one[1]}</code>" not in text] == []
    anchors = re.findall(r'id="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
    assert "逐句返回" in text


@pytest.mark.parametrize("path", ["/", "/documents", "/ledger", "/unanswered", "/help"])
def test_navigation_tells_the_current_page(client: TestClient, path: str) -> None:
    assert re.findall(r'href="([^"]+)" aria-current="page"', client.get(path).text) == [path]


def test_policy_forbids_inline_code(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_write_html(script: Path) -> None:
    text = script.read_text(encoding="utf-8").replace('"http://www.w3.org/2000/svg"', "")  # a name, not an address
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "://"):
        assert word not in text
    for module in re.findall(r'from "\./([^"]+)"', text):
        assert (API / "static" / module).is_file()
