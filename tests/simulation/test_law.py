"""No guard of the law is ever broken: random life-courses against an independent checker.

Every example is a scenario that nobody chose: another start, another draw from the priors, other
places, hours, staff, pass marks and habits. All people in it are traced and checked.
"""

from collections import Counter

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from simulation import engine
from simulation.agents.codes import ASIEL, LATIN_SCRIPT, WI2021
from simulation.agents.events import EVENT_NAMES
from simulation.months import parse_month
from simulation.parameters import BEGIN, load_registry
from simulation.policies import kinds
from simulation.policy import Policy
from simulation.setup import Setup
from tests.simulation.law_checker import Facts, violations
from tests.simulation.worlds import TWO_TOWNS

SWITCHES = (
    "afschalen.uren_tellen",
    "afschalen.coa_counts",
    "afschalen.alfabetisering_counts",
    "examens.result_date_decides",
    "aanbod.continuous",
    "pip.in_reception",
    "termijn.extend_new_terms",
    "handhaving.college_asiel",
)
RANGES = {
    "aanbod.extra_places_b1": (-700.0, 300.0),
    "aanbod.extra_places_onderwijs": (-80.0, 60.0),
    "aanbod.extra_places_z": (-500.0, 300.0),
    "klantmanager.fte_per_1000": (0.02, 0.4),
    "klantmanager.talk_hours_year": (0.0, 20.0),
    "huisvesting.realisation": (0.1, 1.5),
    "huisvesting.move_away": (0.0, 0.05),
    "huisvesting.move_within": (0.0, 1.0),
    "intake.no_show": (0.0, 0.9),
    "intake.early_share": (0.0, 1.0),
    "lessen.b1_hours_week": (4.0, 20.0),
    "lessen.z_hours_week": (6.0, 20.0),
    "lessen.z_participation_week": (6.0, 20.0),
    "lessen.efficiency": (0.2, 2.5),
    "lessen.break_hazard": (0.0, 0.15),
    "lessen.illness_hazard": (0.0, 0.1),
    "lessen.care_hazard": (0.0, 0.1),
    "lessen.return_hazard": (0.05, 0.6),
    "pvt.hazard": (0.01, 0.5),
    "map.hours_month": (2.0, 20.0),
    "examens.book_hazard": (0.02, 0.9),
    "leerbaarheidstoets.pass_mark": (10.0, 38.0),
    "leerroute.onderwijs_wish": (0.0, 1.0),
    "leerroute.to_z_below": (0.5, 2.5),
    "leerroute.to_b1_above": (1.5, 3.5),
    "leerroute.onderwijs_back_below": (0.5, 3.5),
    "leerroute.forecast_error": (0.0, 0.8),
    "termijn.request_share": (0.0, 1.0),
    "termijn.culpable_share": (0.0, 1.0),
    "bevolking.needs_alfabetisering": (0.15, 0.6),
    "ontheffing.request_hazard": (0.0, 0.3),
    "ontheffing.bio_share": (0.0, 0.5),
    **{f"termijn.circumstance_share.{kind}": (0.0, 0.2) for kind in range(5)},
    "termijn.circumstance_months": (0.5, 20.0),
    "handhaving.cooperation_hazard": (0.0, 1.0),
    **{f"handhaving.blame_share.{kind}": (0.0, 0.25) for kind in range(4)},
    "handhaving.maatregel_share": (0.0, 1.0),
    "onderwijs.entry_young": (0.0, 0.2),
    "onderwijs.entry_old": (0.0, 0.1),
    "onderwijs.exit": (0.01, 0.3),
    "onderwijs.entree_share": (0.0, 1.0),
    "vrijstelling.study_diploma": (0.0, 1.0),
    "leerroute.to_onderwijs_above": (1.0, 4.0),
    "wi2013.course_hazard": (0.02, 0.9),
    "wi2013.hours_week": (3.0, 20.0),
    "wi2013.hours_total": (100.0, 1500.0),
    "wi2013.book_factor": (0.5, 4.0),
    "wi2013.higher_share": (0.0, 1.0),
    "wi2013.borrow_asiel": (0.0, 1.0),
    "wi2013.ona_course_share": (0.0, 1.0),
    "wi2013.agi_share": (0.0, 1.0),
    "wi2013.elip_share": (0.0, 1.0),
}
FIRST = parse_month("2018-01")


