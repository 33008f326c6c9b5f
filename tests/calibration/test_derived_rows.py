"""Derived rows follow from the rows they name, and rows that state one fact agree."""

import math

import pytest

from calibration import load_evidence


def n(ref):
    """Return the number of a row."""
    number = load_evidence().get(ref).number
    assert number is not None, ref
    return number


MEN = [f"observations:E{number:03d}" for number in range(28, 33)]
WOMEN = [f"observations:E{number:03d}" for number in range(33, 38)]
ASYLUM = "observations:E017", "observations:E018", "observations:E019"
OTHERS = "observations:E020", "observations:E021", "observations:E022", "observations:E023"


def total(refs):
    return sum(n(ref) for ref in refs)


def monthly(before, after):
    """Return the constant monthly hazard, in percent, that takes a share to another in a year."""
    return 100 * (1 - ((1 - after / 100) / (1 - before / 100)) ** (1 / 12))


def difficulty(part):
    """Return the mean over 2015-2017 of all parts' logits minus that of one part (programme I)."""
    rows = [load_evidence().get(f"rules:N{number}").numbers for number in (187, 188, 189)]
    logits = [[math.log(p / (1 - p)) for p in row] for row in rows]
    means = [sum(column) / len(column) for column in zip(*logits, strict=True)]
    return sum(means) / len(means) - means[part]


# The row, and what its note says it was computed from; the row keeps as many digits as it shows.
DERIVED = {
    "observations:E016": lambda: 100 * total(ASYLUM) / n("E001"),
    "observations:E025": lambda: 100 * n("E024") / (n("E003") + n("E005") + n("E006")),
    "observations:E038": lambda: 100 * (n("E028") + n("E033")) / total(MEN + WOMEN),
    "observations:E039": lambda: 100 * (n("E029") + n("E034")) / total(MEN + WOMEN),
    "observations:E040": lambda: 100 * (n("E030") + n("E035")) / total(MEN + WOMEN),
    "observations:E041": lambda: 100 * (n("E031") + n("E036")) / total(MEN + WOMEN),
    "observations:E042": lambda: 100 * (n("E032") + n("E037")) / total(MEN + WOMEN),
    "observations:E043": lambda: 100 * total(MEN) / total(MEN + WOMEN),
    "observations:E105": lambda: monthly(n("E094"), n("E098")),
    "observations:E106": lambda: monthly(n("E096"), n("E102")),
    "observations:E109": lambda: 100 * n("E094") / n("E089"),
    "observations:E130": lambda: 100 - n("E126"),
    "observations:E372": lambda: 100 * n("E371") / n("E370"),
    "rules:N105": lambda: n("N100") / (n("N076") * n("N079") / 12),
    "rules:N109": lambda: n("N076") * n("N079") * 3,
    "rules:X073": lambda: n("X066") + n("X068") + n("X069") + n("X071"),
    "behaviour:L10": lambda: n("L06") / n("L07"),
    "behaviour:L11": lambda: n("L06") / n("L08"),
    "behaviour:X09": lambda: difficulty(0),
    "behaviour:X10": lambda: difficulty(1),
    "behaviour:X11": lambda: difficulty(2),
    "behaviour:X12": lambda: difficulty(3),
    "behaviour:H14": lambda: 100 - n("H12") - n("H13"),
    "behaviour:H28": lambda: -math.log(1 - n("H27") / 100) / 36,
    "finance:F012": lambda: n("F009") + n("F010") + n("F011"),
    "finance:F016": lambda: n("F013") + n("F014") + n("F015"),
    "finance:F020": lambda: n("F017") + n("F018") + n("F019"),
    "finance:F024": lambda: n("F021") + n("F022") + n("F023"),
    "finance:F025": lambda: math.sqrt(n("F016") * n("F020")),
    "finance:F030": lambda: math.sqrt(n("F027") * n("F028")),
    "finance:F031": lambda: n("F013") / n("F009") - 1,
    "finance:F032": lambda: n("F017") / n("F013") - 1,
    "finance:F033": lambda: n("F029") / n("F028") - 1,
    "finance:F041": lambda: n("F017") * (1 + n("F033")) - n("F021"),
    "finance:F078": lambda: n("F076") / n("F079"),
    "finance:F090": lambda: n("F089") / n("F088"),
    "finance:F109": lambda: 12 * n("F105"),
    "finance:F110": lambda: 12 * n("F106"),
    "finance:F115": lambda: (n("X012") + n("X013")) * n("X030") / 100 * n("F040"),
    "targets:T067": lambda: 100 * 1032 / 4301,
}


