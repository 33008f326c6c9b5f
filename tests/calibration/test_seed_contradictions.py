"""The contradictions of the presentation, with their arithmetic done again from the table."""

import pytest

from calibration import contradictions, load_evidence
from calibration.seed import LEERROUTES, TOTAL, load_seed
from calibration.seed_contradictions import MONTHS_COUNTED, YEARS, Figure, round_half_up, spell

IDS = (
    "route-heading",
    "routes-2021",
    "routes-2022",
    "routes-total",
    "onderwijs-total",
    "z-total",
    "two-thirds-total",
    "forecast-realised",
    "forecast-taakstelling",
    "planned-start",
    "employment-clocks",
)


def _get(name):
    return next(one for one in contradictions() if one.id == name)


def _ends(figures):
    return {figure.label: (figure.low, figure.high) for figure in figures}


def _row(ref):
    return load_evidence().get(ref)


def test_all_are_there_and_told_in_both_languages():
    found = contradictions()
    assert tuple(one.id for one in found) == IDS
    assert set(load_evidence().contradictions) == set(IDS)
    for one in found:
        assert one.subject_nl and one.subject_en
        for text in (one.explanation_nl, one.explanation_en):
            assert len(text) > 40 and "{" not in text
        assert one.explanation_nl != one.explanation_en
        for figure in (*one.printed, *one.counted):
            assert isinstance(figure, Figure) and figure.refs


def test_every_figure_rests_on_rows():
    evidence = load_evidence()
    for one in contradictions():
        assert one.refs
        for ref in one.refs:
            assert evidence.get(ref).ref == ref


def test_the_heading_of_the_routes_against_the_counts():
    one = _get("route-heading")
    heading = {r: _row(f"seed:S{31 + i}").number for i, r in enumerate(LEERROUTES)}
    assert _ends(one.printed) == {route: (share, share) for route, share in heading.items()}
    # Rows S19 to S27: B1, Onderwijs, Z of 2020, then of 2021, then of 2022.
    rows = [_row(f"seed:S{number}") for number in range(19, 28)]
    middles = [(row.low + row.high) / 2 for row in rows]
    sums = [sum(middles[i::3]) for i in range(3)]
    counted = {route: s / sum(sums) for route, s in zip(LEERROUTES, sums, strict=True)}
    assert {f.label: pytest.approx(f.low) for f in one.counted} == counted
    assert [round(100 * counted[route]) for route in LEERROUTES] == [40, 25, 35]
    assert [round(100 * heading[route]) for route in LEERROUTES] == [40, 35, 25]
    # The counts are the heading with its last two swapped.
    b1, onderwijs, z = (round(counted[route], 2) for route in LEERROUTES)
    assert (b1, z, onderwijs) == tuple(heading[route] for route in LEERROUTES)


@pytest.mark.parametrize(
    ("name", "period", "first", "obliged", "counted"),
    [
        ("routes-2021", "2021", 22, 13, (37, 40)),
        ("routes-2022", "2022", 25, 15, (40, 44)),
        ("routes-total", "2021-2022", 28, 17, (77, 86)),
    ],
)
def test_routes_that_do_not_add_up(name, period, first, obliged, counted):
    one = _get(name)
    rows = [_row(f"seed:S{first + i}") for i in range(3)]
    summed = (sum(row.low for row in rows), sum(row.high for row in rows))
    assert summed == counted
    assert _ends(one.counted) == {period: counted}
    printed = _row(f"seed:S{obliged}")
    assert _ends(one.printed) == {period: (printed.low, printed.high)}
    assert summed != (printed.low, printed.high)


@pytest.mark.parametrize(
    ("name", "route", "years", "total", "counted"),
    [
        ("onderwijs-total", "onderwijs", ("S23", "S26"), "S29", (19, 21)),
        ("z-total", "z", ("S24", "S27"), "S30", (27, 29)),
    ],
)
def test_totals_of_a_route_that_do_not_add_up(name, route, years, total, counted):
    rows = [_row(f"seed:{year}") for year in years]
    assert (sum(row.low for row in rows), sum(row.high for row in rows)) == counted
    one = _get(name)
    printed = _row(f"seed:{total}")
    assert _ends(one.counted) == {route: counted}
    assert _ends(one.printed) == {route: (printed.low, printed.high)}
    assert printed.high == counted[1] + 1


