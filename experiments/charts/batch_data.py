"""What the charts of a batch read: an outcome per cell and world, and which cells are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from experiments.charts.data import NotInResult
from experiments.compare.evidence import unmeasured_kinds
from experiments.design.levers import Lever
from experiments.numbers import write_number
from experiments.runner.reproduce import design_of
from experiments.scenario.setups import setup_of
from experiments.store.index import opened
from experiments.store.percentiles import SHARES
from experiments.store.results import StoredResult
from experiments.texts import Texts
from simulation.parameters import load_registry
from simulation.policies import kinds

_MOST_DECIMALS = 4


class NotOfBatch(ValueError):
    """A chart that this batch cannot show. reason: key of the words; values: what they fill in."""

    def __init__(self, reason: str, **values: object) -> None:
        self.reason = reason
        self.values = values
        super().__init__(reason)


class BatchData:
    """The numbers of a batch; each is read when a chart asks for it.

    result: a stored sweep. Every cell sees the same people with the same luck, so world r of one
    cell may be held against world r of another.
    """

    def __init__(self, result: StoredResult) -> None:
        self.result = result
        self.manifest: Mapping[str, Any] = result.manifest
        self.design = design_of(result)
        self.worlds = self.design.replications
        self._kept: dict[str, tuple[np.ndarray, int]] = {}

    @property
    def cells(self) -> int:
        """The number of cells."""
        return self.design.cells

    @property
    def levers(self) -> tuple[Lever, ...]:
        """What was turned."""
        return self.design.levers

    @cached_property
    def table(self) -> np.ndarray:
        """(cells, levers) float64: the value of each lever."""
        rows = [self.design.cell(number).values for number in range(self.cells)]
        return np.array(rows, dtype=np.float64).reshape(self.cells, len(self.levers))

    def values(self, name: str, **filters: Any) -> np.ndarray:
        """Return an outcome: (cells, worlds) float64, nan where undefined. Raises NotInResult."""
        return self._read(name, filters)[0]

    def behind(self, name: str, **filters: Any) -> int:
        """Return the median number of people behind it in a world. Raises NotInResult."""
        return self._read(name, filters)[1]

    def _read(self, name: str, filters: Mapping[str, Any]) -> tuple[np.ndarray, int]:
        keys = [
            str(entry["key"])
            for entry in self.manifest["observables"]
            if entry["name"] == name and dict(entry["filter"]) == dict(filters)
        ]
        if not keys:
            inside = ",".join(f"{key}={value}" for key, value in filters.items())
            raise NotInResult(f"{name}[{inside}]")
        if keys[0] not in self._kept:
            with opened(self.result) as connection:
                found = connection.execute(
                    "SELECT cell, world, value, n FROM observables WHERE key::VARCHAR = ?", keys
                ).fetchnumpy()
            values = np.full((self.cells, self.worlds), np.nan)
            told = np.ma.filled(np.ma.asarray(found["value"], dtype=np.float64), np.nan)
            values[found["cell"], found["world"]] = told
            behind = round(float(np.median(found["n"]))) if len(found["n"]) else 0
            self._kept[keys[0]] = values, behind
        return self._kept[keys[0]]

    def people(self, columns: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return the sum of monthly columns: bands (cells, 3, months), and (cells, worlds) in the
        last month. nan where no world of a cell was finished.
        """
        total = " + ".join(f'"{name}"' for name in columns)
        months = int(self.manifest["request"]["months"])
        bands = np.full((self.cells, len(SHARES), months), np.nan)
        last = np.full((self.cells, self.worlds), np.nan)
        with opened(self.result) as connection:
            rows = connection.sql(
                "SELECT cell, rank() OVER (PARTITION BY cell ORDER BY month) - 1, band FROM ("
                f"SELECT cell, month::VARCHAR AS month, quantile_cont({total}, {list(SHARES)}) "
                "AS band FROM monthly GROUP BY ALL)"
            ).fetchall()
            for cell, month, band in rows:
                bands[cell, :, month] = band
            found = connection.sql(
                f"SELECT cell, world, {total} AS n FROM monthly "
                "WHERE month::VARCHAR = (SELECT max(month::VARCHAR) FROM monthly)"
            ).fetchnumpy()
        last[found["cell"], found["world"]] = found["n"]
        return bands, last

    def lever_title(self, lever: Lever, lang: str) -> str:
        """Return what a lever is, in words of the registry."""
        if lever.kind is None:
            parameter = load_registry()[lever.name]
        else:
            kind = kinds()[lever.kind]
            parameter = kind.registered(kind.setting(lever.setting))
        return parameter.meaning_en if lang == "en" else parameter.meaning_nl

    def parts_of(self, cell: int, lang: str, without: int | None = None) -> list[str]:
        """Return its scenario, if there are more, and its levers but for one, as words."""
        parts = [self.design.cell(cell).scenario] if len(self.design.scenarios) > 1 else []
        for place, (lever, value) in enumerate(zip(self.levers, self.table[cell], strict=True)):
            if place != without:
                setting = lever.name.partition(".")[2].replace("_", " ")
                parts.append(f"{setting} {value_of(value, lang)}")
        return parts

    def cell_title(self, cell: int, texts: Texts) -> str:
        """Return what a cell is called: its number and what it is of."""
        what = "; ".join(self.parts_of(cell, texts.lang))
        return texts("chart.batch.cell", number=cell, what=what)

    def is_unmeasured(self, one: int, other: int) -> bool:
        """Tell whether two cells differ in a policy whose effect nobody has measured."""
        setups = [setup_of(self.design.scenario(cell)) for cell in (one, other)]
        return bool(unmeasured_kinds(*setups))


def value_of(value: float, lang: str) -> str:
    """Write the value of a lever with no more decimals than it has."""
    decimals = next(
        (places for places in range(_MOST_DECIMALS) if abs(value - round(value, places)) < 1e-9),
        _MOST_DECIMALS,
    )
    return write_number(value, lang, decimals)
