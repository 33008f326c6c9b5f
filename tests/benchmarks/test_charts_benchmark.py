"""The benchmark of charts measures what it says, on a real result."""

from __future__ import annotations

from benchmarks import charts


def test_it_draws_every_form_of_a_real_result_and_tells_seconds() -> None:
    measured = charts.measure(short=True)
    assert set(charts.MEANINGS) <= set(measured)
    assert all(measured[name] > 0 for name in charts.MEANINGS)
    assert measured["worlds"] == 12
