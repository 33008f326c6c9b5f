"""Fitting with the real engine on a reduced problem: recovery, repetition, resuming, refinement."""

from pathlib import Path

import numpy as np
import pytest

from calibration.fit.parameters import draw_with, values_of
from calibration.fit.scales import to_scale
from calibration.targets import TargetSet, read_targets
from experiments.calibrate.fit import FitRequest, fit
from experiments.calibrate.simulate import simulate_targets
from simulation.posterior import PosteriorError, read_posterior

SCALE = 60.0
MEMBERS = 48
HEADER = (
    "id,observable,region,doelgroep,cohort_clock,cohort_from,cohort_until,clock,at,value,low,high,"
    "unit,use"
)
MONTHS = (12, 24, 36)


def targets_of(values: tuple[float, ...], use: str = "calibrate") -> TargetSet:
    rows = [
        f"m{at},employed,nederland,asiel,permit,2014-01,2015-12,permit,{at},{v:.4f},"
        f"{max(v - 0.02, 0):.4f},{v + 0.02:.4f},share,{use}"
        for at, v in zip(MONTHS, values, strict=True)
    ]
    return read_targets("small", "\n".join([HEADER, *rows]).encode())


TRUTH = {"werk.base_hazard": 1.0, "werk.slope": 0.5}


def made_up() -> tuple[float, ...]:
    """What the model itself gives at known scores, over some worlds."""
    asked = targets_of((0.1, 0.2, 0.3))
    draw = draw_with(values_of(TRUTH), 1, 0)
    values = simulate_targets(asked.rows, lambda _: draw, 12, 77, 2, SCALE).values
    return tuple(np.nanmean(values, axis=0).tolist())


@pytest.fixture(scope="module")
def request_() -> FitRequest:
    return FitRequest(targets_of(made_up()), "werk", 1, MEMBERS, SCALE)


@pytest.fixture(scope="module")
def answer(request_: FitRequest, tmp_path_factory: pytest.TempPathFactory):
    return fit(request_, tmp_path_factory.mktemp("fit"), 2)


def test_what_made_the_targets_is_recovered(request_: FitRequest, answer) -> None:
    """The rows tell the hazard times the market, no more: of that product the truth is known."""
    level = ("werk.base_hazard", "werk.tightness@2013-01")
    scores = np.array([answer.scores[name] for name in level])
    prior_log = [np.log([values_of({n: 0.0})[n], values_of({n: 1.0})[n]]) for n in level]
    slopes = np.array([b - a for a, b in prior_log])
    product = slopes @ scores
    truth = slopes[0] * TRUTH["werk.base_hazard"]
    assert abs(product.mean() - truth) < 2.5 * product.std()
    assert product.std() < 0.8 * float(np.hypot(*slopes))
    assert answer.told[0].misfit_after < answer.told[0].misfit_before


def test_the_same_command_gives_the_same_digest(
    request_: FitRequest, answer, tmp_path: Path
) -> None:
    assert fit(request_, tmp_path, 1).digest == answer.digest


def test_a_stopped_fit_goes_on_to_the_same_digest(
    request_: FitRequest, answer, tmp_path: Path
) -> None:
    def stop(done: int, of: int) -> None:
        kept = list(tmp_path.glob("calibrate/*/werk-0.npy"))
        if kept and done > 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(request_, tmp_path, 2, progress=stop)
    assert list(tmp_path.glob("calibrate/*/werk-0.npy"))
    assert not list(tmp_path.glob("calibrate/*/draws.parquet"))
    assert fit(request_, tmp_path, 2).digest == answer.digest


def test_a_damaged_generation_is_done_again(request_: FitRequest, answer, tmp_path: Path) -> None:
    fit(request_, tmp_path, 2)
    kept = next(tmp_path.glob("calibrate/*/werk-1.npy"))
    kept.write_bytes(kept.read_bytes()[:100])
    assert fit(request_, tmp_path, 2).digest == answer.digest


def test_another_seed_gives_other_draws(request_: FitRequest, answer, tmp_path: Path) -> None:
    other = FitRequest(request_.targets, "werk", 2, MEMBERS, SCALE)
    assert fit(other, tmp_path, 2).digest != answer.digest


def test_rows_for_testing_change_nothing(request_: FitRequest, answer, tmp_path: Path) -> None:
    """The same file with one row more, to test: the ensemble is the same number for number."""
    values = tuple(target.value for target in request_.targets.rows)
    tested = targets_of((0.9, 0.9, 0.9), "validate")
    both = TargetSet("small", (*targets_of(values).rows, *tested.rows))
    again = fit(FitRequest(both, "werk", 1, MEMBERS, SCALE), tmp_path, 2)
    for name, scores in answer.scores.items():
        assert (again.scores[name] == scores).all()


def test_the_draws_can_be_read_back_and_damage_is_seen(answer, tmp_path: Path) -> None:
    posterior = read_posterior(answer.folder)
    assert len(posterior) == MEMBERS
    assert "werk.base_hazard" in posterior.fitted
    for name in ("draws.parquet", "posterior.json"):
        (tmp_path / name).write_bytes((answer.folder / name).read_bytes())
    content = bytearray((tmp_path / "draws.parquet").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "draws.parquet").write_bytes(bytes(content))
    with pytest.raises(PosteriorError, match="damaged"):
        read_posterior(tmp_path)
    with pytest.raises(PosteriorError, match="no posterior"):
        read_posterior(tmp_path / "elsewhere")


def test_threads_and_order_change_no_outcome() -> None:
    asked = targets_of((0.1, 0.2, 0.3))

    def draw_of(member: int):
        return draw_with(values_of({"werk.slope": member / 4}), 1, member)

    one = simulate_targets(asked.rows, draw_of, 4, 5, 1, SCALE)
    two = simulate_targets(asked.rows, draw_of, 4, 5, 2, SCALE)
    assert (one.values == two.values).all() and (one.counts == two.counts).all()
    assert np.isfinite(to_scale(one.values, ["share"] * 3)).all()
