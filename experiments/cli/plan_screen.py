"""What `doorstroom plan` says: the value, how sure that is, its price, and the curve."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.calibrated import state
from experiments.compare.estimate import TAILS
from experiments.numbers import write_number, write_percent, write_quantity
from simulation.accounts import PAYERS
from simulation.months import format_month

if TYPE_CHECKING:
    from experiments.cli.front import Front
    from experiments.plan.search import Found, Point
    from experiments.plan.solve import Plan, Row
    from experiments.texts import Texts


def plan_as_json(plan: Plan, best: Row, texts: Texts) -> dict[str, Any]:
    """Return the JSON document: the value, its price, and the curve of what was tried."""
    question, found = plan.question, best.found
    assert found.value is not None
    setting = (found.value, *best.others)
    return {
        "schema": 1,
        "meta": {
            "id": question.plan_id,
            "calibrated": False,
            "scenario": question.scenario.name,
            "norm": question.norm.since(question.first).key,
            "by": question.by,
            "probability": question.probability,
            "from": format_month(question.first),
            "request": {
                "seed": question.seed,
                "replications": question.replications,
                "parameters": question.parameters,
                "draws": question.draws,
                "ranges": [[span.low, span.high, span.step] for span in question.spans],
            },
            "interval": "90 %; of norm over the worlds, of share by Wilson",
            "cost": "extra euros a year against the scenario as it is; indicative",
            "failed_worlds": plan.failed,
            "simulated_worlds": plan.simulated,
            "seconds": round(plan.seconds, 3),
        },
        "value": found.value,
        "levers": dict(zip([one.name for one in question.levers], setting, strict=True)),
        "low": found.low,
        "high": found.high,
        "at_once": found.at_once,
        "steady": found.steady,
        "price": {
            "total": _number(best.cost),
            **{p: _number(plan.extra_cost(setting, n)) for n, p in enumerate(PAYERS)},
        },
        "sentences": sentences_of(plan, best, texts),
        "curve": [_as_json(plan, best, point) for point in found.points],
        "frontier": [
            {
                "others": dict(
                    zip([one.name for one in question.levers[1:]], row.others, strict=True)
                ),
                "value": row.found.value,
                "low": row.found.low,
                "high": row.found.high,
                "cost": _number(row.cost),
            }
            for row in plan.rows
        ],
    }


def _as_json(plan: Plan, row: Row, point: Point) -> dict[str, Any]:
    middle, low, high = _outcome(plan, row, point)
    return {
        "lever": point.value,
        "norm": _number(middle),
        "low": _number(low),
        "high": _number(high),
        "share": point.share,
        "share_low": point.interval[0],
        "share_high": point.interval[1],
        "n": point.worlds,
        "cost": _number(plan.extra_cost((point.value, *row.others))),
    }


def _outcome(plan: Plan, row: Row, point: Point) -> tuple[float, float, float]:
    """The norm's outcome at a value: the middle world, and where 90 % of them lie."""
    values = plan.values[point.value, *row.others][:, : len(plan.question.norms)]
    known = values[~np.isnan(values)]
    low, high = np.percentile(known, TAILS)
    return float(np.median(known)), float(low), float(high)


def sentences_of(plan: Plan, best: Row, texts: Texts) -> list[str]:
    """Return the answer in words: no more than the worlds tell."""
    question, found, lang = plan.question, best.found, texts.lang
    point = next(point for point in found.points if point.value == found.value)
    norm = question.norm.observable
    words = {
        "lever": question.levers[0].name,
        "value": write_number(point.value, lang, _decimals(point.value)),
        "probability": write_percent(question.probability, lang),
        "of": texts(f"plan.of_{question.by}"),
        "outcome": norm.title_en if lang == "en" else norm.title_nl,
        "limit": write_quantity(question.norm.limit, norm.unit, lang),
        "share": write_percent(point.share, lang),
        "low": write_percent(point.interval[0], lang),
        "high": write_percent(point.interval[1], lang),
        "most": texts("plan.at_most" if question.norm.sign == "<=" else "plan.at_least"),
    }
    kind = "at_once" if found.at_once else "rising" if found.rising else "falling"
    said = [texts(f"plan.{kind}", **words), _left_open(found, texts)]
    if best.others:
        names = [lever.name for lever in question.levers[1:]]
        told = [f"{n} = {v:g}" for n, v in zip(names, best.others, strict=True)]
        said.append(texts("plan.others", others=", ".join(told)))
    if not found.steady:
        said.append(texts("plan.unsteady"))
    said.append(_price(plan, best, texts))
    return said


