from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from experiments.design.check import checked_cells
from experiments.design.design import Design
from experiments.design.files import load_design
from experiments.errors import InputProblems
from experiments.scenario.files import load_scenario

START = """\
format: 1
name: proef
scenarios: [base]
replications: 4
"""
LEVERS = """\
levers:
  z_route_capaciteit.plaatsen: {values: [0, 60], from: 2025-01}
  lessen.b1_hours_week: {values: [8, 9, 12]}
"""


def written(folder: Path, text: str, name: str = "design.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def design_of(folder: Path, text: str) -> Design:
    return load_design(written(folder, text)).design


def codes(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(InputProblems) as wrong:
        load_design(written(folder, text))
    return [(problem.code, problem.field) for problem in wrong.value.problems]


def test_the_example_is_a_design() -> None:
    root = Path(__file__).resolve().parents[2]
    design = load_design(str(root / "docs/examples/design.yaml")).design
    assert (design.cells, design.runs) == (6, 96)


def test_every_cell_turns_its_levers_and_nothing_else(tmp_path: Path) -> None:
    design = design_of(tmp_path, START + LEVERS)
    assert design.cells == 6
    base = load_scenario("base").scenario
    for number in range(6):
        scenario, cell = design.scenario(number), design.cell(number)
        places, hours = cell.values
        (policy,) = scenario.policies
        assert policy == {"kind": "z_route_capaciteit", "from": "2025-01", "plaatsen": places}
        assert scenario.parameters == {"lessen.b1_hours_week": hours}
        same = {"policies": base.policies, "parameters": base.parameters}
        assert scenario.model_copy(update=same) == base


def test_a_policy_of_the_scenario_keeps_its_other_settings(tmp_path: Path) -> None:
    text = START.replace("base", "duale-trajecten") + (
        "levers:\n  duale_trajecten.plaatsen: {values: [10, 20]}\n"
    )
    before = load_scenario("duale-trajecten").scenario.policies
    design = design_of(tmp_path, text)
    for number, places in enumerate((10, 20)):
        after = design.scenario(number).policies
        assert after == [before[0] | {"plaatsen": places}, *before[1:]]
    assert load_scenario("duale-trajecten").scenario.policies == before


def test_runs_are_numbered_cell_by_cell_and_draws_are_shared(tmp_path: Path) -> None:
    design = design_of(tmp_path, START + LEVERS + "draws: 3\n")
    assert [design.place(n) for n in (0, 3, 4, 23)] == [(0, 0, 0), (0, 3, 0), (1, 0, 0), (5, 3, 0)]


def test_scenarios_beside_the_design_are_found(tmp_path: Path) -> None:
    own = load_scenario("base").path.read_text().replace("name: base", "name: eigen")
    written(tmp_path, own, "eigen.yaml")
    design = design_of(tmp_path, START.replace("[base]", "[base, eigen.yaml]") + LEVERS)
    assert [design.cell(n).scenario for n in (0, 5, 6, 11)] == ["base", "base", "eigen", "eigen"]


def test_a_file_of_points_may_have_its_columns_in_any_order(tmp_path: Path) -> None:
    rows = "lessen.b1_hours_week,z_route_capaciteit.plaatsen\n9,15\n12,30\n\n10,0\n"
    written(tmp_path, rows, "punten.csv")
    design = design_of(tmp_path, START + LEVERS + "sampling: {method: table, file: punten.csv}\n")
    assert [design.cell(n).values for n in range(design.cells)] == [(15, 9), (30, 12), (0, 10)]


def test_points_can_be_spread_over_ranges(tmp_path: Path) -> None:
    levers = (
        "levers:\n"
        "  z_route_capaciteit.plaatsen: {low: 0, high: 60, whole: true, from: 2025-01}\n"
        "  lessen.b1_hours_week: {low: 8, high: 14}\n"
    )
    design = design_of(tmp_path, START + levers + "sampling: {method: latin, points: 10}\n")
    values = [design.cell(n).values for n in range(design.cells)]
    assert len(set(values)) == 10
    assert all(v[0].is_integer() and 0 <= v[0] <= 60 and 8 <= v[1] <= 14 for v in values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("design-empty", "")]),
        (START.replace("format: 1", "format: 2"), [("other-format", "format")]),
        (START + "replicatons: 3\n", [("unknown-field", "replicatons")]),
        (START + "levers:\n  plaatsen: {values: [1]}\n", [("lever-unknown", "levers.plaatsen")]),
        (
            START + "levers:\n  lessen.b1_hours_week: {low: 8}\n",
            [("lever-form", "levers.lessen.b1_hours_week")],
        ),
        (
            START + "levers:\n  lessen.b1_hours_week: {low: 9, high: 8}\n",
            [("low-above-high", "levers.lessen.b1_hours_week")],
        ),
        (
            START + "levers:\n  lessen.attendance: {values: [0.5, 1.5]}\n",
            [("lever-bounds", "levers.lessen.attendance")],
        ),
        (
            START + "levers:\n  lessen.b1_hours_week: {low: 8, high: 9}\n",
            [("lever-needs-values", "levers.lessen.b1_hours_week")],
        ),
        (
            START + "levers:\n  z_route_capaciteit.plaatsen: {values: [9]}\n",
            [("lever-needs-from", "levers.z_route_capaciteit.plaatsen")],
        ),
        (
            START + LEVERS + "sampling: {method: sobol, points: 12}\ndraws: 5\n",
            [("sampling-sobol", "sampling.points"), ("design-draws", "draws")],
        ),
        (START + LEVERS + "sampling: {method: latin}\n", [("missing-field", "sampling.points")]),
        (START + LEVERS + "sampling: {points: 9}\n", [("sampling-unused", "sampling.points")]),
        (START + "sampling: {method: latin, points: 9}\n", [("sampling-no-levers", "levers")]),
        (START.replace("[base]", "[base, base]"), [("design-twice", "scenarios.1")]),
        (START.replace("[base]", "[basis]"), [("unknown-scenario", "")]),
        (
            START + "levers:\n  intensiteit.uren_week: {values: [8, 50], from: 2025-01}\n",
            [("lever-bounds", "levers.intensiteit.uren_week")],
        ),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, expected: list[Any]) -> None:
    found = codes(tmp_path, text)
    assert [code for code, _ in found] == [code for code, _ in expected]
    assert all(field in told for (_, told), (_, field) in zip(found, expected, strict=True))


