"""Observables against the monthly counts of whole worlds, and against each other."""

import numpy as np
import pytest

from simulation import engine
from simulation.agents.codes import HOW_NAMES
from simulation.months import format_month
from simulation.observables import Observable, parse_observable
from simulation.record import C_OPVANG, C_OPVANG_WI2013, MONTHLY_COLUMNS, PHASE_COLUMNS
from tests.engine.worlds import START, prepared

MONTHS = 72
COLUMN = {name: number for number, name in enumerate(MONTHLY_COLUMNS)}


@pytest.fixture(scope="module", params=[-1, 0, 1])
def world(request):
    """A world of 60,000 inhabitants, under the registered values and two draws of the priors."""
    scenario = prepared(MONTHS, 40_000, 20_000, draw=request.param)
    world = engine.build_world(scenario, 2, 0)
    assert engine.advance(world, 0, MONTHS)
    return scenario, world


def answers(world, *texts):
    """Value and n of each, as whole numbers of people where the value is a share."""
    asked = [parse_observable(text) for text in texts]
    outcome = engine.measure(*world, asked)
    return [(value, int(n)) for value, n in zip(outcome.observables, outcome.counts, strict=True)]


def people(world, *texts):
    """How many people each share is about: the share times its n, exactly."""
    found = []
    for value, n in answers(world, *texts):
        number = 0.0 if n == 0 else value * n
        assert number == pytest.approx(round(number), abs=1e-6)
        found.append(round(number))
    return found


@pytest.mark.parametrize("month", [3, 20, 45, 71])
def test_shares_of_a_month_are_the_monthly_counts(world, month):
    counts = world[1].monthly[month]
    at = f"clock=calendar,at={format_month(START + month)},law=any"
    in_reception = counts[[C_OPVANG, C_OPVANG_WI2013]].sum()
    everybody = counts[list(PHASE_COLUMNS)].sum() + counts[C_OPVANG_WI2013]
    ((total, _),) = answers(world, f"count[{at}]")
    assert total == everybody
    for name, column in (
        ("employed", "werk"),
        ("on_bijstand", "bijstand"),
        ("overdue", "te_laat"),
        ("fulfilled", "voldaan"),
    ):
        (number,) = people(world, f"{name}[{at}]")
        assert number == counts[COLUMN[column]], name
    # Exempt and still in reception is phase opvang; else the phases are the milestones.
    (settled, exempt) = people(world, f"settled[{at}]", f"exempt[{at}]")
    assert everybody - settled == in_reception
    assert exempt >= counts[COLUMN["vrijgesteld"]]


@pytest.mark.parametrize("month", [3, 20, 45, 71])
def test_queues_of_a_month_are_the_phases(world, month):
    counts = world[1].monthly[month]
    at = f"clock=calendar,at={format_month(START + month)},law=any"
    standing = {
        queue: answers(world, f"waiting[queue={queue},stat=mean,among=waiting,{at}]")[0][1]
        for queue in ("huisvesting", "intake", "pip", "lessen")
    }
    assert standing["huisvesting"] == counts[[C_OPVANG, C_OPVANG_WI2013]].sum()
    assert standing["pip"] == counts[COLUMN["wacht_pip"]]
    # Later waits, after a switch or a lost seat, are in the phase and not in the queue; who waits
    # for DUO's notice is in the phase too, and whoever has the intake early is still in reception.
    assert standing["lessen"] <= counts[COLUMN["wacht_les"]]


