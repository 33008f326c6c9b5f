"""Results as tidy pandas frames, all of one shape.

A row is one observation. First the columns that say of what: `scenario`, a column a lever,
`world` and `draw`; then what was observed: `month`, or `name` with a column a filter (`clock`,
`at`, `doelgroep`, ...; empty where a name does not have that filter); then the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.store.index import frame
from experiments.store.results import StoredResult

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Frames:
    """The frames of a run or a batch; each is read when it is asked for, and then kept.

    result: the stored result; `manifest` says what made it.
    """

    result: StoredResult

    @property
    def path(self) -> Path:
        """The folder of the result."""
        return self.result.path

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The question, seed, versions and digests that made it."""
        return self.result.manifest

    @property
    def levers(self) -> list[str]:
        """The names of the levers of a batch; none for a run."""
        return [lever["name"] for lever in self.manifest.get("design", {"levers": []})["levers"]]

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a world: status, people, person_months, digest, error."""
        return self._frame("runs")

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """A row a world and month: the region's counts; `month` is a monthly period."""
        import pandas as pd

        found = self._frame("monthly", order=("month",))
        found["month"] = pd.PeriodIndex(found["month"].astype(str), freq="M")
        return found

    @cached_property
    def observables(self) -> pd.DataFrame:
        """A row a world and outcome: name, a column a filter, value and n; and its unit."""
        entries = {entry["key"]: entry for entry in self.manifest["observables"]}
        found = self._frame("observables")
        return with_filters(found, "key", entries)

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """A row a world, year and account on which something was paid, in whole cents."""
        return self._frame("ledger", order=("year", "account"))

    def query(self, sql: str) -> pd.DataFrame:
        """Ask in SQL over the tables (runs, monthly, observables, ledger, cells).

        For batches that are too large for memory. Raises QueryProblem.
        """
        return frame(self.result, sql)

    def _frame(self, table: str, order: Sequence[str] = ()) -> pd.DataFrame:
        """Return a table with what it is of in front: scenario, levers, world and draw."""
        draw = f"t.world % {self._draws} AS draw"
        left = ["world", *(["draw"] if table == "runs" else [])]
        if self.result.kind == "sweep":
            levers = "".join(f', c."{name}"' for name in self.levers)
            first, source = f"c.scenario{levers}", f"{table} t JOIN cells c USING (cell)"
            by = ["cell", "world", *order]
            left += ["cell", *(["scenario"] if table == "runs" else [])]
        else:
            name = str(self.manifest["request"]["scenario"]).replace("'", "''")
            first, source = f"'{name}' AS scenario", f"{table} t"
            by = ["world", *order]
        asked = f"{first}, t.world, {draw}, t.* EXCLUDE ({', '.join(left)})"
        return frame(self.result, f"SELECT {asked} FROM {source} ORDER BY {', '.join(by)}")

    @property
    def _draws(self) -> int:
        return int(self.manifest["request"]["draws"])


def with_filters(
    found: pd.DataFrame, key: str, entries: Mapping[str, Mapping[str, Any]]
) -> pd.DataFrame:
    """Return a frame in which a column of keys becomes `name`, a column a filter, and `unit`.

    entries: by key, each with name, filter and unit.
    """
    import pandas as pd

    about = pd.DataFrame(
        [{"name": e["name"], **e["filter"], "unit": e["unit"]} for e in entries.values()]
    )
    number = {name: place for place, name in enumerate(entries)}
    spread = about.iloc[found[key].map(number).astype(int)].reset_index(drop=True)
    place = list(found.columns).index(key)
    before, after = found.iloc[:, :place], found.iloc[:, place + 1 :]
    what, unit = spread.drop(columns="unit"), spread[["unit"]]
    tidy: pd.DataFrame = pd.concat([before, what, after, unit], axis=1)
    return tidy


def frame_of_entries(entries: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return a frame of entries as they stand in the JSON of a command: a row each.

    Each has a name, a filter and numbers; `scenario` comes first, then name and filters.
    """
    import pandas as pd

    rows = [dict(entry) for entry in entries]
    filters = [row.pop("filter") for row in rows]
    first = [{"scenario": row.pop("scenario", None), "name": row.pop("name")} for row in rows]
    found: pd.DataFrame = pd.concat([pd.DataFrame(p) for p in (first, filters, rows)], axis=1)
    return found
