"""Somebody who uses the app in Chromium, and what is held against what they see."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

WIDE, NARROW = (1440, 900), (360, 740)
PATIENCE = 60_000
"""Milliseconds; the machine of a test may be busy with other tests."""
_QUIET = """
() => document.querySelector('h1') !== null
  && document.querySelectorAll('[data-testid="stSkeleton"]').length === 0
  && document.querySelector('[data-testid="stApp"]').dataset.testScriptState === 'notRunning'
"""
_TITLED = "title => document.querySelector('h1')?.innerText === title"
_SAYS = """
words => document.querySelector('[data-testid="stMain"]')?.innerText.includes(words)
"""
_MEASURES = """
() => {
  const seen = element => element.getBoundingClientRect();
  const main = document.querySelector('[data-testid="stMain"]');
  return {page: document.documentElement.scrollWidth, window: window.innerWidth,
          main: main.scrollWidth, inside: main.clientWidth};
}
"""


class Visitor:
    """A tab of a browser. elsewhere: addresses outside the app; broken: errors of scripts."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        size: tuple[int, int] = WIDE,
        zoom: float = 1.0,
    ) -> None:
        self.address = address
        self.elsewhere: list[str] = []
        self.broken: list[str] = []
        width, height = size
        viewport: Any = {"width": round(width / zoom), "height": round(height / zoom)}
        self._context = browser.new_context(
            viewport=viewport, locale="nl-NL", accept_downloads=True, device_scale_factor=zoom
        )
        self._context.set_default_timeout(PATIENCE)
        self.page: Page = self._context.new_page()
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)

    def close(self) -> None:
        """Close the tab and forget it."""
        self._context.close()

    def go(self, page: str = "", **fields: str) -> float:
        """Open a page by its address; return the seconds until it stands there."""
        begun = time.monotonic()
        query = f"?{urlencode(fields)}" if fields else ""
        self.page.goto(f"{self.address}/{page}{query}")
        self.settle()
        return time.monotonic() - begun

    def settle(self) -> None:
        """Wait until the page stands still."""
        self.page.wait_for_function(_QUIET, timeout=PATIENCE)
        self.page.wait_for_timeout(250)
        self.page.wait_for_function(_QUIET, timeout=PATIENCE)

    def menu(self, name: str) -> float:
        """Go to a page by the menu; return the seconds until its title stands there."""
        before = self.page.locator("h1").first.inner_text()
        begun = time.monotonic()
        self.page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
        self.page.wait_for_function(
            "title => document.querySelector('h1')?.innerText !== title", arg=before
        )
        taken = time.monotonic() - begun
        self.settle()
        return taken

    def button(self, name: str) -> Locator:
        """Return the button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button. What it brings takes its time: wait for it by name."""
        self.button(name).first.click()
        self.settle()

    def arrives(self, title: str) -> None:
        """Wait for the page of this title; fail with the title that stands there instead."""
        self._wait(_TITLED, title, lambda: self.title)

    def reads(self, words: str) -> None:
        """Wait until the page says these words; fail with what it says instead."""
        self._wait(_SAYS, words, lambda: self.words)

    def changes_address(self, act: Callable[[], None]) -> None:
        """Do something that changes the address, as everything chosen does, and wait for it."""
        before = self.page.url
        act()
        self._wait("before => location.href !== before", before, lambda: self.page.url)
        self.settle()

    def _wait(self, condition: str, wanted: str, seen: Callable[[], str]) -> None:
        from playwright.sync_api import TimeoutError as TookTooLong

        try:
            self.page.wait_for_function(condition, arg=wanted, timeout=PATIENCE)
        except TookTooLong:
            raise AssertionError(f"waited for {wanted!r}, saw {seen()!r}") from None
        self.settle()

    @property
    def title(self) -> str:
        """The question that the page answers."""
        return self.page.locator("h1").first.inner_text()

    @property
    def words(self) -> str:
        """Everything that the page says."""
        return self.page.get_by_test_id("stMain").inner_text()

    def table(self, place: int = 0) -> list[list[str]]:
        """Return the cells of a table, row by row."""
        rows = self.page.locator("table").nth(place).locator("tr").all()
        return [row.locator("th, td").all_inner_texts() for row in rows]

    def overflow(self) -> Mapping[str, int]:
        """Return how wide the page is, and how wide its window."""
        found: Mapping[str, int] = self.page.evaluate(_MEASURES)
        return found

    def picture(self, path: Path) -> None:
        """Take a picture of the whole page."""
        height = self.page.evaluate(
            "() => document.querySelector('[data-testid=\"stMain\"]').scrollHeight"
        )
        size = self.page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
        tall: Any = {"width": size["width"], "height": min(max(height + 40, 600), 8000)}
        self.page.set_viewport_size(tall)
        self.settle()
        self.page.screenshot(path=str(path))
        self.page.set_viewport_size(size)
