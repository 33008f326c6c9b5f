"""What is fitted and under which prior; scores, values and dated steps; never a row for testing."""

from dataclasses import replace

import pytest

from calibration.fit.assimilation import (
    LAYERS,
    STAGES,
    FittedOnTest,
    next_scores,
    stage_of,
    stages_of,
)
from calibration.fit.keyed import normals
from calibration.fit.parameters import (
    LOCAL,
    columns_of,
    draw_with,
    fitted_in,
    load_fit_parameters,
    steps_of,
    values_of,
)
from calibration.targets import load_targets
from simulation.parameters import BEGIN, load_registry

PARTS_OF_THE_RATE = (
    *("lessen.attendance", "lessen.self_study", "lessen.hours_level_high"),
    *("lessen.hours_level_middle", "lessen.hours_level_low", "lessen.hours_level_alfa"),
)


def test_no_stage_is_fitted_on_a_row_for_testing() -> None:
    targets = load_targets()
    for name in STAGES:
        for stage in stages_of(name, targets):
            assert all(target.use == "calibrate" for target in stage.targets)


def test_a_row_for_testing_that_is_offered_is_refused() -> None:
    targets = load_targets()
    stage = stage_of("werk", targets, 1.0)
    smuggled = replace(stage, targets=(*stage.targets, targets.of_use("validate")[0]))
    scores = normals(1, 10, smuggled.columns)
    values = normals(1, 10, [target.id for target in smuggled.targets])
    with pytest.raises(FittedOnTest):
        next_scores(smuggled, 0, scores, values, 1)


def test_information_counts_once() -> None:
    for name in (*LAYERS, "samen"):
        by_row: dict[str, float] = {}
        for stage in stages_of(name, load_targets()):
            for target in stage.targets:
                by_row[target.id] = by_row.get(target.id, 0.0) + stage.share
        assert set(by_row.values()) == {1.0}


def test_one_learning_rate_is_fitted_and_its_parts_are_held() -> None:
    held = {p.column for p in load_fit_parameters() if p.held}
    assert set(PARTS_OF_THE_RATE) <= held
    assert "lessen.efficiency" in {p.column for p in fitted_in(("taal",))}


def test_a_prior_made_of_a_fitted_row_is_weaker_than_registered() -> None:
    for found in load_fit_parameters():
        registered = load_registry()[found.id]
        if found.note.startswith("weak") and registered.low is not None and not found.held:
            assert found.prior.low <= registered.low and found.prior.high >= registered.high


@pytest.mark.parametrize("found", load_fit_parameters(), ids=lambda p: p.column)
def test_scores_and_values_go_both_ways(found) -> None:
    if found.held:
        assert found.value(1.0) == found.middle
    else:
        for score in (-2.0, -0.5, 0.0, 1.0, 2.5):
            assert found.score(found.value(score)) == pytest.approx(score, abs=1e-3)


def test_a_column_moves_later_values_in_proportion_and_a_dated_one_only_its_own() -> None:
    inflow = "instroom.asiel_voor_2022"
    base = dict(load_registry()[inflow].value)
    plain = dict(steps_of({inflow: base[BEGIN] * 2})[inflow])
    assert plain == {month: value * 2 for month, value in base.items()}
    dated = dict(steps_of({"werk.tightness@2013-01": 0.5})["werk.tightness"])
    assert dated[156] == 0.5
    registered = dict(load_registry()["werk.tightness"].value)
    assert {month: value for month, value in dated.items() if month != 156} == registered


def test_local_columns_are_left_to_their_prior_unless_asked() -> None:
    local = {p.column for p in fitted_in((LOCAL,))}
    assert local
    assert not local & set(values_of({}))
    assert set(values_of({"aanbod.slack_b1": 0.0})) & local == {"aanbod.slack_b1"}


def test_a_member_keeps_the_prior_of_what_is_not_fitted() -> None:
    draw = draw_with(values_of({}), 1, 3)
    prior = load_registry().draw("prior", seed=1, index=3)
    fitted = {p.id for p in load_fit_parameters()}
    assert all(draw.steps[name] == prior.steps[name] for name in prior.steps if name not in fitted)


def test_a_file_of_draws_names_every_dated_value() -> None:
    names, values = columns_of([values_of({}), values_of({"werk.slope": 1.0})])
    assert {"werk.tightness", "werk.tightness@2013-01", "werk.tightness@2023-01"} <= set(names)
    place = names.index("werk.slope")
    assert values[1, place] > values[0, place]
