"""A real browser and a real server, for the browser test and the screenshots."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions, Keys
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from api.app import create_app
from api.settings import Settings

BROWSER = shutil.which("chromium")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # A machine with a mouse, which a browser without a screen does not see.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
)
_POLL = 0.05  # seconds


@contextmanager
def open_browser() -> Iterator[Chrome]:
    """Chromium with an empty profile; needs `BROWSER` and `DRIVER`."""
    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        browser = Chrome(options=options, service=Service(DRIVER))
        try:
            yield browser
        finally:
            browser.quit()


def start_afresh(browser: Chrome, *, dark: bool = False) -> None:
    """Leave one empty tab and nothing of what was done before: no cookies, no stored data, no messages."""
    old = browser.window_handles
    browser.switch_to.new_window("tab")
    for handle in old:  # from outside: a page that hangs is not asked
        browser.execute_cdp_cmd("Target.closeTarget", {"targetId": handle})
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    colours = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": colours})
    browser.get_log("browser")


def resize(browser: Chrome, width: int, height: int) -> None:
    """Set the size of the page itself, in CSS pixels; narrower than a window can be made."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(knowledge_base: object, data_dir: Path | None = None, **settings: object) -> Iterator[str]:
    """Serve on a free port of this machine; gives the address. Conversations go to `data_dir`, or nowhere lasting."""
    if data_dir is None:
        with tempfile.TemporaryDirectory() as folder, serving(knowledge_base, Path(folder), **settings) as address:
            yield address
        return
    port = free_port()
    config = uvicorn.Config(
        create_app(knowledge_base, Settings(data_dir=data_dir, **settings)),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        ws="none",
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def wait(browser: Chrome, selector: str) -> WebElement:
    """The first element shown that the selector names, as soon as there is one."""

    def shown(driver: Chrome) -> WebElement | None:
        return next((one for one in driver.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()), None)

    found = WebDriverWait(browser, 15, _POLL, ignored_exceptions=(StaleElementReferenceException,)).until(shown)
    assert isinstance(found, WebElement)
    return found


def wait_until(browser: Chrome, script: str) -> None:
    """Wait until an expression of the page is true."""
    WebDriverWait(browser, 15, _POLL).until(lambda driver: driver.execute_script(f"return Boolean({script})"))


def ask(browser: Chrome, question: str) -> None:
    """Type a question into the chat and wait until its answer is complete."""
    answers = len(browser.find_elements(By.CSS_SELECTOR, ".turn[data-status]"))
    wait(browser, "#question").send_keys(question, Keys.ENTER)
    wait_until(browser, f"document.querySelectorAll('.turn[data-status]').length > {answers}")


def assert_no_complaints(browser: Chrome) -> None:
    """Nothing was refused by the content policy, no script failed, nothing was missing."""
    complaints = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert complaints == [], complaints


def marked(browser: Chrome) -> str:
    """The text that is highlighted as cited."""
    wait(browser, "mark.cited")
    return "".join(mark.text for mark in browser.find_elements(By.CSS_SELECTOR, "mark.cited"))


def is_in_view(browser: Chrome, selector: str) -> bool:
    """Whether an element lies within the window."""
    script = (
        "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= window.innerHeight && box.left >= 0 && box.right <= window.innerWidth;"
    )
    return bool(browser.execute_script(script, selector))


def scrolls_sideways(browser: Chrome) -> bool:
    """Whether the page is wider than the window."""
    return bool(browser.execute_script("return document.documentElement.scrollWidth > window.innerWidth"))
