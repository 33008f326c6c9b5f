"""Tables of a result for other programs: one file a table, as Parquet or CSV."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.errors import StoreProblem
from experiments.store.disk import aside_of, flush, replace_folder
from experiments.store.results import MANIFEST, StoredResult

FORMATS = ("parquet", "csv")
_STARTS_A_FORMULA = r"^[=+\-@\t\r]"


def export_tables(result: StoredResult, folder: Path, form: str) -> list[Path]:
    """Write every table of a result as one file, and its manifest, into a new or empty folder.

    form: of FORMATS. Memory holds one piece of a table at a time. In CSV a text that a
    spreadsheet would run as a formula gets a quote in front. Raises StoreProblem, DamagedResult.
    """
    aside = aside_of(folder)
    try:
        aside.mkdir(parents=True)
        for name in result.table_names:
            write = _write_csv if form == "csv" else _write_parquet
            write(result.parts(name), aside / f"{name}.{form}")
        shutil.copyfile(result.path / MANIFEST, aside / MANIFEST)
        for file in aside.iterdir():
            flush(file)
        if folder.exists():
            folder.rmdir()
        replace_folder(aside, folder)
    except OSError as error:
        raise StoreProblem(str(folder), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return sorted(folder.iterdir())


def _write_parquet(parts: Iterable[pa.Table], path: Path) -> None:
    writer = None
    try:
        for part in parts:
            if writer is None:
                schema = part.schema
                writer = pq.ParquetWriter(
                    path, schema, compression="zstd", write_page_checksum=True
                )
            writer.write_table(part)
    finally:
        if writer is not None:
            writer.close()


def _write_csv(parts: Iterable[pa.Table], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        for place, part in enumerate(parts):
            if place == 0:
                writer.writerow(part.column_names)
            columns = [_plain(part[name]) for name in part.column_names]
            writer.writerows(zip(*columns, strict=True))


def _plain(column: pa.ChunkedArray) -> list[Any]:
    """Values as a spreadsheet may read them: text never as a formula."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_string(column.type):
        risky = pc.match_substring_regex(column, _STARTS_A_FORMULA)
        quoted = pc.binary_join_element_wise(pa.scalar("'"), column, "")
        column = pc.if_else(pc.fill_null(risky, False), quoted, column)
    return list(column.to_pylist())
