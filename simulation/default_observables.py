"""The observables that a run gives when nothing else is asked: every name, at telling moments."""

from __future__ import annotations

from simulation.agents.codes import HOW_NAMES, PART_NAMES
from simulation.observable import Observable
from simulation.observable_checks import Value

EVERY_HALF_YEAR = tuple(range(6, 61, 6))
Filter = dict[str, Value]
ASIEL: Filter = {"doelgroep": "asiel"}
GEZIN: Filter = {"doelgroep": "gezin_overig"}
MEN: Filter = {"sex": "m"}
WOMEN: Filter = {"sex": "f"}
AT_END: Filter = {"clock": "calendar", "at": "end"}
yes = True


def pip(months: int) -> Filter:
    """So many months after the PIP."""
    return {"clock": "pip", "at": months}


def settled(months: int) -> Filter:
    """So many months after settling."""
    return {"clock": "settled", "at": months}


def permit(months: int) -> Filter:
    """So many months after the permit, or the registration of a family migrant."""
    return {"clock": "permit", "at": months}


def _counts() -> list[Observable]:
    return [
        Observable("running", AT_END, yes),
        Observable("count", AT_END),
        Observable("count", {**AT_END, **ASIEL}),
    ]


def _trajectory() -> list[Observable]:
    found = [
        Observable("initial_route_b1", {**pip(0), **ASIEL}, yes),
        Observable("initial_route_onderwijs", {**pip(0), **ASIEL}),
        Observable("initial_route_z", {**pip(0), **ASIEL}, yes),
        Observable("initial_route_z", {**pip(0), **GEZIN}),
        Observable("switched", pip(36)),
        Observable("afgeschaald", pip(36), yes),
        Observable("interrupted", pip(36)),
        Observable("course_hours", {}),
    ]
    for route in ("b1", "onderwijs", "z"):
        found.append(Observable(f"route_{route}", {**pip(36), **ASIEL}))
        found.append(Observable(f"route_{route}", {**AT_END, **ASIEL}))
    for name, months in (
        ("settled", (6, 12, 24)),
        ("intake_started", (6, 18)),
        ("pip_set", (12, 24)),
        ("lessons_started", (12, 24)),
    ):
        found += [Observable(name, {**permit(at), **ASIEL}) for at in months]
        if name != "settled":
            found.append(Observable(name, {**permit(months[0]), **GEZIN}))
    return found


def _waits() -> list[Observable]:
    lessons: Filter = {"queue": "lessen", "stat": "share_over", "weeks": 13}
    found = [
        Observable("weeks_permit_to_settled", ASIEL, yes),
        Observable("weeks_notice_to_intake", ASIEL, yes),
        Observable("weeks_notice_to_intake", GEZIN, yes),
        Observable("weeks_notice_to_pip", {}, yes),
        Observable("pip_late", {"weeks": 10}, yes),
        Observable("weeks_pip_to_lessons", ASIEL, yes),
        *(
            Observable("weeks_pip_to_lessons", {**ASIEL, "route": route})
            for route in ("b1", "onderwijs", "z")
        ),
        Observable("waiting", {**lessons, **ASIEL, "route": "z"}, yes),
        Observable("waiting", {**lessons, **ASIEL}),
        Observable("waiting", {"queue": "examen", "stat": "mean"}),
        Observable("waiting_longer_than", {"weeks": 14, **AT_END}),
    ]
    for queue in ("huisvesting", "intake", "pip", "lessen"):
        for stat in ("p50", "p90"):
            found.append(Observable("waiting", {"queue": queue, "stat": stat, **ASIEL}))
        standing: Filter = {"queue": queue, "stat": "mean", "among": "waiting"}
        found.append(Observable("waiting", {**standing, **AT_END, **ASIEL}))
    return found


def _duty() -> list[Observable]:
    found = [
        Observable("level_a2", pip(36)),
        Observable("level_b1", pip(36)),
        Observable("level_a2", pip(60)),
        Observable("level_b1", pip(60), yes),
        *(Observable("level_b1", {**pip(60), **who}) for who in (ASIEL, GEZIN, MEN, WOMEN)),
        Observable("level_b2", pip(60)),
        Observable("passed", pip(36)),
        *(Observable("passed", {**pip(60), **who}) for who in ({}, ASIEL, GEZIN)),
        Observable("fulfilled", pip(36)),
        Observable("fulfilled", pip(60)),
        Observable("fulfilled_in_term", pip(60), yes),
        Observable("within_term", pip(24)),
        Observable("extended", pip(42)),
        Observable("overdue", pip(48), yes),
        Observable("overdue", {**pip(48), **ASIEL}),
        Observable("fined", {**pip(60), **GEZIN}),
    ]
    for part in PART_NAMES:
        found.append(Observable("part_pass_rate", {"part": part}))
        if part != "knm":
            found += [
                Observable("part_pass_rate", {"part": part, "level": level})
                for level in ("a2", "b1")
            ]
    for months in EVERY_HALF_YEAR:
        shown = months == 60
        for how in HOW_NAMES[1:]:
            found.append(Observable("fulfilled_by", {"how": how, **pip(months)}, shown))
        found.append(Observable("exempt", pip(months), shown))
    return found


def _participation() -> list[Observable]:
    found = [
        Observable("employed_in_reception", {**settled(0), **ASIEL}),
        Observable("employed", {**settled(36), **ASIEL, **MEN}, yes),
        Observable("employed", {**settled(36), **ASIEL, **WOMEN}, yes),
        Observable("employed", {**settled(36), **GEZIN}),
        Observable("in_education", {**settled(36), **ASIEL}, yes),
        Observable("in_education", {**settled(36), **ASIEL, "age_max": 22}),
        Observable("outflow_to_education", pip(60)),
        Observable("outflow_to_education", {**pip(60), "initial_route": "onderwijs"}),
        Observable("volunteering", {**settled(36), **ASIEL}),
        Observable("moved", settled(36)),
        Observable("main_income_benefit", {**permit(12), **ASIEL}),
        Observable("any_benefit", {**permit(18), **ASIEL}),
        Observable("any_benefit", {**permit(30), **ASIEL}),
    ]
    for name in (
        *("ever_employed", "main_income_work", "main_income_benefit", "any_benefit"),
        *("in_labour_force", "unemployed"),
        *("bijstand_ended", "bijstand_ended_work", "bijstand_ended_study"),
    ):
        found.append(Observable(name, {**settled(36), **ASIEL}))
    for months in (0, *EVERY_HALF_YEAR):
        shown = months == 36
        found.append(Observable("employed", {**settled(months), **ASIEL}, shown))
        found.append(Observable("on_bijstand", {**settled(months), **ASIEL}, shown))
    return found


DEFAULT_OBSERVABLES: tuple[Observable, ...] = (
    *_counts(),
    *_waits(),
    *_trajectory(),
    *_duty(),
    *_participation(),
)
"""Never `fulfilled` without its split `fulfilled_by` at the same moment of the same people."""
