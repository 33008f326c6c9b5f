"""One invented person: chosen by type or number, told under one policy or two, and taken along."""

from __future__ import annotations

import shlex
from pathlib import Path

from tests.browser.conftest import Server
from tests.browser.visitor import Visitor
from tests.experiments.command import doorstroom

SCENARIO = {"s": "duale-trajecten"}
FILES = {
    "Plaat (PNG)": "levenslijn.png",
    "Plaat (SVG)": "levenslijn.svg",
    "Plaat (PDF)": "levenslijn.pdf",
    "Verhaal (tekst)": "levenslijn.txt",
    "Gegevens (JSON)": "levenslijn.json",
    "Beschrijving van de plaat": "levenslijn.alt.txt",
}


def test_a_life_under_two_policies_is_that_of_the_command(
    visitor: Visitor, server: Server, tmp_path: Path
) -> None:
    visitor.go("inburgeraar", **SCENARIO)
    visitor.reads("Het verhaal")
    visitor.reads("Deze persoon bestaat niet")
    visitor.reads("eigen caseload")
    assert "lopen de levens uit elkaar" in visitor.words
    assert visitor.page.locator('[role="graphics-document"]').count() == 2
    alts = visitor.page.locator("[aria-label*='Verzonnen persoon']").count()
    assert alts >= 2
    visitor.button("Download").click()
    command = visitor.page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").inner_text()
    program, *words = shlex.split(command)
    assert program == "doorstroom"
    done = doorstroom(*words, "-o", str(tmp_path / "life"), store=server.store)
    assert done.returncode == 0, done.stderr
    for label, name in FILES.items():
        with visitor.page.expect_download() as waiting:
            visitor.button(label).click()
        assert waiting.value.suggested_filename == name
        made = (tmp_path / "life" / name).read_bytes()
        assert Path(waiting.value.path()).read_bytes() == made, name
    story = (tmp_path / "life" / "levenslijn.txt").read_text(encoding="utf-8")
    words_of_page = " ".join(visitor.words.split())
    sentences = [line[13:].strip() for line in story.splitlines() if line.startswith("  ")]
    assert len(sentences) > 10
    assert [one for one in sentences if one not in words_of_page] == []


def test_a_person_is_found_by_type_number_and_link(visitor: Visitor) -> None:
    visitor.go("inburgeraar")
    visitor.reads("Het verhaal")
    visitor.page.get_by_label("Geslacht", exact=False).first.click()
    visitor.page.get_by_role("option", name="vrouw").click()
    visitor.reads("Een vrouw van")
    number = visitor.page.get_by_role("textbox", name="Nummer of kenmerk", exact=False)
    number.fill("17")
    number.press("Enter")
    visitor.reads("nr. 17")
    visitor.reads("voor de gemeente Hof van Twente")
    address = visitor.page.url
    assert "p=hof-van-twente" in address
    number.fill("99999")
    number.press("Enter")
    visitor.reads("Deze persoon is er niet")
    visitor.page.goto(address)
    visitor.reads("voor de gemeente Hof van Twente")
    visitor.reads("nr. 17")


def test_a_link_with_nonsense_is_told(visitor: Visitor) -> None:
    visitor.go("inburgeraar", p="hengelo/asiel/2023-13/<b>9</b>")
    visitor.reads("Deze persoon is er niet")
    assert visitor.page.locator("b", has_text="9").count() == 0
