"""Tables on the screen, all in one look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table


def plain_table(*headers: str, right: tuple[int, ...] = ()) -> Table:
    """Return an empty table with these headers; columns in `right` hold numbers."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for position, header in enumerate(headers):
        table.add_column(header, overflow="fold")
        if position in right:
            table.columns[-1].justify = "right"
    return table
