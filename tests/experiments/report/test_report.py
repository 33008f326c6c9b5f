"""A report: everything inside, numbers equal to the store, tags for who cannot see, same bytes."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import zipfile
from html.parser import HTMLParser
from math import isnan
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest

from experiments.charts.catalogue import Stored
from experiments.report.content import Report, report_of
from experiments.report.excel import excel_of
from experiments.report.forms import FORMS
from experiments.report.html import html_of
from experiments.report.pdf import pdf_of
from experiments.store.results import StoredResult
from experiments.store.statistics import summarise
from experiments.texts import texts_in
from tests.experiments.charts.made_up_comparison import more_level, write_made_up_comparison
from tests.experiments.made_up import write_made_up

NL = texts_in("nl")


@pytest.fixture(scope="module", params=["run", "comparison"])
def stored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    store = tmp_path_factory.mktemp("store")
    if request.param == "run":
        return write_made_up(store, number=12)
    return write_made_up_comparison(store, ("base", "z-route-ruim", "duale-trajecten"), more_level)


@pytest.fixture(scope="module")
def report(stored: Stored) -> Report:
    return report_of(stored, NL)


class Page(HTMLParser):
    """What a page holds: cells by table, headings, and every address that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self._cell = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = ("href", "src", "xlink:href")
        self.addresses += [value or "" for key, value in attrs if key in named]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        self._cell = tag in {"td", "th"}
        if self._cell:
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.tables[-1][-1][-1] += data


def test_the_page_holds_every_table_and_fetches_nothing(report: Report) -> None:
    text = html_of(report, NL).decode()
    page = Page(text)
    assert '<html lang="nl">' in text
    tables = [*(figure.table for figure in report.figures), report.outcomes]
    assert [len(found) - 1 for found in page.tables] == [len(table.rows) for table in tables]
    for found, table in zip(page.tables, tables, strict=True):
        assert found[0] == [column.title for column in table.columns]
    assert [a for a in page.addresses if not a.startswith("#")] == []
    assert "script" not in page.tags and "link" not in page.tags
    assert page.tags.count("figure") == len(report.figures)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'(?:href="|url\()#([^")]+)', text))
    assert used <= set(ids)


def test_the_words_of_a_user_are_escaped(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=3)
    manifest = dict(result.manifest)
    evil = "<script>alert('x')</script> & <b>#let</b>"
    scenario = dict(manifest["scenario"], title={"nl": evil, "en": evil})
    report = report_of(StoredResult(result.path, manifest | {"scenario": scenario}), NL)
    page = html_of(report, NL).decode()
    assert "<script" not in page and "<b>" not in page
    assert "&lt;script&gt;" in page
    assert pdf_of(report, NL).startswith(b"%PDF")


def test_the_pdf_is_tagged_and_speaks_dutch(report: Report) -> None:
    with pikepdf.open(io.BytesIO(pdf_of(report, NL))) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert str(metadata["dc:title"]) == report.title
        names, alts = _tags(pdf.Root.StructTreeRoot)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L"} <= names
    assert len(alts) >= len(report.figures)
    assert {figure.alt for figure in report.figures} <= alts


def _tags(root: pikepdf.Object) -> tuple[set[str], set[str]]:
    """The kinds of elements and the alternative texts in the tree of a document."""
    names, alts, ahead = set(), set(), [root]
    while ahead:
        element = ahead.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        if "/S" in element:
            names.add(str(element.S))
        if "/Alt" in element:
            alts.add(str(element.Alt))
        kids = element.get("/K", [])
        ahead += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return names, alts


def sheets(workbook: bytes) -> dict[str, list[list[str | float]]]:
    """The cells of each sheet of a workbook, row by row."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(workbook)) as inside:
        words = ElementTree.fromstring(inside.read("xl/sharedStrings.xml"))
        shared = ["".join(item.itertext()) for item in words.findall("m:si", space)]
        book = ElementTree.fromstring(inside.read("xl/workbook.xml"))
        found = {}
        for place, sheet in enumerate(book.findall("m:sheets/m:sheet", space), start=1):
            page = ElementTree.fromstring(inside.read(f"xl/worksheets/sheet{place}.xml"))
            rows = []
            for row in page.findall("m:sheetData/m:row", space):
                cells: list[str | float] = []
                for cell in row.findall("m:c", space):
                    value = cell.findtext("m:v", "", space)
                    if value:
                        cells.append(shared[int(value)] if cell.get("t") == "s" else float(value))
                rows.append(cells)
            found[sheet.attrib["name"]] = rows
    return found


def test_the_workbook_has_a_sheet_a_table_and_numbers_as_numbers(report: Report) -> None:
    found = sheets(excel_of(report, NL))
    assert len(found) == len(report.figures) + 2
    for figure, name in zip(report.figures, list(found)[1:], strict=False):
        rows = found[name]
        assert rows[0] == [figure.chart.message]
        for read, written in zip(rows[3:], figure.table.rows, strict=True):
            assert read == pytest.approx([cell for cell in written if cell not in (None, "")])


def test_the_numbers_of_the_workbook_are_those_of_the_store(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=7)
    found = sheets(excel_of(report_of(result, NL), NL))["alle uitkomsten"]
    read = {row[1]: row[3:] for row in found[2:]}
    for key, summary in summarise(result).items():
        numbers = [summary.mean, summary.median, summary.low, summary.high]
        if not isnan(summary.mean):
            assert read[key] == pytest.approx([*numbers, summary.n, summary.worlds])


def test_words_that_look_like_a_formula_stay_words(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=3)
    scenario = dict(result.manifest["scenario"], title={"nl": "=1+1", "en": "=1+1"})
    changed = StoredResult(result.path, dict(result.manifest) | {"scenario": scenario})
    book = excel_of(report_of(changed, NL), NL)
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        sheets_ = [n for n in inside.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in inside.read(name) for name in sheets_)


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_the_same_report_gives_the_same_bytes(stored: Stored, kind: str) -> None:
    first = FORMS[kind](report_of(stored, NL), NL)
    time.sleep(1.1)
    assert FORMS[kind](report_of(stored, NL), NL) == first


def test_libreoffice_opens_the_workbook(report: Report, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "cijfers.xlsx").write_bytes(excel_of(report, NL))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, home, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "cijfers.xlsx")], check=True, timeout=240)
    assert report.title in (tmp_path / "cijfers.csv").read_text(encoding="cp1252")
