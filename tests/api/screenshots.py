"""Screenshots of every page, narrow and wide, light and dark, into screenshots/: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import BROWSER, DRIVER, open_browser, resize, serving
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import presence_of_element_located as present
from selenium.webdriver.support.wait import WebDriverWait

from retriever.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}
QUESTIONS = ("停车难今年怎么解决，要新增多少车位，谁负责", "区民政局今年负责哪些任务", "月球基地什么时候建成")


def wait(browser: Chrome, selector: str) -> None:
    WebDriverWait(browser, 30).until(present((By.CSS_SELECTOR, selector)))


def save(browser: Chrome, name: str) -> None:
    browser.save_screenshot(str(FOLDER / f"{name}.png"))
    print(FOLDER / f"{name}.png")


def photograph(browser: Chrome, address: str, name: str) -> None:
    browser.get(address)
    wait(browser, "#holdings h2")
    save(browser, f"{name}-welcome")
    for number, question in enumerate(QUESTIONS, start=1):
        browser.find_element(By.ID, "question").send_keys(question, Keys.ENTER)
        wait(browser, f".turn:nth-child({2 * number})[data-status]")
        save(browser, f"{name}-answer{number}")
    citations = browser.find_elements(By.CSS_SELECTOR, ".answered .reference")
    if citations and "wide" in name:
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", citations[0])
        citations[0].click()
        wait(browser, "mark.cited")
        save(browser, f"{name}-panel")
    target = citations[0].get_attribute("href") if citations else f"{address}/documents"
    browser.get(f"{address}/documents")
    wait(browser, "#documents .record")
    save(browser, f"{name}-documents")
    browser.get(str(target))
    wait(browser, "#outline a" if citations else "body")
    save(browser, f"{name}-document")


def main() -> int:
    if not (BROWSER and DRIVER):
        print("没有安装 chromium 和 chromedriver，无法截图。", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, KnowledgeBase.open(Path(data)) as knowledge_base:
        knowledge_base.add([ROOT / "ingest" / "samples"])
        with serving(knowledge_base) as address:
            for dark in (False, True):
                with open_browser(dark=dark) as browser:
                    for name, (width, height) in SIZES.items():
                        resize(browser, width, height)
                        photograph(browser, address, f"{'dark-' if dark else ''}{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
