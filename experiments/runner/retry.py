"""Failed runs of a shard: simulated again by themselves, and put among those that were done.

What comes out is the shard, byte for byte, that an undisturbed batch would have written.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from experiments.runner.simulated import Simulated
from experiments.store.shards import Shard, StoredShard


def failed_of(shard: Shard, stored: StoredShard) -> list[Shard]:
    """Return the stretches of runs of a shard that failed. Raises DamagedShard."""
    status = stored.table("runs")["status"].to_pylist()
    failed = [shard.first + place for place, word in enumerate(status) if word == "failed"]
    stretches: list[Shard] = []
    for number in failed:
        if stretches and stretches[-1].last == number:
            stretches[-1] = Shard(stretches[-1].first, number + 1)
        else:
            stretches.append(Shard(number, number + 1))
    return stretches


def put_together(stored: StoredShard, pieces: Sequence[tuple[Shard, Simulated]]) -> Simulated:
    """Return a shard whose failed runs were simulated again, rows in the order of the runs.

    pieces: all those runs, stretch by stretch, in any order.
    """
    again = [made for _, made in sorted(pieces, key=lambda piece: piece[0].first)]
    tables = {}
    for name in again[0].tables:
        fresh = pa.concat_tables([made.tables[name] for made in again]).combine_chunks()
        kept = stored.table(name)
        if name == "runs":
            kept = kept.filter(pc.not_equal(kept["status"], "failed"))
        tables[name] = _in_order(_alike(kept, fresh), fresh)
    return Simulated(tables, sum(made.failed for made in again))


def _alike(kept: pa.Table, fresh: pa.Table) -> pa.Table:
    """Return a table that was read as it was written: words by the numbers that `fresh` gives."""
    columns = []
    for field in fresh.schema:
        column = kept[field.name]
        if pa.types.is_dictionary(field.type):
            words = fresh[field.name].combine_chunks().dictionary
            index = pc.index_in(column.cast(pa.string()), value_set=words)
            column = pa.DictionaryArray.from_arrays(index.combine_chunks(), words)
        columns.append(column)
    return pa.table(columns, schema=fresh.schema)


def _in_order(kept: pa.Table, fresh: pa.Table) -> pa.Table:
    both = pa.concat_tables([kept, fresh]).combine_chunks()
    place = both["world"].to_numpy().astype(np.int64)
    if "cell" in both.column_names:
        place += both["cell"].to_numpy().astype(np.int64) << 32
    return both.take(pa.array(np.argsort(place, kind="stable")))
