"""SQL over the tables of a result, through DuckDB: an index that is made anew when it is asked.

Views named as the tables read the Parquet files of all shards as one; memory is bounded and what
does not fit goes to a temporary folder. A question can read these files and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.store.percentiles import SHARES
from experiments.store.results import StoredResult
from experiments.store.statistics import Summary

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

MEMORY = "1GB"


class QueryProblem(Exception):
    """A question that DuckDB cannot answer; `reason` is in its own words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@contextmanager
def opened(result: StoredResult, threads: int | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with a view for each table of a result.

    threads: how many DuckDB uses; with one, sums of decimals do not depend on chance.
    """
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory(prefix="doorstroom-") as room:
        connection = duckdb.connect(":memory:")
        try:
            connection.execute(f"SET memory_limit = '{MEMORY}'")
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET temp_directory = ?", [room])
            connection.execute("SET autoinstall_known_extensions = false")
            connection.execute("SET autoload_known_extensions = false")
            if threads is not None:
                connection.execute(f"SET threads = {threads}")
            for name in result.table_names:
                files = [str(file.absolute()) for file in result.files(name)]
                listed = ", ".join(_quoted(file) for file in files)
                connection.execute(f"CREATE VIEW {name} AS FROM read_parquet([{listed}])")
            folders = ", ".join(_quoted(str(path)) for path in (result.path.absolute(), Path(room)))
            connection.execute(f"SET allowed_directories = [{folders}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        finally:
            connection.close()


def query(result: StoredResult, sql: str) -> pa.Table:
    """Return the answer to a question in SQL. Raises QueryProblem."""
    import duckdb

    with opened(result) as connection:
        try:
            return _plain(connection.sql(sql).to_arrow_table())
        except AttributeError:
            raise QueryProblem("SELECT ...") from None
        except duckdb.Error as error:
            raise QueryProblem(str(error)) from error


def _plain(table: pa.Table) -> pa.Table:
    """Return a table without decimals: sums of whole numbers as whole numbers, others as floats."""
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            kind = pa.int64() if field.type.scale == 0 else pa.float64()
            try:
                column = table.column(place).cast(kind)
            except pa.ArrowInvalid:  # too large for a whole number of 64 bits
                column = table.column(place).cast(pa.float64())
            table = table.set_column(place, field.name, column)
    return table


def frame(result: StoredResult, sql: str) -> pd.DataFrame:
    """Return the answer to a question in SQL as a pandas frame. Raises QueryProblem."""
    return query(result, sql).to_pandas()


def summaries_by_cell(result: StoredResult, keys: list[str]) -> dict[tuple[int, str], Summary]:
    """Return the summary of observables over the worlds of each cell of a batch."""
    listed = ", ".join(_quoted(key) for key in keys)
    with opened(result, threads=1) as connection:
        rows = connection.sql(
            "SELECT cell, key::VARCHAR, avg(value), quantile_cont(value, "
            f"{list(SHARES)}), median(n), count(value) "
            f"FROM observables WHERE key IN ({listed}) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    nan = float("nan")
    found = {}
    for cell, key, mean, band, n, worlds in rows:
        low, median, high = band or (nan, nan, nan)
        told = Summary(key, nan if mean is None else mean, median, low, high, round(n), worlds)
        found[cell, key] = told
    return found


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
