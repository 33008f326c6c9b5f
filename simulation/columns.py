"""People as columns: a table of everybody in view, from the arrays at once.

Collecting every person through a view of each costs a call per person and field; a column of the
world's array costs one for everybody. `benchmarks/engine.py` measures how many times less.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from simulation.agents.views import Inburgeraar

PERSON = "person"
MONTH = "month"


def check_fields(names: Sequence[str]) -> tuple[str, ...]:
    """The names of fields of people, each once.

    Raises:
        ValueError: with every name that no Inburgeraar has, and those that it has.
    """
    known = Inburgeraar.fields()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(
            f"fields {', '.join(map(repr, unknown))}: allowed are {', '.join(known)} "
            "(help(Inburgeraar) says what each is)"
        )
    return tuple(dict.fromkeys(names))


def people_table(model: Any, names: Sequence[str] = ()) -> pd.DataFrame:
    """Everybody in view at the end of the month last lived.

    Args:
        model: an InburgeringModel. names: fields of Inburgeraar; all of them where empty.

    Returns:
        a row a person, indexed by the place in `model.world.people`, in order of arrival.

    Raises:
        ValueError: see check_fields.
    """
    fields = Inburgeraar.fields()
    chosen = check_fields(names) or tuple(fields)
    rows = model.in_view
    columns = {name: fields[name].column(model.world.people, model, rows) for name in chosen}
    return pd.DataFrame(columns, index=pd.Index(rows, name=PERSON))


class ColumnCollector:
    """Collects chosen fields of everybody in view, month by month; used as a DataCollector.

    names: fields of Inburgeraar; all of them where empty.
    """

    def __init__(self, names: Sequence[str] = ()) -> None:
        self.names = check_fields(names)
        self._tables: dict[int, pd.DataFrame] = {}

    def collect(self, model: Any) -> None:
        """Keep this month's table; a second time in the same month replaces it."""
        self._tables[model.month] = people_table(model, self.names)

    def get_people_dataframe(self) -> pd.DataFrame:
        """Everything collected: index (month, person), month counted as `model.month`.

        Raises:
            ValueError: where nothing was collected.
        """
        if not self._tables:
            raise ValueError("nothing was collected: step the model first")
        return pd.concat(self._tables, names=[MONTH])