def test_no_other_sum_of_the_table_is_off():
    """Every sum the table allows is either right or a contradiction that is told."""
    forecasts = load_seed().forecasts
    off = {
        f"routes-{period}"
        for period, forecast in forecasts.items()
        if (forecast.routes_sum.low, forecast.routes_sum.high)
        != (forecast.obliged.low, forecast.obliged.high)
    }
    assert off == {"routes-2021", "routes-2022", f"routes-{TOTAL}"}
    for route in LEERROUTES:
        first, second = (forecasts[year].routes[route] for year in YEARS[1:])
        total = forecasts[TOTAL].routes[route]
        adds_up = (first.low + second.low, first.high + second.high) == (total.low, total.high)
        assert adds_up == (f"{route}-total" not in IDS)


def test_two_thirds_of_the_total():
    one = _get("two-thirds-total")
    all_ages, obliged, share = _row("seed:S16"), _row("seed:S17"), _row("seed:S18").number
    exact = (share * all_ages.low, share * all_ages.high)
    assert exact == pytest.approx((78.67, 86.67), abs=0.01)
    assert _ends(one.counted) == {TOTAL: (79, 87)} == {TOTAL: tuple(map(round_half_up, exact))}
    assert _ends(one.printed) == {TOTAL: (obliged.low, obliged.high)}


def test_the_forecast_of_2020_against_the_realised_inflow():
    one = _get("forecast-realised")
    forecast, obliged = _row("seed:S10"), _row("seed:S11")
    realised = _row("seed:S07").number
    # As printed the forecast is not below the 38; the pace and the share of inhabitants say it.
    assert realised < forecast.low
    assert realised > obliged.high
    nine, eight = (realised * 12 / months for months in MONTHS_COUNTED)
    assert (nine, eight) == (pytest.approx(50.667, abs=0.001), 57.0)
    assert nine < forecast.low < forecast.high < eight
    share = _row("rules:X066").number / _row("rules:X073").number
    whole = (nine / share, eight / share)
    assert whole[0] > 1.8 * forecast.high
    counted = list(_ends(one.counted).values())
    assert counted == [(realised, realised), (nine, eight), whole]
    assert list(_ends(one.printed).values()) == [
        (forecast.low, forecast.high),
        (obliged.low, obliged.high),
    ]
    assert "50,7" in one.explanation_nl and "50.7" in one.explanation_en
    assert "102-115" in one.explanation_nl


def test_the_forecast_against_the_later_taakstelling():
    one = _get("forecast-taakstelling")
    halves = {"2020": ("X019", "X020"), "2021": ("X021", "X007"), "2022": ("X008", "X009")}
    share = _row("rules:X058").number / 100
    expected = {
        year: sum(_row(f"rules:{ref}").number for ref in refs) * share
        for year, refs in halves.items()
    }
    assert {f.label: f.low for f in one.counted} == pytest.approx(expected)
    assert [round_half_up(persons) for persons in expected.values()] == [112, 229, 219]
    # The derived rows of the region for 2022 say the same.
    assert _row("rules:X059").number + _row("rules:X060").number == 219
    ratios = [persons / one.printed[i].high for i, persons in enumerate(expected.values())]
    assert ratios == pytest.approx([2.0, 3.69, 3.23], abs=0.01)
    remembered = [ref for ref in one.refs if _row(ref).status == "remembered"]
    assert remembered == ["rules:X019", "rules:X020", "rules:X021"]
    assert "0,934" in one.explanation_nl


def test_the_planned_start_was_half_a_year_early():
    one = _get("planned-start")
    assert [f.text for f in (*one.printed, *one.counted)] == ["2021-07", "2022-01"]
    assert "6 " in one.explanation_en


def test_work_is_published_on_several_clocks():
    one = _get("employment-clocks")
    clocks = {figure.label: figure.refs for figure in one.printed}
    assert {label: len(refs) for label, refs in clocks.items()} == {
        "permit": 48,
        "survey": 2,
        "arrival": 4,
        "notice": 3,
    }
    assert clocks["survey"] == ("targets:T068", "targets:T069")
    assert clocks["arrival"] == ("targets:T076", "targets:T077", "targets:T088", "targets:T090")
    assert clocks["notice"] == ("targets:T092", "targets:T093", "targets:T094")
    definitions = {figure.label: len(figure.refs) for figure in one.counted}
    assert len(definitions) == 3
    assert sum(definitions.values()) == sum(len(refs) for refs in clocks.values())


@pytest.mark.parametrize(
    ("value", "dutch"), [(40.0, "40"), (50.666, "50,7"), (0.934, "0,934"), (100.0, "100")]
)
def test_figures_in_sentences(value, dutch):
    assert spell(value, comma=",") == dutch
