"""A life line as data: who, what happened when, where the months went, what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.life.world import Lived
from simulation.accounts import ACCOUNTS, COST, LOAN, PAYERS
from simulation.agents import codes
from simulation.agents import events as ev
from simulation.agents.codes import NEVER
from simulation.months import MONTHS_PER_YEAR, format_month

JOINED_BY_PART = {ev.E_EXAM_BOOKED, ev.E_EXAM_PASSED, ev.E_EXAM_FAILED}
"""Told once for all parts of a month at one level: (part, level)."""
WAITS = (
    ("huisvesting", ev.M_PERMIT, ev.M_SETTLED),
    ("intake", ev.M_NOTICE, ev.M_INTAKE),
    ("pip", ev.M_INTAKE, ev.M_PIP),
    ("lessen", ev.M_PIP, ev.M_LESSONS),
)
"""What is waited for: from which milestone to which."""
ONGOING = ("opvang", "wacht_intake", "wacht_pip", "wacht_les", "les", "onderbroken", "na_les")


@dataclass(frozen=True)
class State:
    """Where somebody stands at the end of a month.

    t: month of the world; phase, route: names of codes.py; hours: course hours followed so far;
    participation: hours so far; levels: ability by skill (1 = A1 ... 4 = B2); term_end: last month
    of the term or None; paid: cents that the person has cost so far, all payers together.
    """

    t: int
    phase: str
    route: str
    hours: float
    participation: float
    levels: tuple[float, ...]
    job: int
    bijstand: bool
    education: bool
    volunteering: bool
    term_end: int | None
    paid: int

    @property
    def level(self) -> float:
        """Mean ability over the four skills."""
        return sum(self.levels) / len(self.levels)


@dataclass(frozen=True)
class Moment:
    """Something that happened: an event of agents/events.py with its two numbers.

    parts: exam parts or skills that share it; since: months waited for it, where it ends a wait;
    extra of an exam is the level.
    """

    t: int
    event: str
    value: int
    extra: int
    parts: tuple[int, ...] = ()
    since: int | None = None


@dataclass(frozen=True)
class Span:
    """Months in one phase and leerroute: from `first` to `last`, both included."""

    phase: str
    route: str
    first: int
    last: int


@dataclass(frozen=True)
class Cost:
    """What was paid for somebody on one account, in cents; kind: cost or loan."""

    account: str
    item: str
    payer: str
    kind: str
    cents: int


@dataclass(frozen=True)
class Who:
    """What is fixed about an invented person. Origin is left out: it steers no choice here."""

    identity: str
    gemeente: str
    doelgroep: str
    law: str
    sex: str
    age: int
    education: str
    literacy: str
    household: str
    persons: int


@dataclass(frozen=True)
class LifeLine:
    """The course of one invented person in one world of one scenario.

    towns: the region's municipalities, as events number them.
    start: calendar month of month 0 (months since 2000-01); months are those of the world, people
    who were there at the start have a negative arrival. states: from the first month in view on.
    """

    scenario: str
    titles: dict[str, str]
    towns: tuple[str, ...]
    seed: int
    world: int
    parameters: str
    start: int
    months: int
    who: Who
    arrival: int
    moments: tuple[Moment, ...]
    states: tuple[State, ...]
    spans: tuple[Span, ...]
    waits: dict[str, int]
    costs: tuple[Cost, ...]
    programmes: tuple[tuple[str, int | None], ...]

    def date(self, t: int) -> str:
        """A month of the world as YYYY-MM."""
        return format_month(self.start + t)

    def state(self, t: int) -> State | None:
        """The state at the end of a month; None outside the months in view."""
        place = t - self.states[0].t if self.states else -1
        return self.states[place] if 0 <= place < len(self.states) else None

    def paid_by(self, payer: str) -> int:
        """Cents that a payer paid for this person, loans left out."""
        return sum(c.cents for c in self.costs if c.payer == payer and c.kind == COST)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain values, months as YYYY-MM."""
        return {
            "scenario": self.scenario,
            "seed": self.seed,
            "world": self.world,
            "parameters": self.parameters,
            "fictional": True,
            "person": vars(self.who),
            "arrival": self.date(self.arrival),
            "moments": [
                {"month": self.date(m.t), "event": m.event, "value": m.value, "extra": m.extra}
                | ({"parts": [codes.PART_NAMES[p] for p in m.parts]} if m.parts else {})
                | ({"waited_months": m.since} if m.since is not None else {})
                for m in self.moments
            ],
            "phases": [
                {
                    "phase": s.phase,
                    "route": s.route,
                    "from": self.date(s.first),
                    "until": self.date(s.last),
                }
                for s in self.spans
            ],
            "months": [_state_as_json(self, state) for state in self.states],
            "waits_months": self.waits,
            "costs": [vars(cost) for cost in self.costs],
            "programmes": [
                {"kind": kind, "joined": None if t is None else self.date(t)}
                for kind, t in self.programmes
            ],
        }


