"""Policies, worlds and one's own inflow in a scenario file: read, checked, kept in the run id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments.errors import InputProblems, Problem
from experiments.runner.request import RunRequest, key_of
from experiments.scenario.files import check_document, list_shipped, load_scenario
from experiments.scenario.model import Scenario
from experiments.scenario.policies import is_unlawful, policies_of
from experiments.scenario.setups import setup_of
from experiments.scenario.template import json_schema
from experiments.scenario.yaml_reader import read_yaml
from experiments.texts import texts_in
from simulation.inflow import Shock
from simulation.months import parse_month
from simulation.policies import kinds
from simulation.policy import FORBIDDEN, Policy, Target
from tests.experiments.command import doorstroom

GOOD = """\
format: 1
name: proef
title:
  nl: Proef
region: midden-twente
start: 2022-01
until: 2026-12
inflow:
  source: landelijk
"""
SHIPPED = (
    "duale-trajecten z-route-ruim z-route-krap b1-route-ruim vroege-start sneller-huisvesten "
    "intensief-12 intensief-16 terugval-streng terugval-soepel meer-klantmanagers hoge-instroom "
    "lage-instroom iedereen-z combinatie samen-inkopen apart-inkopen oude-wet"
).split()


def load(text: str, folder: Path = Path()) -> Scenario:
    return check_document(read_yaml(text, "proef.yaml"), folder / "proef.yaml").scenario


def problems_of(text: str, folder: Path = Path()) -> list[Problem]:
    with pytest.raises(InputProblems) as wrong:
        load(text, folder)
    return list(wrong.value.problems)


def block(*lines: str) -> str:
    return GOOD + "policies:\n  - " + "\n    ".join(lines) + "\n"


# -- policies ------------------------------------------------------------------------------------


def test_a_block_becomes_a_policy() -> None:
    text = block(
        "kind: duale_trajecten",
        "from: 2025-01",
        "until: 2026-06",
        "ramp_months: 6",
        "target: {gemeenten: hengelo, sex: [f], age_from: 18, education: [laag, midden]}",
        "aandeel: 0.25",
        "plaatsen: 40",
    )
    target = Target(gemeenten=("hengelo",), sex=("f",), age_from=18, education=("laag", "midden"))
    expected = Policy(
        "duale_trajecten",
        parse_month("2025-01"),
        until=parse_month("2026-06"),
        ramp_months=6,
        target=target,
        values={"aandeel": 0.25, "plaatsen": 40.0},
    )
    assert policies_of(load(text)) == (expected,)
    assert setup_of(load(text)).policies == (expected,)


def test_a_switch_may_be_written_as_yes_or_no() -> None:
    text = block("kind: intensiteit", "from: 2025-01", "uren_week: 12", "totaal_vast: false")
    assert policies_of(load(text))[0].values == {"uren_week": 12.0, "totaal_vast": 0.0}


def test_everything_wrong_with_policies_is_told_at_once() -> None:
    text = (
        GOOD
        + """\
policies:
  - kind: duale_trajekten
    from: 2025-01
  - kind: duale_trajecten
    from: 2025-13
    aandel: 0.3
    target: {herkomst: syria, sekse: m, sex: 3}
  - kind: terugvaloptie
    from: 2025-01
    min_uren: 400
  - kind: terugvaloptie
    from: 2025-01
    until: 2024-01
    wisselvenster: 24
    buiten_de_wet: true
    target: {gemeenten: [hengelo, enschede], sex: m}
  - from: 2025-01
  - kind: caseload
    ramp_months: zes
    fte: veel
    buiten_de_wet: ja
  - kind: intensiteit
    from: 2025-01
  - kind: z_route_capaciteit
    from: 2025-01
    relatief: -3
  - kind: vroege_start
    from: 2025-01
    pip_in_opvang: 0.5
  - kind: duale_trajecten
    from: 2025-01
    target: {age_from: 40, age_until: 30, literacy: arabisch}
  - los
  - {kind: regionale_inkoop, from: 2025-01, pool: 0.5}
  - kind: ontzorgen
    from: 2025-01
    maanden: 3
