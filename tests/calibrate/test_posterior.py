"""The draws that are shipped: whole, fitted on these priors, on no row for testing, and usable."""

import json
from pathlib import Path

import numpy as np
import pytest

from calibration.fit.parameters import fitted_in, load_fit_parameters
from calibration.targets import load_targets
from calibration.targets.target import LAYERS
from simulation.parameters import load_registry
from simulation.posterior import PosteriorError, fitted_steps, load_posterior
from tests.experiments.command import doorstroom

POSTERIOR = load_posterior()


def test_it_was_fitted_on_rows_for_fitting_and_on_none_for_testing() -> None:
    targets = load_targets()
    assert set(POSTERIOR.about["fitted_on"]) == {row.id for row in targets.of_use("calibrate")}
    assert not set(POSTERIOR.about["fitted_on"]) & {row.id for row in targets.of_use("validate")}
    assert POSTERIOR.about["targets_digest"] == targets.digest


def test_every_fitted_number_is_in_it_and_no_local_one() -> None:
    assert {p.id for p in fitted_in(LAYERS)} <= set(POSTERIOR.fitted)
    assert set(POSTERIOR.fitted) <= {p.id for p in load_fit_parameters() if p.layer in LAYERS}


def test_draws_are_finite_and_differ() -> None:
    assert np.isfinite(POSTERIOR.values).all() and len(POSTERIOR) >= 200
    assert len(np.unique(POSTERIOR.values, axis=0)) == len(POSTERIOR)


def test_a_draw_takes_what_was_fitted_and_leaves_the_rest_to_the_prior() -> None:
    registry = load_registry()
    drawn, prior = (registry.draw(kind, seed=1, index=5) for kind in ("posterior", "prior"))
    row = POSTERIOR.row(5)
    assert drawn.steps["werk.slope"] == tuple(sorted(row["werk.slope"].items()))
    rest = set(registry) - set(row)
    assert all(drawn.steps[name] == prior.steps[name] for name in rest)
    assert drawn.digest != prior.digest


def test_other_priors_refuse_it_by_name() -> None:
    digests = {name: found.prior_digest for name, found in load_registry().items()}
    assert fitted_steps(0, digests)
    with pytest.raises(PosteriorError, match=r"werk\.slope"):
        fitted_steps(0, digests | {"werk.slope": "another"})


def test_the_page_names_its_command() -> None:
    page = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text("utf-8")
    assert POSTERIOR.about["command"] in page


def test_the_report_is_of_these_draws_and_all_rows() -> None:
    report = (Path(__file__).parents[2] / "docs" / "validation.md").read_text("utf-8")
    assert "Parameters: calibrated" in report
    missing = [row.id for row in load_targets().rows if f"\n| {row.id} |" not in report]
    assert missing == []


def test_a_run_on_the_fitted_draws_says_so(tmp_path: Path) -> None:
    asked = ("run", "base", "--parameters", "posterior", "-r", "2", "--json", "--no-charts")
    found = doorstroom(*asked, store=tmp_path)
    assert found.returncode == 0, found.stderr
    answer = json.loads(found.stdout)
    assert answer["meta"]["calibrated"] is True
    other = json.loads(
        doorstroom("run", "base", "-r", "2", "--json", "--no-charts", store=tmp_path).stdout
    )
    assert other["meta"]["calibrated"] is False
    assert other["meta"]["id"] != answer["meta"]["id"]