def _state_as_json(line: LifeLine, state: State) -> dict[str, Any]:
    return {
        "month": line.date(state.t),
        "phase": state.phase,
        "route": state.route,
        "course_hours": round(state.hours, 1),
        "participation_hours": round(state.participation, 1),
        "levels": [round(level, 2) for level in state.levels],
        "job": state.job,
        "bijstand": state.bijstand,
        "term_end": None if state.term_end is None else line.date(state.term_end),
        "paid_cents": state.paid,
    }


def life_line(lived: Lived) -> LifeLine:
    """The life line of a person who was followed."""
    setup, end = lived.prepared.setup, lived.end
    scenario = lived.key.scenario
    states = tuple(_states(lived))
    milestones = end["milestones"].astype(int)
    return LifeLine(
        scenario=scenario.name,
        titles={lang: scenario.title_in(lang) for lang in ("nl", "en")},
        towns=tuple(gemeente.title for gemeente in setup.region.gemeenten),
        seed=lived.key.seed,
        world=lived.key.world,
        parameters=lived.key.parameters,
        start=setup.start,
        months=setup.months,
        who=_who(lived),
        arrival=int(end["arrival"]),
        moments=tuple(_moments(lived, states, milestones)),
        states=states,
        spans=tuple(_spans(states)),
        waits=_waits(milestones),
        costs=tuple(_costs(lived)),
        programmes=lived.joined,
    )


def _who(lived: Lived) -> Who:
    end, home = lived.end, lived.households[-1]
    setup = lived.prepared.setup
    begin = lived.states[max(int(end["arrival"]), 0)]
    age = (setup.start + int(end["arrival"]) - int(end["birth"])) // MONTHS_PER_YEAR
    return Who(
        identity=str(lived.identity),
        gemeente=setup.region.gemeenten[begin["gemeente"]].title,
        doelgroep=codes.DOELGROEP_NAMES[end["doelgroep"]],
        law=codes.LAW_NAMES[end["wet"]],
        sex=codes.SEX_NAMES[end["sex"]],
        age=age,
        education=codes.EDUCATION_NAMES[end["education"]],
        literacy=codes.LITERACY_NAMES[end["literacy"]],
        household=HOUSEHOLDS[home["kind"]],
        persons=int(lived.households[max(int(end["arrival"]), 0)]["persons"]),
    )


HOUSEHOLDS = ("alleen", "paar", "paar_met_kinderen", "eenouder", "bij_referent")


