"""Keys in a real browser: asked for once, kept for the session."""

from __future__ import annotations

import pytest
from fake_knowledge_base import FakeKnowledgeBase

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import BROWSER, DRIVER, ask, resize, serving, start_afresh, wait, wait_until
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")


@pytest.fixture
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 1280, 800)
    return chromium


def test_readers_are_asked_once_and_told_when_the_key_is_wrong(browser: Chrome) -> None:
    with serving(FakeKnowledgeBase(), reader_key="reader-key") as address:
        browser.get(address)
        wait(browser, "#key").send_keys("not-the-key", Keys.ENTER)
        wait_until(browser, "document.querySelector('dialog[open]')?.textContent.includes('口令不对')")
        assert len(browser.find_elements(By.CSS_SELECTOR, "dialog[open]")) == 1
        wait(browser, "#key").send_keys("reader-key", Keys.ENTER)
        wait(browser, ".examples button")
        assert browser.find_elements(By.CSS_SELECTOR, "dialog[open]") == []
        ask(browser, "今年新增多少停车泊位")
        wait(browser, ".turn.answered .reference").click()
        wait(browser, "mark.cited")
        browser.get(f"{address}/help")
        browser.get(address)
        wait(browser, "#history-list a")
        assert browser.find_elements(By.CSS_SELECTOR, "dialog[open]") == []


def test_the_list_of_feedback_needs_the_editor(browser: Chrome) -> None:
    with serving(FakeKnowledgeBase(), editor_key="editor-key") as address:
        browser.get(f"{address}/feedback")
        wait(browser, "dialog .quiet").click()
        assert "没有输入口令" in wait(browser, "#entries .error").text
        browser.refresh()
        wait(browser, "#key").send_keys("editor-key", Keys.ENTER)
        wait_until(browser, "document.querySelector('#count').textContent.startsWith('有问题 0 条')")
