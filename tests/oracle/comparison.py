"""Holding the oracle's means against the engine's: samples, test, table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance
from typing import Any

import numpy as np

from simulation.agents import events as ev
from simulation.agents.codes import ASIEL, GEZIN, LAAG, NEVER, WI2021
from simulation.engine import Prepared, advance, build_world, prepare
from simulation.engine import measure as measure_engine
from simulation.observables import DEFAULT_OBSERVABLES
from simulation.parameters import load_registry
from simulation.record import MONTHLY_COLUMNS
from tests.oracle.oracle import Oracle
from tests.oracle.outcomes import FLOW_COLUMNS, PHASE_COLUMNS, PHASE_MONTHS, measure
from tests.oracle.reduced import MONTHS, reduced_setup

FALSE_ALARM = 1e-3
"""Chance that any of the comparisons says 'different' where both are the same."""
LEAST_REPLICATIONS = 10
"""An outcome must exist in so many replications on both sides to be compared."""

Sample = dict[str, list[float]]
"""Of each outcome its value in each replication (left out where it is undefined)."""


def collect(replications: Iterator[Mapping[str, float]]) -> Sample:
    """Values by outcome, without the undefined ones."""
    sample: Sample = {}
    for values in replications:
        for key, value in values.items():
            found = sample.setdefault(key, [])
            if not math.isnan(value):
                found.append(value)
    return sample


def oracle_sample(replications: int, first_seed: int = 0) -> Sample:
    """Independent worlds of the oracle."""
    seeds = range(first_seed, first_seed + replications)
    return collect(measure(Oracle(seed).run()) for seed in seeds)


def engine_sample(
    replications: int, changes: Mapping[str, float] | None = None, seed: int = 1
) -> Sample:
    """Independent worlds of the engine; `changes` are numbers that differ from the oracle's."""
    prepared = prepare(reduced_setup(changes), load_registry().draw("point"))
    return collect(engine_world(prepared, seed, number) for number in range(replications))


def engine_world(prepared: Prepared, seed: int, replication: int) -> dict[str, float]:
    """The outcomes of one world of the engine, under the oracle's keys."""
    world = build_world(prepared, seed, replication, trace=True)
    assert advance(world, 0, MONTHS)
    outcome = measure_engine(prepared, world)
    monthly = dict(zip(MONTHLY_COLUMNS, outcome.monthly.T, strict=True))
    values = {f"{c}@{t}": float(monthly[c][t]) for c in PHASE_COLUMNS for t in PHASE_MONTHS}
    values |= {f"{column}@all": float(monthly[column].sum()) for column in FLOW_COLUMNS}
    observed = zip(DEFAULT_OBSERVABLES, outcome.observables, strict=False)
    values |= {observable.key: float(value) for observable, value in observed}
    people = np.asarray(world.people)
    came = people["milestones"][:, ev.M_PERMIT] != NEVER
    people = people[(people["wet"] == WI2021) & came]
    return values | _chain(people) | _groups(people, outcome.events)


def _mean(values: Any) -> float:
    return float(np.mean(values)) if len(values) else math.nan


def _chain(people: Any) -> dict[str, float]:
    """Months between the milestones of the life records."""
    chain = {
        "permit_to_notice": (ev.M_PERMIT, ev.M_NOTICE),
        "intake_to_pip": (ev.M_INTAKE, ev.M_PIP),
        "lessons_to_lessons_ended": (ev.M_LESSONS, ev.M_LESSONS_ENDED),
        "pip_to_pvt": (ev.M_PIP, ev.M_PVT),
        "pip_to_map": (ev.M_PIP, ev.M_MAP),
        "pip_to_overdue": (ev.M_PIP, ev.M_OVERDUE),
        "pip_to_fulfilled": (ev.M_PIP, ev.M_FULFILLED),
        "lessons_to_afgeschaald": (ev.M_LESSONS, ev.M_AFGESCHAALD),
        "pip_to_first_exam": (ev.M_PIP, ev.M_FIRST_EXAM),
        "first_exam_to_knm": (ev.M_FIRST_EXAM, ev.M_KNM),
        "first_exam_to_level_b1": (ev.M_FIRST_EXAM, ev.M_LEVEL_B1),
    }
    values = {}
    months = people["milestones"].astype(int)
    for name, (begin, end) in chain.items():
        both = (months[:, begin] != NEVER) & (months[:, end] != NEVER)
        values[f"months_{name}"] = _mean((months[:, end] - months[:, begin])[both])
    settled = months[months[:, ev.M_SETTLED] != NEVER]
    left_at_once = settled[:, ev.M_OUT] == settled[:, ev.M_SETTLED]
    return values | {"left_in_month_of_settling": _mean(left_at_once)}


