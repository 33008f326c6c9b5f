"""Reading an observable as a user writes it, and everything that may be wrong with it."""

import pytest

from simulation.observables import (
    DEFAULT_OBSERVABLES,
    Observable,
    ObservableError,
    parse_observable,
)
from tests.simulation.worlds import TWO_TOWNS


def problems(text, region=None):
    """(code, field, value, nearest) of everything that is wrong with a text."""
    with pytest.raises(ObservableError) as found:
        parse_observable(text, region)
    return [(p.code, p.field, p.value, p.nearest) for p in found.value.problems]


@pytest.mark.parametrize("observable", DEFAULT_OBSERVABLES, ids=lambda o: o.key)
def test_a_key_is_read_back(observable):
    read = parse_observable(observable.key)
    assert (read.name, read.filter, read.key) == (
        observable.name,
        observable.filter,
        observable.key,
    )


def test_order_and_spaces_do_not_matter():
    asked = " waiting [ weeks = 13 , route=z,stat=share_over, queue=lessen ] "
    read = parse_observable(asked)
    assert read.key == "waiting[queue=lessen,stat=share_over,weeks=13,route=z]"
    assert read.filter == {"queue": "lessen", "stat": "share_over", "weeks": 13, "route": "z"}
    other = Observable("waiting", dict(reversed(read.filter.items())))
    assert read == other
    assert len({read, other}) == 1


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("weeks_notice_to_pip", "weeks_notice_to_pip"),
        ("weeks_notice_to_pip[]", "weeks_notice_to_pip"),
        ("pip_late[weeks=10.0]", "pip_late[weeks=10]"),
        ("pip_late[weeks=8.5]", "pip_late[weeks=8.5]"),
        ("employed[clock=settled,at=024]", "employed[clock=settled,at=24]"),
    ],
)
def test_one_question_has_one_key(written, key):
    assert parse_observable(written).key == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("emploed[clock=pip,at=3]", ("observable-name", "observable", "emploed", "employed")),
        ("qqq", ("observable-name", "observable", "qqq", None)),
        ("", ("observable-form", "observable", "", None)),
        ("employed[clock=pip", ("observable-form", "observable", "employed[clock=pip", None)),
        (
            "employed[clock=pip,at=3,route]",
            ("observable-form", "filter", "route", None),
        ),
        (
            "employed[clock=pip,at=3,sex=]",
            ("observable-form", "filter", "sex=", None),
        ),
        ("employed[clok=pip,clock=pip,at=3]", ("observable-filter", "clok", "pip", "clock")),
        ("employed[clock=pip,at=3,weeks=3]", ("observable-filter", "weeks", "3", None)),
        ("employed[clock=pip,at=3,event_from=2022-01]",
         ("observable-filter", "event_from", "2022-01", None)),
        ("weeks_notice_to_pip[clock=pip]", ("observable-filter", "clock", "pip", None)),
        ("employed[clock=pip,clock=pip,at=3]", ("observable-twice", "clock", "pip", None)),
        ("employed[clock=settld,at=3]", ("observable-value", "clock", "settld", "settled")),
        ("employed[clock=pip,at=3,sex=x]", ("observable-value", "sex", "x", None)),
        ("employed[clock=pip,at=2025-01]", ("observable-value", "at", "2025-01", None)),
        ("employed[clock=pip,at=-3]", ("observable-value", "at", "-3", None)),
        ("employed[clock=pip,at=361]", ("observable-value", "at", "361", None)),
        ("employed[clock=calendar,at=24]", ("observable-value", "at", "24", None)),
        ("employed[clock=calendar,at=2025-13]", ("observable-value", "at", "2025-13", None)),
        ("employed[clock=pip,at=3,age_min=a]", ("observable-value", "age_min", "a", None)),
        ("pip_late[weeks=ten]", ("observable-value", "weeks", "ten", None)),
        ("pip_late[weeks=-1]", ("observable-value", "weeks", "-1", None)),
        ("employed[clock=pip,at=3,age_min=40,age_max=30]",
         ("observable-value", "age_min", "40", None)),
        ("employed[clock=pip,at=3,cohort_clock=permit,cohort_from=2023-02,cohort_until=2023-01]",
         ("observable-value", "cohort_from", "2023-02", None)),
        ("employed[clock=pip,at=3,cohort_from=2023-02]",
         ("observable-missing", "cohort_clock", "", None)),
        ("employed[clock=pip]", ("observable-missing", "at", "", None)),
        ("fulfilled_by[clock=pip,at=36]", ("observable-missing", "how", "", None)),
        ("part_pass_rate[level=b1]", ("observable-missing", "part", "", None)),
        ("waiting[queue=lessen]", ("observable-missing", "stat", "", None)),
        ("waiting[queue=lessen,stat=share_over]", ("observable-missing", "weeks", "", None)),
        ("waiting[queue=lessen,stat=mean,weeks=3]", ("observable-filter", "weeks", "3", None)),
        ("waiting[queue=lessen,stat=mean,among=passed]",
         ("observable-value", "among", "passed", None)),
        ("waiting[queue=lessen,stat=mean,clock=pip]", ("observable-filter", "clock", "pip", None)),
        ("waiting[queue=lessen,stat=mean,among=waiting,clock=pip,at=3,event_from=2022-01]",
         ("observable-filter", "event_from", "2022-01", None)),
        ("waiting[queue=huisvesting,stat=mean,doelgroep=gezin_overig]",
         ("observable-value", "doelgroep", "gezin_overig", None)),
        ("waiting_longer_than[weeks=14,clock=calendar,at=end,among=waiting]",
         ("observable-filter", "among", "waiting", None)),
        ("employed[clock=pip,at=3,among=waiting]", ("observable-missing", "queue", "", None)),
        ("employed[clock=pip,at=3,queue=pip]", ("observable-filter", "queue", "pip", None)),
        ("employed[clock=pip,at=3,how=z]", ("observable-filter", "how", "z", None)),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(text, found):
    assert problems(text) == [found]


def test_all_that_is_wrong_is_told_at_once():
    codes = problems("fulfilled_by[clock=pipp,sex=x,kleur=rood,event_from=2022]")
    assert [(code, field) for code, field, *_ in codes] == [
        ("observable-value", "clock"),
        ("observable-filter", "event_from"),
        ("observable-value", "sex"),
        ("observable-filter", "kleur"),
        ("observable-missing", "how"),
        ("observable-missing", "at"),
    ]


def test_a_message_names_field_value_allowed_and_nearest():
    with pytest.raises(ObservableError) as found:
        parse_observable("waiting[queue=lesen,stat=mean]")
    assert str(found.value) == (
        "waiting: queue 'lesen': not allowed; allowed: huisvesting, intake, pip, lessen, examen; "
        "did you mean lessen?"
    )


def test_municipalities_are_known_with_their_region():
    text = "count[clock=calendar,at=end,municipality=beekdamm]"
    assert parse_observable(text).filter["municipality"] == "beekdamm"
    assert problems(text, TWO_TOWNS) == [
        ("observable-value", "municipality", "beekdamm", "beekdam")
    ]
