"""A life line in sentences: one an event, from the catalogue, in years."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from experiments.life.line import LifeLine, Moment
from experiments.life.words import Voice
from experiments.numbers import write_month
from simulation.accounts import COST, PAYERS
from simulation.agents import codes

BIGGEST = 2
"""Items that are named for each payer."""


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the month that it is about (YYYY-MM)."""

    month: str
    text: str


def introduction(line: LifeLine, lang: str) -> list[str]:
    """Who this is, and that nobody real is meant: always the first lines."""
    voice = Voice(lang, line.who.sex)
    who = line.who
    told = {
        name: voice.word(getattr(who, name))
        for name in ("sex", "doelgroep", "education", "literacy", "household")
    }
    lines = [
        voice("intro.fictional"),
        voice("intro.who", age=who.age, gemeente=who.gemeente, **told),
        voice(
            "intro.world",
            scenario=line.scenario,
            title=line.titles[lang],
            world=line.world,
            seed=line.seed,
            identity=who.identity,
        ),
    ]
    if line.arrival < 0:
        lines.append(voice("intro.stock", month=write_month(line.date(0), lang)))
    return lines


def tell(line: LifeLine, lang: str) -> list[Sentence]:
    """Every moment of a life line as a sentence, in the order in which it happened.

    Raises KeyError for an event without a sentence; a test holds that there is none.
    """
    voice = Voice(lang, line.who.sex)
    return [Sentence(line.date(m.t), sentence_of(m, line, voice)) for m in line.moments]


def sentence_of(moment: Moment, line: LifeLine, voice: Voice) -> str:
    """The sentence of one moment."""
    variant = VARIANTS.get(moment.event, _plain)(moment, line)
    key = f"event.{moment.event}" + (f".{variant}" if variant else "")
    return voice(key, **_values(moment, line, voice))


def _values(moment: Moment, line: LifeLine, voice: Voice) -> dict[str, Any]:
    """What sentences may name of a moment."""
    state = line.state(max(moment.t, line.states[0].t))
    levels = moment.extra if moment.event.startswith("exam_") else 0
    ground = f"ground_{moment.value}"
    values: dict[str, Any] = {
        "value": moment.value,
        "extra": voice.number(moment.extra),
        "town": line.towns[moment.value] if 0 <= moment.value < len(line.towns) else "",
        "law": voice.word(line.who.law),
        "parts": voice.together([voice.word(f"part_{part}") for part in moment.parts]),
        "exam_level": voice.word(f"level_{levels}"),
        "euro": voice.euro(moment.value * 100),
        "wait": voice.wait(moment.since or 0),
        "lag": voice.lag(moment.since or 0),
        "ground": voice.word(ground if voice.knows(f"word.{ground}") else "ground_other"),
        "hours": voice.number(moment.value),
        "participation": voice.number(moment.extra),
        "old": _route(moment.value, voice),
        "new": _route(moment.extra, voice),
        "route": _route(moment.value, voice),
        "level": "",
        "term": "",
    }
    if state is not None:
        values["level"] = voice.level(state.level)
        if state.term_end is not None:
            values["term"] = write_month(line.date(state.term_end), voice.lang)
    return values


def _route(number: int, voice: Voice) -> str:
    names = codes.ROUTE_NAMES
    known = 0 < number < len(names)
    return voice.word(f"route_{names[number]}") if known else ""


def _plain(moment: Moment, line: LifeLine) -> str:
    return ""


def _value(moment: Moment, line: LifeLine) -> str:
    return str(moment.value)


def _extra(moment: Moment, line: LifeLine) -> str:
    return str(moment.extra)


def _doelgroep(moment: Moment, line: LifeLine) -> str:
    return line.who.doelgroep


def _settled(moment: Moment, line: LifeLine) -> str:
    if line.who.doelgroep == "asiel" and not moment.since:
        return "later"
    return line.who.doelgroep


def _intake(moment: Moment, line: LifeLine) -> str:
    return "absent" if moment.extra == 1 else "present"


def _pip(moment: Moment, line: LifeLine) -> str:
    return "alfa" if moment.extra == 1 else "plain"


def _lessons(moment: Moment, line: LifeLine) -> str:
    if line.who.law == codes.LAW_NAMES[codes.WI2013]:
        return "old"
    if moment.since is None:
        return "again"
    return "own" if moment.extra == 1 else "first"


def _hours(moment: Moment, line: LifeLine) -> str:
    return "participation" if moment.extra > 0 else "plain"


def _overdue(moment: Moment, line: LifeLine) -> str:
    return "culpable" if moment.extra == 1 else "not_culpable"


def _of_college(moment: Moment, line: LifeLine) -> str:
    return "absence" if moment.extra == codes.FOR_ABSENCE else "cooperation"


def _parts(moment: Moment, line: LifeLine) -> str:
    return "knm" if moment.parts == (codes.KNM,) else "parts"


VARIANTS: dict[str, Callable[[Moment, LifeLine], str]] = {
    "permit": _doelgroep,
    "settled": _settled,
    "intake": _intake,
    "pip": _pip,
    "lessons": _lessons,
    "hours": _hours,
    "exam_booked": _parts,
    "exam_passed": _parts,
    "exam_failed": _parts,
    "interrupted": _value,
    "overdue": _overdue,
    "fulfilled": _value,
    "exempt": _value,
    "fined_college": _extra,
    "out": _value,
    "job": _value,
    "bijstand_ended": _value,
    "taalschakel": _value,
}
"""Events with more than one sentence: which one it is."""


def conclusion(line: LifeLine, lang: str) -> list[str]:
    """Where it ends, how long was waited, what it cost and who paid."""
    voice = Voice(lang, line.who.sex)
    lines = []
    last = line.states[-1]
    if last.phase != "uit":
        month = write_month(line.date(last.t), lang)
        lines.append(voice("end.state", month=month, phase=voice(f"end.{last.phase}")))
        if last.job:
            lines.append(voice("end.works"))
    if line.waits:
        waits = [voice(f"end.wait_{name}", n=n) for name, n in line.waits.items()]
        lines.append(voice("end.waits", waits=voice.together(waits)))
    return [*lines, *_money(line, voice)]


def _money(line: LifeLine, voice: Voice) -> Iterator[str]:
    paid = {payer: line.paid_by(payer) for payer in PAYERS}
    total = sum(paid.values())
    if total == 0:
        yield voice("end.no_costs")
        return
    parts = [
        voice("end.cost", payer=voice.word(payer), euro=voice.euro(cents), items=items)
        for payer, cents in sorted(paid.items(), key=lambda pair: -pair[1])
        if cents > 0 and (items := _items(line, payer, voice))
    ]
    text = voice.together(parts)
    parts_text = text[:1].upper() + text[1:]
    yield voice("end.costs", total=voice.euro(total), parts=parts_text)
    loans = {c.account: c.cents for c in line.costs if c.kind != COST}
    if loans:
        lent, repaid = loans.get("lening", 0), loans.get("aflossing", 0)
        yield voice("end.loan", lent=voice.euro(lent), repaid=voice.euro(repaid))


def _items(line: LifeLine, payer: str, voice: Voice) -> str:
    """The items that cost a payer most."""
    amounts: dict[str, int] = {}
    for cost in line.costs:
        if cost.payer == payer and cost.kind == COST:
            amounts[cost.item] = amounts.get(cost.item, 0) + cost.cents
    biggest = sorted(amounts, key=lambda item: -amounts[item])[:BIGGEST]
    known = [voice(f"item.{item}") if voice.knows(f"item.{item}") else item for item in biggest]
    return voice.together(known)
