"""A real browser for tests: Chromium with its driver, and axe-core to look for barriers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

import kg

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

BROWSER, DRIVER = (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")), shutil.which("chromedriver")
RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run({runOnly: {type: "tag", values: arguments[0]}}).then(done, (error) => done({error: String(error)}));
"""


@contextmanager
def open_browser(width: int = 1280, *, dark: bool = False, scripts: bool = True) -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    options.binary_location = str(BROWSER)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--window-size={width},800"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600})
        if dark:
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
        yield driver
    finally:
        driver.quit()


def complaints(driver: WebDriver) -> list[str]:
    """What the browser's console holds: refused styles and scripts, files that are not there, errors of our own scripts."""
    return [str(entry["message"]) for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


def wait(driver: WebDriver, script: str) -> None:
    """Until a script's value is true."""
    WebDriverWait(driver, 10).until(lambda found: found.execute_script(f"return {script}"))


def axe_source() -> str:
    """The script of axe-core; the test is skipped where there is none."""
    place = Path(kg.__file__).parent / "serve/static/editor/node_modules/axe-core/axe.min.js"
    if not place.is_file():
        pytest.skip("axe-core is not there: npm ci in kg/serve/static/editor gets it")
    return place.read_text(encoding="utf-8")


def find_faults(driver: WebDriver, source: str) -> list[tuple[str, str, str]]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices: rule, impact, the first element."""
    driver.execute_cdp_cmd("Runtime.evaluate", {"expression": source})
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found: dict[str, Any] = driver.execute_async_script(RUN_AXE, tags)
    assert "error" not in found, found
    return [(fault["id"], fault["impact"], fault["nodes"][0]["html"][:120]) for fault in found["violations"]]