def _states(lived: Lived) -> Iterator[State]:
    arrival = max(int(lived.end["arrival"]), 0)
    paid = np.zeros(len(lived.states), dtype=np.int64)
    costs = np.array([account.kind == COST for account in ACCOUNTS])
    for month, account, cents in lived.entries.tolist():
        paid[month] += cents if costs[account] else 0
    paid = np.cumsum(paid)
    for t in range(arrival, len(lived.states)):
        p = lived.states[t]
        if p["phase"] == codes.ABSENT:
            continue
        has_term = p["route"] != codes.NO_ROUTE
        yield State(
            t=t,
            phase=codes.PHASE_NAMES[p["phase"]],
            route=codes.ROUTE_NAMES[p["route"]],
            hours=float(p["course_hours"]),
            participation=float(p["participation_hours"]),
            levels=tuple(p["ability"].tolist()),
            job=int(p["job"]),
            bijstand=bool(p["on_bijstand"]),
            education=bool(p["in_education"]),
            volunteering=bool(p["volunteering"]),
            term_end=int(p["term_end"]) if has_term else None,
            paid=int(paid[t]),
        )
        if p["phase"] == codes.UIT:
            return


def _moments(
    lived: Lived, states: Sequence[State], milestones: np.ndarray[Any, Any]
) -> Iterator[Moment]:
    """The events in their order; hours once a year, exam parts of one month together."""
    ends = {ev.E_SETTLED: 0, ev.E_INTAKE: 1, ev.E_PIP: 2, ev.E_LESSONS: 3}
    seen: set[int] = set()
    kept: list[Moment] = []
    for month, event, value, extra in lived.events.tolist():
        name = ev.EVENT_NAMES[event]
        t = int(lived.end["arrival"]) if event == ev.E_PERMIT else month
        since = None
        if event in ends and event not in seen:
            since = _waits(milestones).get(WAITS[ends[event]][0])
        elif event == ev.E_RETURNED:
            since = month - int(lived.states[month - 1]["break_since"])
        elif event in {ev.E_FULFILLED, ev.E_EXEMPT} and milestones[ev.M_PERMIT] != NEVER:
            since = month - int(milestones[ev.M_PERMIT])
        seen.add(event)
        if event in JOINED_BY_PART or event == ev.E_AFGESCHAALD:
            same = [m for m in kept if (m.t, m.event, m.extra) == (t, name, extra)]
            if same:
                whole = Moment(t, name, same[0].value, extra, (*same[0].parts, value))
                kept[kept.index(same[0])] = whole
            else:
                kept.append(Moment(t, name, value, extra, (value,)))
        else:
            kept.append(Moment(t, name, value, extra, (), since))
    yield from _hours_once_a_year(kept, lived.prepared.setup.start)


def _hours_once_a_year(moments: Sequence[Moment], start: int) -> Iterator[Moment]:
    """Hours add up every month; of each calendar year the last count is told."""
    hours = ev.EVENT_NAMES[ev.E_HOURS]
    last = {(start + m.t) // MONTHS_PER_YEAR: m for m in moments if m.event == hours}
    for moment in moments:
        if moment.event != hours or last[(start + moment.t) // MONTHS_PER_YEAR] is moment:
            yield moment


def _spans(states: Sequence[State]) -> Iterator[Span]:
    begin = 0
    for place in range(1, len(states) + 1):
        here = states[begin]
        if place < len(states):
            other = states[place]
            if (other.phase, other.route) == (here.phase, here.route):
                continue
        yield Span(here.phase, here.route, here.t, states[place - 1].t)
        begin = place


def _waits(milestones: np.ndarray[Any, Any]) -> dict[str, int]:
    """Months waited, by what was waited for, as far as the wait has ended."""
    waits = {}
    for name, begin, end in WAITS:
        if milestones[begin] != NEVER and milestones[end] != NEVER:
            waits[name] = max(int(milestones[end] - milestones[begin]), 0)
    return waits


def _costs(lived: Lived) -> Iterator[Cost]:
    """Amounts by account, largest first; nominal."""
    total = np.zeros(len(ACCOUNTS), dtype=np.int64)
    np.add.at(total, lived.entries[:, 1].astype(int), lived.entries[:, 2])
    for number in np.argsort(-np.abs(total), kind="stable").tolist():
        account, cents = ACCOUNTS[number], int(total[number])
        if cents and account.kind in (COST, LOAN):
            payer = PAYERS[account.payer]
            yield Cost(account.name, account.item, payer, account.kind, cents)
