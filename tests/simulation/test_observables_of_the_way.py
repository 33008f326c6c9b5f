"""Steps, queues, routes and moving of lives worked out by hand, with those who never get there.

The clock is that of test_lifecourses.py: a home in month 0, notice 1, intake 2, PIP and first
lesson 3. Worlds start in January 2023, so month 4 is 2023-05 on the calendar.
"""

import pytest

from simulation.agents.codes import GEZIN, UNABLE
from tests.simulation.asking import MONTH_WEEKS, hold
from tests.simulation.worlds import MANY, NONE, Newcomer, tell

SLOW = {"ability": 1.2, "hours_per_level": 100_000}


def weeks(months):
    """Months of waiting in weeks."""
    return months * MONTH_WEEKS


@pytest.fixture(scope="module")
def housed_or_not():
    """Ada has a home at once; Bo, who comes in month 1, never gets one."""
    people = [Newcomer("Ada", **SLOW), Newcomer("Bo", arrival=1, **SLOW)]
    return tell(people, 30, {"huisvesting.coupling_months": {0: 0, 1: 100}})


def test_steps_reached(housed_or_not):
    hold(
        housed_or_not,
        {
            "settled[clock=permit,at=0]": (1 / 2, 2),
            "settled[clock=permit,at=28]": (1 / 2, 2),
            "settled[clock=permit,at=29]": (1, 1),  # Bo cannot be followed so long
            "intake_started[clock=permit,at=1]": (0, 2),
            "intake_started[clock=permit,at=2]": (1 / 2, 2),
            "pip_set[clock=permit,at=2]": (0, 2),
            "pip_set[clock=permit,at=3]": (1 / 2, 2),
            "lessons_started[clock=permit,at=3]": (1 / 2, 2),
            "running[clock=calendar,at=2023-03]": (0, 2),
            "running[clock=calendar,at=2023-04]": (1, 2),
            "count[clock=calendar,at=2023-01]": (1, 1),
            "count[clock=calendar,at=end]": (2, 2),
            "count[clock=calendar,at=2022-12]": (0, 0),  # before the world
            "count[clock=settled,at=0]": (1, 1),
        },
    )


def test_who_never_settles_has_no_clock_of_settling(housed_or_not):
    hold(
        housed_or_not,
        {
            "employed[clock=settled,at=0]": (0, 1),
            "moved[clock=permit,at=5]": (0, 1),  # of those who settled
            "route_b1[clock=permit,at=5]": (1, 1),  # of those with a PIP
            "route_b1[clock=permit,at=2]": (None, 0),
        },
    )


def test_waiting_for_a_home(housed_or_not):
    """Bo's permit dates from month 1: three months later are 13 weeks, not longer than 13."""
    hold(
        housed_or_not,
        {
            "waiting_longer_than[weeks=13,clock=calendar,at=2023-05]": (0, 1),
            "waiting_longer_than[weeks=12,clock=calendar,at=2023-05]": (1, 1),
            "waiting_longer_than[weeks=14,clock=calendar,at=2023-06]": (1, 1),
            "waiting_longer_than[weeks=14,clock=calendar,at=2023-01]": (None, 0),
            "waiting[queue=huisvesting,stat=mean,among=waiting,clock=calendar,at=2023-06]": (
                weeks(4),
                1,
            ),
            "waiting[queue=huisvesting,stat=share_over,weeks=14,among=waiting,clock=permit,at=4]": (
                1,
                1,
            ),
            "waiting[queue=huisvesting,stat=mean]": (0, 1),  # Ada, of those who were served
            "employed[clock=calendar,at=2023-06,among=waiting,queue=huisvesting]": (0, 1),
        },
    )


def test_a_family_migrant_stands_in_no_queue_for_a_home():
    story = tell([Newcomer("Gul", GEZIN, **SLOW)], 20)
    hold(
        story,
        {
            "waiting[queue=huisvesting,stat=mean]": (None, 0),
            "weeks_permit_to_settled": (0, 1),
            "waiting[queue=lessen,stat=mean]": (weeks(1), 1),  # the own course, a month later
        },
    )


def test_the_queues_of_intake_and_pip():
    """Cem waits in reception until month 6: intake 7, PIP 8. Demi has the intake there, in 2.

    Due for the intake: Demi from the notice of month 1, Cem from month 6. For the PIP: Cem from
    the intake (7), Demi from the home (6).
    """
    people = [Newcomer("Cem", **SLOW), Newcomer("Demi", wants_early=1, **SLOW)]
    story = tell(people, 20, {"huisvesting.coupling_months": 6})
    months = {name: story.of(name, "intake", "settled", "pip") for name in ("Cem", "Demi")}
    assert [event[0] for event in months["Cem"]] == [6, 7, 8]
    assert [event[0] for event in months["Demi"]] == [2, 6, 7]
    hold(
        story,
        {
            "waiting[queue=huisvesting,stat=mean]": (weeks(6), 2),
            "weeks_permit_to_settled": (weeks(6), 2),
            "waiting[queue=intake,stat=mean]": (weeks(1), 2),
            "weeks_notice_to_intake": (weeks(3.5), 2),
            "waiting[queue=intake,stat=mean,among=waiting,clock=calendar,at=2023-02]": (0, 1),
            "waiting[queue=intake,stat=mean,among=waiting,clock=calendar,at=2023-03]": (None, 0),
            "waiting[queue=intake,stat=mean,among=waiting,clock=calendar,at=2023-07]": (0, 1),
            "waiting[queue=pip,stat=mean]": (weeks(1), 2),
            "waiting[queue=pip,stat=mean,among=waiting,clock=calendar,at=2023-07]": (0, 1),
            "weeks_notice_to_pip": (weeks(1.5), 2),
            "pip_late[weeks=5]": (1 / 2, 2),  # one month is 4.3 weeks, two are 8.7
            "pip_late[weeks=10]": (0, 2),
            "waiting[queue=lessen,stat=mean]": (0, 2),
        },
    )