def _groups(people: Any, events: Any) -> dict[str, float]:
    """By doelgroep: traits, the level at the end, and the wait for lessons after a switch."""
    values = {}
    for name, doelgroep in (("asylum", ASIEL), ("family", GEZIN)):
        group = people[people["doelgroep"] == doelgroep]
        taught = group[group["milestones"][:, ev.M_LESSONS_ENDED] != NEVER]
        values[f"level_at_end[{name}]"] = _mean(taught["ability"].mean(axis=1))
        values[f"schooled[{name}]"] = _mean(group["education"] != LAAG)
        values[f"score[{name}]"] = _mean(group["score"])
        values[f"months_switch_to_lesson[{name}]"] = _mean(_after_switch(group["index"], events))
    return values


def _after_switch(indices: Any, events: Any) -> list[int]:
    """Months from a switch that asks for another place to the next lesson."""
    waits = []
    switched: dict[int, int] = {}
    told = np.isin(events[:, 2], (ev.E_SWITCHED, ev.E_LESSONS)) & np.isin(events[:, 1], indices)
    for t, person, event, _, _ in events[told].tolist():
        if event == ev.E_SWITCHED:
            switched[person] = t
        elif event == ev.E_LESSONS and person in switched:
            waits.append(t - switched.pop(person))
    return waits


@dataclass(frozen=True)
class Row:
    """One outcome on both sides: means, their Monte-Carlo errors, and how far apart they are."""

    key: str
    oracle: float
    oracle_error: float
    engine: float
    engine_error: float
    z: float
    limit: float

    @property
    def differs(self) -> bool:
        """Whether chance does not explain the difference."""
        return abs(self.z) > self.limit


def compare(oracle: Sample, engine: Sample) -> list[Row]:
    """Welch's test of every outcome that both have, at a family-wise FALSE_ALARM.

    An outcome that is zero in every replication of both (nobody has fulfilled in month 3) is left
    out: it would only make the others harder to tell apart.
    """
    keys = [
        key
        for key in oracle
        if min(len(oracle[key]), len(engine.get(key, []))) >= LEAST_REPLICATIONS
        and (any(oracle[key]) or any(engine[key]))
    ]
    return [_row(key, oracle[key], engine[key], FALSE_ALARM / len(keys)) for key in keys]


def _row(key: str, a: Sequence[float], b: Sequence[float], alarm: float) -> Row:
    error_a, error_b = (math.sqrt(variance(side) / len(side)) for side in (a, b))
    error = math.hypot(error_a, error_b)
    difference = fmean(a) - fmean(b)
    if error == 0:
        z, limit = (0.0 if difference == 0 else math.copysign(math.inf, difference)), 0.0
    else:
        freedom = error**4 / (error_a**4 / (len(a) - 1) + error_b**4 / (len(b) - 1))
        z, limit = difference / error, student(1 - alarm / 2, freedom)
    return Row(key, fmean(a), error_a, fmean(b), error_b, z, limit)


def student(probability: float, freedom: float) -> float:
    """Quantile of Student's t, by its expansion in 1/freedom (Abramowitz and Stegun 26.7.5)."""
    z = NormalDist().inv_cdf(probability)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def table(rows: Sequence[Row]) -> str:
    """The comparison as text: the outcomes that lie furthest apart first."""
    lines = [f"{'outcome':<62}{'oracle':>10} ±{'':<7}{'engine':>10} ±{'':<7}{'z':>7}  limit"]
    for row in sorted(rows, key=lambda row: -abs(row.z)):
        mark = "  DIFFERS" if row.differs else ""
        lines.append(
            f"{row.key:<62}{row.oracle:>10.4f} ±{row.oracle_error:<7.4f}{row.engine:>10.4f} "
            f"±{row.engine_error:<7.4f}{row.z:>7.2f} {row.limit:>6.2f}{mark}"
        )
    return "\n".join(lines)
