"""The checker of the law can fail: good lives pass, and each breach is seen for what it is.

A check that never objects proves nothing. Here lives that the law allows are spoilt in one place
each, as an engine with a bug could spoil them, and the checker has to say what is wrong.
"""

import pytest

from simulation.agents.codes import GEZIN, UNABLE
from simulation.months import parse_month
from tests.simulation.law_checker import Facts, violations
from tests.simulation.worlds import MANY, NONE, Newcomer, tell

START = parse_month("2022-01")
MONTHS = 70
SLOW = {"ability": 1.2, "hours_per_level": 100_000}
HALF_WAY = {"ability": (3.5, 3.5, 1.5, 1.5), "hours_per_level": 100_000}
PEOPLE = (
    Newcomer("Amira", hours_per_level=200),
    Newcomer("Bashir", hours_per_level=450),
    Newcomer("Cemile", score=20, attendance=0.8, hours_per_level=2000),
    Newcomer("Chaima", GEZIN, score=20, attendance=0.8, hours_per_level=2000),
    Newcomer("Dawit", age=20, wants_onderwijs=1, ability=0.15, hours_per_level=400),
    Newcomer("Dilan", age=20, wants_onderwijs=1, hours_per_level=300),
    Newcomer("Elif", ability=0.95, hours_per_level=100_000),
    Newcomer("Farah", GEZIN, **HALF_WAY),
    Newcomer("Ibrahim", health=UNABLE),
    Newcomer("Ines", starts_exempt=1),
    Newcomer("Kofi", **SLOW, alfa_hours=288),
    Newcomer("Nadia", **HALF_WAY),
)
VALUES = {"map.from_months": 7, "examens.premature_within": 2}


@pytest.fixture(scope="module")
def lives():
    """(facts, events) by name: lives that the law allows."""
    story = tell(PEOPLE, MONTHS, VALUES, start="2022-01")
    short = tell(
        [Newcomer("Hana", GEZIN, **HALF_WAY)],
        MONTHS,
        {**VALUES, "intake.no_show": 1, "lessen.b1_hours_total": 300, "map.hours_month": 0},
        start="2022-01",
    )
    ill = tell(
        [Newcomer("Jamila", **SLOW)],
        MONTHS,
        {
            **VALUES,
            "lessen.illness_hazard": {0: 0, 12: 1, 13: 0},
            "lessen.return_hazard": {0: 0, 17: 1, 18: 0},
            "aanbod.extra_places_b1": {0: NONE, 9: MANY},
        },
        start="2022-01",
    )
    found = {}
    for one in (story, short, ill):
        for name in one.names:
            p = one.person(name)
            facts = Facts(
                asylum=bool(p["doelgroep"] != GEZIN),
                start=START,
                last=MONTHS - 1,
                attendance=float(p["attendance"]),
                alfa_hours=float(p["alfa_plan"]),
            )
            found[name] = (facts, one.all_of(name))
    return found


NAMES = [person.name for person in PEOPLE] + ["Hana", "Jamila"]


@pytest.mark.parametrize("name", NAMES)
def test_a_good_life_has_no_breach(lives, name):
    facts, events = lives[name]
    assert violations(events, facts) == []


def without(event, which=0):
    """The same life, one event left out."""

    def spoil(events):
        places = [i for i, e in enumerate(events) if e[1] == event]
        return events[: places[which]] + events[places[which] + 1 :]

    return spoil


def changed(event, which=0, month=0, value=None, extra=None):
    """The same life, one event with another month, value or extra."""

    def spoil(events):
        place = [i for i, e in enumerate(events) if e[1] == event][which]
        at, name, first, second = events[place]
        new = (
            at + month,
            name,
            first if value is None else value,
            second if extra is None else extra,
        )
        return sorted([*events[:place], new, *events[place + 1 :]], key=lambda e: e[0])

    return spoil


def with_more(*more):
    """The same life, with other events as the last of their months."""

    def spoil(events):
        return sorted([*events, *more], key=lambda e: e[0])

    return spoil


