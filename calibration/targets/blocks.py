"""Which block of the model an observable belongs to; trust is told by block and act."""

from __future__ import annotations

from calibration.targets.produced import calendar_month
from simulation.months import parse_month
from simulation.observables import Observable
from simulation.parameters import load_registry

BLOCKS = ("instroom", "wachten", "routes", "voltooien", "leren", "werk", "geld")
"""Inflow, waiting, routes, completing, learning (levels and exams), work and income, money."""
LAWS = ("wi2013", "wi2021")
_BLOCK_OF = {
    "instroom": "count",
    "wachten": "settled intake_started pip_set lessons_started waiting running waiting_longer_than "
    "weeks_permit_to_settled weeks_notice_to_intake weeks_notice_to_pip pip_late "
    "weeks_pip_to_lessons",
    "routes": "route_b1 route_onderwijs route_z initial_route_b1 initial_route_onderwijs "
    "initial_route_z switched afgeschaald",
    "voltooien": "passed fulfilled fulfilled_by exempt fulfilled_in_term within_term extended "
    "overdue fined",
    "leren": "level_a2 level_b1 level_b2 part_pass_rate course_hours interrupted",
}
_BY_NAME = {name: block for block, names in _BLOCK_OF.items() for name in names.split()}


def block_of(observable: Observable) -> str:
    """The block of an observable; what is nowhere else is about work and income."""
    return _BY_NAME.get(observable.name, "werk")


def law_of(observable: Observable) -> str:
    """The act that an observable is about: the one it asks, else that of the dates it asks."""
    law = str(observable.filter.get("law", "any"))
    if law in LAWS:
        return law
    in_force = int(load_registry()["wet.in_force"].value[0][1])
    asked = observable.filter.get("cohort_until") or observable.filter.get("event_until")
    month = parse_month(str(asked)) if asked else calendar_month(observable)
    return "wi2021" if month is None or month >= in_force else "wi2013"


_LAYER_OF = {
    "instroom": "instroom",
    "routes": "instroom",
    "wachten": "doorlooptijd",
    "voltooien": "taal",
    "leren": "taal",
}


def layer_of(observable: Observable) -> str:
    """The layer in which an observable is fitted, where its row names none."""
    return _LAYER_OF.get(block_of(observable), "werk")
