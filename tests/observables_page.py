"""The tables of docs/observables.md, made of the definitions; a test holds the page against them.

    python tests/observables_page.py     writes the tables anew into the page

What stands on the page around the tables is written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "observables.md"
MARKS = "<!-- {name}: made by tests/observables_page.py -->\n"
END = "<!-- end -->"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def names_table() -> str:
    """Every name with its unit, its direction, its own filters and its definition."""
    from simulation.definitions import DEFINITIONS

    lines = _row("name", "unit", "more is", "filters of its own", "definition")
    lines += _row(*["---"] * 5)
    for name, found in DEFINITIONS.items():
        kind = ("clock, at",) if not found.is_event else ()
        own = ", ".join((*kind, *found.needs, *(f"({name})" for name in found.takes)))
        lines += _row(f"`{name}`", found.unit, found.more_is, own, found.text_en)
    return lines


def filters_table() -> str:
    """Every filter with its values and its meaning."""
    from simulation.filters import FILTERS

    lines = _row("filter", "may be", "meaning") + _row(*["---"] * 3)
    for found in FILTERS.values():
        values = ", ".join(f"`{value}`" for value in found.values) or found.kind
        lines += _row(f"`{found.name}`", values, found.meaning_en)
    return lines


TABLES = {"names": names_table, "filters": filters_table}


def with_tables(page: str) -> str:
    """The page with its tables made anew."""
    for name, table in TABLES.items():
        mark = MARKS.format(name=name)
        between = re.compile(f"{re.escape(mark)}.*?{re.escape(END)}", re.DOTALL)
        assert len(between.findall(page)) == 1, f"{PAGE.name} has no one place for {name}"
        made = f"{mark}\n{table()}\n{END}"
        page = between.sub(lambda _, made=made: made, page)
    return page


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
