from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

API = Path(__file__).resolve().parents[2] / "api"
TEMPLATES = sorted((API / "templates").glob("*.html"))
SCRIPTS = sorted((API / "static").glob("*.js"))


@pytest.mark.parametrize("path", ["/", "/documents", "/documents/abc", "/docs"])
def test_pages_are_served(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert client.head(path).status_code == 200
    for resource in re.findall(r'(?:src|href)="(/static/[^"]+)"', response.text):
        assert client.get(resource).status_code == 200, resource


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_inline_code_and_nothing_from_elsewhere(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in text
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"\s(?:on\w+|style)=", text)
    assert "://" not in text
    for identifier in re.findall(r'<(?:input|textarea)[^>]*\sid="([^"]+)"', text):
        assert f'for="{identifier}"' in text


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_write_html(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "://"):
        assert word not in text
    for module in re.findall(r'from "\./([^"]+)"', text):
        assert (API / "static" / module).is_file()
