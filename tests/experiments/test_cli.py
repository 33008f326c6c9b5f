from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from experiments.cli.app import app
from simulation import __version__
from tests.experiments.command import doorstroom


def answers(arguments: str, tmp_path: Path, code: int = 0) -> str:
    done = doorstroom(*shlex.split(arguments), store=tmp_path / "store", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert not (tmp_path / "store").exists()
    return done.stdout


def test_the_version(tmp_path: Path) -> None:
    assert answers("--version", tmp_path) == f"doorstroom {__version__}\n"


def test_every_command_has_help_with_an_example() -> None:
    assert len(app.registered_commands) + len(app.registered_groups) >= 16
    for command in app.registered_commands:
        assert command.callback is not None
        assert "Example: doorstroom" in (command.callback.__doc__ or "")
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            assert command.callback is not None
            assert "Example: doorstroom" in (command.callback.__doc__ or "")


def test_help_says_what_it_is_not_for(tmp_path: Path) -> None:
    text = " ".join(answers("--help", tmp_path).split())
    assert "never for a decision about a person" in text


@pytest.mark.parametrize(
    "arguments",
    [
        "scenarios --json",
        "regions --json",
        "schema",
        "check base --json",
        "evidence --status remembered --json",
        "explain month --json",
        "explain parameter afschalen.min_hours --json",
        "explain observable employed --json",
        "explain observable waiting[queue=lessen,stat=share_over,weeks=13] --json",
    ],
)
def test_what_machines_read_is_json(arguments: str, tmp_path: Path) -> None:
    assert json.loads(answers(arguments, tmp_path))


@pytest.mark.parametrize(
    ("arguments", "nl", "en"),
    [
        ("scenarios", "huidige wet", "present law"),
        ("regions", "Gemeente", "Municipality"),
        ("check base", "klopt", "fine"),
        ("explain month", "Lesplaatsen", "Course places"),
        ("explain parameter intake.no_show", "Betekenis", "Meaning"),
        ("explain observable employed", "betaald werk", "paid job"),
        ("evidence rules:N100", "Waarde", "Value"),
        ("doctor", "Versies", "Versions"),
    ],
)
def test_people_read_dutch_or_english(arguments: str, nl: str, en: str, tmp_path: Path) -> None:
    assert nl in answers(arguments, tmp_path)
    english = answers(f"{arguments} --lang en", tmp_path)
    assert en in english
    assert nl not in english


def test_scenarios_show_prints_the_file(tmp_path: Path) -> None:
    assert "region: midden-twente" in answers("scenarios show base", tmp_path)


def test_a_new_scenario_can_be_checked_at_once(tmp_path: Path) -> None:
    answers("new proef", tmp_path)
    assert "120" in answers("check proef.yaml", tmp_path)
    answers("new proef", tmp_path, code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        "check nergens.yaml",
        "check base2",
        "check .",
        "scenarios show base2",
        "new Fout",
        "explain parameter afschalen.min_hour",
        "explain observable emploed",
        "explain observable waiting[queue=lesen,stat=mean]",
        "evidence --status rememberd --use nothing",
        "evidence rules:N1000000",
        "run base2 --json",
        "run base --replications 0 --seed -1 --workers 0 --draws 0",
        "run base --replications many",
        "run --no-such-option",
        "run base --parameters posteriori",
        "run base --parameters point --draws 3",
        "run base --out .",
        "no-such-command",
    ],
)
def test_wrong_input_ends_with_2_and_leaves_nothing(arguments: str, tmp_path: Path) -> None:
    (tmp_path / "something").write_text("")
    before = sorted(tmp_path.rglob("*"))
    answers(arguments, tmp_path, code=2)
    assert sorted(tmp_path.rglob("*")) == before


def test_all_wrong_options_and_fields_are_told_at_once_as_json(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nname: x\nregio: y\n", encoding="utf-8")
    text = answers("run bad.yaml --json --replications 0 --parameters poin", tmp_path, code=2)
    told = json.loads(text)
    assert told["exit_code"] == 2
    found = {(p["field"], p["code"], p["line"], p["nearest"]) for p in told["problems"]}
    assert {
        ("--replications", "option-range", None, None),
        ("--parameters", "not-among", None, "point"),
        ("regio", "unknown-field", 3, "region"),
        ("title", "missing-field", 1, None),
    } <= found


def test_a_yaml_bomb_is_refused_by_the_command(tmp_path: Path) -> None:
    rows = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    rows += [f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in ("ab", "bc", "cd", "de", "ef")]
    (tmp_path / "bomb.yaml").write_text("\n".join(rows))
    answers("run bomb.yaml", tmp_path, code=2)
