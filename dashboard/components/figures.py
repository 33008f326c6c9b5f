"""The key figures of one run, with their spread."""

from __future__ import annotations

from dashboard import session
from dashboard.components.tables import plain_table
from experiments.numbers import write_number, write_quantity
from experiments.store.results import StoredResult
from experiments.store.statistics import summarise
from experiments.texts import texts_in
from simulation.money import observable_named


def figure_table(result: StoredResult) -> None:
    """Show the headline figures: the middle world, 90 % of the worlds, the persons behind it."""
    lang = session.language()
    text, texts = session.words(), texts_in(lang)
    summaries = summarise(result)
    rows: list[tuple[str, str, str, str]] = []
    for entry in result.manifest["observables"]:
        if entry["key"] not in result.manifest["headlines"]:
            continue
        observable = observable_named(entry["name"], entry["filter"])
        summary = summaries[entry["key"]]
        low, high = (write_quantity(v, entry["unit"], lang) for v in (summary.low, summary.high))
        rows.append(
            (
                observable.title_en if lang == "en" else observable.title_nl,
                write_quantity(summary.median, entry["unit"], lang),
                texts("figures.from_to", low=low, high=high) if summary.worlds else "",
                write_number(summary.n, lang),
            )
        )
    names = ("figures.figure", "figures.value", "figures.spread", "figures.n")
    columns = {texts(name): [row[i] for row in rows] for i, name in enumerate(names)}
    plain_table(columns, text("compare.outcomes"))
