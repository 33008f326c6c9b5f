"""The figures on the first page are those of the model as it is now."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dashboard.base import FILE, STOCKS, shipped_base
from dashboard.ship_base import compute
from experiments.store.disk import digest_of
from simulation.record import MONTHLY_COLUMNS


def test_the_shipped_figures_are_current(tmp_path: Path) -> None:
    """Fails where outcomes changed: renew them with `python -m dashboard.ship_base`."""
    made = compute(tmp_path)
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    for part in ("bands", "changes"):
        assert made[part].keys() == kept[part].keys()
        for name, rows in made[part].items():
            ours, theirs = (np.array(r, dtype=np.float64) for r in (rows, kept[part][name]))
            np.testing.assert_allclose(ours, theirs, rtol=1e-6, err_msg=name)
    assert len(made["figures"]) == len(kept["figures"])
    for new, old in zip(made["figures"], kept["figures"], strict=True):
        assert (new["name"], new["filter"]) == (old["name"], old["filter"])
        for edge in ("median", "low", "high"):
            assert new[edge] == pytest.approx(old[edge], rel=1e-6, nan_ok=True), new["name"]


def test_the_digest_is_that_of_the_figures() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    digest = kept.pop("digest")
    assert digest == digest_of(kept)
    kept["seed"] += 1
    assert digest != digest_of(kept)


def test_what_the_first_page_needs_is_there() -> None:
    base = shipped_base()
    assert base.bands.keys() == STOCKS.keys()
    assert {column for columns in STOCKS.values() for column in columns} <= set(MONTHLY_COLUMNS)
    for name in ("lopend", "wacht_les"):
        low, middle, high = base.bands[name]
        assert (low <= middle).all()
        assert (middle <= high).all()
        assert base.bands[name].shape == (3, base.months)
    assert base.figure("fulfilled_in_term", clock="pip", at=60).unit == "share"
    with pytest.raises(KeyError):
        base.figure("fulfilled_in_term", clock="pip", at=61)
