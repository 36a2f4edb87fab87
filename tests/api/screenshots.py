"""Screenshots of every page, narrow and wide, light and dark, into screenshots/: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from browser import BROWSER, DRIVER, ask, open_browser, resize, serving, start_afresh, wait, wait_until
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.by import By

from retriever.knowledge_base import KnowledgeBase

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}
QUESTIONS = ("停车难今年怎么解决，要新增多少车位，谁负责", "区民政局今年负责哪些任务")
UNANSWERED = "月球基地什么时候建成"
# Each page with what stands on it when it is complete.
PAGES = {
    "documents": ("/documents", "#documents > *"),
    "ledger": ("/ledger", "#rows tr"),
    "body": ("/bodies/区民政局", "#parts section"),
    "unanswered": ("/unanswered", ".question"),
    "feedback": ("/feedback", ".feedback-list > *"),
    "help": ("/help", "main h1"),
    "reference": ("/docs", ".operation h2"),
}


def save(browser: Chrome, name: str) -> None:
    browser.save_screenshot(str(FOLDER / f"{name}.png"))
    print(FOLDER / f"{name}.png")


def photograph_chat(browser: Chrome, address: str, name: str) -> str:
    """The chat in its states; gives the address of a cited sentence."""
    browser.get(address)
    wait(browser, ".examples button")
    save(browser, f"{name}-chat-welcome")
    ask(browser, UNANSWERED)
    wait(browser, ".turn-actions .near").click()
    wait(browser, ".passages .citation")
    save(browser, f"{name}-chat-not-found")
    browser.get(address)
    wait(browser, ".examples button")
    for number, question in enumerate(QUESTIONS, start=1):
        ask(browser, question)
        save(browser, f"{name}-chat-answer{number}")
    wait(browser, "#question").send_keys(Keys.ARROW_UP)
    save(browser, f"{name}-chat-edit")
    wait(browser, ".turn.question textarea").send_keys(Keys.ESCAPE)
    photograph_link(browser, name)
    reference = wait(browser, ".reference")
    href = str(reference.get_attribute("href"))
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", reference)
    wait(browser, ".turn-actions .wrong").click()
    wait(browser, "dialog[open]")
    save(browser, f"{name}-chat-feedback")
    wait(browser, "dialog [type='submit']").click()
    wait(browser, ".wrong[aria-pressed='true']")
    reference.click()
    wait(browser, "mark.cited")
    save(browser, f"{name}-chat-cited")
    wait(browser, "#panel-close").click()
    wait(browser, "#scope-open").click()
    wait(browser, "dialog[open]")
    save(browser, f"{name}-chat-scope")
    wait(browser, "dialog .quiet").click()
    if not browser.find_element(By.ID, "history").is_displayed():
        wait(browser, "#history-open").click()
        save(browser, f"{name}-chat-history")
    return href


def photograph_link(browser: Chrome, name: str) -> None:
    """The list of keys, the menu of the conversation, and its link as somebody else sees it."""
    ActionChains(browser).key_down(Keys.CONTROL).send_keys("/").key_up(Keys.CONTROL).perform()
    wait(browser, "dialog[open]")
    save(browser, f"{name}-chat-keys")
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    wait(browser, "#conversation-menu").click()
    save(browser, f"{name}-chat-menu")
    browser.find_elements(By.CSS_SELECTOR, ".menu-item")[2].click()
    link = str(wait(browser, "#share-link").get_attribute("value"))
    save(browser, f"{name}-chat-share")
    here = browser.current_url
    browser.get(link)
    wait(browser, ".turn.answered")
    save(browser, f"{name}-shared")
    browser.get(here)
    wait(browser, ".turn.answered")


def photograph_library(browser: Chrome, address: str, name: str) -> None:
    """A document with what was understood of it, and the dialog that corrects it; the ledger's plots on a phone."""
    browser.get(f"{address}/documents")
    wait(browser, ".understood summary").click()
    wait(browser, ".understood .summary")
    save(browser, f"{name}-documents-understood")
    wait(browser, ".record .actions button").click()
    wait(browser, "dialog[open]")
    save(browser, f"{name}-documents-correct")
    browser.get(f"{address}/ledger?unit=区民政局")
    wait(browser, "#rows tr")
    if not browser.find_element(By.CSS_SELECTOR, "#plots svg, #plots summary + *").is_displayed():
        wait(browser, "#plots summary").click()
    browser.execute_script("document.querySelector('#plots').scrollIntoView()")
    wait(browser, "#plot-dates svg")
    save(browser, f"{name}-ledger-plots")


def photograph(browser: Chrome, address: str, name: str) -> None:
    cited = photograph_chat(browser, address, name)
    browser.get(cited)
    wait(browser, "mark.cited")
    wait_until(browser, "document.querySelector('.fact-note')")
    save(browser, f"{name}-document")
    for page, (path, selector) in PAGES.items():
        browser.get(f"{address}{path}")
        wait(browser, selector)
        save(browser, f"{name}-{page}")
    photograph_library(browser, address, name)
    browser.get(address)
    wait(browser, "#large-text").click()
    wait(browser, ".examples button").click()
    wait(browser, ".turn[data-status]")
    save(browser, f"{name}-large-text")
    for page in ("documents", "ledger", "help"):
        path, selector = PAGES[page]
        browser.get(f"{address}{path}")
        wait(browser, selector)
        save(browser, f"{name}-large-text-{page}")
    wait(browser, "#large-text").click()


def main() -> int:
    if not (BROWSER and DRIVER):
        print("没有安装 chromium 和 chromedriver，无法截图。", file=sys.stderr)
        return 1
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data, KnowledgeBase.open(Path(data)) as knowledge_base:
        knowledge_base.add([ROOT / "ingest" / "samples"])
        with serving(knowledge_base) as address:
            for dark in (False, True):
                with open_browser() as browser:
                    start_afresh(browser, dark=dark)
                    for name, (width, height) in SIZES.items():
                        resize(browser, width, height)
                        photograph(browser, address, f"{'dark-' if dark else ''}{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
