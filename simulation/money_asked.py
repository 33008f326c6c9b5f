"""Answer money observables by name: of a closed cohort, or of the years from a date on.

The default list of money.py is answered in one product of matrices; here each is answered by
itself, from the same sums of cents, so a comparison can ask what a run does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation import accounts as ac
from simulation.agents.codes import DOELGROEP_NAMES
from simulation.build import Prepared
from simulation.ledger import CENTS, HORIZONS
from simulation.money import (
    CLOCKS,
    EVERYBODY,
    by_year_level,
    cents_of_persons,
    groups,
    whole_years,
)
from simulation.money_observable import MoneyObservable
from simulation.months import parse_month
from simulation.prices import year_of
from simulation.world import World

PER_PERSON = "cost_per_person"


class MoneyAnswers:
    """The money of one world that has run.

    people: (n,) INBURGERAAR. by_year: (years, gemeenten, accounts) int64 cents. level: (years,) by
    which amounts of a year are divided. start: first month since 2000-01; months: how many.
    names: of the municipalities, in the order of by_year.
    """

    def __init__(
        self,
        people: Any,
        by_year: npt.NDArray[np.int64],
        level: npt.NDArray[np.float64],
        window: tuple[int, int],
        names: Sequence[str],
    ) -> None:
        self.people = people
        self.start, self.months = window
        self.names = tuple(names)
        self._by_year = by_year / level[:, None, None]
        self._cohorts: dict[tuple[int, int], tuple[Any, Any]] = {}

    def answer(self, asked: MoneyObservable) -> tuple[float, int]:
        """Euros and the number of persons behind them; nan and 0 where there is nothing.

        Raises:
            KeyError: if the observable is not one of a ledger or of persons.
        """
        if asked.name == PER_PERSON:
            return self._per_person(asked)
        return self._of_ledger(asked), len(self.people)

    def _per_person(self, asked: MoneyObservable) -> tuple[float, int]:
        by = asked.filter
        first, last = EVERYBODY
        if "cohort_from" in by:
            first = parse_month(str(by["cohort_from"])) - self.start
        if "cohort_until" in by:
            last = parse_month(str(by["cohort_until"])) - self.start
        if (first, last) not in self._cohorts:
            self._cohorts[first, last] = cents_of_persons(self.people, self.months, (first, last))
        cents, persons = self._cohorts[first, last]
        place = CLOCKS.index(str(by["clock"])), HORIZONS.index(int(by["at"]))
        cents, persons = cents[place], persons[place]
        if "doelgroep" in by:
            which = DOELGROEP_NAMES.index(str(by["doelgroep"]))
            cents, persons = cents[[which]], persons[[which]]
        if "payer" in by:
            cents = cents[:, [ac.PAYERS.index(str(by["payer"]))]]
        number = int(persons.sum())
        return (float(cents.sum()) / CENTS / number if number else np.nan), number

    def _of_ledger(self, asked: MoneyObservable) -> float:
        by = dict(asked.filter)
        first = year_of(self.start)
        years = whole_years(self.start, self.months)
        if "year" in by:
            years = [int(by.pop("year"))]
        if "year_from" in by:
            begin = int(by.pop("year_from"))
            years = [year for year in years if year >= begin]
        cents = self._by_year
        if "municipality" in by:
            cents = cents[:, [self.names.index(str(by.pop("municipality")))]]
        key = ",".join([asked.name, *(f"{name}={value}" for name, value in by.items())])
        if not years:
            return np.nan
        rows = cents[[year - first for year in years]]
        return float((rows @ groups()[key]).sum() / len(years)) / CENTS


def answer_money(
    answers: MoneyAnswers, asked: Sequence[MoneyObservable]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Values in euros and the number behind each, in the order asked."""
    found = [answers.answer(observable) for observable in asked]
    return (
        np.array([value for value, _ in found], dtype=np.float64),
        np.array([number for _, number in found], dtype=np.int64),
    )


def money_answers(prepared: Prepared, world: World, by_year: npt.NDArray[np.int64]) -> MoneyAnswers:
    """The money of a world that has run, in the prices that its setup asks for."""
    setup = prepared.setup
    level = np.ones(len(by_year))
    if setup.prices == "constant":
        level = by_year_level(prepared.rules["derived_price_level"][:, 0, 0], setup.start)
    names = tuple(gemeente.name for gemeente in setup.region.gemeenten)
    return MoneyAnswers(world.people, by_year, level, (setup.start, setup.months), names)
