"""A caseload of invented people, as files: the example set, and what tests read back.

    python -m experiments.caseload.invent docs/examples/caseload

The people come from a simulated world at the end of a month; nobody of them exists. Some cells are
left empty on purpose, as in a real export.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.caseload.columns import BY_NAME, KEY
from simulation import engine
from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import NEVER
from simulation.months import format_month, parse_month
from simulation.parameters import load_registry
from simulation.region import load_region
from simulation.setup import Setup

START, UNTIL = "2022-01", "2025-12"
GEMEENTE = "hengelo"
ONGOING = (
    *(codes.OPVANG, codes.WACHT_INTAKE, codes.WACHT_PIP, codes.WACHT_LES),
    *(codes.LES, codes.ONDERBROKEN, codes.NA_LES),
)
SCHOOLING = ("LBO/MAVO-niveau", "MBO/HAVO/VWO-niveau", "HBO-niveau")
LEVELS = ("geen", "A1", "A2", "B1", "B2")
PARTS = ("Lezen", "Luisteren", "Schrijven", "Spreken", "KNM")
ROUTES = ("", "B1-route", "Onderwijsroute", "Z-route")
EMPTY = {"DatumGeboorte": 9, "OpleidingsniveauGeschat": 5, "DatumInschrijvingInGemeente": 7}
EMPTY |= {"ResultaatToetsTaalleerbaarheid": 6, "startdatum": 8, "TaalvaardigheidMondeling": 2}
EMPTY |= {"GevolgdeUrenKNMenTaalles": 11, "UrenGeoorloofdVerzuim": 4}
"""Of so many people one has an empty cell here."""


@dataclass(frozen=True)
class Invented:
    """A world at the end of a month, and the people of it who are on their way.

    until: calendar month; people: places of them; results: (month, part, level, passed) by place.
    """

    world: Any
    start: int
    until: int
    towns: tuple[str, ...]
    people: tuple[int, ...]
    results: Mapping[int, list[tuple[int, int, int, bool]]]


def invent(
    seed: int = 7,
    gemeente: str = GEMEENTE,
    one_in: int = 5,
    overrides: Mapping[str, Mapping[int, float]] | None = None,
) -> Invented:
    """People of one gemeente (or of all: empty), one household in so many, on their way at the
    end of UNTIL.
    """
    region = load_region("midden-twente")
    first, last = parse_month(START), parse_month(UNTIL)
    setup = Setup(region, first, last - first + 1, overrides=overrides or {})
    prepared = engine.prepare(setup, load_registry().draw("point"))
    world = engine.build_world(prepared, seed, 0, trace=True)
    engine.advance(world, 0, setup.months)
    events = engine.measure(prepared, world).events.tolist()
    results: dict[int, list[tuple[int, int, int, bool]]] = defaultdict(list)
    for month, person, event, part, level in events:
        if event in (ev.E_EXAM_PASSED, ev.E_EXAM_FAILED):
            results[person].append((first + month, part, level, event == ev.E_EXAM_PASSED))
    towns = tuple(town.name for town in region.gemeenten)
    here = [
        place
        for place, p in enumerate(world.people)
        if p["household"] % one_in == 0
        and p["wet"] == codes.WI2021
        and p["phase"] in ONGOING
        and p["milestones"][ev.M_PERMIT] != NEVER
        and (not gemeente or towns[p["gemeente"]] == gemeente)
    ]
    return Invented(world, first, last, towns, tuple(here), results)


Rows = dict[str, list[dict[str, str]]]


def rows_of(invented: Invented, gaps: bool = True) -> Rows:
    """The rows of every table, in which nobody's place in the world can be read."""
    rows: Rows = {name: [] for name in BY_NAME}
    homes: dict[int, int] = {}
    for number, place in enumerate(invented.people, start=1):
        p = invented.world.people[place]
        home = homes.setdefault(int(p["household"]), len(homes) + 1)
        found = _rows(p, home, invented, invented.results.get(place, []))
        for table, row in found:
            written = {KEY: str(number)} | {name: value for name, value in row.items() if value}
            for name, every in EMPTY.items():
                if gaps and number % every == 0 and name in written:
                    written[name] = ""
            rows[table].append(written)
    return rows


