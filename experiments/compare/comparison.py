"""What a comparison tells: levels, differences with their intervals, and what they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from experiments.compare.estimate import Effect, Z
from experiments.compare.evidence import BreakEven
from experiments.compare.outcomes import NOTICED, Asked
from experiments.compare.question import Question
from experiments.compare.small import SmallNumbers
from experiments.compare.variants import Variant
from simulation.observable import Observable


@dataclass(frozen=True)
class Level:
    """One outcome in one scenario: mean and 90 % spread over worlds, and the persons behind it."""

    asked: Asked
    scenario: int
    value: float
    low: float
    high: float
    behind: int


@dataclass(frozen=True)
class Difference:
    """One outcome of a scenario less that of the reference.

    reference, value: means in both; kans_beter: probability of being better, None with why_null
    (a code of evidence.py) where none may be told; small: in persons a year, of shares of the
    cohort; pairing: width of the interval of chance against that with luck apart.
    """

    asked: Asked
    scenario: int
    reference: float
    value: float
    effect: Effect
    behind: int
    direction: int
    kans_beter: float | None
    why_null: str
    small: SmallNumbers | None
    pairing: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.effect.clear

    @property
    def signed(self) -> bool:
        """Whether the interval leaves out the opposite sign, if not no difference at all."""
        return self.effect.clear or self.effect.one_sided

    @property
    def certainty(self) -> float | None:
        """The probability of the likelier sign; None where none may be told."""
        if self.kans_beter is None:
            return None
        return max(self.effect.above, self.effect.below)

    @property
    def noticed(self) -> bool:
        """Whether it is large enough to name; of hours and persons every difference is."""
        least = NOTICED.get(self.asked.name, NOTICED.get(self.asked.unit, 0.0))
        return abs(self.effect.difference) >= least

    @property
    def expected(self) -> bool:
        """Whether the worlds suffice for the sign of the mean over all parameters: what the model
        expects, though single draws may say the opposite.
        """
        return abs(self.effect.difference) > Z * self.effect.monte_carlo_se


@dataclass(frozen=True)
class Otherwise:
    """The main outcomes of a scenario under a variant, as differences with the reference under it.

    turned: whether the sign of a clear difference turns against that of the main result.
    """

    scenario: int
    variant: Variant
    differences: tuple[Difference, ...]
    turned: tuple[str, ...]


@dataclass(frozen=True)
class Unmeasured:
    """A scenario on an effect that nobody has measured.

    kinds, sizes: the kinds of policy and the registered effect sizes that are assumptions;
    break_evens: what the first of them must be.
    """

    scenario: int
    kinds: tuple[str, ...]
    sizes: tuple[str, ...]
    break_evens: tuple[BreakEven, ...]


@dataclass(frozen=True)
class Comparison:
    """Everything that a comparison tells.

    too_few: keys and number of persons of outcomes that are not told, of fewer than 30 persons;
    failed: what ended worlds, by arm and world.
    """

    question: Question
    levels: tuple[Level, ...]
    differences: tuple[Difference, ...]
    otherwise: tuple[Otherwise, ...]
    unmeasured: tuple[Unmeasured, ...]
    too_few: Mapping[str, int]
    failed: Mapping[str, str]

    def difference(self, scenario: int, key: str) -> Difference:
        """Return the difference in an outcome by its key. Raises KeyError."""
        for difference in self.differences:
            if difference.scenario == scenario and difference.asked.key == key:
                return difference
        raise KeyError(key)

    def main(self, scenario: int, name: str, at: int | None = None) -> Difference | None:
        """Return the difference in an outcome of everybody, at the end of the longest cohort."""
        cohort = self.question.cohorts[-1]
        wanted = Observable(name, cohort.moment if at is None else {**cohort.moment, "at": at})
        try:
            return self.difference(scenario, wanted.key)
        except KeyError:
            return None

    def variant(self, scenario: int, name: str) -> Otherwise | None:
        """Return what a scenario gives under a variant."""
        for found in self.otherwise:
            if found.scenario == scenario and found.variant.name == name:
                return found
        return None
