"""Draw charts of a result into a folder; those of `doorstroom run` are found back there."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import provenance
from experiments.charts import style
from experiments.charts.alt import alt_of
from experiments.charts.catalogue import Stored, footer_for, make_charts
from experiments.charts.chart import Chart
from experiments.charts.files import write_whole
from experiments.charts.notes import notes_of
from experiments.charts.table import table_of
from experiments.errors import StoreProblem
from experiments.store.disk import aside_of, replace_folder
from experiments.store.results import StoredResult
from experiments.texts import Texts, texts_in

FOLDER = "charts"
INDEX = "charts.json"
PICTURES = ("png", "svg", "pdf")
FORMATS = (*PICTURES, "csv")
"""`csv` gives the numbers, with a text beside it that says what they are."""
OF_A_RUN = ("png", "svg")


@dataclass(frozen=True)
class Drawn:
    """A chart that was drawn. files: their contents by name."""

    chart: Chart
    alt: str
    files: Mapping[str, bytes]


def draw_charts(result: StoredResult, lang: str) -> dict[str, str]:
    """Draw the charts in one language, unless they are there; return their messages by name.

    They lie in `charts/<lang>` of the result folder, with an index of their checksums.
    Raises StoreProblem.
    """
    target = result.path / FOLDER / lang
    stamp = _stamp(result)
    known = _read_index(target)
    if known is not None and known["stamp"] == stamp and _whole(target, known):
        return {chart["name"]: chart["message"] for chart in known["charts"]}
    aside = aside_of(target)
    try:
        aside.mkdir(parents=True)
        charts = make_charts(result, texts_in(lang)).charts
        drawn = list(draw(charts, result, lang, OF_A_RUN))
        _write_files(aside, drawn, {"stamp": stamp})
        replace_folder(aside, target)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return {one.chart.name: one.chart.message for one in drawn}


def draw(
    charts: Sequence[Chart],
    stored: Stored,
    lang: str,
    formats: Sequence[str],
    size: str = style.DEFAULT_SIZE,
) -> Iterator[Drawn]:
    """Draw charts one after the other. formats: of FORMATS; size: of style.SIZES."""
    texts = texts_in(lang)
    footer = footer_for(stored, texts)
    for chart in charts:
        yield Drawn(chart, alt_of(chart, texts), _files(chart, footer, texts, formats, size))


def write_charts(folder: Path, drawn: Sequence[Drawn]) -> list[Path]:
    """Write drawn charts and their index into a folder of the user's, which may hold other files.

    Raises StoreProblem; each file is whole or not there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write_files(folder, drawn, {})
    except OSError as error:
        raise StoreProblem(str(folder), error.strerror or str(error)) from error


def _files(
    chart: Chart, footer: Sequence[str], texts: Texts, formats: Sequence[str], size: str
) -> dict[str, bytes]:
    from experiments.charts.draw import draw_chart, render

    found: dict[str, bytes] = {}
    stem = chart.name if size == style.DEFAULT_SIZE else f"{chart.name}-{size}"
    pictures = [kind for kind in PICTURES if kind in formats]
    if pictures:
        figure = draw_chart(chart, footer, texts.lang, size)
        found |= {f"{stem}.{kind}": render(figure, kind, chart) for kind in pictures}
    if "csv" in formats:
        table = table_of(chart, texts)
        found[f"{chart.name}.csv"] = table.csv().encode()
        found[f"{chart.name}.txt"] = notes_of(chart, table, footer, texts).encode()
    return found


def _write_files(folder: Path, drawn: Sequence[Drawn], about: Mapping[str, Any]) -> list[Path]:
    listed = [
        {
            "name": one.chart.name,
            "message": one.chart.message,
            "subtitle": one.chart.subtitle,
            "alt": one.alt,
            "files": {name: hashlib.sha256(body).hexdigest() for name, body in one.files.items()},
        }
        for one in drawn
    ]
    index = json.dumps({**about, "charts": listed}, ensure_ascii=False, indent=2) + "\n"
    bodies = {name: body for one in drawn for name, body in one.files.items()}
    bodies[INDEX] = index.encode()
    return [write_whole(folder / name, body) for name, body in bodies.items()]


def _stamp(result: StoredResult) -> str:
    """Return what the pictures depend on: the tables, the code and words, and matplotlib."""
    import matplotlib as mpl

    here = Path(__file__).resolve().parent
    parts = [
        result.manifest["manifest_sha256"],
        provenance.digest_of_files(here, "*.py"),
        provenance.digest_of_files(here.parent / "texts", "*.toml"),
        mpl.__version__,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read_index(folder: Path) -> dict[str, Any] | None:
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        return index if {"stamp", "charts"} <= index.keys() else None
    except (OSError, ValueError, AttributeError):
        return None


def _whole(folder: Path, index: dict[str, Any]) -> bool:
    try:
        return all(
            hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
            for chart in index["charts"]
            for name, digest in chart["files"].items()
        )
    except OSError:
        return False
