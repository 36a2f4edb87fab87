"""The chat in a real browser, against a real server with a small stand-in for the knowledge base."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import docx
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
    start_afresh,
    wait,
    wait_until,
)
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from api.routes import chat
from api.streaming import ServerEvent
from ingest.amendments import Decision

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

QUESTION = "今年新增多少停车泊位"
SENTENCE = "全年新增公共停车泊位120个。"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(FakeKnowledgeBase()) as url:
        yield url


@pytest.fixture(scope="module")
def shared(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    return chromium


@pytest.fixture
def browser(shared: Chrome, address: str) -> Chrome:
    """A browser without history, wide, at an empty conversation."""
    resize(shared, 1280, 800)
    shared.get("about:blank")
    shared.execute_cdp_cmd("Network.clearBrowserCookies", {})
    shared.get_log("browser")  # a page may have lost its server at the end of the test before
    shared.get(address)
    wait(shared, ".examples button")
    return shared


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


def test_history_survives_a_restart_of_the_server(shared: Chrome, tmp_path: Path) -> None:
    resize(shared, 1280, 800)
    with serving(FakeKnowledgeBase(), tmp_path) as before:
        shared.get(before)
        ask(shared, QUESTION)
        conversation = shared.current_url.split("?")[1]
    with serving(FakeKnowledgeBase(), tmp_path) as after:  # cookies hold for the host, whatever the port
        shared.get(after)
        entry = wait(shared, "#history-list a")
        assert entry.text == QUESTION
        entry.click()
        assert "新增公共停车泊位120个" in wait(shared, ".answer-text").text
        assert shared.current_url.endswith(conversation)


def test_history_is_renamed_searched_and_deleted(browser: Chrome) -> None:
    ask(browser, QUESTION)
    wait(browser, "#conversation-menu").click()
    wait(browser, ".menu-item").click()
    field = wait(browser, "#dialog-text")
    field.clear()
    field.send_keys("停车的事", Keys.ENTER)
    wait_until(browser, "document.querySelector('#conversation-title').textContent === '停车的事'")
    search = wait(browser, "#history-words")
    search.send_keys("没有这样的话")
    wait_until(browser, "document.querySelector('#history-list .empty')")
    search.clear()
    search.send_keys("120个")
    wait_until(browser, "document.querySelector('#history-list a')?.firstChild.data === '停车的事'")
    assert "120个" in wait(browser, "#history-list .excerpt").text
    wait(browser, "#conversation-menu").click()
    wait(browser, ".menu-item.danger").click()
    wait(browser, "dialog button.danger").click()
    wait(browser, "#welcome")
    assert browser.find_elements(By.CSS_SELECTOR, ".turn") == []
    assert_no_complaints(browser)


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


def test_conversation_is_saved_for_other_programs(browser: Chrome, tmp_path: Path) -> None:
    ask(browser, QUESTION)
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for label in ("导出 Word", "导出 Markdown"):
        wait(browser, "#conversation-menu").click()
        entries = browser.find_elements(By.CSS_SELECTOR, ".menu-item")
        next(entry for entry in entries if entry.text == label).click()
    files = (tmp_path / f"{QUESTION}.docx", tmp_path / f"{QUESTION}.md")
    WebDriverWait(browser, 15).until(lambda _: all(file.is_file() for file in files))
    assert any("120个" in paragraph.text for paragraph in docx.Document(str(files[0])).paragraphs)
    assert "> 全年新增公共停车泊位120个。" in files[1].read_text(encoding="utf-8")


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
    wait(browser, "dialog [type='submit']").click()
    assert [chip.text for chip in browser.find_elements(By.CSS_SELECTOR, ".chip")] == ["试验区", "2024年"]
    wait(browser, ".chip[title*='2024']").click()
    ask(browser, QUESTION)
    kept = browser.execute_async_script(
        "const done = arguments[0];"
        "fetch('/api/v1/conversations').then((reply) => reply.json()).then((data) => done(data.conversations[0]));"
    )
    assert kept["filters"] == {"places": ["试验区"], "years": [], "doc_ids": []}


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


def test_question_cut_off_by_the_end_of_the_server_is_kept(shared: Chrome, tmp_path: Path) -> None:
    with serving(FakeKnowledgeBase(), tmp_path) as url:
        shared.get(url)
        ask(shared, QUESTION)
        with closing(sqlite3.connect(tmp_path / "conversations.sqlite")) as file:
            file.execute("UPDATE turns SET status = 'pending', answer = '{}'")
            file.commit()
        shared.refresh()
        assert wait(shared, ".turn.pending .status").text == "没有答完"
        wait(shared, ".turn-actions .retry").click()
        wait(shared, ".turn.answered")


def test_question_is_changed_in_its_place_and_asked_again(browser: Chrome) -> None:
    ask(browser, "月亮有多远")
    ask(browser, "由谁负责")
    ActionChains(browser).move_to_element(wait(browser, ".turn.question")).perform()
    wait(browser, ".turn.question .edit").click()
    field = wait(browser, ".turn.question textarea")
    assert field.get_attribute("value") == "月亮有多远"
    assert "一并去掉" in wait(browser, ".turn.question form").text
    field.clear()
    field.send_keys(QUESTION, Keys.ENTER)
    wait(browser, ".turn.answered")
    assert [one.text for one in browser.find_elements(By.CSS_SELECTOR, ".turn.question")] == [QUESTION]
    assert wait(browser, "#conversation-title").text == QUESTION
    wait(browser, "#question").send_keys(Keys.ARROW_UP)
    wait(browser, ".turn.question textarea").send_keys(Keys.ESCAPE)
    assert wait(browser, ".turn.question").text == QUESTION
    assert_no_complaints(browser)


def test_what_is_not_yet_asked_is_kept(browser: Chrome) -> None:
    box = wait(browser, "#question")
    box.send_keys("写到一半")
    browser.refresh()
    wait_until(browser, "document.querySelector('#question').value === '写到一半'")
    wait(browser, "#question").clear()
    wait(browser, "#question").send_keys(" ")
    ask(browser, QUESTION)
    wait(browser, "#question").send_keys("接着问")
    wait(browser, "#new-conversation").click()
    assert wait(browser, "#question").get_attribute("value") == ""
    wait(browser, "#history-list a").click()
    wait_until(browser, "document.querySelector('#question').value === '接着问'")
    browser.execute_script("localStorage.clear()")


def test_pinned_conversations_come_first(browser: Chrome) -> None:
    ask(browser, QUESTION)
    wait(browser, "#new-conversation").click()
    ask(browser, "月亮有多远")
    wait_until(browser, "document.querySelectorAll('#history-list a').length === 2")
    browser.find_elements(By.CSS_SELECTOR, "#history-list .more")[1].click()
    browser.find_elements(By.CSS_SELECTOR, ".menu-item")[1].click()
    wait_until(browser, "document.querySelector('#history-list h2').textContent === '置顶'")
    assert [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#history-list a")] == [QUESTION, "月亮有多远"]
    assert_no_complaints(browser)


def test_shared_conversation_is_read_by_others_until_it_is_taken_back(browser: Chrome) -> None:
    ask(browser, QUESTION)
    wait(browser, "#conversation-menu").click()
    browser.find_elements(By.CSS_SELECTOR, ".menu-item")[2].click()
    link = str(wait(browser, "#share-link").get_attribute("value"))
    wait(browser, "dialog [type='submit']").click()
    ask(browser, "月亮有多远")
    browser.delete_all_cookies()  # somebody else
    browser.get(link)
    assert wait(browser, ".turn.answered .answer-text").text.startswith("新增公共停车泊位120个")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".turn.question")) == 1
    assert browser.find_elements(By.CSS_SELECTOR, ".retry, .wrong, .edit, .suggestion") == []
    wait(browser, ".reference").click()
    assert marked(browser) == SENTENCE
    assert_no_complaints(browser)


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
