"""What is asked of a comparison, what is wrong with it, and the id that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.calibrated import posterior_part
from experiments.compare.cohort import (
    BOTH_LAWS,
    Cohort,
    change_month,
    cohorts_from,
    differs_in_law,
    window_differences,
)
from experiments.compare.outcomes import Asked, outcomes_of, refused_across_laws
from experiments.compare.variants import EVIDENCE, Variant, variants_of
from experiments.errors import InputProblems, Problem
from experiments.provenance import data_digest
from experiments.runner.request import ParameterKind
from experiments.scenario.model import Scenario
from experiments.scenario.setups import overrides_of, setup_of
from experiments.store.disk import digest_of
from simulation.ledger import HORIZONS
from simulation.months import format_month
from simulation.setup import Setup

KEY_SCHEMA = 1
VARIANT_DRAWS = 50
"""Draws of which the worlds are simulated for a variant: enough to see a sign."""
WORLDS_A_DRAW = 2
"""Worlds a draw by default: two tell chance from parameters, and leave most draws."""


def default_draws(kind: ParameterKind, replications: int) -> int:
    """Return how many parameter draws a comparison takes unless the user says otherwise."""
    return max(replications // WORLDS_A_DRAW, 1) if kind != "point" else 1


@dataclass(frozen=True)
class Question:
    """A comparison: the same question has the same answer, and the same id.

    scenarios: the reference first. replications: worlds a scenario; world r takes parameter draw
    r mod `draws`. independent: each scenario has luck of its own. since: first month of permits,
    since 2000-01; None is the month in which the last of the scenarios begins to differ. variants:
    also under other assumptions, not only those that an unmeasured effect asks for.
    """

    scenarios: tuple[Scenario, ...]
    seed: int
    replications: int
    parameters: ParameterKind
    draws: int
    independent: bool = False
    since: int | None = None
    variants: bool = True

    @cached_property
    def setups(self) -> tuple[Setup, ...]:
        """What the engine is asked, by scenario."""
        return tuple(setup_of(scenario) for scenario in self.scenarios)

    @cached_property
    def first(self) -> int:
        """The first month of permits, since 2000-01."""
        if self.since is not None:
            return self.since
        reference, *others = self.setups
        return max(change_month(reference, other) for other in others)

    @cached_property
    def cohorts(self) -> tuple[Cohort, ...]:
        """Who is compared, the longest followed last."""
        reference = self.setups[0]
        law = BOTH_LAWS if self.across_laws else None
        return cohorts_from(self.first, reference.start + reference.months, law)

    @cached_property
    def across_laws(self) -> bool:
        """Whether one law is compared with another."""
        reference, *others = self.setups
        return any(differs_in_law(reference, other) for other in others)

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """What they are compared on."""
        return outcomes_of(self.cohorts, self.first, self.across_laws)

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of what is not compared because it means another thing under another law."""
        return refused_across_laws(self.cohorts, self.first) if self.across_laws else ()

    def variants_of(self, scenario: int) -> tuple[Variant, ...]:
        """Return the variants of the comparison of this scenario (its place) with the reference."""
        found = variants_of(self.setups[0], self.setups[scenario], self.variants)
        return tuple(v for v in found if self.variants or v.name in EVIDENCE)

    def draw_of(self, world: int) -> int:
        """Return the index of the parameter draw that a world takes."""
        return world % self.draws

    def luck_of(self, scenario: int, world: int) -> int:
        """Return the number of the luck of a world: shared, unless asked independently."""
        return world + scenario * self.replications if self.independent else world

    @cached_property
    def content(self) -> dict[str, Any]:
        """Everything that decides the answer, in a canonical form."""
        from simulation.compiled import engine_digest
        from simulation.parameters import load_registry

        return {
            "schema": KEY_SCHEMA,
            "kind": "compare",
            "scenarios": [scenario.resolved() for scenario in self.scenarios],
            "overrides": [
                {
                    name: {str(month): value for month, value in values.items()}
                    for name, values in overrides_of(scenario).items()
                }
                for scenario in self.scenarios
            ],
            "seed": self.seed,
            "replications": self.replications,
            "parameters": self.parameters,
            "draws": self.draws,
            **posterior_part(self.parameters),
            "independent": self.independent,
            "since": format_month(self.first),
            "variants": self.variants,
            "observables": [asked.key for asked in self.asked],
            "parameter_digest": load_registry().digest,
            "data_digest": data_digest(),
            "engine_digest": engine_digest(),
        }

    @cached_property
    def digest(self) -> str:
        """The sha256 of the canonical JSON of the content."""
        return digest_of(self.content)

    @property
    def comparison_id(self) -> str:
        """The first 16 hexadecimal digits of the digest."""
        return self.digest[:16]


def check_question(question: Question) -> None:
    """Raise InputProblems with everything because of which scenarios cannot be compared."""
    reference, *others = question.scenarios
    problems = []
    names = [scenario.name for scenario in question.scenarios]
    for position, scenario in enumerate(others, 1):
        if scenario.name in names[:position]:
            problems.append(Problem("compare-twice", "SCENARIO", scenario.name))
        for name in window_differences(question.setups[0], question.setups[position]):
            written = {"months": "until"}.get(name, name)
            expected = _written(reference, written)
            details = {"reference": reference.name, "expected": expected}
            value = _written(scenario, written)
            field = f"{scenario.name}.{written}"
            problems.append(Problem("compare-window", field, value, details=details))
    if not others:
        problems.append(Problem("compare-alone", "SCENARIO", reference.name))
    elif not problems and not question.cohorts:
        at = str(min(HORIZONS))
        details = {"first": format_month(question.first), "at": at}
        problems.append(Problem("compare-short", "until", reference.until, details=details))
    if not problems and question.first < reference.start_month:
        details = {"first": reference.start, "last": reference.until}
        since = format_month(question.first)
        problems.append(Problem("compare-since", "--since", since, details=details))
    if problems:
        raise InputProblems(problems)


def _written(scenario: Scenario, field: str) -> str:
    if field == "prices":
        return scenario.money.prices
    return str(getattr(scenario, field) or "-")
