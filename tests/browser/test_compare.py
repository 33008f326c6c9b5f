"""Scenarios side by side: chosen, computed together, and shown against the base."""

from __future__ import annotations

from tests.browser.visitor import PATIENCE, Visitor

CHOSEN = {"v": "z-route-ruim,meer-klantmanagers", "n": "50"}


def test_two_scenarios_stand_beside_the_base(visitor: Visitor) -> None:
    visitor.go("vergelijken", **CHOSEN)
    visitor.reads("nog niet berekend")
    settings = visitor.table()
    assert settings[0][2:] == ["Meer plaatsen in de Z-route", "Een kwart meer klantmanagers"]
    visitor.press("Bereken")
    page = visitor.page
    page.get_by_role("heading", name="Klaar", exact=True).wait_for(timeout=6 * PATIENCE)
    visitor.settle()
    visitor.press("Bekijk de uitkomsten")
    visitor.arrives("Welk scenario past het best?")
    beside = visitor.table(1)
    assert beside[0][2:] == ["Meer plaatsen in de Z-route", "Een kwart meer klantmanagers"]
    assert {row[0].split(" (")[0] for row in beside[1:]} >= {"Voldaan", "Heeft betaald werk"}
    measured, unmeasured = (" ".join(row[place] for row in beside[1:]) for place in (2, 3))
    assert "niet gemeten in Nederland" in unmeasured
    assert "niet gemeten in Nederland" not in measured
    assert "waarschijnlijk" not in unmeasured


def test_the_same_scenario_twice_is_told(visitor: Visitor) -> None:
    visitor.go("vergelijken", v="z-route-ruim,z-route-ruim,nonsense", n="50")
    visitor.arrives("Welk scenario past het best?")
    assert visitor.table()[0][2:] == ["Meer plaatsen in de Z-route"]
