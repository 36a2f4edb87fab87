from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_knowledge_base import FakeKnowledgeBase

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import BROWSER, DRIVER, open_browser, resize, serving
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import presence_of_element_located as present
from selenium.webdriver.support.wait import WebDriverWait

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

SENTENCE = "全年新增公共停车泊位120个。"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeKnowledgeBase()) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with open_browser() as opened:
        yield opened


def wait(browser: Chrome, selector: str) -> object:
    return WebDriverWait(browser, 15).until(present((By.CSS_SELECTOR, selector)))


def ask(browser: Chrome, address: str, question: str) -> None:
    browser.get(address)
    box = wait(browser, "#question")
    box.send_keys(question, Keys.ENTER)  # type: ignore[attr-defined]
    wait(browser, ".turn[data-status]")


def assert_no_complaints(browser: Chrome) -> None:
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def marked(browser: Chrome) -> str:
    wait(browser, "mark.cited")
    return "".join(mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "mark.cited"))


def is_in_view(browser: Chrome) -> bool:
    script = (
        "const box = document.querySelector('mark.cited').getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= window.innerHeight;"
    )
    return bool(browser.execute_script(script))


def test_citation_opens_beside_the_answer_at_the_sentence(browser: Chrome, address: str) -> None:
    resize(browser, 1280, 800)
    ask(browser, address, "今年新增多少停车泊位")
    assert "新增公共停车泊位120个" in browser.find_element(By.CSS_SELECTOR, ".answer-text").text
    browser.find_element(By.CSS_SELECTOR, ".answer-text .reference").click()
    assert marked(browser) == SENTENCE
    assert is_in_view(browser)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert not browser.find_element(By.ID, "panel").is_displayed()
    assert_no_complaints(browser)


def test_citation_opens_its_own_page_on_a_narrow_screen(browser: Chrome, address: str) -> None:
    resize(browser, 390, 800)
    ask(browser, address, "今年新增多少停车泊位")
    scrolls = "return document.documentElement.scrollWidth > window.innerWidth"
    assert not browser.execute_script(scrolls)
    before = set(browser.window_handles)
    browser.find_element(By.CSS_SELECTOR, ".citations .citation").click()
    WebDriverWait(browser, 15).until(lambda driver: len(driver.window_handles) > len(before))
    (opened,) = set(browser.window_handles) - before
    (original,) = before
    browser.switch_to.window(opened)
    try:
        assert marked(browser) == SENTENCE
        assert is_in_view(browser)
        assert_no_complaints(browser)
    finally:
        browser.close()
        browser.switch_to.window(original)


def test_what_is_not_found_looks_different_and_suggests(browser: Chrome, address: str) -> None:
    ask(browser, address, "月亮有多远")
    assert wait(browser, ".turn.not_found .status").text == "文件里没有找到"  # type: ignore[attr-defined]
    browser.find_element(By.CSS_SELECTOR, "button.suggestion").click()
    wait(browser, ".turn.answered .citation")
    assert_no_complaints(browser)
