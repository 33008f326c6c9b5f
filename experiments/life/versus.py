"""The same person in two scenarios: where the lives part, and why.

The draws are the same, so up to the month in which a policy is felt the two records are the same
bit for bit. The first month in which they are not is where the lives part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.life.line import LifeLine, State, life_line
from experiments.life.words import Voice
from experiments.life.world import Lived
from experiments.numbers import write_month
from simulation.accounts import PAYERS
from simulation.parameters import Registry, load_registry

NOT_OF_LIFE = ("index", "rank", "household", "next_member", "traced")
"""Where somebody stands in the arrays: no part of a life."""
RULES_TOLD = 3
CENTS = 100


@dataclass(frozen=True)
class Rule:
    """A registered parameter that has another value in the second scenario."""

    parameter: str
    meaning: dict[str, str]
    first: float
    second: float


@dataclass(frozen=True)
class Parting:
    """Where two lives of one person part.

    t: the first month that differs, None where none does; what: key under `what` in the catalogue;
    values: of both where there are any; rules: that differ for somebody like this in that month;
    programmes: of the second scenario (place 1) or the first (0): (place, kind, month of joining).
    """

    t: int | None
    what: str = "other"
    values: tuple[str, str] = ("", "")
    rules: tuple[Rule, ...] = ()
    programmes: tuple[tuple[int, str, int], ...] = ()

    def as_json(self, line: LifeLine) -> dict[str, Any]:
        """The parting as plain values."""
        return {
            "month": None if self.t is None else line.date(self.t),
            "what": self.what,
            "values": list(self.values),
            "rules": [vars(rule) for rule in self.rules],
            "programmes": [
                {"scenario": place, "kind": kind, "joined": line.date(t)}
                for place, kind, t in self.programmes
            ],
        }


def part(a: Lived, b: Lived, lang: str) -> Parting:
    """Where the lives of the same person part, and what is behind it.

    Raises ValueError if the worlds have another start or length, or it is another person.
    """
    if a.identity != b.identity or a.prepared.setup.start != b.prepared.setup.start:
        raise ValueError("two lives can be held beside each other of one person, from one start")
    t = first_difference(a, b)
    if t is None:
        return Parting(None)
    lines = (life_line(a), life_line(b))
    what, values = _what(lines[0].state(t), lines[1].state(t), lines, lang)
    return Parting(t, what, values, tuple(_rules(a, b, t)), tuple(_programmes(a, b, t)))


def first_difference(a: Lived, b: Lived) -> int | None:
    """The first month in which anything of the person, or of their household, is not the same."""
    months = min(len(a.states), len(b.states))
    arrival = max(int(a.end["arrival"]), 0)
    fields = [name for name in a.states.dtype.names or () if name not in NOT_OF_LIFE]
    home = [n for n in a.households.dtype.names or () if n not in ("first_member", "decider")]
    for t in range(arrival, months):
        same = all(_same(a.states[t][name], b.states[t][name]) for name in fields)
        if not (same and all(_same(a.households[t][n], b.households[t][n]) for n in home)):
            return t
    return None


def _same(one: Any, other: Any) -> bool:
    return bool(np.array_equal(one, other))


def _what(
    a: State | None, b: State | None, lines: tuple[LifeLine, LifeLine], lang: str
) -> tuple[str, tuple[str, str]]:
    """What shows first: key and both values in words."""
    if a is None or b is None:
        return "other", ("", "")
    voice = Voice(lang, lines[0].who.sex)
    found = "other", ("", "")
    if a.route != b.route:
        found = "route", (_route(a, voice), _route(b, voice))
    elif a.phase != b.phase:
        found = "phase", (voice(f"end.{a.phase}"), voice(f"end.{b.phase}"))
    elif a.job != b.job:
        jobs = (voice("end.works").rstrip("."), "–")
        found = "work", (jobs[0 if a.job else 1], jobs[0 if b.job else 1])
    elif (a.hours, a.participation) != (b.hours, b.participation):
        found = "hours", (voice.number(a.hours), voice.number(b.hours))
    elif a.levels != b.levels:
        found = "level", (voice.number(a.level, 2), voice.number(b.level, 2))
    elif a.term_end != b.term_end and a.term_end is not None and b.term_end is not None:
        ends = [write_month(lines[0].date(s), lang) for s in (a.term_end, b.term_end)]
        found = "term", (ends[0], ends[1])
    elif a.bijstand != b.bijstand:
        found = "bijstand", ("", "")
    elif (a.education, a.volunteering) != (b.education, b.volunteering):
        found = "education", ("", "")
    elif a.paid != b.paid:
        found = "money", (voice.euro(a.paid), voice.euro(b.paid))
    elif _exams(lines[0], a.t) != _exams(lines[1], b.t):
        found = "exams", ("", "")
    return found


def _route(state: State, voice: Voice) -> str:
    return voice.word(f"route_{state.route}") if state.route != "geen" else "–"


def _exams(line: LifeLine, t: int) -> list[Any]:
    return [m for m in line.moments if m.event.startswith("exam_") and m.t <= t]


def _rules(a: Lived, b: Lived, t: int) -> Iterator[Rule]:
    """Registered parameters with another value for somebody like this, in this month."""
    who = (int(a.end["gemeente"]), int(a.end["doelgroep"]))
    one, other = a.prepared.rules[(t, *who)], b.prepared.rules[(t, *who)]
    for parameter in _registered(load_registry()):
        first, second = (_value(rule, parameter) for rule in (one, other))
        if first != second:
            meaning = {"nl": parameter.meaning_nl, "en": parameter.meaning_en}
            yield Rule(parameter.id, meaning, first, second)


def _registered(registry: Registry) -> Iterator[Any]:
    for name in registry:
        yield registry[name]


def _value(rule: Any, parameter: Any) -> float:
    value = rule[parameter.field]
    return float(value[parameter.element]) if parameter.is_element else float(value)


def _programmes(a: Lived, b: Lived, t: int) -> Iterator[tuple[int, str, int]]:
    """Programmes that somebody is in by that month in one of the two scenarios."""
    for place, lived in enumerate((a, b)):
        for kind, joined in lived.joined:
            if joined is not None and joined <= t:
                yield place, kind, joined


def explain(parting: Parting, a: LifeLine, b: LifeLine, lang: str) -> list[str]:
    """Where and why the lives part, in sentences."""
    voice = Voice(lang, a.who.sex)
    if parting.t is None:
        return [voice("versus.same")]
    begin = max(a.arrival, 0)
    lines = []
    if parting.t > begin:
        lines.append(voice("versus.until", month=write_month(a.date(parting.t - 1), lang)))
    else:
        lines.append(voice("versus.at_once"))
    what = voice(f"what.{parting.what}", a=parting.values[0], b=parting.values[1])
    lines.append(voice("versus.from", month=write_month(a.date(parting.t), lang), what=what))
    lines.append(voice("versus.why", why="; ".join(_reasons(parting, a, b, voice))))
    return lines


def _reasons(parting: Parting, a: LifeLine, b: LifeLine, voice: Voice) -> list[str]:
    scenarios = (a.scenario, b.scenario)
    told = [
        voice(
            "versus.programme",
            scenario=scenarios[place],
            kind=_kind(kind, voice.lang),
            month=write_month(a.date(t), voice.lang),
        )
        for place, kind, t in parting.programmes
    ]
    for rule in parting.rules[:RULES_TOLD]:
        meaning = rule.meaning[voice.lang]
        told.append(
            voice(
                "versus.rule",
                rule=meaning[:1].lower() + meaning[1:],
                a=_plainly(rule.first, voice),
                b=_plainly(rule.second, voice),
                scenario_a=scenarios[0],
                scenario_b=scenarios[1],
            )
        )
    if len(parting.rules) > RULES_TOLD:
        told.append(voice("versus.more_rules", n=len(parting.rules) - RULES_TOLD))
    return told or [voice("versus.others")]


def _plainly(value: float, voice: Voice) -> str:
    return voice.number(value, 0 if value == int(value) else 2)


def _kind(name: str, lang: str) -> str:
    from simulation.policies import kinds

    kind = kinds().get(name)
    if kind is None:
        return name
    title = (kind.nl if lang == "nl" else kind.en).title
    return title[:1].lower() + title[1:]


def difference_in_money(a: LifeLine, b: LifeLine, lang: str) -> list[str]:
    """Per payer, what the second life cost more or less than the first: never one balance."""
    voice = Voice(lang, a.who.sex)
    told = []
    for payer in PAYERS:
        change = b.paid_by(payer) - a.paid_by(payer)
        if abs(change) >= CENTS:
            key = "versus.cost_more" if change > 0 else "versus.cost_less"
            who = voice.word(payer)
            told.append(
                voice(
                    key,
                    payer=who[:1].upper() + who[1:],
                    euro=voice.euro(change),
                    a=a.scenario,
                    b=b.scenario,
                )
                + "."
            )
    return told or [voice("versus.cost_same")]
