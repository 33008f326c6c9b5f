"""The tables of a result: worlds side by side, written as Parquet with page checksums.

`runs` has a row a world, `monthly` a row a world and month, `observables` a row a world and
observable, `ledger` a row a world, year, municipality and account on which something was paid.
Rows stand in the order of the worlds, so the same question gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.worlds import World
from simulation.accounts import ACCOUNTS, PAYERS
from simulation.months import format_month
from simulation.prices import year_of

TABLES = ("runs", "monthly", "observables", "ledger")


def build_tables(
    worlds: Sequence[World],
    start: int,
    columns: Sequence[str],
    keys: Sequence[str],
    municipalities: Sequence[str],
) -> Mapping[str, pa.Table]:
    """Return the four tables of a run.

    worlds: in order of their number; failed ones have a row in `runs` only. start: first month,
    counted from 2000-01. columns: names of the monthly columns. keys: of the observables.
    municipalities: names, in the order of the ledger.
    """
    return {
        "runs": _runs(worlds),
        "monthly": _monthly(worlds, start, columns),
        "observables": _observables(worlds, keys),
        "ledger": _ledger(worlds, start, municipalities),
    }


def _runs(worlds: Sequence[World]) -> pa.Table:
    outcomes = [world.outcome for world in worlds]
    return pa.table(
        {
            "world": pa.array([world.number for world in worlds], pa.int32()),
            "draw": pa.array([world.draw for world in worlds], pa.int32()),
            "draw_digest": pa.array([world.draw_digest for world in worlds], pa.string()),
            "status": pa.array(["failed" if o is None else "done" for o in outcomes], pa.string()),
            "people": pa.array([o and o.people for o in outcomes], pa.int64()),
            "person_months": pa.array([o and o.person_months for o in outcomes], pa.int64()),
            "digest": pa.array([o and o.digest for o in outcomes], pa.string()),
            "error": pa.array([world.error for world in worlds], pa.string()),
        }
    )


def _monthly(worlds: Sequence[World], start: int, columns: Sequence[str]) -> pa.Table:
    done = [(world.number, world.outcome) for world in worlds if world.outcome is not None]
    months = done[0][1].monthly.shape[0] if done else 0
    labels = pa.array([format_month(start + month) for month in range(months)], pa.string())
    index = np.tile(np.arange(months, dtype=np.int32), len(done))
    counts = np.zeros((0, len(columns)), np.int64)
    if done:
        counts = np.concatenate([outcome.monthly for _, outcome in done])
    numbers = np.repeat(np.array([number for number, _ in done], np.int32), months)
    table = {
        "world": pa.array(numbers),
        "month": pa.DictionaryArray.from_arrays(pa.array(index), labels),
    }
    for position, name in enumerate(columns):
        table[name] = pa.array(np.ascontiguousarray(counts[:, position]), pa.int64())
    return pa.table(table)


def _observables(worlds: Sequence[World], keys: Sequence[str]) -> pa.Table:
    done = [(world.number, world.outcome) for world in worlds if world.outcome is not None]
    values = np.zeros(0)
    behind = np.zeros(0, np.int64)
    if done:
        both = [part for _, outcome in done for part in (outcome.observables, outcome.money)]
        values = np.concatenate(both)
        counted = [part for _, outcome in done for part in (outcome.counts, outcome.money_counts)]
        behind = np.concatenate(counted)
    numbers = np.repeat(np.array([number for number, _ in done], np.int32), len(keys))
    index = np.tile(np.arange(len(keys), dtype=np.int32), len(done))
    return pa.table(
        {
            "world": pa.array(numbers),
            "key": pa.DictionaryArray.from_arrays(pa.array(index), pa.array(keys, pa.string())),
            "value": pa.array(values, pa.float64(), mask=np.isnan(values)),
            "n": pa.array(behind, pa.int64()),
        }
    )


def _ledger(worlds: Sequence[World], start: int, municipalities: Sequence[str]) -> pa.Table:
    """Whole cents, nominal: one row for each amount that is not zero."""
    done = [(world.number, world.outcome) for world in worlds if world.outcome is not None]
    first = year_of(start)
    columns: list[np.ndarray] = [np.zeros(0, np.int64)] * 5
    if done:
        amounts = np.stack([outcome.ledger for _, outcome in done])
        world, year, municipality, account = np.nonzero(amounts)
        numbers = np.array([number for number, _ in done], np.int32)
        cents = amounts[world, year, municipality, account]
        columns = [numbers[world], first + year, municipality, account, cents]

    def named(codes: np.ndarray, words: Sequence[str]) -> pa.Array:
        index = pa.array(codes.astype(np.int32))
        return pa.DictionaryArray.from_arrays(index, pa.array(words, pa.string()))

    def by_account(words: Sequence[str]) -> pa.Array:
        different = list(dict.fromkeys(words))
        code = np.array([different.index(word) for word in words], np.int32)
        return named(code[columns[3].astype(np.int64)], different)

    return pa.table(
        {
            "world": pa.array(columns[0], pa.int32()),
            "year": pa.array(columns[1], pa.int32()),
            "municipality": named(columns[2], municipalities),
            "account": named(columns[3], [a.name for a in ACCOUNTS]),
            "item": by_account([a.item for a in ACCOUNTS]),
            "payer": by_account([PAYERS[a.payer] for a in ACCOUNTS]),
            "payee": by_account([a.payee for a in ACCOUNTS]),
            "eligible": by_account([a.eligible for a in ACCOUNTS]),
            "kind": by_account([a.kind for a in ACCOUNTS]),
            "cents": pa.array(columns[4], pa.int64()),
        }
    )


def write_table(table: pa.Table, path: Path) -> None:
    """Write one table as Parquet: zstd, page checksums. Raises OSError."""
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)


def read_table(path: Path) -> pa.Table:
    """Read one table, checking its page checksums. Raises OSError when they do not fit."""
    return pq.read_table(path, page_checksum_verification=True)