@pytest.fixture(scope="module")
def five_wait():
    """A to E come in months 0 to 4, have a PIP in 3 to 7, and all start in 10.

    They wait 7, 6, 5, 4 and 3 months. F needs no lessons: unable for good, and exempt in the month
    of the PIP.
    """
    people = [Newcomer(name, arrival=month, **SLOW) for month, name in enumerate("ABCDE")]
    people.append(Newcomer("F", health=UNABLE, **SLOW))
    story = tell(people, 30, {"aanbod.extra_places_b1": {0: NONE, 10: MANY}})
    assert [event[0] for event in story.of("F", "pip", "exempt", "lessons")] == [3, 3]
    assert [story.of(name, "lessons")[0][0] for name in "ABCDE"] == [10] * 5
    return story


def test_statistics_of_those_who_were_served(five_wait):
    hold(
        five_wait,
        {
            "waiting[queue=lessen,stat=mean]": (weeks(5), 5),
            "waiting[queue=lessen,stat=p50]": (weeks(5), 5),
            "waiting[queue=lessen,stat=p90]": (weeks(7), 5),
            "waiting[queue=lessen,stat=share_over,weeks=26]": (1 / 5, 5),  # 6 months are 26 weeks
            "waiting[queue=lessen,stat=share_over,weeks=25]": (2 / 5, 5),
            "waiting[queue=lessen,stat=p50,cohort_clock=permit,cohort_until=2023-04]": (
                weeks(5),  # of 7, 6, 5, 4 months half wait five or less
                4,
            ),
            "weeks_pip_to_lessons": (weeks(5), 5),
            "weeks_pip_to_lessons[route=b1]": (weeks(5), 5),
            "weeks_pip_to_lessons[route=z]": (None, 0),
        },
    )


def test_statistics_of_those_who_still_wait(five_wait):
    """In month 8 they have waited 5, 4, 3, 2, 1 months; in 5 three of them 2, 1 and 0."""

    def now(month, stat):
        return f"waiting[queue=lessen,{stat},among=waiting,clock=calendar,at={month}]"

    hold(
        five_wait,
        {
            now("2023-09", "stat=mean"): (weeks(3), 5),
            now("2023-09", "stat=p50"): (weeks(3), 5),
            now("2023-09", "stat=p90"): (weeks(5), 5),
            now("2023-09", "stat=share_over,weeks=13"): (2 / 5, 5),
            now("2023-06", "stat=mean"): (weeks(1), 3),
            now("2023-11", "stat=mean"): (None, 0),
        },
    )


def test_only_waits_that_ended_in_the_window_count(five_wait):
    for window, n in (
        ("event_from=2023-11", 5),
        ("event_from=2023-12", 0),
        ("event_until=2023-11", 5),
        ("event_until=2023-10", 0),
        ("event_from=2023-11,event_until=2023-11", 5),
    ):
        value = weeks(5) if n else None
        hold(
            five_wait,
            {
                f"waiting[queue=lessen,stat=mean,{window}]": (value, n),
                f"waiting[queue=lessen,stat=p50,{window}]": (value, n),
                f"weeks_pip_to_lessons[{window}]": (value, n),
            },
        )


def test_waiting_for_the_first_exam():
    """Amira books KNM in month 13 and sits it in 14; later exams are no first one."""
    story = tell([Newcomer("Amira", hours_per_level=200)], 45)
    standing = "waiting[queue=examen,stat=mean,among=waiting,clock=calendar"
    hold(
        story,
        {
            "waiting[queue=examen,stat=mean]": (weeks(1), 1),
            f"{standing},at=2024-01]": (None, 0),
            f"{standing},at=2024-02]": (0, 1),
            f"{standing},at=2024-03]": (None, 0),
            f"{standing},at=2025-01]": (None, 0),
        },
    )


@pytest.fixture(scope="module")
def routes():
    """Elif goes from B1 to Z in month 21; Cemile is in the Z-route until her certificaat in 33."""
    people = [
        Newcomer("Elif", hours_per_level=1000),
        Newcomer("Cemile", score=20, attendance=0.8, hours_per_level=2000),
    ]
    story = tell(people, 45, {"leerroute.to_z_below": {0: 1.0, 20: 1.5}})
    assert [event[0] for event in story.of("Elif", "switched", "lessons")] == [3, 21, 22]
    assert [event[0] for event in story.of("Cemile", "fulfilled")] == [33]
    return story


