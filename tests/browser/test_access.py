"""Everybody can use it: axe on every page and state, keyboard alone, a telephone, 200 % zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import COMPUTED, Server
from tests.browser.visitor import NARROW, PATIENCE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = (
    *("", "scenario", "berekenen", "uitkomsten", "doorstroom", "capaciteit", "kosten"),
    *("vergelijken", "presentatie", "verantwoording", "inburgeraar", "regio", "zekerheid"),
)
SEVERE = ("serious", "critical")
OF_STREAMLIT: dict[str, str] = {}
"""Findings that Streamlit's own parts cause, by rule, with the reason; told in the statement."""


def findings(visitor: Visitor) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(visitor.page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in found
        if one["impact"] in SEVERE and one["id"] not in OF_STREAMLIT
        for node in one["nodes"]
    ]


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_serious(visitor: Visitor, page: str) -> None:
    visitor.go(page, **COMPUTED)
    if page == "scenario":
        visitor.page.get_by_text("Meer plaatsen in de Z-route – in gebruik").wait_for()
    if page in ("uitkomsten", "doorstroom", "capaciteit", "kosten"):
        visitor.page.get_by_text("Toon als tabel").first.click()
        visitor.settle()
        assert visitor.page.locator("table").count() > 0
    if page == "vergelijken":
        visitor.reads("Naast elkaar")
    assert findings(visitor) == []


def test_axe_finds_nothing_serious_in_other_states(visitor: Visitor) -> None:
    visitor.go("uitkomsten", s="duale-trajecten", n="400")
    visitor.reads("nog niet berekend")
    assert findings(visitor) == []
    visitor.go("", s="1~nonsense")
    visitor.reads("niet goed overgekomen")
    assert findings(visitor) == []
    visitor.go("scenario", s="z-route-ruim", lang="en")
    visitor.page.get_by_label("Extra places", exact=False).first.fill("many")
    visitor.page.keyboard.press("Enter")
    visitor.reads("This is no number")
    assert findings(visitor) == []


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_telephone_and_200_percent(
    chromium: Browser, server: Server, page: str
) -> None:
    for size, zoom in ((NARROW, 1.0), ((1280, 1024), 2.0)):
        visitor = Visitor(chromium, server.address, size, zoom)
        visitor.go(page, **COMPUTED)
        seen = visitor.overflow()
        assert seen["page"] <= seen["window"], (page, size, seen)
        assert seen["main"] <= seen["inside"] + 1, (page, size, seen)
        visitor.close()


def tab_to(visitor: Visitor, name: str, most: int = 120) -> None:
    """Press Tab until the button or link of this name has the focus."""
    for _ in range(most):
        visitor.page.keyboard.press("Tab")
        focused = visitor.page.evaluate(
            "() => (document.activeElement?.innerText || '').split('\\n')[0].trim()"
        )
        if focused == name:
            return
    raise AssertionError(f"{name} cannot be reached with Tab")


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    visitor.go(n="50")
    tab_to(visitor, "Wat doen extra plaatsen in de Z-route?")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="Wat wilt u veranderen?").wait_for()
    visitor.settle()
    tab_to(visitor, "Bereken")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="Hoe ver is de berekening?").wait_for()
    visitor.page.get_by_role("heading", name="Klaar", exact=True).wait_for(timeout=6 * PATIENCE)
    visitor.settle()
    tab_to(visitor, "Bekijk de uitkomsten")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("heading", name="Wat gebeurt er met de inburgering?").wait_for()
    visitor.settle()
    tab_to(visitor, "Download")
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("button", name="PNG", exact=True).first.wait_for()
