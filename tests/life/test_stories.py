"""Two life-courses worked out by hand, told in full, and lives that part."""

from __future__ import annotations

import pytest

from experiments.life.folder import write_life
from experiments.life.line import life_line
from experiments.life.picture import alternative_text, draw_lives, render
from experiments.life.story import story_of_two
from experiments.life.versus import difference_in_money, explain, first_difference, part
from experiments.life.world import WorldKey, follow
from experiments.scenario.files import load_scenario
from simulation.agents.codes import GEZIN, WOMAN
from tests.life.hand import HandMade, told
from tests.simulation.worlds import Newcomer

SHORT = {"until": "2028-12"}
AMAL = Newcomer("Amal", sex=WOMAN, ability=0.1, hours_per_level=200)


def test_amal_passes_at_b1() -> None:
    """Notice in month 1, intake 2, PIP and first lesson 3: the clock of test_lifecourses.py.

    36 hours a month are 0.18 of a level; teaching months are 3-5, 8-17, 20-29. KNM asks 1.6 on
    the mean: after 9 months of lessons she has 0.1 + 9 x 0.18 = 1.72 (month 13), books, sits in 14,
    and hears in 16. B1 asks 3.0: after 17 months 3.16 (month 23), sits in 24, hears in 25.
    """
    line = HandMade([AMAL], 40).line("Amal")
    sentences = told(line, "nl")
    assert sentences[:7] == [
        "2023-01 Zij krijgt een verblijfsvergunning asiel. "
        "Zij moet inburgeren volgens de Wet inburgering 2021.",
        "2023-01 Zij komt wonen bij haar gezin in Aadorp.",
        "2023-01 Haar huishouden krijgt bijstand.",
        "2023-02 DUO schrijft dat zij moet inburgeren.",
        "2023-03 De gemeente doet de brede intake: een gesprek over wat zij kan en wil. "
        "Dat is één maand na de brief van DUO.",
        "2023-03 Zij maakt de leerbaarheidstoets: 35 van de 40 vragen zijn goed (de grens is 28).",
        "2023-04 De gemeente maakt het plan (PIP): zij volgt de B1-route. "
        "De termijn loopt tot en met april 2026.",
    ]
    assert "2023-12 Zij heeft nu 252 lesuren gevolgd. Haar taalniveau is ongeveer A1." in sentences
    assert (
        "2024-02 Zij meldt zich aan voor het examen over de Nederlandse maatschappij (KNM)."
        in sentences
    )
    assert (
        "2025-02 Zij slaagt voor lezen, luisteren, schrijven en spreken (niveau B1)." in sentences
    )
    assert sentences[-1] == (
        "2025-02 Zij haalt het inburgeringsdiploma op niveau B1, 25 maanden na de vergunning."
    )
    assert line.waits == {"huisvesting": 0, "intake": 1, "pip": 1, "lessen": 0}


def test_bo_a_family_migrant_pays_the_course() -> None:
    bo = Newcomer("Bo", GEZIN, ability=1.0, hours_per_level=100)
    line = HandMade([bo], 40).line("Bo")
    english = told(line, "en")
    assert english[0] == (
        "2023-01 He comes to live in the Netherlands and is registered. "
        "He has the duty to integrate under the Wet inburgering 2021."
    )
    assert "2023-01 He lives in Aadorp." in english
    own = [text for text in english if "begins a course that he pays for" in text]
    assert len(own) == 1
    assert line.paid_by("inburgeraar") > 0
    assert {cost.item for cost in line.costs if cost.payer == "inburgeraar"} >= {"eigen_cursus"}


def test_the_same_world_twice_does_not_part() -> None:
    life = HandMade([AMAL], 40).follow("Amal")
    parting = part(life, life, "nl")
    line = life_line(life)
    assert parting.t is None
    assert "geen verschil" in explain(parting, line, line, "nl")[0]
    assert difference_in_money(line, line, "nl") == ["De kosten zijn in beide scenario's gelijk."]


def test_lives_part_in_the_month_of_the_change_and_the_rule_is_named() -> None:
    """From month 10 on 12 instead of 9 hours a week: 48 instead of 36 hours in that month."""
    a = HandMade([AMAL], 40).follow("Amal")
    b = HandMade([AMAL], 40, {"lessen.b1_hours_week": {0: 9, 10: 12}}).follow("Amal")
    parting = part(a, b, "nl")
    assert parting.t == 10
    assert parting.what == "hours"
    # 3 + 2 months of lessons before, of 36 hours each
    assert parting.values == ("216", "228")
    assert [rule.parameter for rule in parting.rules] == ["lessen.b1_hours_week"]
    assert (parting.rules[0].first, parting.rules[0].second) == (9, 12)
    why = explain(parting, life_line(a), life_line(b), "nl")
    assert why[0] == "Tot en met oktober 2023 gaat alles hetzelfde."
    assert "Vanaf november 2023" in why[1]
    assert "9 in" in why[2] and "12 in" in why[2]


