"""Histories beside levers are the evidence's own numbers, of the year that the evidence says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import calibration
from calibration.evidence import load_evidence
from dashboard.groups import tab_of
from dashboard.history import BESIDE, HOUSED, INFLOW, PASS_MARK, RECEPTION, histories, sources
from dashboard.quantities import source_in
from dashboard.texts import words_in
from experiments.policy_facts import policy_facts

NAMES = (INFLOW, HOUSED, RECEPTION, PASS_MARK)
REGION = "midden-twente"


def observed_at() -> dict[str, str]:
    path = Path(calibration.__file__).parent / "data" / "observations.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {row["id"]: f"{row['cohort_or_period']} {row['observed_at']}" for row in rows}


@pytest.mark.parametrize("name", NAMES)
def test_a_history_holds_the_numbers_of_the_evidence(name: str) -> None:
    found = histories(name, REGION)
    assert found
    for one in found:
        assert len(one.points) >= 2
        assert [p.at for p in one.points] == sorted(p.at for p in one.points)
        if name != INFLOW:  # which is scaled to the region
            assert [p.value for p in one.points] == [
                load_evidence().get(p.ref).number for p in one.points
            ]
    assert all(source_in(key, "nl") != key for key in sources(found))
    for lang in ("nl", "en"):
        assert f"history.{name}" in words_in(lang)


@pytest.mark.parametrize("name", [RECEPTION, HOUSED, INFLOW])
def test_a_point_stands_in_its_year(name: str) -> None:
    when = observed_at()
    for one in histories(name, REGION):
        for point in one.points:
            seen = when[point.ref.removeprefix("observations:")]
            assert point.when[:4] in seen, (point, seen)


def test_the_inflow_is_the_share_of_the_region() -> None:
    asiel = next(one for one in histories(INFLOW, REGION) if one.line == "asiel")
    national = [load_evidence().get(point.ref).number for point in asiel.points]
    shares = {
        round(point.value / of, 9)
        for point, of in zip(asiel.points, national, strict=True)
        if of is not None
    }
    assert len(shares) == 1
    assert 0 < shares.pop() < 0.05


def test_every_history_beside_a_policy_has_its_kind() -> None:
    kinds = {facts["kind"] for facts in policy_facts("nl")}
    assert BESIDE.keys() <= kinds
    assert all(tab_of(facts) for facts in policy_facts("nl"))
