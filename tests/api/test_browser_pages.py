"""What holds for every page in a real browser: width of a phone, large text, no complaint, first paint, weight."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from urllib.parse import quote

import pytest

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import (
    BROWSER,
    DRIVER,
    ask,
    assert_no_complaints,
    resize,
    scrolls_sideways,
    serving,
    start_afresh,
    wait,
    wait_until,
)
from hand_made import HashEmbedder
from selenium.webdriver import Chrome
from test_ledger import PARKING

from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

FIRST_PAINT = 1000.0  # milliseconds, on this machine with nothing cached
WEIGHT = 300 * 1024  # bytes of a page with all that it loads, the data of a small library included
MEASURED = 5


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(tmp_path_factory.mktemp("pages"), encoder=HashEmbedder()) as opened:
        opened.add_bytes("停车.txt", PARKING.encode())
        yield opened


@pytest.fixture(scope="module")
def address(base: KnowledgeBase) -> Iterator[str]:
    with serving(base) as url:
        yield url


@pytest.fixture(scope="module")
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 1280, 800)
    return chromium


@pytest.fixture(scope="module")
def paths(base: KnowledgeBase, browser: Chrome, address: str) -> list[str]:
    """Every page, with something on it: an answer, a question without one, what was said of it, a shared link."""
    resize(browser, 1280, 800)
    browser.get(address)
    ask(browser, "地铁票价是多少")
    ask(browser, "新增多少公共停车泊位")
    wait(browser, ".turn.answered .right").click()
    wait(browser, ".turn.answered .right[aria-pressed='true']")
    conversation = browser.current_url.removeprefix(address)
    name = browser.execute_async_script(
        "const [path, done] = arguments;"
        "fetch(path, {method: 'POST'}).then((reply) => reply.json()).then((data) => done(data.share_id));",
        f"/api/v1/conversations/{conversation.partition('=')[2]}/share",
    )
    (record,) = base.documents()
    return [
        "/", conversation, f"/shared/{name}", "/documents", f"/documents/{record.doc_id}", "/ledger",
        f"/bodies/{quote('区民政局')}", "/unanswered", "/feedback", "/help", "/docs",
    ]  # fmt: skip


def open_page(browser: Chrome, url: str) -> None:
    browser.get(url)
    wait(browser, "main h1, main h2")
    wait_until(browser, "!/正在(?:读取|打开)/.test(document.body.textContent)")


@pytest.mark.parametrize("size", ["normal", "large"])
def test_a_phone_shows_every_page(browser: Chrome, address: str, paths: list[str], size: str) -> None:
    resize(browser, 390, 844)
    browser.execute_script("localStorage.setItem('zhengda-text', arguments[0])", size)
    wide = []
    for path in paths:
        open_page(browser, address + path)
        if scrolls_sideways(browser):
            wide.append(path)
    browser.execute_script("localStorage.removeItem('zhengda-text')")
    assert wide == []
    assert_no_complaints(browser)


@pytest.mark.thorough
def test_first_paint_and_weight_with_nothing_cached(browser: Chrome, address: str, paths: list[str]) -> None:
    resize(browser, 1280, 800)
    slow, heavy = {}, {}
    browser.execute_cdp_cmd("Network.enable", {})
    for path in paths:
        paints = []
        for _ in range(MEASURED):
            browser.execute_cdp_cmd("Network.clearBrowserCache", {})
            open_page(browser, address + path)
            paints.append(
                browser.execute_script("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
            )
        weight = browser.execute_script(
            "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
            ".reduce((sum, entry) => sum + entry.decodedBodySize, 0)"
        )
        paint = statistics.median(paints)
        print(f"{path}：首次绘制 {paint:.0f} 毫秒，{weight / 1024:.0f} KB")
        if paint >= FIRST_PAINT:
            slow[path] = paint
        if weight >= WEIGHT:
            heavy[path] = weight
    assert (slow, heavy) == ({}, {})
