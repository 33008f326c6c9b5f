"""Work: finding it, keeping it, and what it pays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from tests.oracle.arrivals import ASYLUM, MAN
from tests.oracle.phases import LES, OPVANG, VOLDAAN

if TYPE_CHECKING:
    from tests.oracle.people import Inburgeraar


@dataclass(frozen=True)
class Job:
    """A job: its first month, and its income in norms of a single person."""

    since: int
    income: float


def find_work(person: Inburgeraar, t: int, n: SimpleNamespace) -> None:
    """Perhaps a job this month."""
    random = person.model.random
    if random.random() >= entry_hazard(person, t, n):
        return
    income = n.werk_income_full_time
    if random.random() < n.werk_part_time:
        below = random.random() < n.werk_part_time_top_up
        income = n.werk_income_below if below else n.werk_income_above
    person.job = Job(t, income)
    person.reach("job", t)
    if person.phase == OPVANG:
        person.reach("job_in_reception", t)


def entry_hazard(person: Inburgeraar, t: int, n: SimpleNamespace) -> float:
    """Chance of a job: rises with the years since settling (the clock) and with the language."""
    if person.phase == OPVANG:
        if "notice" not in person.when:
            return 0.0
        return n.werk_reception_men if person.traits.sex == MAN else n.werk_reception_women
    years = min((t - person.when["settled"]) / 12, n.werk_slope_years)
    log = (n.werk_slope + person.traits.work_slope) * years
    log += n.werk_language * (person.language.mean - n.werk_language_centre)
    waited = person.when["settled"] - person.when["permit"]
    if person.traits.doelgroep == ASYLUM and waited > 0:
        log += n.werk_wait * (min(waited, n.werk_wait_counted) - n.werk_wait_centre)
    hazard = n.werk_base_hazard * person.traits.work * n.werk_tightness * math.exp(log)
    if t - person.birth >= 12 * n.werk_older_from:
        hazard *= n.werk_age_45
    if person.phase == LES:
        hazard *= 1 - n.werk_lock_in
    if person.phase == VOLDAAN:
        hazard *= n.werk_passed
    return hazard


def keep_work(person: Inburgeraar, t: int, n: SimpleNamespace) -> None:
    """Perhaps the job ends; less often after a year in it."""
    assert person.job is not None
    tenured = n.werk_loss_tenured if t - person.job.since >= 12 else 1
    if person.model.random.random() < n.werk_loss_hazard * tenured:
        person.job = None
