"""Agents are windows on the world's arrays: what they show is what lies there."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.agents import codes, views
from simulation.agents.codes import PHASE_NAMES, UIT
from simulation.agents.fields import Field
from simulation.model import Gemeente, Inburgeraar, InburgeringModel, Taalaanbieder
from tests.engine.worlds import prepared

pytestmark = [pytest.mark.every_python, pytest.mark.filterwarnings("error")]

MONTHS = 30


def living(month: int, people: bool = False, **changes: float) -> InburgeringModel:
    """A small world after so many months."""
    scenario = prepared(MONTHS, 40_000, 20_000)
    model = InburgeringModel(scenario.setup, scenario.draw, 5, people=people)
    while model.month < month:
        model.step()
    return model


@pytest.fixture(scope="module")
def model() -> InburgeringModel:
    return living(MONTHS, people=True)


def test_institutions_are_agents_from_the_start() -> None:
    model = living(0)
    assert model.agents_by_type[Gemeente].get("name") == ["stad-1", "stad-2"]
    assert model.agents_by_type[Taalaanbieder].get("name") == ["b1", "onderwijs", "z"]
    assert Inburgeraar not in model.agents_by_type
    assert model.agents_by_type[Taalaanbieder].agg("places", sum) == 0


def test_gemeenten_show_their_records(model: InburgeringModel) -> None:
    gemeenten = model.agents_by_type[Gemeente]
    for name in Gemeente.fields():
        assert gemeenten.get(name) == model.world.gemeenten[name].tolist()
    assert gemeenten.agg("inhabitants", [min, max]) == [20_000, 40_000]
    assert len(gemeenten.select(lambda gemeente: gemeente.inhabitants > 30_000)) == 1


@pytest.mark.parametrize(
    ("of_gemeente", "column"),
    [
        ("waiting_intake", "wacht_intake"),
        ("waiting_pip", "wacht_pip"),
        ("waiting_lessons", "wacht_les"),
        ("on_bijstand", "bijstand"),
    ],
)
def test_gemeenten_add_up_to_the_region(of_gemeente: str, column: str) -> None:
    largest = 0
    model = living(0)
    while model.running:
        model.step()
        counted = model.count(column)
        assert model.agents_by_type[Gemeente].agg(of_gemeente, sum) == counted
        largest = max(largest, counted)
    assert largest > 0


def test_people_in_lessons_and_reception_add_up(model: InburgeringModel) -> None:
    gemeenten = model.agents_by_type[Gemeente]
    lessons = sum(model.count(f"les_{route}") for route in ("b1", "onderwijs", "z", "wi2013"))
    assert gemeenten.agg("in_lessons", sum) == lessons > 0
    waiting = model.count("opvang") + model.count("opvang_wi2013")
    assert gemeenten.agg("waiting_home", sum) == waiting > 0
    assert gemeenten.agg("in_view", sum) == len(model.in_view)
    with pytest.raises(ValueError, match="phase 'lunch'"):
        gemeenten[0].in_phase("lunch")


def test_places_add_up() -> None:
    """Places in use are those of people of the region and of people from elsewhere."""
    model = living(0)
    outside = 0
    while model.running:
        model.step()
        for offer in model.agents_by_type[Taalaanbieder]:
            elsewhere = int(model.world.releases[model.month :, offer.row].sum())
            assert offer.occupied == offer.learners + elsewhere
            assert offer.places == offer.occupied + offer.free
            outside += offer.waiting_outside
        waiting = model.agents_by_type[Taalaanbieder].agg("waiting", sum)
        table = model.people_table("phase", "doelgroep", "wet")
        asylum = (table["phase"] == "wacht_les") & (table["doelgroep"] == "asiel")
        asylum &= table["wet"] == "wi2021"
        assert waiting == asylum.sum()
    assert outside > 0


def test_people_come_and_go() -> None:
    """Agents are those in view, and who has left can still be read."""
    model = living(0, people=True)
    met: dict[int, Inburgeraar] = {}
    while model.running:
        model.step()
        here = model.agents_by_type[Inburgeraar]
        assert sorted(here.get("row")) == sorted(model.in_view.tolist())
        met |= {person.row: person for person in here}
    gone = [person for person in met.values() if person.phase == PHASE_NAMES[UIT]]
    assert len(gone) > 5
    assert all(person not in model.agents for person in gone)


def test_a_view_and_a_column_agree(model: InburgeringModel) -> None:
    table = model.people_table()
    people = model.agents_by_type[Inburgeraar]
    for name, field in Inburgeraar.fields().items():
        column = table[name].astype(object).where(table[name].notna(), None)
        assert dict(zip(people.get("row"), people.get(name), strict=True)) == column.to_dict(), name
        assert str(field.__doc__).endswith("."), name


def test_fields_mean_what_the_record_says(model: InburgeringModel) -> None:
    """A few by another way than the field itself takes."""
    world = model.world
    for person in model.agents_by_type[Inburgeraar]:
        p = world.people[person.row]
        assert person.age == (world.start[0] + MONTHS - 1 - p["birth"]) // 12
        assert person.schrijven == p["ability"][codes.SCHRIJVEN]
        assert (person.term_end is None) == (person.route == "geen")
        assert person.gemeente == f"stad-{p['gemeente'] + 1}"
        if person.how in ("diploma_b1", "diploma_a2"):
            assert person.parts_passed == codes.SKILLS + 1
        if person.route == "geen" and person.wet == "wi2021":
            assert person.parts_passed == 0


def test_groups_of_people(model: InburgeringModel) -> None:
    people = model.agents_by_type[Inburgeraar]
    by_phase = people.groupby("phase").count()
    assert by_phase["les"] == model.agents_by_type[Gemeente].agg("in_lessons", sum)
    waits = people.select(lambda person: person.phase == "wacht_les")
    assert len(waits) == model.count("wacht_les")


@pytest.mark.parametrize("kind", [Gemeente, Taalaanbieder, Inburgeraar])
def test_nothing_can_be_set_through_a_view(model: InburgeringModel, kind: type) -> None:
    before = model.world.people.tobytes(), model.world.gemeenten.tobytes()
    for name in kind.fields():
        with pytest.raises(AttributeError, match=f"{name} is a view"):
            model.agents_by_type[kind].set(name, 1)
    assert (model.world.people.tobytes(), model.world.gemeenten.tobytes()) == before


def test_every_code_has_its_word() -> None:
    """Words are looked up by number: one missing would show the wrong word, or none."""
    lengths = {
        "PHASE_NAMES": codes.PHASES,
        "ROUTE_NAMES": codes.ROUTES,
        "HOW_NAMES": codes.HOW,
        "DOELGROEP_NAMES": codes.DOELGROEPEN,
        "ORIGIN_NAMES": codes.OTHER_ORIGIN + 1,
        "EDUCATION_NAMES": codes.HOOG + 1,
    }
    assert {name: len(getattr(codes, name)) for name in lengths} == lengths
    assert len(views.JOB_NAMES) == codes.FULL_TIME + 1
    assert len(codes.LITERACY_NAMES) == codes.NOT_LITERATE + 1
    assert len(views.HEALTH_NAMES) == codes.UNABLE + 1
    assert len(views.EXEMPT_NAMES) == codes.ONTHEFFING_AGI + 1
    assert codes.LAW_NAMES[codes.WI2021] == "wi2021"


def test_a_field_says_what_it_is_on_the_class() -> None:
    assert isinstance(Inburgeraar.phase, Field)
    assert "one phase" in str(Inburgeraar.phase.__doc__)


def test_a_table_is_a_copy(model: InburgeringModel) -> None:
    table = model.people_table("lezen")
    before = model.world.people["ability"].copy()
    table.loc[:, "lezen"] = 9.0
    np.testing.assert_array_equal(model.world.people["ability"], before)
