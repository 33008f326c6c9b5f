"""The table of who pays for what, in whole euros a year, whose rows and columns add up exactly."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from dashboard import session
from dashboard.components.tables import plain_table
from dashboard.memory import Memory
from dashboard.results import Outcome
from experiments.numbers import write_quantity
from experiments.texts import texts_in
from simulation.accounts import ITEMS, PAYERS
from simulation.money import whole_years
from simulation.money_definitions import MONEY_WORDS

REGION = ""
"""All municipalities of the region together."""
_CENTS = 100


def ledger_table(outcome: Outcome) -> None:
    """Show the mean over worlds of what each payer pays for each item, a year or on average."""
    text, lang = session.words(), session.language()
    manifest = outcome.result.manifest
    years = whole_years(outcome.data.start, outcome.data.months)
    st.header(text("money.table"), anchor=False)
    st.caption(text("money.table_help"))
    first, second = st.columns(2)
    where = first.selectbox(
        text("money.where"),
        [REGION, *manifest["municipalities"]],
        format_func=lambda name: text(f"value.{name}") if name else text("money.region"),
        key="money-where",
        persist_state="session",
    )
    year = second.selectbox(
        text("money.year"),
        ["", *map(str, years)],
        format_func=lambda y: y or text("money.mean"),
        key="money-year",
        persist_state="session",
    )
    asked = [int(year)] if year else years
    if not asked:
        st.text(text("money.no_years"))
        return
    path = outcome.result.path
    cells = _euros(outcome, str(path), str(where or ""), tuple(asked))
    rows = [item for number, item in enumerate(ITEMS) if cells[number].any()]
    columns: dict[str, list[str]] = {
        text("money.item"): [*(_word("item", item, lang) for item in rows), text("money.total")]
    }
    for place, payer in enumerate(PAYERS):
        amounts = [cells[ITEMS.index(item), place] for item in rows]
        columns[_word("payer", payer, lang)] = _written([*amounts, sum(amounts)], lang)
    totals = [int(cells[ITEMS.index(item)].sum()) for item in rows]
    columns[text("money.together")] = _written([*totals, sum(totals)], lang)
    plain_table(columns, text("money.table"))
    texts = texts_in(lang)
    prices = texts(
        f"figures.{manifest['scenario']['money']['prices']}", year=manifest["price_year"]
    )
    st.caption(text("money.prices", prices=prices))


def _word(filter_name: str, value: str, lang: str) -> str:
    nl, en = MONEY_WORDS[filter_name][value]
    return en if lang == "en" else nl


def _written(amounts: list[int], lang: str) -> list[str]:
    return [write_quantity(float(amount), "eur", lang) for amount in amounts]


def _euros(outcome: Outcome, path: str, where: str, years: tuple[int, ...]) -> np.ndarray:
    """Return whole euros: (items, payers) int64, the mean over worlds and years."""
    ledger = partial(_add_up, outcome, where, years)
    totals = _TOTALS.get((path, where, years), ledger)
    worlds = outcome.data.worlds
    return np.rint(totals / (worlds * len(years) * _CENTS)).astype(np.int64)


_TOTALS: Memory[np.ndarray] = Memory(64)


def _add_up(outcome: Outcome, where: str, years: tuple[int, ...]) -> np.ndarray:
    """Return the sum of cents over all worlds: (items, payers) int64."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = outcome.result.table("ledger")
    kept = pc.and_(pc.equal(table["kind"], "cost"), pc.is_in(table["year"], pa.array(years)))
    if where:
        kept = pc.and_(kept, pc.equal(table["municipality"], where))
    chosen = table.filter(kept)
    grouped = chosen.group_by(["item", "payer"]).aggregate([("cents", "sum")])
    total = np.zeros((len(ITEMS), len(PAYERS)), np.int64)
    for row in grouped.to_pylist():
        total[ITEMS.index(row["item"]), PAYERS.index(row["payer"])] += row["cents_sum"]
    return total