@st.composite
def scenarios(draw):
    """A window, a draw from the priors, and a handful of parameters pushed to odd places."""
    start = FIRST + draw(st.integers(0, 108))
    months = draw(st.integers(48, 120))
    overrides = {}
    for name in draw(st.sets(st.sampled_from(sorted(RANGES)), max_size=12)):
        low, high = RANGES[name]
        date = draw(st.sampled_from((BEGIN, BEGIN, start + 24)))
        overrides[name] = {date: draw(st.floats(low, high))}
    for name in draw(st.sets(st.sampled_from(SWITCHES), max_size=3)):
        overrides[name] = {BEGIN: float(draw(st.integers(0, 1)))}
    overrides["leerroute.review_months"] = {BEGIN: float(draw(st.integers(3, 12)))}
    # DUO's waits are practice, and the checker takes them as they are (C6).
    lawful = sorted(set(kinds()) - {"examencapaciteit"})
    chosen = draw(st.sets(st.sampled_from(lawful), max_size=4))
    policies = tuple(
        Policy(name, start + draw(st.integers(0, 24)), values=example_of(name))
        for name in sorted(chosen)
    )
    setup = Setup(TWO_TOWNS, start, months, overrides=overrides, policies=policies)
    return setup, draw(st.integers(0, 10_000))


def example_of(kind):
    """A kind's example without its effect on attendance: the checker knows one attendance a person,
    and in the Onderwijsroute DUO's grid goes by it.
    """
    own = [setting.name for setting in kinds()[kind].settings]
    return kinds()[kind].example | ({"aanwezigheid": 0} if "aanwezigheid" in own else {})


def value(setup, name, registered):
    """The one value of a switch in a scenario."""
    return next(iter(setup.overrides.get(name, {BEGIN: registered}).values()))


def lives_of(prepared, seed):
    """(facts, events) of everybody in one world that has run."""
    setup = prepared.setup
    world = engine.build_world(prepared, seed, 0, trace=True)
    assert engine.advance(world, 0, setup.months)
    lives = [[] for _ in range(len(world.people))]
    for month, person, code, first, second in engine.measure(prepared, world).events.tolist():
        lives[person].append((month, EVENT_NAMES[code], first, second))
    counts = (
        value(setup, "afschalen.uren_tellen", 0),
        value(setup, "afschalen.coa_counts", 0),
        value(setup, "afschalen.alfabetisering_counts", 1),
    )
    for p, events in zip(world.people, lives, strict=True):
        facts = Facts(
            asylum=bool(p["doelgroep"] == ASIEL),
            start=setup.start,
            last=setup.months - 1,
            wi2021=bool(p["wet"] == WI2021),
            all_followed_count=counts == (0, 0, 1),
            sitting_decides=value(setup, "examens.result_date_decides", 1) == 0,
            attendance=float(p["attendance"]),
            pip_in_reception=value(setup, "pip.in_reception", 0) == 1,
            alfa_hours=float(p["alfa_plan"]),
            arrival=int(p["arrival"]),
            alfa_first=any(policy.kind == "alfabetisering" for policy in setup.policies),
            college_fines_asylum=value(setup, "handhaving.college_asiel", 0) == 1,
            learns_to_read=bool(p["literacy"] != LATIN_SCRIPT),
            extends_new_terms=value(setup, "termijn.extend_new_terms", 1) == 1,
        )
        yield facts, events


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_no_life_course_breaks_the_law(scenario):
    setup, seed = scenario
    prepared = engine.prepare(setup, load_registry().draw("prior", seed, seed))
    found = Counter()
    for facts, events in lives_of(prepared, seed):
        breaches = violations(events, facts)
        if breaches and not found:
            note(f"{breaches} of {facts} in {events}")
        found.update(sentence.split(": ", 1)[1] for sentence in breaches)
    assert not found
