"""The list of unanswered questions in a real browser, over a fake knowledge base."""

from __future__ import annotations

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
from fake_knowledge_base import FakeKnowledgeBase
from selenium.webdriver import Chrome, Keys

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")


@pytest.fixture
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 390, 844)
    return chromium


def test_a_question_not_found_is_listed_and_done(browser: Chrome) -> None:
    with serving(FakeKnowledgeBase()) as address:
        browser.get(address)
        ask(browser, "地铁票价是多少")
        browser.get(f"{address}/unanswered")
        assert wait(browser, ".question").text == "地铁票价是多少"
        assert wait(browser, ".times").text == "1 次"
        assert not scrolls_sideways(browser)
        button = wait(browser, ".actions button")
        assert button.get_attribute("aria-label") == "标为已处理：地铁票价是多少"
        button.send_keys(Keys.ENTER)  # keys reach it
        wait_until(browser, "!document.querySelector('.question')")
        wait(browser, "input[value='done']").click()
        assert wait(browser, ".question").text == "地铁票价是多少"
        wait(browser, ".actions a").click()
        wait(browser, ".turn[data-status]")
        assert_no_complaints(browser)
