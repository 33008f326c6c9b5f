"""The tables of a result: worlds side by side, written as Parquet with page checksums.

`runs` has a row a world, `monthly` a row a world and month, `observables` a row a world and
observable, `ledger` a row a world, year, municipality and account on which something was paid;
where they are asked, `detail` a row a world, month and group, `events` a row an event. In a batch
each row also says its cell. Rows stand in the order of the worlds, so the same question gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.store.outputs import TABLES, Outputs
from experiments.worlds import World
from simulation.accounts import ACCOUNTS, PAYERS
from simulation.agents.codes import DOELGROEP_NAMES, ROUTE_NAMES
from simulation.agents.events import EVENT_NAMES
from simulation.detail import DETAIL_COLUMNS
from simulation.months import format_month
from simulation.prices import year_of
from simulation.record import MONTHLY_COLUMNS

__all__ = ["REGION", "TABLES", "build_tables", "read_table", "tables_of", "write_table"]

REGION = "regio"
"""The municipality of a ledger that is not divided by municipality."""


def build_tables(
    worlds: Sequence[World],
    start: int,
    columns: Sequence[str],
    keys: Sequence[str],
    municipalities: Sequence[str],
) -> Mapping[str, pa.Table]:
    """Return the four tables of a run; see tables_of."""
    months = next((w.outcome.monthly.shape[0] for w in worlds if w.outcome is not None), 0)
    outputs = Outputs(start, months, tuple(columns), tuple(keys), tuple(municipalities))
    return tables_of(worlds, outputs)


def tables_of(
    worlds: Sequence[World], outputs: Outputs, scenarios: Sequence[str] = (), seed: int = 0
) -> dict[str, pa.Table]:
    """Return the tables of these worlds by name.

    worlds: in order; failed ones have a row in `runs` only. scenarios: the name of the scenario
    of each world, and seed: its seed, for the rows of a batch.
    """
    done = [world for world in worlds if world.outcome is not None]
    tables = {
        "runs": _runs(worlds, outputs, scenarios, seed),
        "monthly": _monthly(done, outputs),
        "observables": _observables(done, outputs),
        "ledger": _ledger(done, outputs),
    }
    if outputs.detail:
        tables["detail"] = _detail(done, outputs)
    if outputs.traced:
        tables["events"] = _events(done, outputs)
    return tables


def _which(worlds: Sequence[World], outputs: Outputs, repeats: Any) -> dict[str, pa.Array]:
    """The columns that say whose rows these are; repeats: rows of each world, or of all."""
    numbers = np.array([world.number for world in worlds], np.int32)
    which = {"world": pa.array(np.repeat(numbers, repeats))}
    if outputs.cells:
        cells = np.array([world.cell for world in worlds], np.int32)
        which = {"cell": pa.array(np.repeat(cells, repeats))} | which
    return which


def _runs(
    worlds: Sequence[World], outputs: Outputs, scenarios: Sequence[str], seed: int
) -> pa.Table:
    outcomes = [world.outcome for world in worlds]
    of_batch = {}
    if outputs.cells:
        of_batch = {
            "scenario": pa.array(list(scenarios), pa.string()),
            "seed": pa.array([seed] * len(worlds), pa.int64()),
        }
    return pa.table(
        _which(worlds, outputs, 1)
        | of_batch
        | {
            "draw": pa.array([world.draw for world in worlds], pa.int32()),
            "draw_digest": pa.array([world.draw_digest for world in worlds], pa.string()),
            "status": pa.array(["failed" if o is None else "done" for o in outcomes], pa.string()),
            "people": pa.array([o and o.people for o in outcomes], pa.int64()),
            "person_months": pa.array([o and o.person_months for o in outcomes], pa.int64()),
            "affected": pa.array([o and o.effects.affected for o in outcomes], pa.int64()),
            "stacked": pa.array([o and o.effects.stacked for o in outcomes], pa.int64()),
            "digest": pa.array([o and o.digest for o in outcomes], pa.string()),
            "error": pa.array([world.error for world in worlds], pa.string()),
            "traceback": pa.array([world.traceback for world in worlds], pa.string()),
        }
    )


def _months_of(outputs: Outputs) -> pa.Array:
    return pa.array([format_month(outputs.start + m) for m in range(outputs.months)], pa.string())


def _monthly(done: Sequence[World], outputs: Outputs) -> pa.Table:
    months = outputs.months
    index = np.tile(np.arange(months, dtype=np.int32), len(done))
    counts = np.zeros((0, len(MONTHLY_COLUMNS)), np.int64)
    if done:
        counts = np.concatenate([world.outcome.monthly for world in done if world.outcome])
    table = _which(done, outputs, months)
    table["month"] = pa.DictionaryArray.from_arrays(pa.array(index), _months_of(outputs))
    for name in outputs.monthly:
        column = counts[:, MONTHLY_COLUMNS.index(name)]
        table[name] = pa.array(np.ascontiguousarray(column), pa.int64())
    return pa.table(table)


def _observables(done: Sequence[World], outputs: Outputs) -> pa.Table:
    keys = outputs.observables
    values = np.zeros(0)
    behind = np.zeros(0, np.int64)
    outcomes = [world.outcome for world in done if world.outcome is not None]
    if outcomes:
        values = np.concatenate([part for o in outcomes for part in (o.observables, o.money)])
        behind = np.concatenate([part for o in outcomes for part in (o.counts, o.money_counts)])
    index = np.tile(np.arange(len(keys), dtype=np.int32), len(done))
    return pa.table(
        _which(done, outputs, len(keys))
        | {
            "key": pa.DictionaryArray.from_arrays(pa.array(index), pa.array(keys, pa.string())),
            "value": pa.array(values, pa.float64(), mask=np.isnan(values)),
            "n": pa.array(behind, pa.int64()),
        }
    )


def _ledger(done: Sequence[World], outputs: Outputs) -> pa.Table:
    """Whole cents, nominal: one row for each amount that is not zero."""
    first = year_of(outputs.start)
    municipalities: Sequence[str] = outputs.municipalities
    repeats: Any = 0
    columns: list[npt.NDArray[Any]] = [np.zeros(0, np.int64)] * 4
    if done:
        amounts = np.stack([world.outcome.ledger for world in done if world.outcome])
        if not outputs.by_municipality:
            municipalities = (REGION,)
            amounts = amounts.sum(axis=2, keepdims=True)
        world, year, municipality, account = np.nonzero(amounts)
        repeats = np.bincount(world, minlength=len(done))
        cents = amounts[world, year, municipality, account]
        columns = [first + year, municipality, account, cents]

    def named(codes: npt.NDArray[Any], words: Sequence[str]) -> pa.Array:
        index = pa.array(codes.astype(np.int32))
        return pa.DictionaryArray.from_arrays(index, pa.array(words, pa.string()))

    def by_account(words: Sequence[str]) -> pa.Array:
        different = list(dict.fromkeys(words))
        code = np.array([different.index(word) for word in words], np.int32)
        return named(code[columns[2].astype(np.int64)], different)

    return pa.table(
        _which(done, outputs, repeats)
        | {
            "year": pa.array(columns[0], pa.int32()),
            "municipality": named(columns[1], municipalities),
            "account": named(columns[2], [a.name for a in ACCOUNTS]),
            "item": by_account([a.item for a in ACCOUNTS]),
            "payer": by_account([PAYERS[a.payer] for a in ACCOUNTS]),
            "payee": by_account([a.payee for a in ACCOUNTS]),
            "eligible": by_account([a.eligible for a in ACCOUNTS]),
            "kind": by_account([a.kind for a in ACCOUNTS]),
            "cents": pa.array(columns[3], pa.int64()),
        }
    )


def _detail(done: Sequence[World], outputs: Outputs) -> pa.Table:
    """Months by gemeente, doelgroep and route; groups without anybody in them have no row."""
    groups = (len(outputs.municipalities), len(DOELGROEP_NAMES), len(ROUTE_NAMES))
    counts = np.zeros((0, outputs.months, *groups, len(DETAIL_COLUMNS)), np.int64)
    if done:
        counts = np.stack([world.detail for world in done if world.detail is not None])
    places = np.nonzero(counts.any(axis=-1))
    world, month, *group = (place.astype(np.int32) for place in places)
    table = _which(done, outputs, np.bincount(world, minlength=len(done)))
    table["month"] = pa.DictionaryArray.from_arrays(pa.array(month), _months_of(outputs))
    words = (outputs.municipalities, DOELGROEP_NAMES, ROUTE_NAMES)
    for name, codes, known in zip(("gemeente", "doelgroep", "route"), group, words, strict=True):
        names = pa.array(list(known), pa.string())
        table[name] = pa.DictionaryArray.from_arrays(pa.array(codes), names)
    rows = counts[places]
    for place, name in enumerate(DETAIL_COLUMNS):
        table[name] = pa.array(np.ascontiguousarray(rows[:, place]), pa.int64())
    return pa.table(table)


def _events(done: Sequence[World], outputs: Outputs) -> pa.Table:
    """Everything that happened in the worlds that were traced, to invented people."""
    traced = [world for world in done if world.number < outputs.traced]
    rows = np.zeros((0, 5), np.int32)
    repeats: Any = 0
    if traced:
        events = [world.outcome.events for world in traced if world.outcome]
        rows = np.concatenate(events)
        repeats = [len(one) for one in events]
    names = [EVENT_NAMES.get(code, str(code)) for code in range(max(EVENT_NAMES) + 1)]
    return pa.table(
        _which(traced, outputs, repeats)
        | {
            "month": pa.DictionaryArray.from_arrays(pa.array(rows[:, 0]), _months_of(outputs)),
            "person": pa.array(np.ascontiguousarray(rows[:, 1])),
            "event": pa.DictionaryArray.from_arrays(
                pa.array(np.ascontiguousarray(rows[:, 2])), pa.array(names, pa.string())
            ),
            "value": pa.array(np.ascontiguousarray(rows[:, 3])),
            "extra": pa.array(np.ascontiguousarray(rows[:, 4])),
        }
    )


def write_table(table: pa.Table, path: Path) -> None:
    """Write one table as Parquet: zstd, page checksums. Raises OSError."""
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_table(path: Path) -> pa.Table:
    """Read one table, checking its page checksums. Raises OSError when they do not fit."""
    return pq.read_table(path, page_checksum_verification=True)
