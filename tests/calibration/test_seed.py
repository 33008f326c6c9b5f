"""The presentation as figures, and its arithmetic where it holds."""

import dataclasses

import pytest

from calibration import load_evidence
from calibration.seed import B1, LEERROUTES, ONDERWIJS, TOTAL, Span, Z, load_seed, read_seed
from calibration.seed_contradictions import YEARS, round_half_up


def test_realised_inflow_of_hengelo():
    seed = load_seed()
    assert [(r.year, r.until, r.asiel, r.gezin, r.totaal) for r in seed.realised] == [
        (2018, "", 41, 17, 58),
        (2019, "", 35, 28, 63),
        (2020, "September", 38, 7, 45),
    ]
    for inflow in seed.realised:
        assert inflow.asiel + inflow.gezin == inflow.totaal
    assert seed.realised[2].refs == ("seed:S07", "seed:S08", "seed:S09")


def test_forecasts_and_route_counts_as_printed():
    seed = load_seed()
    assert list(seed.forecasts) == ["2020", "2021", "2022", "2021-2022"]
    printed = {
        period: (
            (f.all_ages.low, f.all_ages.high),
            (f.obliged.low, f.obliged.high),
            *((f.routes[route].low, f.routes[route].high) for route in LEERROUTES),
        )
        for period, f in seed.forecasts.items()
    }
    assert printed == {
        "2020": ((51, 56), (34, 37), (13, 15), (9, 9), (12, 13)),
        "2021": ((56, 62), (37, 41), (15, 16), (9, 10), (13, 14)),
        "2022": ((62, 68), (41, 45), (16, 18), (10, 11), (14, 15)),
        "2021-2022": ((118, 130), (78, 86), (31, 34), (19, 22), (27, 30)),
    }


def test_every_row_of_the_seed_is_reachable():
    seed = load_seed()
    typed = {ref for inflow in seed.realised for ref in inflow.refs}
    for forecast in seed.forecasts.values():
        for span in (forecast.all_ages, forecast.obliged, *forecast.routes.values()):
            typed.update(span.refs)
    typed.update(seed.heading_refs.values())
    typed.update(budget.ref for budget in seed.budgets)
    typed.update((seed.share_obliged_ref, seed.planned_start_ref))
    rest = {fact.ref for fact in load_evidence().select(table="seed")} - typed
    # Typed without a reference of their own: the key of the budget and the number of
    # municipalities. S43 and S44, the levels A2 and B1, are in the rules with their article.
    assert rest == {"seed:S40", "seed:S41", "seed:S43", "seed:S44", "seed:S45"}


def test_two_thirds_of_each_year_rounds_to_what_is_printed():
    seed = load_seed()
    assert seed.share_obliged == 0.6667
    for year in YEARS:
        forecast = seed.forecasts[year]
        for end in ("low", "high"):
            expected = round_half_up(seed.share_obliged * getattr(forecast.all_ages, end))
            assert expected == getattr(forecast.obliged, end)


def test_totals_that_do_add_up():
    total = load_seed().forecasts[TOTAL]
    years = [load_seed().forecasts[year] for year in ("2021", "2022")]
    assert _ends(years[0].all_ages + years[1].all_ages) == _ends(total.all_ages)
    assert _ends(years[0].obliged + years[1].obliged) == _ends(total.obliged)
    assert _ends(years[0].routes[B1] + years[1].routes[B1]) == _ends(total.routes[B1])


def test_route_counts_of_2020_add_up():
    forecast = load_seed().forecasts["2020"]
    assert _ends(forecast.routes_sum) == _ends(forecast.obliged) == (34, 37)


def test_headings_and_key_each_sum_to_one():
    seed = load_seed()
    assert sum(seed.heading_shares.values()) == pytest.approx(1)
    assert sum(seed.distribution.values()) == pytest.approx(1)
    assert seed.municipalities == 4
    assert seed.planned_start == "2021-07"


def test_shares_from_counts():
    seed = load_seed()
    for year in YEARS:
        shares = seed.shares_from_counts([year])
        assert sum(shares.values()) == pytest.approx(1)
        # Within a point and a half of the shares that the contradiction names, in every year.
        for route, share in zip((B1, ONDERWIJS, Z), (0.40, 0.25, 0.35), strict=True):
            assert shares[route] == pytest.approx(share, abs=0.015)


def test_budgets():
    amounts = {(b.item, b.period): b.amount for b in load_seed().budgets}
    assert amounts == {
        ("uitvoeringskosten", "2021"): 126220,
        ("uitvoeringskosten", "2022"): 280527,
        ("uitvoeringskosten", "2023 and later, per year"): 308614,
        ("incidental implementation budget", "2020"): 160622,
        ("programmakosten per asielgerechtigde", "2020"): 12712,
        ("programmakosten per gezinsmigrant", "2020"): 589,
    }


def test_spans():
    assert (Span(1, 2, ("a",)) + Span(3, 5, ("b",))) == Span(4, 7, ("a", "b"))
    assert Span(1, 2).middle == 1.5


def test_a_missing_row_is_named():
    evidence = load_evidence()
    kept = tuple(fact for fact in evidence.facts if fact.ref != "seed:S18")
    without = dataclasses.replace(evidence, facts=kept)
    with pytest.raises(LookupError, match="share inburgeringsplichtig"):
        read_seed(without)


def _ends(span):
    return span.low, span.high
