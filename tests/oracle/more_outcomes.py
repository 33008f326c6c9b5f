"""The oracle's outcomes beside the first ones: steps reached, routes, queues, income, bijstand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tests.oracle.counting import WEEKS, by, lowered, mean, route_in, share
from tests.oracle.duty import HOW_Z
from tests.oracle.language import A2, B1, SKILLS
from tests.oracle.people import Inburgeraar
from tests.oracle.reduced import MONTHS

END = MONTHS - 1
People = list[Inburgeraar]
PART_NAMES = "lezen luisteren schrijven spreken".split()


def more_outcomes(people: People, asylum: People, family: People) -> dict[str, float]:
    """Observables of the engine by their key."""
    return {
        **_steps(asylum, family),
        **_routes(people, asylum),
        **_queues(people, asylum),
        **_duty(people, asylum, family),
        **_income(asylum),
    }


def _steps(asylum: People, family: People) -> dict[str, float]:
    values = {}
    for name, milestone, months in (
        ("settled", "settled", (6, 12, 24)),
        ("intake_started", "intake", (6, 18)),
        ("pip_set", "pip", (12, 24)),
        ("lessons_started", "lessons", (12, 24)),
    ):
        for at in months:
            key = f"{name}[clock=permit,at={at},doelgroep=asiel]"
            values[key] = share(asylum, "permit", at, by(milestone))
        key = f"{name}[clock=permit,at={months[0]},doelgroep=gezin_overig]"
        values[key] = share(family, "permit", months[0], by(milestone))
    return values


def _routes(people: People, asylum: People) -> dict[str, float]:
    values = {"afgeschaald[clock=pip,at=36]": share(people, "pip", 36, lowered)}
    for route in ("b1", "onderwijs", "z"):
        values[f"route_{route}[clock=pip,at=36,doelgroep=asiel]"] = share(
            asylum, "pip", 36, lambda p, month, route=route: route_in(p, month) == route
        )
        now = [route_in(p, END) == route for p in asylum if _here(p) and "pip" in p.when]
        values[f"route_{route}[clock=calendar,at=end,doelgroep=asiel]"] = mean(now)
    return values


def _here(p: Inburgeraar) -> bool:
    """In view at the end of the last month."""
    return "out" not in p.when


Begin = Callable[[Inburgeraar], int | None]


def _from_notice(p: Inburgeraar) -> int | None:
    """Due for the intake: noticed and housed, or noticed where it is had in reception."""
    if p.traits.wants_early:
        return p.when.get("notice")
    return _later(p, "notice", "settled")


def _later(p: Inburgeraar, *milestones: str) -> int | None:
    found = [p.when.get(name) for name in milestones]
    return None if None in found else max(month for month in found if month is not None)


QUEUES: dict[str, tuple[Begin, str]] = {
    "huisvesting": (lambda p: p.when.get("permit"), "settled"),
    "intake": (_from_notice, "intake"),
    "pip": (lambda p: _later(p, "intake", "settled"), "pip"),
    "lessen": (lambda p: p.when.get("pip"), "lessons"),
    "examen": (lambda p: p.when.get("booked"), "first_exam"),
}


def _served(people: People, queue: str) -> list[int]:
    """Months that those waited who were served."""
    begin, end = QUEUES[queue]
    since = [(begin(p), p.when.get(end)) for p in people]
    return [max(b - a, 0) for a, b in since if a is not None and b is not None]


def _standing(people: People, queue: str) -> list[int]:
    """Months that those have waited who wait at the end."""
    begin, end = QUEUES[queue]
    found = []
    for p in people:
        since = begin(p)
        done = queue != "huisvesting" and "fulfilled" in p.when
        if since is not None and end not in p.when and _here(p) and not done:
            found.append(END - since)
    return found


def _quantile(months: Sequence[int], share_of_them: float) -> float:
    """The shortest of these waits that so many do not exceed, in weeks."""
    if not months:
        return math.nan
    return sorted(months)[math.ceil(share_of_them * len(months)) - 1] * WEEKS


def _queues(people: People, asylum: People) -> dict[str, float]:
    values = {}
    for queue in ("huisvesting", "intake", "pip", "lessen"):
        served, standing = _served(asylum, queue), _standing(asylum, queue)
        for stat, part in (("p50", 0.5), ("p90", 0.9)):
            key = f"waiting[queue={queue},stat={stat},doelgroep=asiel]"
            values[key] = _quantile(served, part)
        key = (
            f"waiting[queue={queue},stat=mean,among=waiting,clock=calendar,at=end,doelgroep=asiel]"
        )
        values[key] = mean(standing) * WEEKS
    waits = _standing(asylum, "huisvesting")
    values["waiting_longer_than[weeks=14,clock=calendar,at=end]"] = mean(m > 3 for m in waits)
    values["waiting[queue=examen,stat=mean]"] = mean(_served(people, "examen")) * WEEKS
    return values


def _passed(p: Inburgeraar, month: int) -> bool:
    return by("fulfilled")(p, month) and p.how != HOW_Z


def _in_first_term(p: Inburgeraar, month: int) -> bool:
    return not by("fulfilled")(p, month) and not by("overdue")(p, month)


def _duty(people: People, asylum: People, family: People) -> dict[str, float]:
    values = {
        "passed[clock=pip,at=36]": share(people, "pip", 36, _passed),
        "passed[clock=pip,at=60]": share(people, "pip", 60, _passed),
        "passed[clock=pip,at=60,doelgroep=asiel]": share(asylum, "pip", 60, _passed),
        "passed[clock=pip,at=60,doelgroep=gezin_overig]": share(family, "pip", 60, _passed),
        "fulfilled[clock=pip,at=36]": share(people, "pip", 36, by("fulfilled")),
        "fulfilled[clock=pip,at=60]": share(people, "pip", 60, by("fulfilled")),
        "within_term[clock=pip,at=24]": share(people, "pip", 24, _in_first_term),
    }
    for place, part in zip(SKILLS, PART_NAMES, strict=True):
        for level, name in ((A2, "a2"), (B1, "b1")):
            exams = [p.exams[place] for p in people]
            first = [e.first for e in exams if e.first is not None and e.first_level == level]
            values[f"part_pass_rate[part={part},level={name}]"] = mean(first)
    return values


def _income(asylum: People) -> dict[str, float]:
    def main_benefit(p: Inburgeraar, month: int) -> bool:
        return month in p.bijstand and month not in p.main_income

    def on_bijstand(p: Inburgeraar, month: int) -> bool:
        return month in p.bijstand

    def ended(p: Inburgeraar, month: int) -> bool | None:
        return by("bijstand_ended")(p, month) if by("bijstand")(p, month) else None

    after = "clock=settled,at=36,doelgroep=asiel"
    return {
        "main_income_benefit[clock=permit,at=12,doelgroep=asiel]": share(
            asylum, "permit", 12, main_benefit
        ),
        f"main_income_benefit[{after}]": share(asylum, "settled", 36, main_benefit),
        "any_benefit[clock=permit,at=18,doelgroep=asiel]": share(asylum, "permit", 18, on_bijstand),
        f"bijstand_ended[{after}]": share(asylum, "settled", 36, ended),
        f"bijstand_ended_work[{after}]": share(asylum, "settled", 36, ended),
    }
