"""The library page in a real browser: files in, checked, corrected, withdrawn and restored."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

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
from docx import Document
from hand_made import HashEmbedder
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from test_ledger import PARKING

from ingest.datatypes import ParsedDocument
from ingest.loaders import load_bytes
from ingest.pipeline import parse
from retriever.knowledge_base import KnowledgeBase

pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="没有安装 chromium 和 chromedriver")

QUESTION = "新增多少公共停车泊位"
DROP = """
const [name, text] = arguments;
const transfer = new DataTransfer();
transfer.items.add(new File([text], name));
document.querySelector("#upload").dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true}));
"""


@pytest.fixture
def browser(chromium: Chrome) -> Chrome:
    start_afresh(chromium)
    resize(chromium, 1280, 900)
    return chromium


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder()) as base, serving(base) as url:
        yield url


def as_word(folder: Path) -> Path:
    document = Document()
    for line in PARKING.split("\n"):
        document.add_paragraph(line)
    file = folder / "停车方案.docx"
    document.save(str(file))
    return file


def press(browser: Chrome, words: str) -> None:
    """Press the button of the first document that has these words."""
    wait(browser, f".record button[aria-label^='{words}']").click()


def last_status(browser: Chrome) -> str:
    return str(browser.find_elements(By.CSS_SELECTOR, ".turn[data-status]")[-1].get_attribute("data-status"))


def test_from_upload_to_withdrawal_and_back(browser: Chrome, address: str, tmp_path: Path) -> None:
    browser.get(f"{address}/documents")
    wait_until(browser, "document.querySelector('#count').textContent.includes('还没有文件')")
    browser.find_element(By.ID, "file").send_keys(str(as_word(tmp_path)))
    assert "已导入，《2024年青石区停车治理工作方案》" in wait(browser, "#results .done").text
    wait(browser, "#results summary").click()
    assert "责任 2" in wait(browser, "#results .summary").text

    browser.get(address)
    ask(browser, QUESTION)
    assert last_status(browser) == "answered"
    assert "230个" in wait(browser, ".answer-text").text

    browser.get(f"{address}/documents")
    press(browser, "撤下")
    wait(browser, "dialog [type='submit']").click()
    assert "已撤下" in wait(browser, "#results .done").text
    browser.get(address)
    ask(browser, QUESTION)
    assert last_status(browser) == "not_found"
    browser.get(f"{address}/unanswered")
    assert wait(browser, ".question").text == QUESTION

    browser.get(f"{address}/documents")
    wait(browser, "#status option[value='withdrawn']").click()
    press(browser, "恢复")
    assert "已恢复" in wait(browser, "#results .done").text
    browser.get(address)
    ask(browser, QUESTION)
    assert last_status(browser) == "answered"
    assert_no_complaints(browser)


def test_dropped_files_errors_and_corrections(browser: Chrome, address: str, tmp_path: Path) -> None:
    browser.get(f"{address}/documents")
    browser.execute_script(DROP, "空的.txt", "")
    assert "空的.txt" in wait(browser, "#results .error").text
    browser.execute_script(DROP, "停车.txt", PARKING)
    wait(browser, "#results .done")
    press(browser, "改正")
    field = wait(browser, "#amend-number")
    field.send_keys("青府办〔2024〕3号")
    wait(browser, "#amend-status option[value='repealed']").click()
    wait(browser, "#amend-reason").send_keys("区里来函")
    wait(browser, "dialog [type='submit']").click()
    wait(browser, ".badge.repealed")
    record = wait(browser, ".record").text
    assert "青府办〔2024〕3号" in record
    assert "区里来函" in record
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    press(browser, "下载原件")
    WebDriverWait(browser, 15, 0.05).until(lambda _: (tmp_path / "停车.txt").is_file())
    assert (tmp_path / "停车.txt").read_text(encoding="utf-8") == PARKING
    press(browser, "重新读取")
    wait_until(browser, "document.querySelector('#results .done').textContent.includes('重新读取')")
    resize(browser, 390, 844)
    wait(browser, ".understood summary").click()
    wait(browser, ".understood .summary")
    assert not scrolls_sideways(browser)


def test_a_new_version_takes_the_place_of_the_old(browser: Chrome, address: str, tmp_path: Path) -> None:
    browser.get(f"{address}/documents")
    browser.execute_script(DROP, "停车.txt", PARKING)
    wait(browser, ".record .actions button")
    newer = tmp_path / "停车新版.txt"
    newer.write_text(PARKING.replace("230个", "250个"), encoding="utf-8")
    # The window of the system that chooses files cannot be reached; the field behind the button can.
    browser.execute_script("document.querySelector('#replacement').click = () => {}")
    press(browser, "换新版")
    browser.find_element(By.ID, "replacement").send_keys(str(newer))
    wait_until(browser, "document.querySelector('#results .done')?.textContent.includes('已换成新版')")
    assert "第 2 版" in wait(browser, ".record").text
    browser.get(address)
    ask(browser, QUESTION)
    assert "250个" in wait(browser, ".answer-text").text


def test_the_files_of_an_archive_are_followed(browser: Chrome, tmp_path: Path) -> None:
    seen = threading.Event()

    def patient(name: str, data: bytes) -> ParsedDocument:
        seen.wait(15)  # until the page has told of it
        return parse(load_bytes(name, data), name=name)

    with KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder(), reader=patient) as base, serving(base) as url:
        archive = tmp_path / "来文.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("停车.txt", PARKING)
            file.writestr("图.gif", "GIF89a")
        browser.get(f"{url}/documents")
        browser.find_element(By.ID, "file").send_keys(str(archive))
        wait_until(browser, "document.querySelector('.stage')?.textContent.includes('第 1 个，共 2 个：停车.txt')")
        seen.set()
        wait_until(browser, "document.querySelector('#results .archive')")
        assert "2 个文件，1 个没有导入" in wait(browser, "#results .error").text
        assert "图.gif：没有导入" in wait(browser, "#results .archive").text


def test_by_keyboard_alone(browser: Chrome, address: str) -> None:
    browser.get(f"{address}/documents")
    browser.execute_script(DROP, "停车.txt", PARKING)
    wait(browser, ".record .actions button")
    for _ in range(40):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        if browser.execute_script("return document.activeElement.ariaLabel?.startsWith('撤下')"):
            break
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait(browser, "dialog[open]")
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()  # nothing happens
    wait_until(browser, "!document.querySelector('dialog[open]')")
    wait(browser, ".badge.in_force")
    assert browser.execute_script("return document.activeElement.ariaLabel").startswith("撤下")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    wait(browser, "dialog[open]")
    ActionChains(browser).send_keys(Keys.TAB, Keys.ENTER).perform()
    wait_until(browser, "!document.querySelector('.record')")


def test_the_key_is_asked_for_once_and_stays_out_of_the_address(browser: Chrome, tmp_path: Path) -> None:
    with (
        KnowledgeBase.open(tmp_path / "base", encoder=HashEmbedder()) as base,
        serving(base, editor_key="editor-key") as url,
    ):
        browser.get(f"{url}/documents")
        browser.execute_script(DROP, "停车.txt", PARKING)
        wait(browser, "#key").send_keys("editor-key", Keys.ENTER)
        wait(browser, "#results .done")
        browser.get(f"{url}/unanswered")
        wait_until(browser, "document.querySelector('#count').textContent.includes('没有')")
        assert not browser.find_elements(By.CSS_SELECTOR, "dialog[open]")
        assert "editor-key" not in browser.current_url
        assert browser.execute_script("return document.cookie + JSON.stringify(localStorage)").count("editor-key") == 0
