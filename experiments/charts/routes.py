"""The chart of the way through the leerroutes: planned, followed, finished."""

from __future__ import annotations

import numpy as np

from experiments.charts import style
from experiments.charts.chart import Flow, FlowChart, Node
from experiments.charts.data import ResultData, band_of_one
from experiments.charts.words import FEW, about_share
from experiments.numbers import write_number
from experiments.texts import Texts

NAME = "doorstroom"
AT = {"clock": "pip", "at": 60}
ROUTES = ("b1", "onderwijs", "z")
HOWS = {
    "diploma_b1": style.BLUE,
    "diploma_a2": style.LIGHT_BLUE,
    "onderwijs": style.OCHRE,
    "z": style.RED,
}
"""Per way to fulfil: the colour of its block."""
ENDS = {**HOWS, "exempt": style.GREY, "busy": style.INK}
_LEAST = 0.5
"""Flows of fewer people than this in the middle world are not drawn."""


def routes_chart(data: ResultData, texts: Texts) -> FlowChart:
    """Return the chart: from the leerroute in the PIP, by the last one, to how it ended."""
    moved = {
        (f"pip_{first}", f"last_{last}"): data.persons(f"route_{last}", **AT, initial_route=first)
        for first in ROUTES
        for last in ROUTES
    }
    ended = _ended(data, moved)
    flows = {**moved, **ended}
    nodes = [_node(key, texts, flows) for key in _order()]
    shown = {node.key for node in nodes if node.band[1] >= _LEAST}
    return FlowChart(
        name=NAME,
        message=_message(ended, texts),
        subtitle=texts("chart.doorstroom.subtitle", months=AT["at"]),
        stages=[
            texts(f"chart.doorstroom.stage.{s}", months=AT["at"]) for s in ("pip", "last", "end")
        ],
        nodes=[node for node in nodes if node.key in shown],
        flows=[
            Flow(source, target, band_of_one(people))
            for (source, target), people in flows.items()
            if source in shown and target in shown and np.median(people) >= _LEAST
        ],
    )


def _ended(
    data: ResultData, moved: dict[tuple[str, str], np.ndarray]
) -> dict[tuple[str, str], np.ndarray]:
    """Return per last leerroute and ending the people of each world; the rest is still busy."""
    found: dict[tuple[str, str], np.ndarray] = {}
    for last in ROUTES:
        source = f"last_{last}"
        busy = sum(people for (_, target), people in moved.items() if target == source)
        for how in HOWS:
            people = data.persons("fulfilled_by", how=how, **AT, route=last)
            found[source, f"end_{how}"] = people
            busy = busy - people
        exempt = data.persons("exempt", **AT, route=last)
        found[source, "end_exempt"] = exempt
        found[source, "end_busy"] = np.maximum(busy - exempt, 0.0)
    return found


def _order() -> list[str]:
    stages = [("pip", ROUTES), ("last", ROUTES), ("end", tuple(ENDS))]
    return [f"{stage}_{name}" for stage, names in stages for name in names]


def _node(key: str, texts: Texts, flows: dict[tuple[str, str], np.ndarray]) -> Node:
    stage, _, name = key.partition("_")
    place = 0 if stage == "pip" else 1
    people = sum(number for pair, number in flows.items() if pair[place] == key)
    if stage == "end":
        label, colour = texts(f"chart.uitkomst.{name}"), ENDS[name]
    else:
        label, colour = texts(f"chart.doorstroom.{name}"), style.ROUTE_COLOURS[name]
    assert isinstance(people, np.ndarray)
    return Node(key, label, ("pip", "last", "end").index(stage), band_of_one(people), colour)


def _message(ended: dict[tuple[str, str], np.ndarray], texts: Texts) -> str:
    """Say how it ended, never only that people fulfilled; nothing of too few people."""
    totals = {
        end: sum(number for (_, target), number in ended.items() if target == f"end_{end}")
        for end in ENDS
    }
    everybody = sum(totals.values())
    assert isinstance(everybody, np.ndarray)
    if np.median(everybody) < FEW:
        return texts("chart.doorstroom.few", months=AT["at"], n=write_number(FEW, texts.lang))
    shares = {
        end: np.array(band_of_one(number / np.maximum(everybody, 1.0)))
        for end, number in totals.items()
    }
    return texts(
        "chart.doorstroom.message",
        months=AT["at"],
        **{end: about_share(shares[end], texts) for end in ("diploma_b1", "z", "busy")},
    )
