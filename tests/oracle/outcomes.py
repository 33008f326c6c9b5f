"""The oracle's outcomes, worked out from its objects by the words of each definition.

The keys are those of the engine's observables, so that each is held against the number that
users see; a few more are the engine's life records and events, read by comparison.py.
"""

from __future__ import annotations

from tests.oracle.arrivals import ASYLUM, FAMILY, MAN, WOMAN
from tests.oracle.counting import (
    WEEKS,
    by,
    fulfilled_by,
    in_term,
    mean,
    overdue,
    share,
    waits,
)
from tests.oracle.duty import HOW_A2, HOW_B1, HOW_ONDERWIJS, HOW_Z
from tests.oracle.more_outcomes import more_outcomes
from tests.oracle.oracle import Oracle
from tests.oracle.people import Inburgeraar

PHASE_COLUMNS = (
    "opvang wacht_intake wacht_pip wacht_les les_b1 les_onderwijs les_z onderbroken na_les "
    "voldaan te_laat werk bijstand"
).split()
FLOW_COLUMNS = "instroom gehuisvest intakes pips uitstroom".split()
PHASE_MONTHS = (3, 12, 30, 48, 72, 95)
PARTS = "lezen luisteren schrijven spreken knm".split()


def measure(model: Oracle) -> dict[str, float]:
    """All outcomes of one replication by their key."""
    people = model.everybody
    asylum = [p for p in people if p.traits.doelgroep == ASYLUM]
    family = [p for p in people if p.traits.doelgroep == FAMILY]
    values = {
        f"{column}@{t}": float(model.monthly[t].get(column, 0))
        for column in PHASE_COLUMNS
        for t in PHASE_MONTHS
    }
    for column in FLOW_COLUMNS:
        values[f"{column}@all"] = float(sum(month[column] for month in model.monthly))
    values |= _waits(people, asylum, family)
    values |= _duty(people, asylum, family)
    values |= _work(people, asylum, family)
    values |= more_outcomes(people, asylum, family)
    return values | _extra(people, asylum, family)


def _waits(
    people: list[Inburgeraar], asylum: list[Inburgeraar], family: list[Inburgeraar]
) -> dict[str, float]:
    late = [
        (p.when["pip"] - max(p.when["notice"], p.when["settled"])) * WEEKS
        for p in people
        if "pip" in p.when
    ]
    values = {
        "weeks_permit_to_settled[doelgroep=asiel]": mean(waits(asylum, "permit", "settled")),
        "weeks_notice_to_intake[doelgroep=asiel]": mean(waits(asylum, "notice", "intake")),
        "weeks_notice_to_intake[doelgroep=gezin_overig]": mean(waits(family, "notice", "intake")),
        "weeks_notice_to_pip": mean(late),
        "pip_late[weeks=10]": mean(weeks > 10 for weeks in late),
        "weeks_pip_to_lessons[doelgroep=asiel]": mean(waits(asylum, "pip", "lessons")),
    }
    for route in ("b1", "onderwijs", "z"):
        on_route = [p for p in asylum if p.first_route == route]
        key = f"weeks_pip_to_lessons[doelgroep=asiel,route={route}]"
        values[key] = mean(waits(on_route, "pip", "lessons"))
        values[f"initial_route_{route}[clock=pip,at=0,doelgroep=asiel]"] = share(
            asylum, "pip", 0, lambda p, _, route=route: p.first_route == route
        )
    values["initial_route_z[clock=pip,at=0,doelgroep=gezin_overig]"] = share(
        family, "pip", 0, lambda p, _: p.first_route == "z"
    )
    over = "waiting[queue=lessen,stat=share_over,weeks=13,doelgroep=asiel"
    z = [p for p in asylum if p.first_route == "z"]
    values[f"{over}]"] = mean(w > 13 for w in waits(asylum, "pip", "lessons"))
    values[f"{over},route=z]"] = mean(w > 13 for w in waits(z, "pip", "lessons"))
    return values


