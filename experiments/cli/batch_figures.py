"""What a batch says when it is done: its cells with a few key figures, and where it all is."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from experiments.calibrated import state
from experiments.numbers import write_number, write_quantity
from experiments.store.index import frame, summaries_by_cell

if TYPE_CHECKING:
    from experiments.cli.front import Front
    from experiments.runner.run import Answer
    from experiments.store.results import StoredResult

SHOWN_CELLS = 20
MOST_CELLS = 1_000
"""Cells in the JSON document; all of them are in the tables."""
TELLING = ("weeks_pip_to_lessons", "level_b1", "employed")
"""Observables on the screen, where they are key figures."""


def batch_as_json(answer: Answer) -> dict[str, Any]:
    """Return the JSON document of a batch: per cell its levers and its key figures.

    Times and facts of the machine stand in `meta` only; an undefined number is null.
    """
    result = answer.result
    manifest = result.manifest
    meta = {
        "id": result.run_id,
        "path": str(result.path),
        "reused": answer.reused,
        "seconds": round(answer.seconds, 3),
        "runs": manifest["worlds"],
        "failed_runs": manifest["failed_worlds"],
        "cells": manifest["request"]["cells"],
        "value": "mean over worlds",
        "interval": "5th to 95th percentile over worlds",
    }
    copied = ("calibrated", "request", "outcome_digest", "digests", "versions", "machine")
    meta |= {name: manifest[name] for name in (*copied, "source", "times")}
    entries = {e["key"]: e for e in manifest["observables"] if e["key"] in manifest["headlines"]}
    told = summaries_by_cell(result, list(entries))
    cells = []
    for cell in _cells(result, MOST_CELLS):
        number, scenario = cell.pop("cell"), cell.pop("scenario")
        figures = [
            {
                "name": entry["name"],
                "filter": entry["filter"],
                "value": _number(told[number, key].mean),
                "low": _number(told[number, key].low),
                "high": _number(told[number, key].high),
                "n": told[number, key].n,
            }
            for key, entry in entries.items()
            if (number, key) in told
        ]
        cells.append({"cell": number, "scenario": scenario, "levers": cell, "observables": figures})
    return {"schema": 1, "meta": meta, "cells": cells}


def print_batch(front: Front, answer: Answer) -> None:
    """Print what was run, a table of the first cells, and what can be done with it."""
    from rich.text import Text

    from experiments.cli.tables import plain_table
    from simulation.money import observable_named

    texts, lang, result = front.texts, front.lang, answer.result
    manifest = result.manifest
    request = manifest["request"]
    counts = {name: write_number(request[name], lang) for name in ("cells", "runs", "draws")}
    front.out.print()
    front.out.print(Text(request["scenario"], style="bold"))
    front.out.print(texts("figures.period", start=request["start"], until=request["until"]))
    front.out.print(texts("sweep.done", seed=request["seed"], **counts))
    front.out.print(Text(texts(f"figures.{state(request['parameters'])}"), style="bold yellow"))
    entries = {
        entry["key"]: observable_named(entry["name"], entry["filter"])
        for entry in manifest["observables"]
        if entry["key"] in manifest["headlines"]
        and entry["name"] in TELLING
        and "sex" not in entry["filter"]
    }
    told = summaries_by_cell(result, list(entries))
    cells = _cells(result, SHOWN_CELLS)
    names = [o.title_en if lang == "en" else o.title_nl for o in entries.values()]
    levers = [name for name in cells[0] if name not in ("cell", "scenario")]
    right = tuple(range(2, 2 + len(levers) + len(names)))
    table = plain_table(
        texts("sweep.cell"), texts("results.scenario"), *levers, *names, right=right
    )
    for cell in cells:
        values = [f"{cell[name]:g}" for name in levers]
        figures = []
        for key, observable in entries.items():
            summary = told.get((cell["cell"], key))
            value = float("nan") if summary is None else summary.median
            figures.append(write_quantity(value, observable.unit, lang))
        table.add_row(str(cell["cell"]), cell["scenario"], *values, *figures)
    front.out.print(table)
    if request["cells"] > SHOWN_CELLS:
        front.out.print(texts("sweep.more", shown=SHOWN_CELLS, cells=counts["cells"]))
    front.out.print(texts("sweep.legend"))
    if answer.failed_worlds:
        front.out.print(Text(texts("sweep.failed", n=answer.failed_worlds), style="bold red"))
    front.out.print(texts("sweep.digest", digest=manifest["outcome_digest"][:16]))
    front.out.print(texts("sweep.place", path=str(result.path), id=result.run_id), soft_wrap=True)
    if answer.reused:
        front.out.print(texts("figures.reused"), soft_wrap=True)


def _cells(result: StoredResult, most: int) -> list[dict[str, Any]]:
    rows = frame(result, f"FROM cells ORDER BY cell LIMIT {most}").to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _number(value: float) -> float | None:
    return None if isnan(value) else value