def test_a_design_of_a_thousand_million_runs_is_refused_at_once(tmp_path: Path) -> None:
    values = ", ".join(str(v) for v in range(1, 11))
    levers = "levers:\n" + "".join(
        f"  {name}: {{values: [{values}]}}\n"
        for name in ("lessen.b1_hours_week", "lessen.z_hours_week", "pip.deadline_weeks")
    )
    with pytest.raises(InputProblems) as wrong:
        design_of(
            tmp_path,
            START.replace("4", "100000") + levers + "  lessen.b1_hours_total: "
            f"{{values: [{values}]}}\n",
        )
    (problem,) = wrong.value.problems
    assert problem.code == "design-too-big"
    assert problem.details["runs"] == 10**9


def test_a_scenario_that_cannot_work_is_told_before_anything_runs(tmp_path: Path) -> None:
    text = START + "levers:\n  intensiteit.uren_week: {values: [8, 39.5], from: 2025-13}\n"
    assert ("bad-month", "levers.intensiteit.uren_week.from") in codes(tmp_path, text)
    late = START + "levers:\n  wet.in_force: {values: [300]}\n"
    assert codes(tmp_path, late)


def test_points_with_mistakes_are_told_by_their_line(tmp_path: Path) -> None:
    design = START + LEVERS + "sampling: {method: table, file: punten.csv}\n"
    written(tmp_path, "lessen.b1_hours_week,plaatsen\n", "punten.csv")
    assert codes(tmp_path, design) == [
        ("points-column", "z_route_capaciteit.plaatsen"),
        ("points-unknown", "plaatsen"),
    ]
    head = "lessen.b1_hours_week,z_route_capaciteit.plaatsen\n"
    written(tmp_path, head + "9,1\n9,x\n9\n", "punten.csv")
    with pytest.raises(InputProblems) as wrong:
        design_of(tmp_path, design)
    assert [(p.code, p.line) for p in wrong.value.problems] == [
        ("points-row", 3),
        ("points-row", 4),
    ]
    written(tmp_path, head, "punten.csv")
    assert codes(tmp_path, design) == [("points-none", "")]


def test_a_large_design_is_checked_at_an_even_spread() -> None:
    assert checked_cells(3) == [0, 1, 2]
    found = checked_cells(10**9)
    assert (found[0], found[-1], len(found)) == (0, 10**9 - 1, 500)


@pytest.mark.parametrize(
    "change",
    ["seed: 2\n", "draws: 2\n", "parameters: point\n", LEVERS, LEVERS.replace("60", "61")],
)
def test_another_design_has_another_key(tmp_path: Path, change: str) -> None:
    from experiments.runner.request import key_of_sweep, sweep_outputs

    def key(text: str) -> str:
        design = design_of(tmp_path, text)
        return key_of_sweep(design, sweep_outputs(design)).run_id

    keys = {key(START), key(START + change), key(START + LEVERS)}
    assert len(keys) == (2 if change == LEVERS else 3)
    assert key(START) == key(START)


def test_mistakes_of_form_do_not_hide_those_of_names(tmp_path: Path) -> None:
    text = (
        "format: 1\nname: Bad Name\nscenarios: [bse]\nreplications: -2\nfoo: 3\n"
        "levers:\n  z_route_capaciteit.plaatzen: {values: [1, 2]}\n"
    )
    fields = [field for _, field in codes(tmp_path, text)]
    assert {"name", "replications", "foo"} < set(fields)
    assert "levers.z_route_capaciteit.plaatzen" in fields
    assert len(fields) == 5