def test_another_person_cannot_be_held_beside() -> None:
    both = HandMade([AMAL, Newcomer("Bo", GEZIN)], 30)
    with pytest.raises(ValueError, match="one person"):
        part(both.follow("Amal"), both.follow("Bo"), "nl")


def two_lives(number: str, other: str):
    key = WorldKey(load_scenario("base").scenario.model_copy(update=SHORT))
    second = WorldKey(load_scenario(other).scenario.model_copy(update=SHORT))
    from experiments.life.people import find_person

    identity = find_person(key, number)
    assert identity is not None
    return follow(key, identity), follow(second, identity)


def test_a_programme_is_named_as_the_reason() -> None:
    """The first person in the list who is in a dual trajectory, in 2025 or later."""
    from experiments.life.people import Group, first_differences, list_people

    key = WorldKey(load_scenario("base").scenario.model_copy(update=SHORT))
    other = WorldKey(load_scenario("duale-trajecten").scenario.model_copy(update=SHORT))
    differs = first_differences(key, other)
    assert 0 < len(differs) < len(list_people(key, Group()))
    found = 0
    for identity in list(differs)[:12]:
        a, b = follow(key, identity), follow(other, identity)
        parting = part(a, b, "nl")
        assert parting.t is not None
        assert a.prepared.setup.start + parting.t >= 300  # no life parts before January 2025
        if parting.programmes:
            place, kind, joined = parting.programmes[0]
            assert (place, kind) == (1, "duale_trajecten")
            assert joined <= parting.t
            lines = life_line(a), life_line(b)
            assert "duale trajecten" in explain(parting, *lines, "nl")[-1]
            found += 1
    assert found > 0


def test_before_the_parting_everything_is_the_same() -> None:
    a, b = two_lives("900", "intensief-16")
    t = first_difference(a, b)
    before = [event for event in a.events.tolist() if t is None or event[0] < t]
    same = [event for event in b.events.tolist() if t is None or event[0] < t]
    assert before == same


def test_a_story_of_two_says_common_things_once_and_both_ends() -> None:
    a = HandMade([AMAL], 40).follow("Amal")
    b = HandMade([AMAL], 40, {"lessen.b1_hours_week": {0: 9, 10: 12}}).follow("Amal")
    lines = life_line(a), life_line(b)
    parting = part(a, b, "nl")
    story = story_of_two(*lines, parting, "nl")
    assert sum("krijgt een verblijfsvergunning" in text for text in story) == 1
    assert sum("inburgeringsdiploma" in text for text in story) == 2
    assert (
        story[0] == story[-1] == "Verzonnen persoon; het verschil voor één persoon is illustratie."
    )


def test_the_picture_shows_the_months_and_the_parting(tmp_path) -> None:
    a = HandMade([AMAL], 40).follow("Amal")
    b = HandMade([AMAL], 40, {"lessen.b1_hours_week": {0: 9, 10: 12}}).follow("Amal")
    lines = [life_line(a), life_line(b)]
    figure = draw_lives(lines, 10, "nl")
    assert len(figure.axes) == 4
    for line, axes in zip(lines, figure.axes[1::2], strict=True):
        x, y = axes.lines[0].get_data()
        assert list(x) == [state.t + 1 for state in line.states]
        assert list(y) == [state.level for state in line.states]
        assert list(axes.lines[1].get_xdata()) == [10, 10]
    words = " ".join(text.get_text() for text in figure.texts)
    assert "Verzonnen persoon; het verschil voor één persoon is illustratie." in words
    assert render(figure, "svg") == render(draw_lives(lines, 10, "nl"), "svg")
    said = alternative_text(lines, 10, "nl")
    assert "april 2023: volgt lessen" in said


def test_files_are_written_whole(tmp_path) -> None:
    line = HandMade([AMAL], 40).line("Amal")
    folder = write_life(tmp_path / "out", [line], None, {"story": "x", "data": {}}, "nl")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "levenslijn.png", "levenslijn.svg", "levenslijn.txt", "levenslijn.json",
        "levenslijn.alt.txt", "levenslijn.pdf",
    }  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
