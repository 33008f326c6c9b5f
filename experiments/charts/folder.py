"""Draw all charts of a result into its folder, as PNG and SVG; or find them there."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments import provenance
from experiments.charts.chart import Chart
from experiments.charts.data import ResultData
from experiments.charts.money import costs_chart, funding_chart
from experiments.charts.outcomes import outcomes_chart
from experiments.charts.phases import phases_chart
from experiments.charts.waiting import waiting_chart
from experiments.charts.work import work_chart
from experiments.errors import StoreProblem
from experiments.numbers import write_number
from experiments.store.results import StoredResult, folder_aside, replace_folder
from experiments.texts import Texts, texts_in

FOLDER = "charts"
INDEX = "charts.json"
CHARTS: tuple[Callable[[ResultData, Texts], Chart], ...] = (
    phases_chart,
    waiting_chart,
    outcomes_chart,
    work_chart,
    costs_chart,
    funding_chart,
)


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
    aside = folder_aside(target)
    try:
        aside.mkdir(parents=True)
        drawn = _draw_all(result, aside, texts_in(lang))
        text = json.dumps({"stamp": stamp, "charts": drawn}, ensure_ascii=False, indent=2) + "\n"
        (aside / INDEX).write_text(text, encoding="utf-8")
        replace_folder(aside, target)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return {chart["name"]: chart["message"] for chart in drawn}


def make_charts(result: StoredResult, lang: str) -> list[Chart]:
    """Return the charts of a result, not drawn yet."""
    data = ResultData(result)
    return [make(data, texts_in(lang)) for make in CHARTS]


def footer_of(result: StoredResult, texts: Texts) -> list[str]:
    """Return the lines under every chart: what it is, of what, and how to find it back."""
    manifest = result.manifest
    request = manifest["request"]
    scenario = manifest["scenario"]
    title = scenario["title"].get(texts.lang) or scenario["title"]["nl"]
    number = {name: write_number(request[name], texts.lang) for name in ("replications", "draws")}
    return [
        texts("chart.footer.what", scenario=f"{title} ({scenario['name']})"),
        texts("chart.footer.inflow", inflow=manifest["inflow"][texts.lang]),
        texts(
            "chart.footer.source",
            worlds=number["replications"],
            draws=number["draws"],
            id=result.run_id,
            version=manifest["versions"]["doorstroom"],
        ),
    ]


def _draw_all(result: StoredResult, folder: Path, texts: Texts) -> list[dict[str, Any]]:
    from experiments.charts.draw import draw_chart

    footer = footer_of(result, texts)
    drawn = []
    for chart in make_charts(result, texts.lang):
        figure = draw_chart(chart, footer, texts.lang)
        about: dict[str, str | None] = {
            "Title": chart.message,
            "Description": chart.subtitle,
            "Date": None,
        }
        files = {}
        metadata: dict[str, dict[str, str | None]] = {"png": {"Software": None}, "svg": about}
        for kind, inside in metadata.items():
            content = _render(figure, kind, inside)
            name = f"{chart.name}.{kind}"
            (folder / name).write_bytes(content)
            files[name] = hashlib.sha256(content).hexdigest()
        drawn.append({"name": chart.name, "message": chart.message, "files": files})
    return drawn


def _render(figure: Any, kind: str, metadata: dict[str, str | None]) -> bytes:
    import matplotlib as mpl

    from experiments.charts.style import SETTINGS

    buffer = io.BytesIO()
    with mpl.rc_context(SETTINGS):
        figure.savefig(buffer, format=kind, metadata=metadata)
    return buffer.getvalue()


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
