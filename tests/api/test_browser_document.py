"""The document page in a real browser, over documents read by the real pipeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
from fixtures.policy_files import TABLE, TITLE, PdfPage, as_docx, as_md
from fixtures.task_plan import as_scan
from hand_made import HashEmbedder
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from ingest.amendments import Decision
from ingest.loaders.page_lines import Glyph
from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

ATTACK = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
    "[点这里](javascript:window.hacked=3)"
)
HOSTILE = f"""试验镇楼道安全工作方案

一、重点任务{ATTACK}

1.加固门窗。全年加固门窗120扇。（责任单位：镇安监办）
2.清理楼道。采取以下措施：一是搬走杂物{ATTACK}；二是张贴告示。（责任单位：镇安监办）
"""


def long_pdf() -> bytes:
    page = PdfPage()
    page.line(TITLE, x=200)
    page.line("一、总体目标")
    page.line("到2025年底，新增共享车位300个以上。", indent=2)
    page.next_page()
    page.line("二、重点任务")
    page.line("1.开放单位车位。协调8家单位夜间开放。（责任单位：街道城建办）", indent=2)
    return page.finish()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(tmp_path_factory.mktemp("documents"), encoder=HashEmbedder()) as opened:
        opened.add_bytes("停车.md", as_md())
        opened.add_bytes("停车副本.docx", as_docx())
        opened.add_bytes("停车.pdf", long_pdf())
        opened.add_bytes("攻击.txt", HOSTILE.encode())
        opened.add_bytes("空格.txt", "青石镇党建引 领工作方案\n一、强化党建引 领\n坚持党建引\n领。\n".encode())
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


def open_document(browser: Chrome, address: str, base: KnowledgeBase, name: str, fragment: str = "") -> str:
    doc_id = next(record.doc_id for record in base.documents() if record.name == name)
    browser.get("about:blank")
    browser.get(f"{address}/documents/{doc_id}{fragment}")
    wait(browser, ".document-text .line")
    return doc_id


def test_outline_leads_to_its_clause(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "停车.md")
    assert browser.find_element(By.ID, "title").text == TITLE
    entry = next(
        link for link in browser.find_elements(By.CSS_SELECTOR, "#outline a") if link.text == "二、重点任务"
    )
    entry.click()
    wait_until(browser, "document.activeElement !== document.body")
    assert is_in_view(browser, ".line.heading.level-1")
    assert_no_complaints(browser)


@pytest.mark.parametrize("name", ["停车.md", "停车副本.docx"])
def test_tables_are_tables(browser: Chrome, address: str, base: KnowledgeBase, name: str) -> None:
    open_document(browser, address, base, name)
    rows = browser.find_elements(By.CSS_SELECTOR, ".document-text tr")
    cells = [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in rows]
    assert cells == [list(row) for row in TABLE]


def test_facts_stand_at_the_margin_and_show_their_words(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "停车.md")
    note = wait(browser, ".fact-note.responsibility")
    assert "街道城建办、派出所" in note.text
    paragraph = browser.find_element(By.XPATH, "//div[contains(@class, 'line')][contains(., '协调8家单位')]")
    assert note.location["x"] > paragraph.find_element(By.CSS_SELECTOR, ".line-text").rect["x"]
    note.click()
    assert "街道城建办、派出所" in marked(browser)
    wait(browser, "#facts-toggle").click()
    assert browser.find_elements(By.CSS_SELECTOR, "mark.fact") == []
    assert not note.is_displayed()


def test_find_sees_through_blanks_and_line_breaks(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "空格.txt")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    browser.switch_to.active_element.send_keys("党建引领")
    wait_until(browser, "document.querySelector('#find-count').textContent === '1 / 3'")
    first = browser.find_element(By.CSS_SELECTOR, "mark.found.current").text
    assert first == "党建引 领"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    wait_until(browser, "document.querySelector('#find-count').textContent.startsWith('2')")
    browser.switch_to.active_element.send_keys("没有的话")
    wait_until(browser, "document.querySelector('#find-count').textContent === '没有'")
    assert browser.find_elements(By.CSS_SELECTOR, "mark.found") == []


def test_link_of_a_clause_leads_back_to_it(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "停车.md")
    wait(browser, ".fact-note")  # lines are drawn anew when the facts have come
    line = browser.find_element(By.XPATH, "//div[contains(@class, 'line')][contains(., '完成3个小区改造')]")
    ActionChains(browser).move_to_element(line).perform()
    line.find_element(By.CSS_SELECTOR, ".clause-link").click()
    search = browser.find_element(By.ID, "find")
    search.send_keys(Keys.CONTROL, "v")  # also a search for signs that mean something in a pattern
    link = str(search.get_attribute("value"))
    assert_no_complaints(browser)
    assert link.startswith(address)
    browser.get("about:blank")
    browser.get(link)
    assert marked(browser).startswith("2.改造老旧小区。完成3个小区改造。")
    assert is_in_view(browser, "mark.cited")


def test_pages_are_numbered(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "停车.pdf")
    numbers = [number.text for number in browser.find_elements(By.CSS_SELECTOR, ".page-number")]
    assert numbers == ["第 1 页", "第 2 页"]


def test_page_is_shown_with_the_cited_passage_framed(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    doc_id = open_document(browser, address, base, "停车.pdf")
    text = base.document(doc_id).parsed.text
    start = text.index("协调8家")
    open_document(browser, address, base, "停车.pdf", f"#{start}-{start + 10}")
    marked(browser)
    browser.find_elements(By.CSS_SELECTOR, ".page-number button")[1].click()
    image = wait(browser, ".page-holder img")
    wait_until(browser, "document.querySelector('.page-holder img').naturalWidth > 500")
    frame = wait(browser, ".page-frame")
    assert frame.rect["y"] >= image.rect["y"]
    assert frame.rect["width"] < image.rect["width"]
    assert frame.rect["height"] < image.rect["height"] / 5
    assert_no_complaints(browser)
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    wait_until(browser, "!document.querySelector('dialog[open]')")


def test_scanned_page_is_shown_with_the_line_framed(
    browser: Chrome, address: str, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Glyph("到2026年底，新增扫码车位90个。", 60, 300, 50, 64, 12)  # as if it had been recognised
    monkeypatch.setattr("ingest.loaders.pdf.is_installed", lambda: True)
    monkeypatch.setattr("ingest.loaders.page_images.recognise", lambda image, scale: ([line], []))
    record = base.add_bytes("扫描.pdf", as_scan()).record
    assert record is not None
    try:
        browser.get(address)
        ask(browser, "2026年新增扫码车位多少个")
        wait(browser, ".answer-text .reference").click()
        assert "扫码车位90个" in marked(browser)
        open_document(browser, address, base, "扫描.pdf", "#0-10")
        wait(browser, ".page-number button").click()
        image = wait(browser, ".page-holder img")
        wait_until(browser, "document.querySelector('.page-holder img').naturalWidth > 500")
        frame = wait(browser, ".page-frame")
        assert frame.rect["width"] < image.rect["width"] * 0.6
        assert frame.rect["y"] - image.rect["y"] < image.rect["height"] / 8
        assert_no_complaints(browser)
        ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    finally:
        base.remove(record.doc_id)


def test_repealed_document_says_so(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    doc_id = next(record.doc_id for record in base.documents() if record.name == "停车.pdf")
    base.decide(doc_id, Decision("repealed", "", "按年初清理结果"))
    try:
        open_document(browser, address, base, "停车.pdf")
        assert wait(browser, ".standing").text == "这份文件已废止。按年初清理结果"
    finally:
        base.decide(doc_id, None)


def assert_not_hacked(browser: Chrome) -> None:
    assert browser.execute_script("return window.hacked") is None
    assert browser.find_elements(By.CSS_SELECTOR, "main img, main script, a[href^='javascript']") == []
    assert_no_complaints(browser)


def test_text_of_a_document_is_never_markup(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    open_document(browser, address, base, "攻击.txt")
    wait(browser, ".fact-note")
    text = browser.find_element(By.ID, "text").text
    assert "window.hacked = 1" in text
    assert "javascript:window.hacked=3" in text
    assert_not_hacked(browser)
    browser.get(address)
    ask(browser, "怎么清理楼道")
    assert "window.hacked = 1" in wait(browser, ".answer-text").text
    wait(browser, ".answer-text .reference").click()
    marked(browser)
    assert_not_hacked(browser)
    ask(browser, f"怎么清理楼道{ATTACK}")
    assert_not_hacked(browser)
    browser.get(f"{address}/documents")
    wait(browser, "#documents")
    assert_not_hacked(browser)


def test_a_phone_reads_a_document(browser: Chrome, address: str, base: KnowledgeBase) -> None:
    resize(browser, 390, 844)
    try:
        open_document(browser, address, base, "停车.md")
        assert not scrolls_sideways(browser)
        assert browser.find_element(By.ID, "outline-fold").get_attribute("open") is None
        assert not browser.find_element(By.CSS_SELECTOR, ".fact-note").is_displayed()
        wait(browser, "#facts-toggle").click()
        assert wait(browser, ".fact-note").is_displayed()
        assert not scrolls_sideways(browser)
    finally:
        resize(browser, 1280, 800)
