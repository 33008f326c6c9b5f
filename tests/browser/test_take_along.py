"""What an adviser takes to the council: each file from the page is the file of the command."""

from __future__ import annotations

import io
import shlex
import zipfile
from pathlib import Path

import pytest

from tests.browser.conftest import COMPUTED, Server
from tests.browser.visitor import PATIENCE, Visitor
from tests.experiments.command import doorstroom

KINDS = {
    "Presentatie": "pptx",
    "Brief (PDF)": "pdf",
    "Verslag (HTML)": "html",
    "Cijfers (Excel)": "xlsx",
    "Grafieken": "zip",
}


def choose(visitor: Visitor, kind: str) -> None:
    choice = visitor.page.get_by_role("radiogroup").get_by_role("radio", name=kind, exact=True)
    choice.click()
    visitor.settle()


def make(visitor: Visitor) -> None:
    visitor.press("Maak bestand")
    visitor.page.get_by_text("is klaar (").wait_for(timeout=2 * PATIENCE)
    visitor.settle()


def taken(visitor: Visitor) -> tuple[str, bytes]:
    with visitor.page.expect_download() as waiting:
        visitor.button("Download het bestand").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def shown_command(visitor: Visitor) -> list[str]:
    """The last command on the page: what makes the file."""
    return shlex.split(visitor.page.get_by_test_id("stCode").last.inner_text().splitlines()[-1])


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize("kind", KINDS)
def test_the_page_gives_the_bytes_of_the_command(
    visitor: Visitor, server: Server, tmp_path: Path, kind: str
) -> None:
    visitor.go("presentatie", **COMPUTED)
    choose(visitor, kind)
    make(visitor)
    name, body = taken(visitor)
    program, *words = shown_command(visitor)
    assert program == "doorstroom"
    done = doorstroom(*words, store=server.store, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert name == f"doorstroom-z-route-ruim.{KINDS[kind]}"
    if KINDS[kind] != "zip":
        assert body == (tmp_path / name).read_bytes()
        return
    archive = zipfile.ZipFile(io.BytesIO(body))
    made = {path.name: path.read_bytes() for path in (tmp_path / "charts").iterdir()}
    assert len(made) > 8
    assert {one: archive.read(one) for one in archive.namelist()} == made


def bare_template() -> bytes:
    """A template whose layouts have no place for a title."""
    from pptx import Presentation

    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = 12_192_000, 6_858_000
    for layout in presentation.slide_layouts:
        for shape in list(layout.placeholders):
            shape.element.getparent().remove(shape.element)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    """A small file that unpacks to far more than any template."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/presentation.xml", b" " * 100_000_000)
    return buffer.getvalue()


@pytest.mark.usefixtures("computed")
@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"no slides at all", ["Dit is geen PowerPoint-bestand."]),
        (
            bare_template(),
            ["een plek voor een titel en een ondertitel", "alleen een plek voor een titel"],
        ),
        (bomb(), ["Dit sjabloon is te groot"]),
    ],
    ids=["text", "no-places", "bomb"],
)
def test_a_template_that_does_not_do_is_told(
    visitor: Visitor, template: bytes, told: list[str]
) -> None:
    visitor.go("presentatie", **COMPUTED)
    field = visitor.page.locator('input[type="file"]')
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    field.set_input_files({"name": "huisstijl.pptx", "mimeType": kind, "buffer": template})
    visitor.page.get_by_text("huisstijl.pptx").first.wait_for()
    visitor.settle()
    visitor.press("Maak bestand")
    visitor.page.get_by_text("Dit klopt niet:").first.wait_for(timeout=PATIENCE)
    for words in told:
        visitor.page.get_by_text(words).first.wait_for(timeout=PATIENCE)
    assert "is klaar" not in visitor.words
    assert visitor.button("Download het bestand").count() == 0
