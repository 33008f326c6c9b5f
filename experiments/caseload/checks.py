"""What cannot be true of one person's rows together: dates, ages, the law, missing rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from experiments.caseload.columns import KEY, TABLES
from experiments.caseload.read import Row
from experiments.errors import Problem
from simulation.agents.codes import KNM
from simulation.months import MONTHS_PER_YEAR, format_month
from simulation.parameters import load_registry

ORDER = (
    ("Inburgeringsplicht", "DatumStart", "BredeIntake", "startdatum"),
    ("BredeIntake", "startdatum", "BredeIntake", "einddatum"),
    ("BredeIntake", "startdatum", "PIP", "DagtekeningInitielePIP"),
    ("Inburgeringsplicht", "DatumStart", "PIP", "DagtekeningInitielePIP"),
    ("PIP", "DagtekeningInitielePIP", "PIP", "DagtekeningPIP"),
    ("PIP", "DagtekeningInitielePIP", "Taalvaardigheid", "StartVanTaallesActviteit"),
    (
        *("Taalvaardigheid", "StartVanTaallesActviteit"),
        *("Taalvaardigheid", "EindeVanTaallesActviteit"),
    ),
    ("PIP", "DagtekeningInitielePIP", "PVT", "DatumOndertekeningPVT"),
    ("PIP", "DagtekeningInitielePIP", "MAP", "DatumEindgesprekMAP"),
    ("Inburgeraar", "DatumInschrijvingInGemeente", "PIP", "DagtekeningInitielePIP"),
    (
        *("Inburgeringstermijn", "DatumAanvangInburgeringstermijn"),
        *("Inburgeringstermijn", "DatumEindeInburgeringstermijn"),
    ),
)
"""What cannot come before what: (table, column) no later than (table, column)."""
FUTURE = {"DatumEindeInburgeringstermijn"}
"""Dates that may lie after the peildatum."""


@dataclass
class Person:
    """The rows of one person, by table."""

    key: int
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def get(self, table: str, column: str) -> float | None:
        """A value of the only, or first, row."""
        rows = self.rows.get(table) or []
        return rows[0].values.get(column) if rows else None

    def month(self, table: str, column: str) -> int | None:
        """A value that is a month."""
        value = self.get(table, column)
        return None if value is None else int(value)


def problems_of(person: Person, until: int) -> Iterator[Problem]:
    """What cannot be true of one person's rows together."""
    first = person.rows["Inburgeraar"][0]
    for table in ("Inburgeringsplicht",):
        if not person.rows.get(table):
            yield Problem("caseload-no-row", table, None, first.file, first.line)
    has_pip, has_route = (bool(person.rows.get(name)) for name in ("PIP", "Leerroute"))
    if has_pip != has_route:
        row = (person.rows.get("PIP") or person.rows["Leerroute"])[0]
        missing = "Leerroute.csv" if has_pip else "PIP.csv"
        yield Problem("caseload-no-row", missing, None, row.file, row.line)
    for name in ("Taalvaardigheid.StartVanTaallesActviteit", "PVT.", "MAP.", "ZRoute."):
        table, _, column = name.partition(".")
        rows = person.rows.get(table) or []
        asked = rows and not has_pip and (not column or column in rows[0].values)
        if asked and any(value for key, value in rows[0].values.items() if key != KEY):
            yield Problem("caseload-no-row", "PIP.csv", None, rows[0].file, rows[0].line)
    yield from _dates_in_order(person, until)
    yield from _age_and_law(person, until)
    for row in person.rows.get("Examenonderdeel") or []:
        part = int(row.values["ExamenOnderdeelSpecificatie"])
        if part != KNM and "Niveau" not in row.values:
            yield Problem("caseload-empty", "Niveau", None, row.file, row.line)


def _dates_in_order(person: Person, until: int) -> Iterator[Problem]:
    for table in TABLES:
        dates = [c.name for c in table.columns if c.kind == "date" and c.name not in FUTURE]
        for row in person.rows.get(table.name) or []:
            for name in dates:
                month = row.values.get(name)
                if month is not None and month > until and name != "DatumEind":
                    details = {"until": format_month(until)}
                    written = format_month(int(month))
                    yield Problem(
                        "caseload-future", name, written, row.file, row.line, None, details
                    )
    for before, early, after, late in ORDER:
        one, other = person.month(before, early), person.month(after, late)
        if one is not None and other is not None and one > other:
            row = person.rows[after][0]
            details = {"other": f"{before}.{early}", "month": format_month(one)}
            written = format_month(other)
            yield Problem("caseload-order", late, written, row.file, row.line, None, details)


def _age_and_law(person: Person, until: int) -> Iterator[Problem]:
    registry = load_registry()
    duty, birth = person.month("Inburgeringsplicht", "DatumStart"), None
    in_force = int(registry["wet.in_force"].at(until))
    if duty is not None and duty < in_force:
        row = person.rows["Inburgeringsplicht"][0]
        law = {"first": format_month(in_force)}
        yield Problem(
            "caseload-law", "DatumStart", format_month(duty), row.file, row.line, None, law
        )
    birth = person.month("Inburgeraar", "DatumGeboorte")
    if birth is None or duty is None:
        return
    youngest, oldest = (
        int(registry[name].at(until)) for name in ("bevolking.adult_age", "huisvesting.aow_age")
    )
    if (duty - birth) < (youngest - 1) * MONTHS_PER_YEAR or (
        until - birth >= oldest * MONTHS_PER_YEAR
    ):
        row = person.rows["Inburgeraar"][0]
        details = {"low": youngest, "high": oldest}
        yield Problem("caseload-age", "DatumGeboorte", None, row.file, row.line, None, details)
