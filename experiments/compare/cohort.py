"""Closed cohorts: who is compared, and over how many months.

Everybody with a permit (or the registration of a family migrant) in the same months, all followed
equally long: so costs and later savings belong together, and both arms have the same people.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulation.ledger import HORIZONS
from simulation.months import MONTHS_PER_YEAR, format_month
from simulation.policy import Policy
from simulation.setup import Setup

CLOCK = "permit"
WORLD = ("inflow", "inflow_level", "inflow_people", "inflow_rows", "inflow_shock")
"""Fields of a setup that say how many people come: no policy decides on them."""
LAW_KIND = "stelsel"
"""The kind of policy that says which law people fall under."""
BOTH_LAWS = "both"
"""The filter `law` of whoever would be obliged under both laws."""
WINDOW = ("region", "start", "months", "prices", "warm_up")
"""Fields in which scenarios must be the same to have the same people and the same euros."""


@dataclass(frozen=True)
class Cohort:
    """People with a permit from `first` to `last` (months since 2000-01), followed `at` months.

    law: BOTH_LAWS where one law is compared with another; None is the law that an observable means.
    """

    first: int
    last: int
    at: int
    law: str | None = None

    @property
    def years(self) -> float:
        """How many years of permits it holds."""
        return (self.last - self.first + 1) / MONTHS_PER_YEAR

    @property
    def people(self) -> dict[str, str | int]:
        """The filters of an observable about these people."""
        law = {} if self.law is None else {"law": self.law}
        return {"cohort_clock": CLOCK, **self.permits, **law}

    @property
    def permits(self) -> dict[str, str | int]:
        """The months of their permits, as filters."""
        return {"cohort_from": format_month(self.first), "cohort_until": format_month(self.last)}

    @property
    def moment(self) -> dict[str, str | int]:
        """The filters of an observable about these people at the end of their months."""
        return {"clock": CLOCK, "at": self.at, **self.people}


def cohorts_from(first: int, end: int, law: str | None = None) -> tuple[Cohort, ...]:
    """Return the cohorts that begin in month `first` of a world that ends before month `end`.

    The longest followed last; none where the world is too short.
    """
    found = [Cohort(first, end - 1 - at, at, law) for at in sorted(HORIZONS)]
    return tuple(cohort for cohort in found if cohort.last >= cohort.first)


def change_month(reference: Setup, other: Setup) -> int:
    """Return the first month (since 2000-01) in which something differs between two setups."""
    found = [policy.start for policy in policies_apart(reference, other)]
    for name in reference.overrides.keys() | other.overrides.keys():
        mine, theirs = (dict(setup.overrides.get(name, {})) for setup in (reference, other))
        found += [month for month, _ in mine.items() ^ theirs.items()]
    if differs_in_world(reference, other) or not found:
        return reference.start
    return max(min(found), reference.start)


def policies_apart(reference: Setup, other: Setup) -> tuple[Policy, ...]:
    """Return the policies that only one of two setups has."""
    mine = [policy for policy in reference.policies if policy not in other.policies]
    theirs = [policy for policy in other.policies if policy not in reference.policies]
    return (*mine, *theirs)


def differs_in_world(reference: Setup, other: Setup) -> bool:
    """Tell whether two setups differ in how many people come, which no policy decides."""
    return any(getattr(reference, name) != getattr(other, name) for name in WORLD)


def differs_in_law(reference: Setup, other: Setup) -> bool:
    """Tell whether two setups differ in the law that people fall under."""
    return any(policy.kind == LAW_KIND for policy in policies_apart(reference, other))


def window_differences(reference: Setup, other: Setup) -> list[str]:
    """Return the fields of the window in which two setups differ: they cannot be compared then."""
    return [name for name in WINDOW if getattr(reference, name) != getattr(other, name)]
