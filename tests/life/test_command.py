"""`doorstroom life` as its users call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.experiments.command import doorstroom


def test_a_life_reads_as_a_story_and_opens_as_a_picture(tmp_path: Path) -> None:
    done = doorstroom(
        *"life base --person 17 --versus duale-trajecten".split(), store=tmp_path / "store"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "Verzonnen persoon; het verschil voor één persoon is illustratie."
    )
    assert "Wet inburgering" in done.stdout
    folder = Path(done.stdout.strip().splitlines()[-1].split(": ", 1)[1])
    assert folder.is_relative_to(tmp_path / "store")
    assert (folder / "levenslijn.png").read_bytes().startswith(b"\x89PNG")


def test_json_holds_both_lives_and_where_they_part(tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = "life base --sex f --route z --versus z-route-krap --json --lang en -o".split()
    done = doorstroom(*arguments, str(out), store=tmp_path / "store")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert [life["scenario"] for life in document["lives"]] == ["base", "z-route-krap"]
    assert document["lives"][0]["person"] == document["lives"][1]["person"]
    assert document["lives"][0]["person"]["sex"] == "f"
    assert {"month", "what", "rules", "programmes"} <= document["parting"].keys()
    assert not (tmp_path / "store").exists()
    assert json.loads((out / "levenslijn.json").read_text("utf-8"))["lives"] == document["lives"]


def test_the_same_command_gives_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        out = str(tmp_path / name)
        done = doorstroom("life", "base", "--person", "40", "-o", out, store=tmp_path / "store")
        assert done.returncode == 0, done.stderr
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_list_to_choose_from(tmp_path: Path) -> None:
    arguments = "life base --list --doelgroep gezin_overig --limit 5".split()
    done = doorstroom(*arguments, store=tmp_path / "store")
    assert done.returncode == 0, done.stderr
    assert "/gezin/" in done.stdout
    assert "/asiel/" not in done.stdout
    assert "--person NR" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ("life base --person 99999", {"life-unknown"}),
        ("life base --person hengelo/asiel/1999-01/1", {"life-unknown"}),
        ("life geen --versus niets --world -1", {"unknown-scenario", "option-range"}),
        ("life base --sex x --route q --limit 0", {"not-among", "option-range"}),
        ("life base --parameters posteriors --person 1", {"not-among"}),
        ("life base --versus seed-2020 --person 1", {"life-start"}),
        ("life base --route onderwijs --education laag", {"life-nobody"}),
    ],
)
def test_wrong_input_is_told_at_once_and_writes_nothing(
    arguments: str, codes: set[str], tmp_path: Path
) -> None:
    done = doorstroom(*arguments.split(), "--json", store=tmp_path / "store")
    assert done.returncode == 2, done.stdout + done.stderr
    problems = json.loads(done.stdout)["problems"]
    assert {problem["code"] for problem in problems} == codes
    assert all(problem["what"] and problem["next"] for problem in problems)
    assert not (tmp_path / "store").exists()
