"""The example of the documentation runs on every Python, strictly, and shows what is true."""

from __future__ import annotations

import re

import pytest

from simulation.engine import prepare, simulate
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.record import MONTHLY_COLUMNS
from simulation.region import load_region
from simulation.setup import Setup
from tests.engine.worlds import run_apart

pytestmark = pytest.mark.every_python


def test_the_example_steps_to_the_digest_of_the_batch_path() -> None:
    printed = run_apart("docs/examples/mesa_stap_voor_stap.py", strict=True)
    setup = Setup(load_region("midden-twente"), parse_month("2022-01"), 60)
    outcome = simulate(prepare(setup, load_registry().draw("point")), 1, 0)
    assert re.findall(r"\b[0-9a-f]{64}\b", printed) == [outcome.digest] * 2

    last = re.search(r"^2026-12 +(\d+) +(\d+) +(\d+) ", printed, re.MULTILINE)
    assert last is not None
    columns = [MONTHLY_COLUMNS.index(name) for name in ("opvang", "wacht_les", "werk")]
    assert [int(number) for number in last.groups()] == outcome.monthly[-1, columns].tolist()
