"""What a result says of itself: the question, what answered it, on what, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from experiments import provenance
from experiments.calibrated import is_calibrated
from experiments.runner.request import RunKey
from experiments.scenario.model import Scenario, dated
from experiments.scenario.policies import is_unlawful
from experiments.scenario.setups import setup_of
from experiments.store.disk import digest_of
from experiments.store.results import SCHEMA

NORMS = ("huisvesting.norm_weeks", "pip.deadline_weeks", "aanbod.offer_weeks")
"""Parameters that charts hold a wait against; the manifest says what they were."""


@dataclass(frozen=True)
class Times:
    """When runs were simulated, and by how many workers."""

    started: datetime
    simulating: float
    warming_up: float
    workers: int

    def content(self) -> dict[str, Any]:
        """Return them as plain values; the end is now."""
        return {
            "started": self.started.isoformat(timespec="seconds"),
            "ended": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds_simulating": round(self.simulating, 3),
            "seconds_warming_up": round(self.warming_up, 3),
            "workers": self.workers,
        }


def answered_by(key: RunKey, command: Sequence[str], times: Times) -> dict[str, Any]:
    """Return what every manifest has: id, command, digests, versions, source, machine, times."""
    return {
        "schema": SCHEMA,
        "id": key.run_id,
        "key": key.digest,
        "command": list(command),
        "calibrated": is_calibrated(_parameters_of(key)),
        "digests": key.facts | {"constraints": provenance.constraints_digest()},
        "versions": provenance.versions(),
        "source": provenance.source_state(),
        "machine": provenance.machine_class(),
        "times": times.content(),
        "monthly": list(key.content["outputs"]["monthly"]),
        "accounts": list(key.content["outputs"]["accounts"]),
    }


def _parameters_of(key: RunKey) -> str:
    """The kind of parameters of a run, or of a batch."""
    return str(key.content.get("design", key.content)["parameters"])


def about_scenario(scenario: Scenario) -> dict[str, Any]:
    """Return what a manifest says of its scenario, or of a batch's first: what was measured."""
    from simulation.engine import observables_of
    from simulation.inflow import INFLOWS

    setup = setup_of(scenario)
    inflow = INFLOWS[scenario.inflow.source]
    asked = observables_of(setup)
    return {
        "inflow": {"source": scenario.inflow.source, "nl": inflow.title_nl, "en": inflow.title_en},
        "norms": norms_of(scenario),
        "price_year": price_year_of(scenario),
        "buiten_de_wet": is_unlawful(scenario),
        "municipalities": [g.name for g in setup.region.gemeenten],
        "headlines": [o.key for o in asked if o.headline],
        "observables": [
            {"key": o.key, "name": o.name, "filter": dict(o.filter), "unit": o.unit} for o in asked
        ],
    }


def price_year_of(scenario: Scenario) -> int:
    """Return the year in whose prices cost per person stands."""
    from simulation.parameters import load_registry

    name = "geld.price_year"
    own = dated(scenario.parameters.get(name, {}))
    return int(next(iter(own.values()), load_registry()[name].at(scenario.start_month)))


def norms_of(scenario: Scenario) -> dict[str, float]:
    """Return the norms in force in the first month, with the scenario's own values."""
    from simulation.parameters import load_registry

    registry = load_registry()
    norms = {}
    for name in NORMS:
        own = dated(scenario.parameters.get(name, {}))
        begun = [month for month in own if month <= scenario.start_month]
        norms[name] = own[max(begun)] if begun else registry[name].at(scenario.start_month)
    return norms


def told_by_runs(runs: Iterable[pa.Table]) -> dict[str, Any]:
    """Return what follows from the tables `runs` of all shards, in order.

    outcome_digest: sha256 over the digests of all runs, in their order; it does not depend on how
    they were cut in shards, on which machine or after how many interruptions. effects: the shares
    of person-months with an effect of a policy, and with more than one.
    """
    digests: list[str | None] = []
    failed = months = affected = stacked = 0
    for table in runs:
        digests += table["digest"].to_pylist()
        failed += table["digest"].null_count
        months += _total(table, "person_months")
        affected += _total(table, "affected")
        stacked += _total(table, "stacked")
    return {
        "worlds": len(digests),
        "failed_worlds": failed,
        "outcome_digest": digest_of(digests),
        "effects": {"affected": affected / max(months, 1), "stacked": stacked / max(months, 1)},
        "person_months": months,
    }


def _total(table: pa.Table, name: str) -> int:
    return int(np.nansum(table[name].to_numpy(zero_copy_only=False).astype(np.float64)))


def request_of(
    content: Mapping[str, Any], scenario: Scenario, name: str, draws: int
) -> dict[str, Any]:
    """Return the request as a manifest tells it."""
    return {
        "scenario": name,
        "seed": content["seed"],
        "replications": content["replications"],
        "parameters": content["parameters"],
        "draws": draws,
        "start": scenario.start,
        "until": scenario.until,
        "months": scenario.months,
    }