@pytest.mark.parametrize("clock", ["pip", "settled", "permit"])
def test_every_split_adds_up(world, clock):
    for months in (0, 24, 48):
        at = f"clock={clock},at={months}"
        hows = people(world, *(f"fulfilled_by[how={how},{at}]" for how in HOW_NAMES[1:]))
        fulfilled, passed, exempt = people(
            world, f"fulfilled[{at}]", f"passed[{at}]", f"exempt[{at}]"
        )
        assert sum(hows) == fulfilled
        assert passed == fulfilled - hows[-1]
        running = people(world, f"within_term[{at}]", f"extended[{at}]", f"overdue[{at}]")
        ((_, n),) = answers(world, f"fulfilled[{at}]")
        assert sum(running) + fulfilled + exempt == n
        for kind in ("route", "initial_route"):
            routes = people(world, *(f"{kind}_{route}[{at}]" for route in ("b1", "onderwijs", "z")))
            assert sum(routes) == people(world, f"pip_set[{at}]")[0]
        work, benefit, any_benefit = people(
            world, *(f"{name}[{at}]" for name in ("main_income_work", "main_income_benefit")),
            f"any_benefit[{at}]",
        )  # fmt: skip
        assert work <= people(world, f"employed[{at}]")[0]
        assert benefit <= any_benefit
        force, employed, jobless = people(
            world, f"in_labour_force[{at}]", f"employed[{at}]", f"unemployed[{at}]"
        )
        assert force == employed + jobless
        ended = people(world, *(f"bijstand_ended{why}[{at}]" for why in ("", "_work", "_study")))
        assert max(ended[1:]) <= ended[0] <= sum(ended[1:])


def test_levels_and_groups_add_up(world):
    parts = answers(world, "part_pass_rate[part=lezen]")
    levels = answers(world, *(f"part_pass_rate[part=lezen,level={x}]" for x in ("a2", "b1", "b2")))
    assert parts[0][1] == sum(n for _, n in levels) > 100
    for split in ("sex=m|sex=f", "doelgroep=asiel|doelgroep=gezin_overig",
                  "education=laag|education=midden|education=hoog",
                  "literacy=latijns_schrift|literacy=ander_schrift|literacy=niet_geletterd",
                  "municipality=stad-1|municipality=stad-2",
                  "age_max=29|age_min=30"):  # fmt: skip
        numbers = [n for _, n in answers(
            world, *(f"employed[clock=settled,at=12,{word}]" for word in split.split("|"))
        )]  # fmt: skip
        ((_, whole),) = answers(world, "employed[clock=settled,at=12]")
        assert sum(numbers) == whole, split
        assert min(numbers) > 0, split


def test_a_quantile_is_a_wait_that_somebody_had(world):
    """p50 and p90 against the waits of the people themselves, in whole months."""
    from simulation.agents.codes import ASIEL, NEVER, WI2021
    from simulation.agents.events import M_PERMIT, M_SETTLED

    records = world[1].people
    months = records["milestones"].astype(int)
    served = (months[:, M_SETTLED] != NEVER) & (records["wet"] == WI2021)
    served &= records["doelgroep"] == ASIEL
    waits = np.sort((months[:, M_SETTLED] - months[:, M_PERMIT])[served])
    stats = answers(
        world, *(f"waiting[queue=huisvesting,stat={s}]" for s in ("p50", "p90", "mean"))
    )
    for (value, n), part in zip(stats[:2], (0.5, 0.9), strict=True):
        assert n == len(waits) > 100
        assert value == pytest.approx(np.quantile(waits, part, method="inverted_cdf") * 13 / 3)
    assert stats[2][0] == pytest.approx(waits.mean() * 13 / 3)


def test_every_filter_only_narrows(world):
    """All that a target file may ask at once; without any one of them there are no fewer people."""
    filters = {
        "clock": "settled", "at": 24, "among": "working", "route": "b1", "initial_route": "b1",
        "law": "wi2021", "doelgroep": "asiel", "origin": "syria", "sex": "m", "age_min": 18,
        "age_max": 44, "education": "midden", "literacy": "latijns_schrift",
        "cohort_clock": "permit", "cohort_from": "2022-01", "cohort_until": "2024-12",
        "municipality": "stad-1", "municipality_at": "settling",
    }  # fmt: skip
    asked = [Observable("employed", filters)]
    for name in set(filters) - {"clock", "at", "cohort_clock"}:
        rest = {key: value for key, value in filters.items() if key != name}
        asked.append(Observable("employed", rest))
    counts = engine.measure(*world, asked).counts
    assert (counts[1:] >= counts[0]).all()
    assert (counts[1:] > counts[0]).sum() >= 5