def test_the_route_of_now_and_the_first_one(routes):
    hold(
        routes,
        {
            "route_b1[clock=pip,at=17]": (1 / 2, 2),
            "route_z[clock=pip,at=17]": (1 / 2, 2),
            "route_b1[clock=pip,at=18]": (0, 2),
            "route_z[clock=pip,at=18]": (1, 2),
            "route_z[clock=pip,at=40]": (1, 2),  # also after the certificaat
            "route_onderwijs[clock=pip,at=18]": (0, 2),
            "initial_route_b1[clock=pip,at=18]": (1 / 2, 2),
            "initial_route_z[clock=pip,at=18]": (1 / 2, 2),
            "initial_route_onderwijs[clock=pip,at=18]": (0, 2),
            "switched[clock=pip,at=17]": (0, 2),
            "switched[clock=pip,at=18]": (1 / 2, 2),
            "afgeschaald[clock=pip,at=17]": (0, 1),
            "afgeschaald[clock=pip,at=18]": (None, 0),  # nobody is in the B1-route any more
            "employed[clock=pip,at=17,route=b1]": (0, 1),
            "employed[clock=pip,at=18,route=b1]": (None, 0),
            "employed[clock=pip,at=18,initial_route=b1]": (0, 1),
            "employed[clock=pip,at=18,route=z]": (0, 2),
            "employed[clock=permit,at=0,route=z]": (None, 0),  # before the PIP
            "fulfilled_by[how=z,clock=pip,at=30]": (1 / 2, 2),
        },
    )


def test_afgeschaald_and_the_route_of_an_event():
    """Dawit leaves the Onderwijsroute in 23, as his lessons end with 1,020 hours; A2 from 27 on.

    The switch closes the month: his hours are those of the Onderwijsroute.
    """
    dawit = Newcomer("Dawit", age=20, wants_onderwijs=1, ability=0.15, hours_per_level=400)
    hold(
        tell([dawit], 45),
        {
            "afgeschaald[clock=pip,at=19]": (None, 0),
            "afgeschaald[clock=pip,at=20]": (0, 1),
            "afgeschaald[clock=pip,at=23]": (0, 1),
            "afgeschaald[clock=pip,at=24]": (1, 1),
            "course_hours": (1020, 1),
            "course_hours[route=onderwijs]": (1020, 1),
            "course_hours[route=b1]": (None, 0),
            "course_hours[event_from=2024-12,event_until=2024-12]": (1020, 1),
            "course_hours[event_from=2025-01]": (None, 0),
            "part_pass_rate[part=knm,route=onderwijs]": (1, 1),
            "part_pass_rate[part=lezen,route=b1]": (1, 1),
            "part_pass_rate[part=lezen,route=onderwijs]": (None, 0),
        },
    )


@pytest.fixture(scope="module")
def movers():
    """Fay moves away in month 10; Gus (from 11) leaves the country in 15; Hans (from 16) stays."""
    arrivals = {"Fay": 0, "Gus": 11, "Hans": 16}
    people = [Newcomer(name, arrival=month, **SLOW) for name, month in arrivals.items()]
    away = {
        "huisvesting.move_away": {0: 0, 10: 1, 11: 0},
        "huisvesting.leave_country": {0: 0, 15: 1, 16: 0},
    }
    story = tell(people, 45, away)
    assert [story.of(name, "out") for name in ("Fay", "Gus", "Hans")] == [
        [(10, "out", 1, 0)],
        [(15, "out", 2, 0)],
        [],
    ]
    return story


def test_who_moved_counts_as_moved_and_who_left_the_country_does_not_count(movers):
    hold(
        movers,
        {
            "moved[clock=settled,at=3]": (0, 3),
            "moved[clock=settled,at=4]": (0, 2),
            "moved[clock=settled,at=9]": (0, 2),
            "moved[clock=settled,at=10]": (1 / 2, 2),
            "moved[clock=settled,at=28]": (1 / 2, 2),
            "moved[clock=settled,at=12,route=b1]": (1 / 2, 2),
            "moved[clock=settled,at=12,route=z]": (None, 0),
        },
    )


def test_whoever_left_before_the_moment_is_in_no_other_share(movers):
    hold(
        movers,
        {
            "employed[clock=settled,at=3]": (0, 3),
            "employed[clock=settled,at=9]": (0, 2),
            "employed[clock=settled,at=10]": (0, 1),
            "pip_set[clock=settled,at=10]": (1, 1),
            "count[clock=calendar,at=2023-10]": (1, 1),
            "count[clock=calendar,at=2023-11]": (0, 0),
            "count[clock=calendar,at=2023-12]": (1, 1),
            "weeks_pip_to_lessons": (0, 3),  # what happened to them before still counts
        },
    )