@pytest.mark.parametrize("ref", DERIVED)
def test_a_derived_row_follows_from_its_rows(ref):
    fact = load_evidence().get(ref)
    assert fact.status == "derived"
    decimals = len(fact.value.partition(".")[2])
    assert abs(DERIVED[ref]() - n(ref)) <= 0.5 * 10**-decimals + 1e-9


def test_cohort_2022_adds_up_by_target_group():
    assert total(ASYLUM) + total(OTHERS) == n("E001")


HALF_YEARS = {"2022-I": 8, "2022-II": 9, "2023-I": 10, "2023-II": 11, "2025-I": 12, "2025-II": 13}
MUNICIPALITIES = ("Hengelo", "Borne", "Haaksbergen", "Hof van Twente", "Midden Twente")


@pytest.mark.parametrize("place", MUNICIPALITIES)
@pytest.mark.parametrize("half", HALF_YEARS)
def test_derived_targets_are_the_national_target_times_the_share(place, half):
    by_name = {fact.statistic: fact for fact in load_evidence().select(topic="taakstelling")}
    target = by_name[f"Derived target {place} {half}"].number
    share = by_name[f"Share of national target, {place}"].number / 100
    # The share keeps three digits in percent, so up to 0.0005 percent is lost before rounding.
    assert abs(n(f"rules:X{HALF_YEARS[half]:03d}") * share - target) <= 0.5 + 0.000005 * 21200


@pytest.mark.parametrize(
    ("observed", "target"),
    [
        *((f"E{59 + i:03d}", f"T{164 + i}") for i in range(7)),  # permits 2020
        *((f"E{66 + i:03d}", f"T{157 + i}") for i in range(7)),  # permits 2021
        *((f"E{73 + i:03d}", f"T{185 + i}") for i in range(7)),  # permits, first half of 2022
        *((f"E{28 + i:03d}", f"T{192 + i}") for i in range(10)),  # cohort 2022 by sex and age
        *(("E094", "T138"), ("E098", "T139"), ("E096", "T141"), ("E102", "T142")),
        *(("E008", "T153"), ("E011", "T154"), ("E009", "T155"), ("E012", "T156")),
    ],
)
def test_observations_and_targets_that_state_one_fact_agree(observed, target):
    assert n(f"observations:{observed}") == n(f"targets:{target}")


def test_pass_rates_agree_in_rules_targets_and_behaviour():
    # targets: from T202 on four parts of programme I, then of II, a year; rules: fractions.
    years = {"N187": 202, "N188": 210, "N189": 218}
    for rule, first in years.items():
        fractions = load_evidence().get(f"rules:{rule}").numbers
        for part, fraction in enumerate(fractions):
            assert n(f"targets:T{first + part}") == pytest.approx(100 * fraction)
    for part in range(4):
        assert n(f"behaviour:X{1 + part:02d}") == n(f"targets:T{218 + part}")
        assert n(f"behaviour:X{5 + part:02d}") == n(f"targets:T{222 + part}")


def test_the_presentation_stands_in_two_tables_with_the_same_amounts():
    pairs = {"S38": "F001", "S39": "F002", "S34": "F003", "S35": "F004", "S36": "F005"}
    for seed, finance in (pairs | {"S37": "F006"}).items():
        assert n(f"seed:{seed}") == n(f"finance:{finance}")
    assert load_evidence().get("finance:F007").numbers == (n("seed:S40"), n("seed:S41"))
