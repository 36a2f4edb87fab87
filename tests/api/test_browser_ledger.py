"""The ledger in a real browser: filter, export, plots, a body's page, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest

pytest.importorskip("selenium", reason="没有安装 selenium")

from browser import (
    BROWSER,
    DRIVER,
    assert_no_complaints,
    marked,
    resize,
    scrolls_sideways,
    serving,
    start_afresh,
    wait,
    wait_until,
)
from hand_made import HashEmbedder
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from test_ledger import ELDERLY, PARKING

from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")


@pytest.fixture(scope="module")
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 1280, 900)
    return chromium


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with KnowledgeBase.open(tmp_path_factory.mktemp("ledger"), encoder=HashEmbedder()) as base:
        base.add_bytes("停车.txt", PARKING.encode())
        base.add_bytes("养老.txt", ELDERLY.encode())
        with serving(base) as url:
            yield url


def sentences(browser: Chrome) -> list[str]:
    script = "return [...document.querySelectorAll('#rows .sentence')].map((link) => link.textContent)"
    return list(browser.execute_script(script))


def test_what_is_filtered_is_exported(browser: Chrome, address: str, tmp_path: Path) -> None:
    browser.get(f"{address}/ledger")
    wait(browser, "#rows tr")
    everything = len(sentences(browser))
    wait(browser, "#unit").send_keys("区城管执法局")
    wait_until(browser, "location.search.includes('unit')")
    wait(browser, "th[data-sort='due'] button").click()
    wait_until(browser, "document.querySelector('th[aria-sort]').dataset.sort === 'due'")
    wait_until(browser, f"document.querySelectorAll('#rows tr').length < {everything}")
    shown = sentences(browser)
    assert shown
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    wait(browser, "#export-xlsx").click()
    WebDriverWait(browser, 15, 0.05).until(lambda _: list(tmp_path.glob("*.xlsx")))
    header, *lines = openpyxl.load_workbook(next(tmp_path.glob("*.xlsx"))).active.iter_rows(values_only=True)
    place = header.index("所在句子")
    assert [line[place].strip() for line in lines] == shown
    wait(browser, "#export-docx").click()
    WebDriverWait(browser, 15, 0.05).until(lambda _: list(tmp_path.glob("*.docx")))
    table = docx.Document(str(next(tmp_path.glob("*.docx")))).tables[0]
    assert [row.cells[6].text for row in table.rows[1:]] == shown
    browser.get(browser.current_url)  # the address holds filter and order
    wait(browser, "#rows tr")
    assert sentences(browser) == shown
    assert_no_complaints(browser)


def test_each_field_narrows(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/ledger")
    wait(browser, "#rows tr")
    everything = len(sentences(browser))
    chosen = (
        ("#doc_id option:nth-child(2)", "doc_id="),
        ("#place option[value='青石区']", "place="),
        ("#due option[value='2024-08']", "due=2024-08"),
        ("#role option[value='lead']", "role=lead"),
    )
    for option, part in chosen:
        wait(browser, option).click()
        wait_until(browser, f"location.search.includes('{part}')")
    wait_until(browser, "document.querySelector('#count').textContent.startsWith('没有符合')")
    wait(browser, "button[type='reset']").click()
    wait_until(browser, f"document.querySelectorAll('#rows tr').length === {everything}")
    browser.find_element(By.CSS_SELECTOR, "input[name='kind'][value='target']").click()
    wait_until(browser, f"document.querySelectorAll('#rows tr').length < {everything}")
    kinds = browser.find_elements(By.CSS_SELECTOR, "#rows .kind")
    assert {kind.text for kind in kinds} == {"指标"}
    assert wait(browser, "b[data-kind='target']").text == str(len(kinds))


def test_a_line_opens_its_sentence(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/ledger?kind=target&text=停车泊位")
    link = wait(browser, "#rows .sentence")
    assert "230个" in link.text
    link.click()
    assert "230个" in marked(browser)


def test_plots_lead_to_a_body(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/ledger")
    wait(browser, "#plots summary").click()
    bar = wait(browser, "#plot-bodies svg a")
    assert bar.get_attribute("aria-label") == "区民政局 3：牵头或责任 2 项，配合 1 项"
    browser.execute_script("arguments[0].focus()", bar)
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait(browser, "#parts section")
    assert wait(browser, "#name").text == "区民政局"
    headings = [heading.text for heading in browser.find_elements(By.CSS_SELECTOR, "#parts h2")]
    assert headings == ["责任（2 项）", "配合（1 项）"]
    titles = [heading.text for heading in browser.find_elements(By.CSS_SELECTOR, "#parts h3")]
    assert titles.count("《2025年青石区养老服务实施方案》") == 1
    assert_no_complaints(browser)


def test_by_keyboard_alone(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/ledger")
    wait(browser, "#rows tr")
    browser.execute_script("document.querySelector('#text').focus()")
    ActionChains(browser).send_keys("停车秩序").perform()
    wait_until(browser, "location.search.includes('text')")
    wait_until(browser, "document.querySelector('#count').textContent.includes('出自 1 份')")
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script("return document.activeElement.matches('input[name=kind]')"):
            break
    ActionChains(browser).send_keys(Keys.ARROW_RIGHT).perform()
    wait_until(browser, "location.search.includes('kind=responsibility')")
    for _ in range(60):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script("return document.activeElement.matches('#rows .sentence')"):
            break
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait(browser, "mark.cited")


@pytest.mark.parametrize("path", ["/ledger", "/bodies/区民政局"])
def test_on_a_phone(browser: Chrome, address: str, path: str) -> None:
    resize(browser, 390, 844)
    try:
        browser.get(address + path)
        wait(browser, "#rows tr, #parts section")
        assert not scrolls_sideways(browser)
        wait(browser, "#large-text").click()
        assert not scrolls_sideways(browser)
        wait(browser, "#large-text").click()
    finally:
        resize(browser, 1280, 900)


@pytest.mark.thorough
def test_a_body_with_more_tasks_than_one_page_holds(chromium: Chrome, tmp_path: Path) -> None:
    tasks = "\n".join(f"{n}.整治第{n}号楼道。清理第{n}号楼道杂物。（责任单位：区民政局）" for n in range(1, 1051))
    with KnowledgeBase.open(tmp_path, encoder=HashEmbedder()) as base:
        base.add_bytes("楼道.txt", f"青石区2026年楼道整治工作方案\n\n一、主要任务\n{tasks}\n".encode())
        with serving(base) as url:
            chromium.get(f"{url}/bodies/区民政局")
            wait_until(chromium, "document.querySelector('#count').textContent.startsWith('责任 1050 项')")
            more = wait(chromium, "#parts button")
            assert more.text == "再看 100 条（还有 950 条）"
            more.click()
            assert len(chromium.find_elements(By.CSS_SELECTOR, "#parts li")) == 200
            assert wait(chromium, "#parts button").text == "再看 100 条（还有 850 条）"
