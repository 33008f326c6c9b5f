"""What the Mesa face costs: stepping, and collecting everybody through views or as columns."""

from __future__ import annotations

from typing import Any

from benchmarks.timing import Timing, interleaved, ratio
from benchmarks.worlds import SEED, base_prepared
from simulation.engine import simulate
from simulation.model import (
    ColumnCollector,
    Gemeente,
    Inburgeraar,
    InburgeringModel,
    Taalaanbieder,
    month_reporters,
)
from simulation.quiet_mesa import mesa

FIELDS = ("gemeente", "phase", "route", "lezen", "job")
"""What is collected of everybody."""
MONTH = 96
"""The month of the base scenario in which people are collected: the world is full by then."""


def _model(**options: Any) -> InburgeringModel:
    prepared = base_prepared()
    return InburgeringModel(prepared.setup, prepared.draw, SEED, **options)


def stepping(repeats: int) -> dict[str, Timing]:
    """A world of the base scenario, built, lived and measured: in one go and through Mesa."""
    prepared = base_prepared()

    def in_one_go() -> None:
        simulate(prepared, SEED, 0)

    def stepped() -> None:
        model = InburgeringModel(prepared.setup, prepared.draw, SEED)
        model.run_model()
        model.outcome()

    def collected() -> None:
        collector = mesa.DataCollector(
            model_reporters=month_reporters(),
            agenttype_reporters={
                Gemeente: {name: name for name in Gemeente.fields()},
                Taalaanbieder: {"places": "places", "occupied": "occupied"},
            },
        )
        InburgeringModel(prepared.setup, prepared.draw, SEED, datacollector=collector).run_model()

    interleaved([in_one_go, stepped, collected], 1)
    whole, step, collect = interleaved([in_one_go, stepped, collected], repeats)
    return {"mesa_step_ratio": ratio(step, whole), "mesa_collect_ratio": ratio(collect, whole)}


def collecting(repeats: int) -> dict[str, Timing]:
    """Five fields of everybody in one month: through a Mesa agent each, and from the arrays."""
    model = _model(people=True)
    while model.month < MONTH:
        model.step()

    def views() -> None:
        of_people = {Inburgeraar: {name: name for name in FIELDS}}
        collector = mesa.DataCollector(agenttype_reporters=of_people)
        collector.collect(model)
        collector.get_agenttype_vars_dataframe(Inburgeraar)

    def columns() -> None:
        collector = ColumnCollector(FIELDS)
        collector.collect(model)
        collector.get_people_dataframe()

    interleaved([views, columns], 1)
    slow, fast = interleaved([views, columns], repeats)
    return {"views_seconds": slow, "columns_seconds": fast, "columns_ratio": ratio(slow, fast)}
