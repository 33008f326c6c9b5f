"""Reading a caseload: what fits is read, what does not is told at once, and nothing leaks."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.caseload.columns import FORBIDDEN, TABLES, find_table, is_forbidden
from experiments.caseload.people import LoadedCaseload, load_caseload
from experiments.caseload.read import read_date
from experiments.errors import InputProblems, Problem
from experiments.texts import texts_in
from simulation.months import parse_month
from simulation.region import load_region

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "caseload"
REGION = load_region("midden-twente")
Edit = Callable[[list[list[str]]], None]


def load(folder: Path) -> LoadedCaseload:
    return load_caseload(folder, REGION)


def copy_of(example: Path, folder: Path) -> Path:
    folder.mkdir()
    for path in example.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def change(folder: Path, name: str, edit: Edit) -> None:
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def problems_of(folder: Path) -> list[Problem]:
    with pytest.raises(InputProblems) as wrong:
        load(folder)
    return list(wrong.value.problems)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of(EXAMPLE, tmp_path / "caseload")


def set_cell(column: str, value: str, line: int = 2) -> Edit:
    def edit(rows: list[list[str]]) -> None:
        rows[line - 1][rows[0].index(column)] = value

    return edit


def test_the_example_reads() -> None:
    loaded = load(EXAMPLE)
    assert loaded.start == parse_month("2026-01")
    assert loaded.gemeenten == ("hengelo",)
    assert len(loaded.caseload.people) >= 60
    assert loaded.unknown["birth"] > 0 and loaded.unknown["notice"] > 0
    assert not loaded.caseload.invented  # files are never taken to be invented


def test_capitals_spaces_semicolons_and_a_mark_at_the_beginning_make_no_difference(
    folder: Path,
) -> None:
    path = folder / "PVT.csv"
    text = path.read_text("utf-8").replace(",", ";")
    text = text.replace("DatumOndertekeningPVT", "DATUM_ONDERTEKENING PVT")
    path.write_text("\ufeff" + text, encoding="utf-8")
    assert load(folder).caseload == load(EXAMPLE).caseload


def test_without_optional_files_more_is_unknown(folder: Path) -> None:
    for name in ("PVT", "MAP", "Werk", "Taalvaardigheid", "Examenonderdeel"):
        (folder / f"{name}.csv").unlink()
    more, less = load(folder).unknown, load(EXAMPLE).unknown
    for name in ("pvt", "map", "job", "education", "sittings"):
        assert more[name] > less.get(name, 0)


def test_whoever_is_done_is_left_out(folder: Path) -> None:
    change(folder, "Inburgeringsplicht", set_cell("DatumEind", "2025-11"))
    loaded = load(folder)
    assert loaded.left_out == 1
    assert len(loaded.caseload.people) == len(load(EXAMPLE).caseload.people) - 1


REFUSED = """
BSN
Burgerservicenummer
V-nummer
v nummer
Voornamen
Achternaam
Naam
NaamContactPersoon
EmailContactPersoon
Telefoonnummer verblijf AZC
Postcode
Nationaliteit
Land van herkomst
A-nummer
IBAN
Geloof
diagnose
"""


@pytest.mark.parametrize("column", REFUSED.strip().split("\n"))
def test_columns_that_say_who_somebody_is_are_refused(column: str, folder: Path) -> None:
    secret = "123456782"

    def edit(rows: list[list[str]]) -> None:
        for place, row in enumerate(rows):
            row.append(column if place == 0 else secret)

    change(folder, "Inburgeraar", edit)
    problems = problems_of(folder)
    assert [(p.code, p.field, p.file, p.line) for p in problems if p.code == "caseload-forbidden"]
    for lang in ("nl", "en"):
        told = str([problem.as_json(texts_in(lang)) for problem in problems])
        assert secret not in told


def test_no_column_of_the_model_is_refused_or_asks_for_a_person() -> None:
    for table in TABLES:
        assert find_table(table.name) is table
        for column in table.columns:
            assert not is_forbidden(column.name)
            assert column.meaning
    assert all(is_forbidden(word) for word in FORBIDDEN)


@pytest.mark.parametrize("value", ["123456782", "1234567", "V123", "1.5", "-1"])
def test_a_key_that_may_be_a_bsn_is_refused_and_not_repeated(value: str, folder: Path) -> None:
    change(folder, "Inburgeraar", set_cell("Inburgeraar_ID", value))
    found = [p for p in problems_of(folder) if p.code == "caseload-key"]
    assert [(p.field, p.line, p.value) for p in found] == [("Inburgeraar_ID", 2, None)]


CASES = {
    "caseload-date": ("Inburgeringsplicht", "DatumStart", "2023-02-30"),
    "not-among": ("Inburgeraar", "Doelgroep", "Asielstatushoudr"),
    "caseload-number": ("BredeIntake", "GevolgdeUrenKNMenTaalles", "99999"),
    "caseload-future": ("PIP", "DagtekeningPIP", "2026-05"),
    "caseload-order": ("PIP", "DagtekeningInitielePIP", "2022-01-01"),
    "caseload-law": ("Inburgeringsplicht", "DatumStart", "2021-12-31"),
    "caseload-age": ("Inburgeraar", "DatumGeboorte", "2015-01"),
    "caseload-empty": ("Leerroute", "LeerrouteType", ""),
    "caseload-nobody": ("MAP", "Inburgeraar_ID", "99999"),
    "caseload-peildatum": ("BredeIntake", "DatumTot(Peildatum)", "2025-06"),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_wrong_cell_is_told_with_file_line_and_column(code: str, folder: Path) -> None:
    table, column, value = CASES[code]
    change(folder, table, set_cell(column, value))
    found = [problem for problem in problems_of(folder) if problem.code == code]
    assert found
    assert found[0].file == f"{table}.csv"
    assert found[0].field == column
    assert code == "caseload-peildatum" or found[0].line == 2


def test_everything_is_told_at_once(folder: Path) -> None:
    for code in ("caseload-date", "not-among", "caseload-number", "caseload-empty"):
        table, column, value = CASES[code]
        change(folder, table, set_cell(column, value, line=3))
    (folder / "Inburgeraars.csv").write_text("x\n1\n")
    codes = {problem.code for problem in problems_of(folder)}
    assert {"caseload-date", "not-among", "caseload-number", "caseload-empty"} <= codes
    assert "caseload-file" in codes


def test_rows_that_do_not_go_together(folder: Path) -> None:
    change(folder, "PIP", lambda rows: rows.pop(1))
    change(folder, "Inburgeraar", lambda rows: rows.append(list(rows[1])))
    codes = {problem.code for problem in problems_of(folder)}
    assert {"caseload-no-row", "caseload-twice"} <= codes


def test_missing_columns_and_files(folder: Path) -> None:
    (folder / "Leerroute.csv").unlink()

    def without_doelgroep(rows: list[list[str]]) -> None:
        place = rows[0].index("Doelgroep")
        for row in rows:
            del row[place]

    change(folder, "Inburgeraar", without_doelgroep)
    change(folder, "MAP", set_cell("Resultaat", "Resultat", line=1))
    codes = {problem.code for problem in problems_of(folder)}
    assert {"caseload-missing-file", "caseload-column-missing", "caseload-column"} <= codes


def test_too_few_people_give_no_aggregate(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        change(
            folder,
            path.stem,
            lambda rows: rows.__setitem__(
                slice(None), [rows[0], *(row for row in rows[1:] if int(row[0]) <= 9)]
            ),
        )
    assert {problem.code for problem in problems_of(folder)} == {"caseload-size"}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert [p.code for p in problems_of(tmp_path / "none")] == ["caseload-folder"]


@pytest.mark.parametrize(
    ("text", "month"),
    [("2023-05", "2023-05"), ("2023-05-31", "2023-05"), ("1987-11-02", None)],
)
def test_dates_become_months(text: str, month: str | None) -> None:
    read = read_date(text)
    assert read is not None
    assert read == (parse_month(month) if month else (1987 - 2000) * 12 + 10)


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2023-13", "31-05-2023", "2023", "1850-01", "", "0", "2023-5", "2023-00"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read_date(text) is None
