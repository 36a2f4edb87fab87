"""Kept conversations in a real browser: changed, pinned, shared, saved, found again after a restart."""

from __future__ import annotations

import sqlite3
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
    marked,
    resize,
    serving,
    wait,
    wait_until,
)
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

QUESTION = "今年新增多少停车泊位"
SENTENCE = "全年新增公共停车泊位120个。"


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


def test_conversation_is_saved_for_other_programs(browser: Chrome, tmp_path: Path) -> None:
    ask(browser, QUESTION)
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    for label in ("导出 Word", "导出 Markdown"):
        wait(browser, "#conversation-menu").click()
        entries = browser.find_elements(By.CSS_SELECTOR, ".menu-item")
        next(entry for entry in entries if entry.text == label).click()
    files = (tmp_path / f"{QUESTION}.docx", tmp_path / f"{QUESTION}.md")
    WebDriverWait(browser, 15, 0.05).until(lambda _: all(file.is_file() for file in files))
    assert any("120个" in paragraph.text for paragraph in docx.Document(str(files[0])).paragraphs)
    assert "> 全年新增公共停车泊位120个。" in files[1].read_text(encoding="utf-8")


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