def _rows(
    p: Any, home: int, invented: Invented, results: list[tuple[int, int, int, bool]]
) -> list[tuple[str, dict[str, str]]]:
    date = _dates(p, invented)
    asylum = p["doelgroep"] == codes.ASIEL
    found: list[tuple[str, dict[str, str]]] = []

    def add(table: str, **values: Any) -> None:
        found.append((table, {name: str(value) for name, value in values.items()}))

    add(
        "Inburgeraar",
        Huishouden_ID=home,
        Doelgroep="Asielstatushouder" if asylum else "Gezinsmigrant",
        IsGekoppeldAan=invented.towns[p["gemeente"]],
        DatumGeboorte=format_month(int(p["birth"])),
        Geslachtsaanduiding="M" if p["sex"] == codes.MAN else "V",
        DatumInschrijvingInGemeente=date(ev.M_SETTLED),
    )
    add("Inburgeringsplicht", DatumStart=format_month(invented.start + int(p["arrival"])))
    if p["phase"] == codes.OPVANG:
        add("VerblijfplaatsAZC")
    intake: dict[str, Any] = {"DatumTot(Peildatum)": format_month(invented.until)}
    intake["startdatum"] = date(ev.M_INTAKE)
    hours = float(p["course_hours"])
    if hours > 0:
        missed = max(float(p["offered_hours"]) - hours, 0.0)
        intake |= {"GevolgdeUrenKNMenTaalles": round(hours)}
        intake |= {"UrenGeoorloofdVerzuim": round(missed), "UrenOngeoorloofdVerzuim": "0"}
        intake |= {"AantalUrenAlfabetiseringsOnderwijs": round(float(p["alfa_hours"]))}
    add("BredeIntake", **intake)
    test = {"ResultaatToetsTaalleerbaarheid": int(p["score"])} if p["tested"] else {}
    add(
        "Taalvaardigheid",
        **test,
        OpleidingsniveauGeschat=SCHOOLING[p["education"]],
        StartVanTaallesActviteit=date(ev.M_LESSONS),
        EindeVanTaallesActviteit=date(ev.M_LESSONS_ENDED) if p["phase"] == codes.NA_LES else "",
        TaalvaardigheidMondeling=_level(p, codes.LUISTEREN, codes.SPREKEN),
        TaalvaardigheidSchriftelijk=_level(p, codes.LEZEN, codes.SCHRIJVEN),
    )
    if p["route"] != codes.NO_ROUTE:
        _plan(p, invented, date, add)
    for month, part, level, passed in results:
        add(
            "Examenonderdeel",
            ExamenOnderdeelSpecificatie=PARTS[part],
            Niveau=LEVELS[level] if part != codes.KNM else "",
            Resultaat="geslaagd" if passed else "gezakt",
            DatumRegistratieUitslag=format_month(month),
        )
    if p["job"] != codes.NO_JOB:
        add(
            "Werk",
            BeroepVan=format_month(invented.start + int(p["job_since"])),
            SoortAanstelling="voltijd" if p["job"] == codes.FULL_TIME else "deeltijd",
        )
    return found


def _plan(p: Any, invented: Invented, date: Callable[[int], str], add: Callable[..., None]) -> None:
    """PIP, leerroute, term, PVT, MAP and participation hours."""
    add("PIP", DagtekeningInitielePIP=date(ev.M_PIP), DagtekeningPIP=date(ev.M_PIP))
    lowered = bool((p["level_needed"] < codes.B1).any())
    add(
        "Leerroute",
        LeerrouteType=ROUTES[p["route"]],
        IndicatorAlfabetisering="ja" if p["alfa_hours"] > 0 or p["alfa_left"] > 0 else "nee",
        IndicatorToestemmingExamenA2="ja" if lowered else "nee",
    )
    begin = invented.start + int(p["milestones"][ev.M_PIP])
    for lapse in range(int(p["lapses"])):
        add(
            "Inburgeringstermijn",
            DatumAanvangInburgeringstermijn=format_month(begin + lapse),
            DatumEindeInburgeringstermijn=date(ev.M_FIRST_TERM_END),
        )
    add(
        "Inburgeringstermijn",
        DatumAanvangInburgeringstermijn=format_month(begin + int(p["lapses"])),
        DatumEindeInburgeringstermijn=format_month(invented.start + int(p["term_end"])),
    )
    if date(ev.M_PVT):
        add("PVT", Resultaat="behaald", DatumOndertekeningPVT=date(ev.M_PVT))
    if date(ev.M_MAP):
        add("MAP", Resultaat="behaald", DatumEindgesprekMAP=date(ev.M_MAP))
    if p["route"] == codes.Z_ROUTE:
        hours = round(float(p["participation_hours"]))
        add("ZRoute", GevolgdeUrenParticipatieActiviteiten=hours)


def _dates(p: Any, invented: Invented) -> Callable[[int], str]:
    def date(milestone: int) -> str:
        month = int(p["milestones"][milestone])
        return "" if month == NEVER else format_month(invented.start + month)

    return date


def _level(p: Any, one: int, other: int) -> str:
    return LEVELS[min(int((p["ability"][one] + p["ability"][other]) / 2), len(LEVELS) - 1)]


def write_files(rows: Rows, folder: Path) -> None:
    """Write the tables as CSV files, comma separated, in UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in BY_NAME.items():
        columns = [column.name for column in table.columns]
        with (folder / table.file).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])


if __name__ == "__main__":
    write_files(rows_of(invent()), Path(sys.argv[1]))
