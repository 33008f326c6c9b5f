"""The golden outcomes: what the base setup gave when somebody last looked at it and agreed.

Whole numbers only, so that another platform's last bit of a logarithm does not matter. They say
nothing about being right; they say that nothing changed without somebody noticing. After a change
that is meant (a rule, a parameter, a step), look at the plain totals, and renew:

    python tests/engine/renew_golden.py
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from simulation.engine import Prepared, prepare, simulate
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.record import MONTHLY_COLUMNS
from simulation.region import load_region
from simulation.setup import Setup

FILE = Path(__file__).with_name("golden.json")
SETUP = {"region": "midden-twente", "start": "2022-01", "months": 120, "parameters": "point"}
SEED = 1
REPLICATIONS = (0, 1, 2)
FLOWS = ("instroom", "gehuisvest", "intakes", "pips", "uitstroom")
"""Counts of what happens in a month: their sum over all months is a plain total."""
STOCKS = ("les_b1", "les_onderwijs", "les_z", "voldaan", "te_laat", "werk", "bijstand")
"""Counts of where people stand: shown for the last month."""


@cache
def base() -> Prepared:
    """The base setup under the registered values."""
    setup = Setup(load_region(SETUP["region"]), parse_month(SETUP["start"]), SETUP["months"])
    return prepare(setup, load_registry().draw(SETUP["parameters"]))


def outcome(replication: int) -> dict[str, Any]:
    """The whole numbers of one replication: a digest of all, and a few that can be read."""
    result = simulate(base(), SEED, replication)
    column = {name: result.monthly[:, place] for place, name in enumerate(MONTHLY_COLUMNS)}
    return {
        "digest": result.digest,
        "people": result.people,
        "person_months": result.person_months,
        "counted": int(np.asarray(result.counts).sum()),
        "in_all": {name: int(column[name].sum()) for name in FLOWS},
        "at_the_end": {name: int(column[name][-1]) for name in STOCKS},
    }


def outcomes() -> dict[str, Any]:
    """What the file holds."""
    worlds = {str(number): outcome(number) for number in REPLICATIONS}
    return {"setup": SETUP, "seed": SEED, "replications": worlds}


def stored() -> dict[str, Any]:
    """The golden outcomes as they were kept."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def renew() -> None:
    """Keep today's outcomes."""
    FILE.write_text(json.dumps(outcomes(), indent=2) + "\n", "utf-8")
