"""A made-up result: tables with known numbers, to test what is done with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from experiments.charts.checks import CHECKS
from experiments.charts.waiting import STEPS
from experiments.store.results import StoredResult, write_result
from experiments.store.tables import build_tables
from experiments.worlds import World
from simulation.accounts import ITEMS, NUMBER
from simulation.money import FUNDED
from simulation.record import MONTHLY_COLUMNS

START = 264
MONTHS = 120
MOMENTS = tuple(range(6, 61, 6))
TOWNS = ("borne", "hengelo")
ROUTES = ("b1", "onderwijs", "z")
YEARS = tuple(range(2022, 2029))
ROUTE_SIZE = {"b1": 400, "onderwijs": 100, "z": 200}
RUN_ID = "0123456789abcdef"


@dataclass(frozen=True)
class MadeUpOutcome:
    monthly: np.ndarray
    observables: np.ndarray
    counts: np.ndarray
    ledger: np.ndarray
    money: np.ndarray
    money_counts: np.ndarray
    people: int = 1000
    person_months: int = 20_000
    digest: str = "00"
    effects: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(affected=0, stacked=0))


def entries() -> list[dict[str, Any]]:
    found = []
    for at in MOMENTS:
        for how in ("diploma_b1", "diploma_a2", "onderwijs", "z"):
            found.append(("fulfilled_by", {"how": how, "clock": "pip", "at": at}, "share"))
        found.append(("exempt", {"clock": "pip", "at": at}, "share"))
        for name in ("employed", "on_bijstand"):
            found.append((name, {"clock": "settled", "at": at, "doelgroep": "asiel"}, "share"))
        for route in ROUTES:
            who = {"clock": "pip", "at": at, "initial_route": route}
            found.append(("running", who, "persons"))
    for year in YEARS:
        cohort = {"cohort_from": f"{year}-01", "cohort_until": f"{year}-12"}
        for group in ("asiel", "gezin_overig"):
            arrived = {"clock": "arrival", "at": 0, "cohort_clock": "arrival", **cohort}
            found.append(("count", {**arrived, "law": "any", "doelgroep": group}, "persons"))
        for name in ("level_a2", "level_b1"):
            by_pip = {"clock": "pip", "at": 36, "cohort_clock": "pip", **cohort}
            found.append((name, by_pip, "share"))
    for route in ROUTES:
        for last in ROUTES:
            moved = {"clock": "pip", "at": 60, "initial_route": route}
            found.append((f"route_{last}", moved, "share"))
        ended = {"clock": "pip", "at": 60, "route": route}
        for how in ("diploma_b1", "diploma_a2", "onderwijs", "z"):
            found.append(("fulfilled_by", {"how": how, **ended}, "share"))
        found.append(("exempt", ended, "share"))
    for step in STEPS.values():
        found.append((step.observable, dict(step.filters), "weeks"))
    found += [("cost", {}, "eur"), ("cost", {"payer": "gemeente"}, "eur")]
    found += [("level_b1", {"clock": "pip", "at": 60}, "share")]
    found += [(check.observable, dict(check.filters), "share") for check in CHECKS.values()]
    found += [("cost", {"item": item}, "eur") for item in ITEMS]
    for source in FUNDED:
        found += [(name, {"source": source}, "eur") for name in ("funding", "balance")]
    listed = []
    for name, filters, unit in found:
        inner = ",".join(f"{key}={value}" for key, value in filters.items())
        key = f"{name}[{inner}]" if inner else name
        listed.append({"key": key, "name": name, "filter": filters, "unit": unit})
    return listed


def made_up_share(name: str, filters: dict[str, Any]) -> float:
    """Shares of those who are in one leerroute: whole people, so that they add up."""
    if name.startswith("route_"):
        stays = name == f"route_{filters['initial_route']}"
        return 0.8 if stays else 0.1
    if name == "exempt":
        return 0.05
    return 0.2


def made_up_value(name: str, filters: dict[str, Any], noise: np.random.Generator) -> float:
    if name.startswith("route_") or {"route", "level"} & filters.keys() == {"route"}:
        return made_up_share(name, filters)
    at = filters.get("at", 0) / 60
    level = {
        "diploma_b1": 0.30 * at**2,
        "diploma_a2": 0.12 * at**2,
        "onderwijs": 0.09 * at,
        "z": 0.25 * at**1.5,
        "exempt": 0.03 + 0.02 * at,
        "employed": 0.08 + 0.35 * at,
        "on_bijstand": 0.85 - 0.4 * at,
        "running": 1.0 - 0.7 * at,
        "count": 180.0,
        "level_a2": 0.5,
        "initial_route_z": 0.5,
        "intake_started": 0.6,
        "part_pass_rate": 0.55,
        "employed_in_reception": 0.2,
        "main_income_benefit": 0.8,
        "any_benefit": 0.85,
        "level_b1": 0.3,
        "weeks_permit_to_settled": 33.0,
        "weeks_notice_to_intake": 6.0,
        "weeks_notice_to_pip": 12.0,
        "weeks_pip_to_lessons": 7.0,
        "cost": 1e5 * len(str(filters.get("item", "all of it together"))),
        "funding": 2e6,
        "balance": -5e5 if filters.get("source") == "buig" else 1e4,
    }[filters.get("how", name)]
    value = float(level * (1 + 0.12 * noise.standard_normal()))
    if name == "running":
        value = round(min(value, 1.0) * made_up_count(name, filters))
    return value


def made_up_count(name: str, filters: dict[str, Any]) -> int:
    """The number of people behind a value."""
    if "initial_route" in filters:
        return ROUTE_SIZE[filters["initial_route"]]
    return 400


def worlds(number: int = 40) -> list[World]:
    noise = np.random.default_rng(1)
    wanted = entries()
    made = []
    months = np.arange(MONTHS)
    for world in range(number):
        monthly = np.zeros((MONTHS, len(MONTHLY_COLUMNS)), dtype=np.int64)
        sizes = {
            "opvang": 90 - months * 0.3,
            "wacht_intake": 20 + months * 0,
            "wacht_pip": 30 + months * 0,
            "wacht_les": 40 + months * 0.4,
            "les_b1": 300 * (1 - np.exp(-months / 30)),
            "les_onderwijs": 60 * (1 - np.exp(-months / 30)),
            "les_z": 190 * (1 - np.exp(-months / 30)),
            "onderbroken": 20 + months * 0.2,
            "na_les": months * 0.9,
        }
        for name, size in sizes.items():
            wave = 1 + 0.15 * noise.standard_normal() + 0.02 * noise.standard_normal(MONTHS)
            monthly[:, MONTHLY_COLUMNS.index(name)] = np.maximum(size * wave, 0).round()
        none = np.zeros(0)
        values = np.array([made_up_value(e["name"], e["filter"], noise) for e in wanted])
        counts = np.array([made_up_count(e["name"], e["filter"]) for e in wanted], dtype=np.int64)
        ledger = np.ones((MONTHS // 12, len(TOWNS), NUMBER), dtype=np.int64)
        made.append(
            World(
                world,
                world,
                "d",
                MadeUpOutcome(monthly, values, counts, ledger, none, none.astype(np.int64)),
            )
        )  # type: ignore[arg-type]
    return made


def manifest(number: int) -> dict[str, Any]:
    title = {"nl": "Midden Twente onder de huidige wet", "en": "Midden Twente, present law"}
    request = {
        "scenario": "base",
        "seed": 1,
        "replications": number,
        "parameters": "prior",
        "draws": number,
        "start": "2022-01",
        "until": "2031-12",
        "months": MONTHS,
    }
    return {
        "schema": 1,
        "kind": "run",
        "id": RUN_ID,
        "calibrated": False,
        "command": ["doorstroom", "run", "base"],
        "request": request,
        "scenario": {
            "name": "base",
            "title": title,
            "region": "midden-twente",
            "money": {"prices": "nominal"},
        },
        "price_year": 2025,
        "inflow": {"source": "landelijk", "nl": "landelijke cohorten", "en": "national cohorts"},
        "norms": {
            "huisvesting.norm_weeks": 14.0,
            "pip.deadline_weeks": 10.0,
            "aanbod.offer_weeks": 13.0,
        },
        "worlds": number,
        "times": {"ended": "2026-01-01T00:00:00+00:00"},
        "digests": {"engine": "0" * 64},
        "failed_worlds": 0,
        "versions": {"doorstroom": "0.0.0"},
        "monthly": list(MONTHLY_COLUMNS),
        "observables": entries(),
    }


def write_made_up(store: Path, number: int = 40) -> StoredResult:
    keys = [entry["key"] for entry in entries()]
    tables = build_tables(worlds(number), START, MONTHLY_COLUMNS, keys, TOWNS)
    return write_result(store, RUN_ID, manifest(number), tables)
