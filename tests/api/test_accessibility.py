"""Every page against axe-core, which `.ci/run` fetches into build/; skipped where it is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import BROWSER, DRIVER, ask, resize, serving, start_afresh, wait, wait_until
from fake_knowledge_base import FakeKnowledgeBase
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

AXE = Path(__file__).resolve().parents[2] / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """
const done = arguments[0];
axe.run(document, {resultTypes: ["violations"]}).then((found) => done(
  found.violations
    .filter((violation) => ["serious", "critical"].includes(violation.impact))
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`)));
"""
PAGES = ("/", "/documents", "/ledger", "/bodies/区交通委", "/unanswered", "/help", "/docs", "/feedback")

pytestmark = [
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver"),
    pytest.mark.skipif(not AXE.is_file(), reason="没有 axe-core，见 .ci/run"),
]


# Colours do not depend on the width, nor the order of elements on colours: two of the four views are enough each time.
VIEWS = [
    pytest.param((False, 390), id="light-390"),
    pytest.param((True, 1280), id="dark-1280"),
    pytest.param((False, 1280), id="light-1280", marks=pytest.mark.thorough),
    pytest.param((True, 390), id="dark-390", marks=pytest.mark.thorough),
]


@pytest.fixture(scope="module", params=VIEWS)
def browser(chromium: Chrome, request: pytest.FixtureRequest) -> Chrome:
    dark, width = request.param
    start_afresh(chromium, dark=dark)
    assert chromium.execute_script("return matchMedia('(prefers-color-scheme: dark)').matches") is dark
    resize(chromium, width, 844)
    return chromium


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeKnowledgeBase()) as url:
        yield url


def serious(browser: Chrome) -> list[str]:
    if not browser.execute_script("return 'axe' in window"):
        browser.execute_script(AXE.read_text(encoding="utf-8"))
    return list(browser.execute_async_script(RUN))


def test_pages_have_no_serious_fault(browser: Chrome, address: str) -> None:
    faults = {}
    for path in PAGES:
        browser.get(f"{address}{path}")
        wait(browser, "main h1, main h2")
        wait_until(browser, "document.readyState === 'complete' && !document.body.textContent.includes('正在读取')")
        if found := serious(browser):
            faults[path] = found
    assert faults == {}


def test_conversation_and_document_have_no_serious_fault(browser: Chrome, address: str) -> None:
    browser.get(address)
    ask(browser, "月亮有多远")
    ask(browser, "今年新增多少停车泊位")
    wait(browser, ".turn-actions .near").click()
    wait(browser, ".passages .citation")
    wait(browser, "#question").send_keys(Keys.ARROW_UP)
    wait(browser, ".turn.question textarea")
    assert serious(browser) == []
    wait(browser, ".turn.question textarea").send_keys(Keys.ESCAPE)
    browser.execute_script("document.querySelector('#shortcuts').showModal()")
    assert serious(browser) == []
    browser.execute_script("document.querySelector('#shortcuts').close()")
    wait(browser, "#conversation-menu").click()
    browser.find_elements(By.CSS_SELECTOR, ".menu-item")[2].click()
    shared = str(wait(browser, "#share-link").get_attribute("value"))
    assert serious(browser) == []
    wait(browser, "dialog[open] [type='submit']").click()
    reference = wait(browser, ".reference")
    href = str(reference.get_attribute("href"))
    reference.click()
    wait(browser, "mark.cited")
    assert serious(browser) == []
    wait(browser, "#panel-close").click()
    wait(browser, ".turn-actions .wrong").click()
    wait(browser, "dialog[open]")
    assert serious(browser) == []
    browser.get(shared)
    wait(browser, ".turn.answered")
    assert serious(browser) == []
    browser.get(href)
    wait(browser, "mark.cited")
    if not browser.find_element(By.CSS_SELECTOR, ".fact-note").is_displayed():
        wait(browser, "#facts-toggle").click()
    wait(browser, ".fact-note")
    assert serious(browser) == []


def test_office_pages_at_work_have_no_serious_fault(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/ledger?text=停车")
    wait(browser, "#rows tr")
    if not browser.find_element(By.ID, "plot-bodies").is_displayed():
        wait(browser, "#plots summary").click()
    wait(browser, "#plot-dates svg")
    assert serious(browser) == []
    browser.get(f"{address}/documents")
    wait(browser, ".understood summary").click()
    wait(browser, ".understood .summary")
    assert serious(browser) == []
    wait(browser, ".record .actions button").click()
    wait(browser, "dialog[open]")
    assert serious(browser) == []
    browser.get(address)
    ask(browser, "月亮有多远")
    browser.get(f"{address}/unanswered")
    wait(browser, ".question")
    assert serious(browser) == []