def _duty(
    people: list[Inburgeraar], asylum: list[Inburgeraar], family: list[Inburgeraar]
) -> dict[str, float]:
    men = [p for p in people if p.traits.sex == MAN]
    women = [p for p in people if p.traits.sex == WOMAN]
    level_b1 = by("level_b1")
    values = {
        "switched[clock=pip,at=36]": share(people, "pip", 36, by("switched")),
        "interrupted[clock=pip,at=36]": share(people, "pip", 36, by("interrupted")),
        "level_a2[clock=pip,at=36]": share(people, "pip", 36, by("level_a2")),
        "level_a2[clock=pip,at=60]": share(people, "pip", 60, by("level_a2")),
        "level_b1[clock=pip,at=36]": share(people, "pip", 36, level_b1),
        "level_b1[clock=pip,at=60]": share(people, "pip", 60, level_b1),
        "level_b1[clock=pip,at=60,doelgroep=asiel]": share(asylum, "pip", 60, level_b1),
        "level_b1[clock=pip,at=60,doelgroep=gezin_overig]": share(family, "pip", 60, level_b1),
        "level_b1[clock=pip,at=60,sex=m]": share(men, "pip", 60, level_b1),
        "level_b1[clock=pip,at=60,sex=f]": share(women, "pip", 60, level_b1),
        "fulfilled_in_term[clock=pip,at=60]": share(people, "pip", 60, in_term),
        "overdue[clock=pip,at=48]": share(people, "pip", 48, overdue),
        "overdue[clock=pip,at=48,doelgroep=asiel]": share(asylum, "pip", 48, overdue),
        "course_hours": mean(p.followed for p in people if "lessons_ended" in p.when),
    }
    for months in (24, 36, 48, 60):
        for how in (HOW_B1, HOW_A2, HOW_ONDERWIJS, HOW_Z):
            key = f"fulfilled_by[how={how},clock=pip,at={months}]"
            values[key] = share(people, "pip", months, fulfilled_by(how))
    for place, part in enumerate(PARTS):
        first = [p.exams[place].first for p in people]
        values[f"part_pass_rate[part={part}]"] = mean(f for f in first if f is not None)
    return values


def _work(
    people: list[Inburgeraar], asylum: list[Inburgeraar], family: list[Inburgeraar]
) -> dict[str, float]:
    def works(p: Inburgeraar, month: int) -> bool:
        return month in p.worked

    men = [p for p in asylum if p.traits.sex == MAN]
    women = [p for p in asylum if p.traits.sex == WOMAN]
    reception = "employed_in_reception[clock=settled,at=0,doelgroep=asiel]"
    income = "main_income_work[clock=settled,at=36,doelgroep=asiel]"
    ever = "ever_employed[clock=settled,at=36,doelgroep=asiel]"
    values = {
        reception: share(asylum, "settled", 0, by("job_in_reception")),
        ever: share(
            asylum,
            "settled",
            36,
            lambda p, month: any(p.when["settled"] <= t <= month for t in p.worked),
        ),
        income: share(asylum, "settled", 36, lambda p, month: month in p.main_income),
        "employed[clock=settled,at=36,doelgroep=asiel,sex=m]": share(men, "settled", 36, works),
        "employed[clock=settled,at=36,doelgroep=asiel,sex=f]": share(women, "settled", 36, works),
        "employed[clock=settled,at=36,doelgroep=gezin_overig]": share(family, "settled", 36, works),
    }
    for months in (0, 12, 24, 36, 60):
        key = f"[clock=settled,at={months},doelgroep=asiel]"
        values[f"employed{key}"] = share(asylum, "settled", months, works)
        values[f"on_bijstand{key}"] = share(
            asylum, "settled", months, lambda p, month: month in p.bijstand
        )
    return values


def _extra(
    people: list[Inburgeraar], asylum: list[Inburgeraar], family: list[Inburgeraar]
) -> dict[str, float]:
    """What no observable says: single waits of the chain, levels, waits after a switch."""
    values = {
        f"months_{begin}_to_{end}": mean(w / WEEKS for w in waits(people, begin, end))
        for begin, end in (
            ("permit", "notice"),
            ("intake", "pip"),
            ("lessons", "lessons_ended"),
            ("pip", "pvt"),
            ("pip", "map"),
            ("pip", "overdue"),
            ("pip", "fulfilled"),
            ("lessons", "afgeschaald"),
            ("pip", "first_exam"),
            ("first_exam", "knm"),
            ("first_exam", "level_b1"),
        )
    }
    settled = [p for p in people if "settled" in p.when]
    values["left_in_month_of_settling"] = mean(
        p.when.get("out") == p.when["settled"] for p in settled
    )
    for name, group in (("asylum", asylum), ("family", family)):
        after = [s[1] - s[0] for p in group for s in p.switches if s[1] is not None]
        values[f"months_switch_to_lesson[{name}]"] = mean(after)
        taught = [p for p in group if "lessons_ended" in p.when]
        values[f"level_at_end[{name}]"] = mean(p.language.mean for p in taught)
        values[f"schooled[{name}]"] = mean(p.traits.schooled for p in group)
        values[f"score[{name}]"] = mean(p.traits.score for p in group)
    return values