"""
    )
    found = [(p.line, p.field, p.code, p.nearest) for p in problems_of(text)]
    assert found == [
        (11, "policies.0.kind", "policy-kind", "duale_trajecten"),
        (14, "policies.1.from", "bad-month", None),
        (15, "policies.1.aandel", "policy-setting", "aandeel"),
        (16, "policies.1.target.herkomst", "policy-forbidden", None),
        (16, "policies.1.target.sekse", "unknown-field", None),
        (16, "policies.1.target.sex", "not-text", None),
        (19, "policies.2.min_uren", "policy-law-min", None),
        (22, "policies.3.until", "policy-until", None),
        (25, "policies.3.target.gemeenten", "not-among", None),
        (25, "policies.3.target.sex", "policy-target", None),
        (26, "policies.4.kind", "missing-field", None),
        (27, "policies.5.from", "missing-field", None),
        (28, "policies.5.ramp_months", "not-number", None),
        (29, "policies.5.fte", "not-number", None),
        (30, "policies.5.buiten_de_wet", "policy-yes-or-no", None),
        (31, "policies.6", "policy-empty", None),
        (35, "policies.7.relatief", "policy-bounds", None),
        (38, "policies.8.pip_in_opvang", "policy-switch", None),
        (41, "policies.9.target.literacy", "not-among", None),
        (41, "policies.9.target.age_until", "policy-ages", None),
        (42, "policies.10", "not-block", None),
        (43, "policies.11.pool", "policy-choice", None),
        (46, "policies.12.maanden", "policy-law-min", None),
    ]
    for lang in ("nl", "en"):
        for problem in problems_of(text):
            told = problem.as_json(texts_in(lang))
            assert told["what"] and told["next"] and "{" not in told["what"], problem.code


@pytest.mark.parametrize("word", FORBIDDEN)
@pytest.mark.parametrize("where", ["target", "block"])
def test_origin_nationality_and_religion_are_refused(word: str, where: str) -> None:
    line = f"target: {{{word}: x}}" if where == "target" else f"{word}: x"
    (problem,) = problems_of(block("kind: duale_trajecten", "from: 2025-01", line))
    assert problem.code == "policy-forbidden"
    told = problem.as_json(texts_in("en"))
    assert "origin, nationality or religion" in told["what"]


@pytest.mark.parametrize(
    ("kind", "setting", "value"),
    [("terugvaloptie", "min_uren", 300), ("terugvaloptie", "wisselvenster", 30)],
)
def test_beyond_the_law_only_knowingly_and_with_a_warning(
    kind: str, setting: str, value: int
) -> None:
    lines = (f"kind: {kind}", "from: 2025-01", f"{setting}: {value}")
    (problem,) = problems_of(block(*lines))
    assert problem.code.startswith("policy-law-")
    text = block(*lines, "buiten_de_wet: true")
    loaded = check_document(read_yaml(text, "p"), Path("p"))
    assert [w.code for w in loaded.warnings] == ["policy-outside-law"]
    assert is_unlawful(loaded.scenario)
    within = block(f"kind: {kind}", "from: 2025-01", "min_uren: 700", "buiten_de_wet: true")
    assert not is_unlawful(load(within))


def test_a_size_outside_its_prior_is_a_warning() -> None:
    text = block("kind: duale_trajecten", "from: 2025-01", "hazard_ratio: 4")
    loaded = check_document(read_yaml(text, "p"), Path("p"))
    assert [(w.code, w.line) for w in loaded.warnings] == [("outside-prior", 13)]


def test_the_run_id_includes_policies() -> None:
    ids = set()
    for aandeel in (None, 0.2, 0.3):
        lines = ["kind: duale_trajecten", "from: 2025-01"]
        text = GOOD if aandeel is None else block(*lines, f"aandeel: {aandeel}")
        ids.add(key_of(RunRequest(load(text), 1, 2, "point", 1)).run_id)
    assert len(ids) == 3


def test_the_schema_knows_every_kind_by_its_own_declaration() -> None:
    shapes = {
        shape["properties"]["kind"]["const"]: shape
        for shape in json_schema()["properties"]["policies"]["items"]["oneOf"]
    }
    assert set(shapes) == set(kinds())
    for name, kind in kinds().items():
        fields = shapes[name]["properties"]
        assert {setting.name for setting in kind.settings} < set(fields)
        assert set(fields.get("target", {}).get("properties", {})) == set(kind.targets)
    assert shapes["duale_trajecten"]["properties"]["aandeel"]["maximum"] == 1
    assert "rows" not in json_schema()["$defs"]["Inflow"]["properties"]


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_scenarios_with_policies(name: str) -> None:
    """Policies begin in 2025 in a world until 2031, so cohorts of 36 and 60 months exist."""
    scenario = load_scenario(name).scenario
    base = load_scenario("base").scenario
    assert (scenario.start, scenario.until, scenario.region) == (
        base.start,
        base.until,
        base.region,
    )
    for language in ("nl", "en"):
        assert scenario.title_in(language) and len(scenario.description_in(language)) > 80
    policies = policies_of(scenario)
    assert all(policy.start == parse_month("2025-01") for policy in policies)
    assert bool(policies) != name.endswith("-instroom")
    assert setup_of(scenario).validate() == []
    assert is_unlawful(scenario) == (name == "iedereen-z")


def test_they_are_all_shipped() -> None:
    assert set(SHIPPED) < set(list_shipped())


# -- worlds and inflow ---------------------------------------------------------------------------


def test_variants_of_the_world_become_dated_rules() -> None:
    text = GOOD + "world: {housing: achterstand, labour_market: ruim}\n"
    assert setup_of(load(text)).overrides == {
        "huisvesting.realisation": {parse_month("2026-01"): 0.4},
        "werk.tightness": {parse_month("2026-01"): 0.8},
    }


def test_a_variant_and_its_parameter_are_one_too_many() -> None:
    text = GOOD + "world: {labour_market: krap}\nparameters: {werk.tightness: 1.0}\n"
    (problem,) = problems_of(text)
    assert (problem.code, problem.field) == ("varied-twice", "world.labour_market")


def test_an_unknown_variant_is_told_with_the_nearest() -> None:
    (problem,) = problems_of(GOOD + "world: {housing: gehald}\n")
    assert (problem.code, problem.nearest) == ("not-among", "gehaald")


def test_a_shock_is_read() -> None:
    shock = "  shock: {month: 2024-03, months: 6, factor: 2.5}\n"
    assert setup_of(load(GOOD + shock)).inflow_shock == Shock(parse_month("2024-03"), 6, 2.5)


def test_the_national_inflow_has_a_low_and_a_high_level() -> None:
    assert setup_of(load(GOOD + "  level: high\n")).inflow_level == "high"


OWN = GOOD.replace("source: landelijk", "source: eigen\n  file: instroom.csv")
ROWS = """\
month,gemeente,doelgroep,persons
2022-01,hengelo,asiel,5
2022-01,borne,gezin_overig,1.5

