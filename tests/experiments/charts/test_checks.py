"""The model against published figures: each is in the evidence, and the message counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calibration.evidence import load_evidence
from experiments.charts.chart import IntervalChart
from experiments.charts.checks import CHECKS, checks_chart
from experiments.charts.data import ResultData
from experiments.texts import texts_in
from simulation.observables import DEFAULT_OBSERVABLES, Observable
from tests.experiments.made_up import write_made_up


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_holds_a_published_share_against_what_every_run_gives(name: str) -> None:
    check = CHECKS[name]
    fact = load_evidence().get(check.fact)
    assert fact.unit == "percent"
    assert fact.number is not None and 0 < fact.number < 100
    assert fact.status in {"read", "derived"}
    keys = {observable.key for observable in DEFAULT_OBSERVABLES}
    assert Observable(check.observable, check.filters).key in keys


def test_the_exam_of_a_part_is_held_against_that_part() -> None:
    english = {"lezen": "reading", "schrijven": "writing"}
    english |= {"luisteren": "listening", "spreken": "speaking"}
    for name, check in CHECKS.items():
        if name.startswith("b1_"):
            fact = load_evidence().get(check.fact)
            assert fact.contains(english[str(check.filters["part"])])
            assert fact.contains("B1")


def test_the_message_counts_what_lies_inside(tmp_path: Path) -> None:
    result = write_made_up(tmp_path, number=30)
    chart = checks_chart(ResultData(result), texts_in("nl"))
    assert isinstance(chart, IntervalChart)
    assert len(chart.rows) == len(CHECKS)
    inside = [r.key for r in chart.rows if r.norm is not None and r.low <= r.norm <= r.high]
    assert 0 < len(inside) < len(chart.rows)
    assert "z_route" not in inside  # made up at a half; the Court of Audit counted a third
    numbers = [int(number) for number in re.findall(r"\d+", chart.message)]
    assert numbers == [len(chart.rows), len(inside)]
    published = {row.key: row.norm for row in chart.rows}
    assert published["z_route"] == pytest.approx(0.32)
