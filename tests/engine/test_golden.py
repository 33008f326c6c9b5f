"""The base setup gives what it gave; if not, somebody has to look and agree (see golden.py)."""

from __future__ import annotations

import pytest

from tests.engine import golden

RENEW = "meant? then: python tests/engine/renew_golden.py"


@pytest.mark.parametrize("replication", golden.REPLICATIONS)
def test_the_base_setup_gives_what_it_gave(replication: int) -> None:
    now, then = golden.outcome(replication), golden.stored()["replications"][str(replication)]
    for name, number in then.items():
        if name != "digest":
            assert now[name] == number, f"{name}; {RENEW}"
    assert now == then, RENEW


def test_the_file_is_of_this_setup() -> None:
    kept = golden.stored()
    assert kept["setup"] == golden.SETUP
    assert kept["seed"] == golden.SEED
    assert list(kept["replications"]) == [str(number) for number in golden.REPLICATIONS]