2024-01,hengelo,asiel,3
"""


def test_an_own_file_is_read_beside_the_scenario(tmp_path: Path) -> None:
    (tmp_path / "instroom.csv").write_text(ROWS, encoding="utf-8")
    rows = setup_of(load(OWN, tmp_path)).inflow_rows
    assert [(r.month, r.gemeente, r.doelgroep, r.persons) for r in rows] == [
        (264, "hengelo", "asiel", 5.0),
        (264, "borne", "gezin_overig", 1.5),
        (288, "hengelo", "asiel", 3.0),
    ]


def test_every_wrong_line_of_an_own_file_is_told(tmp_path: Path) -> None:
    wrong = """\
month,gemeente,doelgroep,persons
2022-13,hengelo,asiel,5
2022-01,hengeloo,asiel,5
2022-01,hengelo,aziel,-1
2022-01,hengelo,asiel,veel
2022-01,hengelo,asiel
2022-02,hengelo,asiel,5
2022-02,hengelo,asiel,6
"""
    (tmp_path / "instroom.csv").write_text(wrong, encoding="utf-8")
    found = [(p.line, p.code, p.nearest) for p in problems_of(OWN, tmp_path)]
    assert found == [
        (2, "bad-month", None),
        (3, "not-among", "hengelo"),
        (4, "not-among", "asiel"),
        (4, "too-small", None),
        (5, "not-number", None),
        (6, "inflow-cells", None),
        (8, "inflow-twice", None),
    ]
    assert all(str(p.file).endswith("instroom.csv") for p in problems_of(OWN, tmp_path))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "file-missing"),
        ("", "inflow-header"),
        ("maand,gemeente,doelgroep,personen\n", "inflow-header"),
        ("month,gemeente,doelgroep,persons\n", "inflow-empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(content: str | None, code: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "instroom.csv").write_text(content, encoding="utf-8")
    assert [p.code for p in problems_of(OWN, tmp_path)] == [code]


def test_an_own_file_counts_by_its_rows_not_by_its_name(tmp_path: Path) -> None:
    ids = set()
    for name, rows in (("a", ROWS), ("b", ROWS), ("c", ROWS.replace(",5", ",6"))):
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
        scenario = load(OWN.replace("instroom.csv", f"{name}.csv"), tmp_path)
        ids.add(key_of(RunRequest(scenario, 1, 2, "point", 1)).run_id)
    assert len(ids) == 2


@pytest.mark.parametrize(
    "lines",
    [
        "  source: eigen\n",
        "  source: landelijk\n  file: x.csv\n",
        "  source: landelijk\n  rows: []\n",
    ],
)
def test_an_own_file_belongs_to_its_source(lines: str) -> None:
    (problem,) = problems_of(GOOD.replace("  source: landelijk\n", lines))
    assert problem.code in ("missing-field", "other-inflow", "unknown-field")


# -- the command ---------------------------------------------------------------------------------


def test_the_kinds_are_listed_as_json(tmp_path: Path) -> None:
    done = doorstroom("policies", "--json", "--lang", "en", store=tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    listed = {one["kind"]: one for one in json.loads(done.stdout)}
    assert set(listed) == set(kinds())
    dual = listed["duale_trajecten"]
    assert dual["effect"] == "total" and dual["measured"] is False
    assert "duale_trajecten.hazard_ratio" in dual["unmeasured"]
    assert dual["costs"][0]["value"] == "4000" and dual["costs"][0]["status"] == "remembered"
    share = next(s for s in dual["settings"] if s["name"] == "aandeel")
    assert (share["lever"], share["default"]) == ("duale_trajecten.aandeel", 0.3)
    assert (share["lowest"], share["highest"], share["prior"]) == (0, 1, None)
    ratio = next(s for s in dual["settings"] if s["name"] == "hazard_ratio")
    assert ratio["prior"] == {"family": "lognormal", "low": 0.9, "high": 2.2}
    limits = listed["terugvaloptie"]["limits"]
    assert limits[0] == {
        "setting": "min_uren",
        "side": "min",
        "rule": "afschalen.min_hours",
        "value": "600",
        "article": "Wi 17(3), BI 5.5",
    }
    for one in listed.values():
        assert one["legal_room"] and one["hurts"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_kind_is_shown_whole(lang: str, tmp_path: Path) -> None:
    done = doorstroom("policies", "intensiteit", "--lang", lang, store=tmp_path, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    words = " ".join(done.stdout.split())
    for part in ("uren_week", "onderbreking", "tarief.b1_hour", "assumption"):
        assert part in words
    done = doorstroom("policies", "--lang", lang, store=tmp_path, cwd=tmp_path)
    assert all(kind in "".join(done.stdout.split()) for kind in ("caseload", "huisvesting"))


def test_an_unknown_kind_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = doorstroom("policies", "caselood", store=tmp_path, cwd=tmp_path)
    assert done.returncode == 2
    assert "caseload" in done.stderr
