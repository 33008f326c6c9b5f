"""From the rows of a caseload to people on their way, checked against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.caseload.checks import Person, problems_of
from experiments.caseload.columns import KEY, TABLES
from experiments.caseload.read import Files, read_files, single
from experiments.errors import InputProblems, Problem
from simulation.agents.codes import A2, GEZIN, KNM, NO_JOB, PART_TIME
from simulation.months import format_month
from simulation.region import Region
from simulation.underway import Caseload, Sitting, Underway, unknown_fields

LEAST = 10
"""People in a caseload: fewer give no aggregate of ten."""
MOST = 5000
PEILDATUM = "DatumTot(Peildatum)"


@dataclass(frozen=True)
class LoadedCaseload:
    """A checked caseload. start: the world's first month, that after the peildatum; left_out:
    whose duty had ended; unknown: values that are imputed, and for how many people.
    """

    caseload: Caseload
    start: int
    left_out: int
    unknown: Mapping[str, int]
    gemeenten: tuple[str, ...]


def load_caseload(folder: Path, region: Region, invented: bool = False) -> LoadedCaseload:
    """Read and check a caseload as a whole. Raises InputProblems with everything that is wrong."""
    towns = [gemeente.name for gemeente in region.gemeenten]
    files = read_files(folder, towns)
    people = _gather(files)
    until = _peildatum(files)
    if until is not None:
        for person in people.values():
            files.problems += problems_of(person, until)
    if files.problems:
        raise InputProblems(files.problems)
    assert until is not None
    kept = [p for p in people.values() if not _has_ended(p, until)]
    problems = list(_problems_of_size(kept, folder))
    if problems:
        raise InputProblems(problems)
    underway = tuple(_underway(person, files, until) for person in kept)
    used = sorted({towns[person.gemeente] for person in underway})
    return LoadedCaseload(
        caseload=Caseload(underway, invented),
        start=until + 1,
        left_out=len(people) - len(kept),
        unknown=unknown_fields(underway),
        gemeenten=tuple(used),
    )


def _gather(files: Files) -> dict[int, Person]:
    """The rows by person; who is not in Inburgeraar.csv is a problem."""
    people = {key: Person(key) for key, _ in single(files, "Inburgeraar")}
    for table in TABLES:
        rows = files.rows[table.name]
        pairs = (
            single(files, table.name) if table.name != "Inburgeraar" else ((r.key, r) for r in rows)
        )
        for key, row in pairs:
            if key in people:
                people[key].rows[table.name].append(row)
            elif files.rows["Inburgeraar"]:
                files.problems.append(Problem("caseload-nobody", KEY, str(key), row.file, row.line))
    return people


def _peildatum(files: Files) -> int | None:
    """The month until which the data hold: the same for everybody."""
    months = {
        int(row.values[PEILDATUM]): row
        for row in files.rows["BredeIntake"]
        if PEILDATUM in row.values
    }
    if len(months) == 1:
        return next(iter(months))
    if files.rows["BredeIntake"] or not files.problems:
        details = {"months": ", ".join(format_month(month) for month in sorted(months)) or "-"}
        files.problems.append(
            Problem("caseload-peildatum", PEILDATUM, None, "BredeIntake.csv", None, None, details)
        )
    return None


def _has_ended(person: Person, until: int) -> bool:
    ended = person.month("Inburgeringsplicht", "DatumEind")
    return ended is not None and ended <= until


def _problems_of_size(kept: list[Person], folder: Path) -> Iterator[Problem]:
    if not LEAST <= len(kept) <= MOST:
        details = {"low": LEAST, "high": MOST}
        yield Problem("caseload-size", "--caseload", str(len(kept)), str(folder), details=details)


def _underway(person: Person, files: Files, until: int) -> Underway:
    """Somebody on the way, with what the files say and None for what they do not."""
    started = person.month("Taalvaardigheid", "StartVanTaallesActviteit")
    hours = person.get("BredeIntake", "GevolgdeUrenKNMenTaalles")
    pip = person.month("PIP", "DagtekeningInitielePIP")
    missed = [
        person.get("BredeIntake", f"Uren{kind}Verzuim") for kind in ("Geoorloofd", "Ongeoorloofd")
    ]
    doelgroep = int(person.get("Inburgeraar", "Doelgroep") or 0)
    home = person.month("Inburgeraar", "Huishouden_ID")
    sex, education = (
        person.month("Inburgeraar", "Geslachtsaanduiding"),
        person.month("Taalvaardigheid", "OpleidingsniveauGeschat"),
    )
    alfa = person.get("Leerroute", "IndicatorAlfabetisering")
    done = {name: _done(person, files, name, until) for name in ("PVT", "MAP")}
    term, lapses = _terms(person, until)
    job, since = _work(person, files, until)
    settled = person.month("Inburgeraar", "DatumInschrijvingInGemeente")
    in_azc = bool(person.rows.get("VerblijfplaatsAZC")) and pip is None
    return Underway(
        gemeente=int(person.get("Inburgeraar", "IsGekoppeldAan") or 0),
        doelgroep=doelgroep,
        duty=int(person.get("Inburgeringsplicht", "DatumStart") or 0),
        household=-person.key if home is None else home,
        birth=person.month("Inburgeraar", "DatumGeboorte"),
        sex=sex,
        education=education,
        score=person.month("Taalvaardigheid", "ResultaatToetsTaalleerbaarheid"),
        in_reception=in_azc and doelgroep != GEZIN and settled is None,
        settled=settled,
        intake=_intake(person),
        pip=pip,
        route=int(person.get("Leerroute", "LeerrouteType") or 0),
        needs_alfabetisering=None if alfa is None else bool(alfa),
        had_lessons=pip is not None and (started is not None or bool(hours)),
        lessons=started,
        lessons_ended=person.month("Taalvaardigheid", "EindeVanTaallesActviteit"),
        course_hours=hours if pip is not None else None,
        missed_hours=None if None in missed else sum(m for m in missed if m is not None),
        alfa_hours=person.get("BredeIntake", "AantalUrenAlfabetiseringsOnderwijs"),
        participation_hours=person.get("ZRoute", "GevolgdeUrenParticipatieActiviteiten"),
        sittings=_sittings(person, files),
        lowered=any(
            person.get("Leerroute", name) for name in ("IndicatorToestemmingExamenA2", "ExamenA2")
        ),
        pvt=done["PVT"][0],
        pvt_known=done["PVT"][1],
        map=done["MAP"][0],
        map_known=done["MAP"][1],
        term_end=term,
        lapses=lapses,
        job=job,
        job_since=since,
        spoken=person.get("Taalvaardigheid", "TaalvaardigheidMondeling"),
        written=person.get("Taalvaardigheid", "TaalvaardigheidSchriftelijk"),
    )


def _intake(person: Person) -> int | None:
    begun = person.month("BredeIntake", "startdatum")
    return person.month("BredeIntake", "einddatum") if begun is None else begun


def _done(person: Person, files: Files, table: str, until: int) -> tuple[int | None, bool]:
    """When the PVT or MAP was done, and whether it is known that it is not.

    Without the file it is unknown for everybody; with it, whoever has no row has not done it.
    """
    column = {"PVT": "DatumOndertekeningPVT", "MAP": "DatumEindgesprekMAP"}[table]
    month, result = person.month(table, column), person.get(table, "Resultaat")
    if month is not None and result != 0:
        return month, True
    if result == 1:
        return until, True
    return None, table in files.columns


def _terms(person: Person, until: int) -> tuple[int | None, int]:
    """The end of the running term, and how many terms ended before it without fulfilment."""
    rows = sorted(
        person.rows.get("Inburgeringstermijn") or [],
        key=lambda row: row.values["DatumAanvangInburgeringstermijn"],
    )
    if not rows:
        return None, 0
    end = rows[-1].values.get("DatumEindeInburgeringstermijn")
    return (None if end is None else int(end)), len(rows) - 1


def _work(person: Person, files: Files, until: int) -> tuple[int | None, int | None]:
    """The job of now and its beginning; unknown for everybody without the file."""
    if "Werk" not in files.columns:
        return None, None
    for row in person.rows.get("Werk") or []:
        end = row.values.get("BeroepTot")
        if end is None or end > until:
            kind = int(row.values.get("SoortAanstelling", PART_TIME))
            return kind, int(row.values["BeroepVan"])
    return NO_JOB, None


def _sittings(person: Person, files: Files) -> tuple[Sitting, ...] | None:
    if "Examenonderdeel" not in files.columns:
        return None
    return tuple(
        Sitting(
            part=int(row.values["ExamenOnderdeelSpecificatie"]),
            level=int(row.values.get("Niveau", A2))
            if row.values["ExamenOnderdeelSpecificatie"] != KNM
            else A2,
            month=int(row.values["DatumRegistratieUitslag"]),
            passed=row.values["Resultaat"] == 1,
        )
        for row in person.rows.get("Examenonderdeel") or []
    )
