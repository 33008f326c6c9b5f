"""The whole story of a policy adviser, from the first page to a link for a colleague."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from tests.browser.conftest import Server
from tests.browser.visitor import PATIENCE, Visitor

WORLDS = "50"


def wait_for_state(visitor: Visitor, state: str) -> None:
    visitor.page.get_by_role("heading", name=state, exact=True).wait_for(timeout=5 * PATIENCE)
    visitor.settle()


def download(visitor: Visitor, name: str) -> tuple[str, bytes]:
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name=name, exact=True).first.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_from_the_first_page_to_a_link_for_a_colleague(
    visitor: Visitor, server: Server, chromium: object
) -> None:
    # The first page shows real figures, without a click.
    visitor.go(n=WORLDS)
    visitor.arrives("Hoe staat de inburgering ervoor?")
    assert visitor.page.evaluate("document.documentElement.lang") == "nl"
    visitor.reads("niet gekalibreerd")
    figures = visitor.page.get_by_test_id("stMetricValue").all_inner_texts()
    assert len(figures) == 6
    assert all(re.search(r"\d", figure) for figure in figures)

    # An example, and one lever changed in it, typed the Dutch way.
    visitor.press("Wat doen extra plaatsen in de Z-route?")
    visitor.arrives("Wat wilt u veranderen?")
    visitor.reads("60 plaatsen")
    field = visitor.page.get_by_label("Extra plaatsen", exact=False).first
    field.fill("77.5")
    field.press("Enter")
    visitor.reads("Dit is geen getal")
    visitor.reads("77,5")
    assert visitor.button("Bereken").is_disabled()
    field.fill("77,5")
    field.press("Enter")
    visitor.reads("77,5 plaatsen")
    name = visitor.page.get_by_role("textbox", name="Korte naam")
    name.fill("mijn-z-route")
    visitor.changes_address(lambda: name.press("Enter"))

    # Compute, cancel, compute again; reload while it runs.
    visitor.press("Bereken")
    visitor.arrives("Hoe ver is de berekening?")
    visitor.button("Annuleren").click()
    wait_for_state(visitor, "Gestopt")
    visitor.press("Opnieuw")
    stopped = visitor.page.get_by_role("heading", name="Gestopt", exact=True)
    stopped.wait_for(state="detached")
    visitor.page.reload()
    visitor.settle()
    wait_for_state(visitor, "Klaar")
    visitor.press("Bekijk de uitkomsten")

    # Outcomes: in words, as a table, by group; never fulfilled alone.
    visitor.arrives("Wat gebeurt er met de inburgering?")
    visitor.reads("In woorden")
    visitor.reads("B1")
    visitor.reads("duidelijk verschil")
    outcomes = visitor.table()
    assert {"Basis", "Scenario", "Verschil"} <= set(outcomes[0])

    # Flows, waiting, money.
    visitor.menu("Doorstroom")
    assert visitor.page.get_by_role("img").count() > 0
    visitor.menu("Capaciteit en wachttijd")
    visitor.reads("Wat het scenario aan het wachten verandert")
    visitor.menu("Kosten en financiering")
    assert_adds_up(visitor)

    # A picture and the numbers, to take away.
    visitor.button("Download").last.click()
    name_of_file, picture = download(visitor, "PNG")
    assert name_of_file.endswith(".png")
    assert picture.startswith(b"\x89PNG")
    _, drawing = download(visitor, "SVG")
    assert b"<svg" in drawing
    _, numbers = download(visitor, "CSV met toelichting")
    archive = zipfile.ZipFile(io.BytesIO(numbers))
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {Path(name).suffix for name in texts} == {".csv", ".txt"}
    assert any("niet gekalibreerd" in text for text in texts.values())
    (table,) = (list(csv.reader(io.StringIO(t))) for n, t in texts.items() if n.endswith(".csv"))
    assert len(table) > 2

    # Held beside another scenario.
    visitor.page.keyboard.press("Escape")
    visitor.menu("Vergelijken")
    visitor.reads("Meer plaatsen in de Z-route")

    # How sure it is, and slides to take to the council.
    visitor.menu("Zekerheid")
    visitor.reads("Genoeg werelden?")
    visitor.menu("Eén inburgeraar")
    visitor.reads("Het verhaal")
    visitor.menu("Presentatie")
    visitor.press("Maak bestand")
    visitor.reads("is klaar (")
    name_of_file, slides = download(visitor, "Download het bestand")
    assert name_of_file == "doorstroom-mijn-z-route.pptx"
    assert zipfile.ZipFile(io.BytesIO(slides)).testzip() is None

    # A colleague opens the link and sees the same numbers.
    visitor.menu("Uitkomsten")
    address = visitor.page.url
    shown = visitor.table()
    colleague = Visitor(chromium, server.address)  # type: ignore[arg-type]
    colleague.page.goto(address)
    colleague.settle()
    assert colleague.table() == shown == outcomes
    assert colleague.elsewhere == []
    colleague.close()


def euros(cell: str) -> int:
    return int(re.sub(r"[^\d-]", "", cell))


def assert_adds_up(visitor: Visitor) -> None:
    """Rows and columns of the table of who pays for what add up to the last euro."""
    rows = visitor.table(visitor.page.locator("table").count() - 1)
    amounts = [[euros(cell) for cell in row[1:]] for row in rows[1:]]
    assert len(amounts) > 5
    for row in amounts:
        assert sum(row[:-1]) == row[-1]
    for column in zip(*amounts, strict=True):
        assert sum(column[:-1]) == column[-1]