def _left_open(found: Found, texts: Texts) -> str:
    low, high = (
        "" if value is None else write_number(value, texts.lang, _decimals(value))
        for value in (found.low, found.high)
    )
    if found.high is None:
        return texts("plan.open_above", low=low)
    if found.low == found.high:
        return texts("plan.settled")
    first, last = (low, high) if found.rising else (high, low)
    return texts("plan.open", low=first, high=last)


def _price(plan: Plan, best: Row, texts: Texts) -> str:
    assert best.found.value is not None
    setting = (best.found.value, *best.others)
    parts = []
    for place, payer in enumerate(PAYERS):
        extra = plan.extra_cost(setting, place)
        if abs(extra) >= 1_000:
            key = "plan.more" if extra > 0 else "plan.less"
            euros = write_number(round(abs(extra), -3), texts.lang)
            parts.append(texts(key, payer=texts(f"compare.payer.{payer}"), euros=euros))
    if not parts:
        return texts("plan.no_price")
    return texts("plan.price", parts=", ".join(parts))


def print_plan(front: Front, plan: Plan, best: Row) -> None:
    """Print the answer for a reader: in words, and the curve as a table."""
    from rich.text import Text

    texts, lang = front.texts, front.lang
    question = plan.question
    front.out.print()
    front.out.print(Text(question.scenario.title_in(lang), style="bold"))
    front.out.print(Text(texts(f"figures.{state(question.parameters)}"), style="bold yellow"))
    for sentence in sentences_of(plan, best, texts):
        front.out.print(f"• {sentence}")
    _print_curve(front, plan, best)
    if len(plan.rows) > 1:
        _print_frontier(front, plan)
    front.out.print(texts("plan.legend", norm=question.norm.since(question.first).key))


def _print_curve(front: Front, plan: Plan, best: Row) -> None:
    from experiments.cli.tables import plain_table

    texts, lang = front.texts, front.lang
    norm = plan.question.norm.observable
    names = [texts(f"plan.column.{name}") for name in ("outcome", "ninety", "share", "cost")]
    table = plain_table(plan.question.levers[0].name, *names, right=(0, 1, 2, 3, 4))
    for point in best.found.points:
        middle, *interval = _outcome(plan, best, point)
        low, high = (write_quantity(value, norm.unit, lang) for value in interval)
        cost = plan.extra_cost((point.value, *best.others))
        mark = " ←" if point.value == best.found.value else ""
        table.add_row(
            write_number(point.value, lang, _decimals(point.value)) + mark,
            write_quantity(middle, norm.unit, lang),
            texts("compare.interval", low=low, high=high),
            write_percent(point.share, lang),
            write_number(round(cost, -3), lang),
        )
    front.out.print(table)


def _print_frontier(front: Front, plan: Plan) -> None:
    from experiments.cli.tables import plain_table

    texts, lang = front.texts, front.lang
    others = [lever.name for lever in plan.question.levers[1:]]
    first = plan.question.levers[0].name
    names = (*others, first, texts("plan.column.cost"))
    table = plain_table(*names, right=tuple(range(len(names))))
    for row in plan.rows:
        value = row.found.value
        table.add_row(
            *(f"{value:g}" for value in row.others),
            texts("plan.none") if value is None else write_number(value, lang, _decimals(value)),
            write_number(row.cost if isnan(row.cost) else round(row.cost, -3), lang),
        )
    front.out.print(table)


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 2


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
