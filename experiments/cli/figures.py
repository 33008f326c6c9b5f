"""The key figures of a result: on the screen for people, as JSON for machines."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.calibrated import state
from experiments.cli.front import Front
from experiments.numbers import write_number, write_quantity

if TYPE_CHECKING:
    from experiments.runner.run import Answer
    from experiments.store.statistics import Summary

WITH_STOCK = frozenset({"landelijk"})
"""Sources of inflow with people who wait in reception at the start."""


def figures_as_json(
    answer: Answer, summaries: Mapping[str, Summary], place: Path
) -> dict[str, Any]:
    """Return the JSON document of a run: value is the mean, low and high p5 and p95 over worlds.

    Times and facts of the machine stand in `meta` only; an undefined number is null.
    """
    manifest = answer.result.manifest
    meta = {
        "id": answer.result.run_id,
        "path": str(place),
        "reused": answer.reused,
        "seconds": round(answer.seconds, 3),
        "calibrated": manifest["calibrated"],
        "value": "mean over worlds",
        "interval": "5th to 95th percentile over worlds",
        "n": "median over worlds of the number behind the value",
    }
    meta |= {name: manifest[name] for name in ("buiten_de_wet", "effects")}
    copied = ("request", "inflow", "worlds", "failed_worlds", "digests", "versions", "machine")
    meta |= {name: manifest[name] for name in (*copied, "source", "times")}
    return {
        "schema": 1,
        "meta": meta,
        "observables": [
            {
                "name": entry["name"],
                "filter": entry["filter"],
                "value": _number(summaries[entry["key"]].mean),
                "low": _number(summaries[entry["key"]].low),
                "high": _number(summaries[entry["key"]].high),
                "n": summaries[entry["key"]].n,
            }
            for entry in manifest["observables"]
        ],
    }


def print_figures(
    front: Front,
    answer: Answer,
    summaries: Mapping[str, Summary],
    place: Path,
    charts: Mapping[str, str] | None,
) -> None:
    """Print title, key figures with their spread, what to keep in mind, and where all is.

    charts: the charts that were drawn, their names with their messages; None if none were.
    """
    from rich.text import Text

    from experiments.cli.tables import plain_table
    from simulation.money import observable_named

    texts, lang, manifest = front.texts, front.lang, answer.result.manifest
    request, scenario = manifest["request"], manifest["scenario"]
    title = scenario["title"].get(lang) or scenario["title"]["nl"]
    front.out.print()
    front.out.print(Text(title, style="bold"))
    inflow = manifest["inflow"][lang]
    front.out.print(texts("figures.period", start=request["start"], until=request["until"]))
    front.out.print(texts("figures.inflow", inflow=inflow, source=manifest["inflow"]["source"]))
    key = f"figures.worlds_{request['parameters']}"
    worlds, draws = (write_number(request[name], lang) for name in ("replications", "draws"))
    front.out.print(texts(key, worlds=worlds, draws=draws, seed=request["seed"]))
    front.out.print(Text(texts(f"figures.{state(request['parameters'])}"), style="bold yellow"))
    if manifest["buiten_de_wet"]:
        front.out.print(Text(texts("figures.outside_law"), style="bold red"))
    names = ("figures.figure", "figures.value", "figures.spread", "figures.n")
    table = plain_table(*(texts(name) for name in names), right=(1, 2, 3))
    headlines = set(manifest["headlines"])
    for entry in manifest["observables"]:
        if entry["key"] not in headlines:
            continue
        observable = observable_named(entry["name"], entry["filter"])
        summary = summaries[entry["key"]]
        low, high = (write_quantity(v, observable.unit, lang) for v in (summary.low, summary.high))
        spread = texts("figures.from_to", low=low, high=high) if summary.worlds else ""
        table.add_row(
            observable.title_en if lang == "en" else observable.title_nl,
            write_quantity(summary.median, observable.unit, lang),
            spread,
            write_number(summary.n, lang),
        )
    front.out.print(table)
    front.out.print(texts("figures.legend"))
    _print_money(front, answer)
    stacked = manifest["effects"]["stacked"]
    if stacked > 0.0:
        share = write_quantity(stacked, "share", lang)
        front.out.print(texts("figures.stacked", share=share))
    start = "initial_stock" if manifest["inflow"]["source"] in WITH_STOCK else "empty_start"
    warm_up = manifest["scenario"].get("warm_up")
    if warm_up is None:
        front.out.print(texts(f"figures.{start}", start=request["start"]))
    else:
        front.out.print(texts("figures.warmed_up", warm_up=warm_up, start=request["start"]))
    if answer.failed_worlds:
        front.out.print(Text(texts("figures.failed", n=answer.failed_worlds), style="bold red"))
    for message in (charts or {}).values():
        front.out.print(texts("figures.chart", message=message))
    front.out.print(texts("figures.place", path=str(place)), soft_wrap=True)
    if answer.reused:
        front.out.print(texts("figures.reused"), soft_wrap=True)


def _print_money(front: Front, answer: Answer) -> None:
    """Say in which prices amounts are, that balances are indicative, and whether money ran out."""
    from experiments.numbers import write_percent
    from experiments.store.statistics import share_of_worlds_with

    texts, manifest = front.texts, answer.result.manifest
    year = manifest["price_year"]
    prices = texts(f"figures.{manifest['scenario']['money']['prices']}", year=year)
    front.out.print(texts("figures.money", prices=prices, year=year))
    ran_out = share_of_worlds_with(answer.result, "geen_budget")
    if ran_out > 0.0:
        front.out.print(texts("figures.no_budget", share=write_percent(ran_out, front.lang)))


def _number(value: float) -> float | None:
    return None if isnan(value) else value
