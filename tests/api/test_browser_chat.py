"""The chat in a real browser, against a real server with a small stand-in for the knowledge base."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from fake_knowledge_base import FakeKnowledgeBase

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import (
    BROWSER,
    DRIVER,
    ask,
    assert_no_complaints,
    is_in_view,
    marked,
    resize,
    scrolls_sideways,
    serving,
    wait,
    wait_until,
)
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from api.routes import chat
from api.streaming import ServerEvent
from ingest.amendments import Decision

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

QUESTION = "今年新增多少停车泊位"
SENTENCE = "全年新增公共停车泊位120个。"


def test_citation_opens_beside_the_answer_at_the_sentence(browser: Chrome) -> None:
    ask(browser, QUESTION)
    assert "新增公共停车泊位120个" in wait(browser, ".answer-text").text
    reference = wait(browser, ".answer-text .reference")
    reference.click()
    assert marked(browser) == SENTENCE
    assert is_in_view(browser, "mark.cited")
    assert "1.加快停车设施建设" in wait(browser, "#panel-path").text
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not browser.find_element(By.ID, "panel").is_displayed()
    assert browser.switch_to.active_element == reference
    assert_no_complaints(browser)


def test_follow_up_and_suggestion_go_on_in_the_same_conversation(browser: Chrome) -> None:
    ask(browser, QUESTION)
    first = browser.current_url
    wait(browser, "button.suggestion").click()
    wait_until(browser, "document.querySelectorAll('.turn[data-status]').length === 2")
    assert browser.current_url == first
    assert len(browser.find_elements(By.CSS_SELECTOR, "#history-list a")) == 1


def test_stop_keeps_what_was_verified(browser: Chrome, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()

    def endless(*_: object) -> Iterator[ServerEvent]:
        try:
            yield ServerEvent("sentence", {"text": "第一句。"})
            while True:
                closed.wait(0.02)
                yield ServerEvent("sentence", {"text": "又一句。"})
        finally:
            closed.set()

    monkeypatch.setattr(chat, "answer_events", endless)
    wait(browser, "#question").send_keys(QUESTION, Keys.ENTER)
    wait_until(browser, "document.querySelector('.answer-text')?.textContent.includes('又一句')")
    wait(browser, "#stop").click()
    wait(browser, ".turn.stopped")
    assert closed.wait(10)
    assert "第一句。" in wait(browser, ".answer-text").text
    assert wait(browser, "#send").is_displayed()
    monkeypatch.undo()
    wait(browser, ".turn-actions .retry").click()
    wait(browser, ".turn.answered")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".turn.question")) == 1
    assert_no_complaints(browser)


def test_closed_tab_stops_the_work(browser: Chrome, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()

    def endless(*_: object) -> Iterator[ServerEvent]:
        try:
            while not closed.wait(0.02):
                yield ServerEvent("sentence", {"text": "又一句。"})
        finally:
            closed.set()

    monkeypatch.setattr(chat, "answer_events", endless)
    here = browser.current_window_handle
    browser.switch_to.new_window("tab")
    browser.get(address)
    wait(browser, "#question").send_keys(QUESTION, Keys.ENTER)
    wait_until(browser, "document.querySelector('.answer-text')?.textContent.includes('又一句')")
    browser.close()
    browser.switch_to.window(here)
    assert closed.wait(10)


def test_copied_answer_brings_its_sources(browser: Chrome) -> None:
    ask(browser, QUESTION)
    wait(browser, ".turn-actions .copy").click()
    wait_until(browser, "document.querySelector('.copy').textContent === '已复制'")
    box = wait(browser, "#question")
    box.send_keys(Keys.CONTROL, "v")
    pasted = str(box.get_attribute("value"))
    assert pasted.splitlines()[:3] == [f"问：{QUESTION}", "答：新增公共停车泊位120个。[1]", "出处："]
    assert "《试验区停车设施实施方案》（试府〔2024〕1号），一、𬭊路停车 › 1.加快停车设施建设" in pasted
    assert SENTENCE in pasted


def test_feedback_reaches_the_office(browser: Chrome, address: str) -> None:
    ask(browser, QUESTION)
    wait(browser, ".turn-actions .wrong").click()
    wait(browser, "label[for='reason-0']").click()
    wait(browser, "#reason").send_keys("应为130个")
    wait(browser, "dialog [type='submit']").click()
    wait(browser, ".wrong[aria-pressed='true']")
    browser.get(f"{address}/feedback")
    assert wait(browser, ".feedback-list .reason").text == "数字或日期不对；应为130个"
    assert wait(browser, ".feedback-list h2").text == QUESTION
    assert "120个" in wait(browser, ".feedback-list .answer-text").text
    assert_no_complaints(browser)


def test_what_is_not_found_looks_different_and_shows_the_nearest(browser: Chrome) -> None:
    ask(browser, "月亮有多远")
    assert wait(browser, ".turn.not_found .status").text == "文件里没有找到"
    assert SENTENCE in wait(browser, ".nearest .quote").text
    wait(browser, "button.suggestion").click()
    wait(browser, ".turn.answered .citation")
    assert_no_complaints(browser)


def test_scope_is_chosen_sent_and_taken_off(browser: Chrome) -> None:
    wait(browser, "#scope-open").click()
    wait(browser, "label[for='places-0']").click()
    wait(browser, "label[for='years-0']").click()
    wait(browser, "label[for='doc_ids-0']").click()
    wait(browser, "dialog [type='submit']").click()
    chips = [chip.text for chip in browser.find_elements(By.CSS_SELECTOR, ".chip")]
    assert chips == ["试验区", "2024年", "试验区停车设施实施方案"]
    wait(browser, ".chip[title*='2024']").click()
    ask(browser, QUESTION)
    kept = browser.execute_async_script(
        "const done = arguments[0];"
        "fetch('/api/v1/conversations').then((reply) => reply.json()).then((data) => done(data.conversations[0]));"
    )
    (document,) = kept["filters"].pop("doc_ids")
    assert document
    assert kept["filters"] == {"places": ["试验区"], "years": []}


def test_answer_from_a_document_out_of_force_says_so(shared: Chrome) -> None:
    base = FakeKnowledgeBase()
    (doc_id,) = base.stored
    base.decide(doc_id, Decision("repealed", "", "区里来函"))
    with serving(base) as url:
        shared.get(url)
        ask(shared, QUESTION)
        assert wait(shared, ".turn .standing").text == "注意：所引的《试验区停车设施实施方案》已废止。"
        assert wait(shared, ".source .badge").text == "已废止"
        wait(shared, ".reference").click()
        assert wait(shared, "#panel .notice.warn").text == "这份文件已废止。区里来函"


def test_passages_near_the_question_are_shown_below(browser: Chrome) -> None:
    ask(browser, "月亮有多远")
    wait(browser, ".turn-actions .near").click()
    assert SENTENCE in wait(browser, ".passages .quote").text
    wait(browser, ".passages .citation").click()
    assert marked(browser) == SENTENCE
    wait(browser, ".turn-actions .near").click()
    assert browser.find_elements(By.CSS_SELECTOR, ".passages") == []


def test_number_tells_its_sentence_when_pointed_at(browser: Chrome) -> None:
    ask(browser, QUESTION)
    assert wait(browser, ".turn-actions time").get_attribute("datetime")
    ActionChains(browser).move_to_element(wait(browser, ".reference")).perform()
    assert SENTENCE in wait(browser, ".peek").text
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert not browser.find_element(By.CSS_SELECTOR, ".peek").is_displayed()


def test_shortcuts_are_listed_and_work(browser: Chrome) -> None:
    keys = ActionChains(browser)
    keys.key_down(Keys.CONTROL).send_keys("/").key_up(Keys.CONTROL).perform()
    assert "搜索历史对话" in wait(browser, "dialog[open] .keys").text
    keys.send_keys(Keys.ESCAPE).perform()
    keys.key_down(Keys.CONTROL).send_keys("k").key_up(Keys.CONTROL).perform()
    assert browser.switch_to.active_element.get_attribute("id") == "history-words"


def test_error_is_told_in_the_conversation(browser: Chrome, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Iterator[ServerEvent]:
        yield ServerEvent("error", {"status": 503, "detail": "文档库正被另一个程序占用。"})

    monkeypatch.setattr(chat, "answer_events", broken)
    ask(browser, QUESTION)
    assert wait(browser, ".turn.failed .notice").text == "文档库正被另一个程序占用。"


def test_a_phone_shows_the_document_over_the_conversation(browser: Chrome, address: str) -> None:
    resize(browser, 390, 844)
    browser.get(address)
    ask(browser, QUESTION)
    assert not scrolls_sideways(browser)
    wait(browser, ".citations .citation").click()
    assert marked(browser) == SENTENCE
    assert is_in_view(browser, "mark.cited")
    assert browser.find_element(By.ID, "panel").size["width"] == 390
    wait(browser, "#panel-close").click()
    wait(browser, "#history-open").click()
    assert wait(browser, "#history-list a").text == QUESTION
    assert not scrolls_sideways(browser)
    assert_no_complaints(browser)


def test_the_keyboard_alone_suffices(browser: Chrome) -> None:
    keys = ActionChains(browser)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "跳到正文"
    browser.find_element(By.ID, "question").send_keys(QUESTION, Keys.ENTER)
    wait(browser, ".turn[data-status]")
    for _ in range(40):
        keys.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        if browser.switch_to.active_element.get_attribute("class") == "reference":
            break
    outline = "getComputedStyle(document.activeElement).outlineStyle === 'solid'"
    assert browser.execute_script(f"return {outline}")
    keys.send_keys(Keys.ENTER).perform()
    assert marked(browser) == SENTENCE
    keys.send_keys(Keys.ESCAPE).perform()
    assert browser.switch_to.active_element.get_attribute("class") == "reference"
    browser.find_element(By.ID, "conversation-menu").send_keys(Keys.ENTER)
    keys.send_keys(Keys.END, Keys.ENTER).perform()
    wait(browser, "dialog[open]")
    keys.send_keys(Keys.ESCAPE).perform()
    wait_until(browser, "!document.querySelector('dialog[open]')")


def test_large_text_and_theme_stay_with_the_browser(browser: Chrome, address: str) -> None:
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    before = browser.execute_script(f"return {size}")
    wait(browser, "#large-text").click()
    wait(browser, "#theme").click()
    theme = browser.execute_script("return document.documentElement.dataset.theme")
    browser.get(f"{address}/help")
    assert browser.execute_script(f"return {size}") == before * 1.25
    assert browser.execute_script("return document.documentElement.dataset.theme") == theme
    assert not scrolls_sideways(browser)
    wait(browser, "#large-text").click()
    wait(browser, "#theme").click()
    assert browser.execute_script(f"return {size}") == before