def lapses_after(month, postponed_by):
    """The same life, whose lapses after a month are noted later, or never."""
    lapse = {"overdue", "fined", "new_term"}

    def spoil(events):
        rest = [e for e in events if e[1] not in lapse or e[0] < month]
        late = [e for e in events if e[1] in lapse and e[0] >= month]
        if postponed_by is not None:
            rest += [(e[0] + postponed_by, *e[1:]) for e in late]
        return sorted(rest, key=lambda e: e[0])

    return spoil


BREACHES = [
    # order of states
    ("Amira", without("permit"), "the permit comes first"),
    ("Amira", without("notice"), "an intake before the notice"),
    ("Amira", changed("notice", month=-1), "a notice while they stood still"),
    ("Amira", without("intake"), "a PIP before the intake"),
    ("Amira", without("settled"), "a PIP before living in the gemeente"),
    ("Amira", without("pip"), "lessons before the PIP"),
    ("Amira", with_more((9, "intake", 1, 0)), "a second intake"),
    ("Amira", with_more((9, "pip", 1, 0)), "a second PIP"),
    ("Amira", with_more((9, "leerbaarheidstoets", 35, 28)), "outside the intake"),
    ("Farah", changed("settled", month=1), "a family migrant waits for a home"),
    # the intake
    ("Hana", with_more((7, "intake_no_show", 4, 0)), "called up after the intake"),
    ("Hana", without("intake_no_show", 2), "closed before the third call"),
    ("Hana", without("intake_no_show", 0), "call 2 after 0 calls"),
    ("Amira", changed("intake", value=2), "a call that was not made"),
    # lessons and hours
    ("Farah", changed("lessons", extra=0), "the wrong one bought the course"),
    ("Amira", changed("lessons", extra=1), "the wrong one bought the course"),
    ("Amira", changed("lessons", value=3), "lessons of another leerroute"),
    ("Amira", without("lessons"), "hours without lessons"),
    ("Amira", changed("hours", 5, value=1), "course hours that shrink"),
    ("Amira", changed("hours", 5, extra=9), "participation hours outside the Z-route"),
    ("Chaima", changed("hours", 5, extra=9), "participation hours outside the Z-route"),
    ("Cemile", without("hours", -1), "ended before its hours"),
    ("Kofi", changed("pip", extra=0), "alfabetisering that the PIP does not have"),
    ("Farah", with_more((9, "interrupted", 2, 0), (9, "seat_lost", 0, 0)), "a family migrant lost"),
    # the switch and afschalen
    ("Elif", changed("switched", month=13), "a switch after month 18"),
    ("Elif", with_more((11, "switch_refused", 1, 3)), "a switch refused inside the window"),
    ("Elif", changed("switched", value=2), "a switch from another leerroute"),
    ("Bashir", changed("afgeschaald", extra=599), "lowered after 599 hours"),
    ("Bashir", changed("afgeschaald", extra=700), "700 hours counted"),
    ("Bashir", changed("afgeschaald", 1, value=0), "lowered twice"),
    ("Cemile", with_more((24, "afgeschaald", 0, 700)), "lowered outside the B1-route"),
    # exams
    ("Amira", changed("exam_booked", 1, extra=2), "below what is asked"),
    ("Bashir", without("afgeschaald", 2), "below what is asked"),
    ("Cemile", with_more((20, "exam_booked", 0, 3)), "a language exam outside the B1-route"),
    ("Cemile", with_more((20, "exam_booked", 4, 2)), "KNM in the Z-route"),
    ("Amira", changed("exam_passed", 0, month=-1), "sooner than booking and marking take"),
    ("Amira", without("exam_booked", 2), "an exam that was not booked"),
    ("Amira", changed("exam_passed", 1, extra=4), "the result of another level"),
    # PVT, MAP and what fulfils
    ("Amira", changed("pvt", value=11), "PVT of 11 hours"),
    ("Amira", changed("map", value=39), "MAP of 39 hours"),
    ("Dilan", with_more((12, "map", 40, 0)), "MAP in the Onderwijsroute"),
    ("Amira", without("pvt"), "fulfilled as 1, while the law says None"),
    ("Amira", without("map"), "fulfilled as 1, while the law says None"),
    ("Amira", without("exam_passed", 0), "fulfilled as 1, while the law says None"),
    ("Amira", without("exam_passed", 3), "fulfilled as 1, while the law says None"),
    ("Amira", changed("fulfilled", value=2), "fulfilled as 2, while the law says 1"),
    ("Amira", changed("fulfilled", value=4), "fulfilled as 4, while the law says 1"),
    ("Amira", without("fulfilled"), "everything done, and not fulfilled"),
    ("Amira", changed("fulfilled", month=1), "everything done, and not fulfilled"),
    ("Bashir", changed("fulfilled", value=1), "fulfilled as 1, while the law says 2"),
    ("Cemile", changed("hours", -1, value=799), "fulfilled as 4, while the law says None"),
    ("Cemile", changed("hours", -1, extra=799), "fulfilled as 4, while the law says None"),
    ("Cemile", without("map"), "fulfilled as 4, while the law says None"),
    ("Dilan", changed("taalschakel", value=0), "fulfilled as 3, while the law says None"),
    ("Dilan", without("pvt"), "fulfilled as 3, while the law says None"),
    ("Dawit", without("map"), "fulfilled as 2, while the law says None"),
    ("Amira", with_more((45, "hours", 999, 0)), "hours after fulfilled"),
    ("Ibrahim", with_more((30, "overdue", 1, 1)), "overdue after exempt"),
    ("Ines", with_more((9, "intake", 1, 0)), "intake after exempt"),
    ("Amira", changed("exam_booked", 0, month=60), "exam_booked after fulfilled"),
    ("Amira", with_more((45, "out", 1, 0), (46, "job", 1, 0)), "job after out"),
    # extensions
    ("Kofi", changed("extended", extra=7), "extended by 7 months"),
    ("Kofi", changed("extended", month=-4), "asked before the last six months"),
    ("Kofi", changed("extended", value=0), "extended for illness without it"),
    ("Jamila", changed("extended", extra=10), "extended by 10 months"),
    ("Jamila", without("returned"), "extended by 9 months"),
    ("Jamila", changed("lessons", month=-2), "extended by 9 months"),
    ("Jamila", with_more((43, "extended", 0, 5)), "extended for illness without it"),
    ("Nadia", changed("extended", extra=7), "near the finish gives six months"),
    ("Nadia", without("map"), "not near the finish"),
    ("Nadia", with_more((45, "extended", 5, 6)), "near the finish twice"),
    ("Cemile", with_more((36, "extended", 0, 3)), "extended after fulfilled"),
    # lapses, fines and new terms
    ("Hana", changed("overdue", month=-1), "overdue within the term"),
    ("Hana", lapses_after(60, postponed_by=1), "overdue noticed too late"),
    ("Hana", changed("overdue", value=2), "lapse 2 after 0"),
    ("Hana", without("new_term"), "a lapse without a new term"),
    ("Hana", without("overdue"), "a fine without a lapse"),
    ("Hana", changed("overdue", extra=0), "a fine without blame"),
    ("Hana", without("fined"), "a culpable lapse without a fine"),
    ("Hana", changed("fined", value=609), "a fine of 609"),
    ("Hana", changed("new_term", value=24), "a new term of 24"),
    ("Hana", lapses_after(50, postponed_by=None), "a term that ended without consequence"),
    ("Kofi", with_more((46, "fined", 740, 0)), "an asylum status holder fined"),
]


@pytest.mark.parametrize(("name", "spoil", "sentence"), BREACHES)
def test_a_spoilt_life_is_seen(lives, name, spoil, sentence):
    facts, events = lives[name]
    found = violations(spoil(events), facts)
    assert any(sentence in breach for breach in found), found


def test_an_unknown_event_is_a_breach(lives):
    facts, events = lives["Amira"]
    assert violations(with_more((9, "naturalised", 0, 0))(events), facts)


@pytest.mark.parametrize("name", ["Amira", "Bashir", "Cemile", "Chaima"])
def test_in_a_fulfilled_life_nothing_can_be_missing(lives, name):
    """The law hangs on every event but a month's hours, the test, and what the home brings."""
    free = {"hours", "leerbaarheidstoets", "lessons_ended", "bijstand", "ontzorgen_ended"}
    facts, events = lives[name]
    unseen = [
        event
        for place, event in enumerate(events)
        if event[1] not in free and not violations(events[:place] + events[place + 1 :], facts)
    ]
    assert unseen == []
