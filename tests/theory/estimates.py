"""An estimate beside its theory, with the Monte-Carlo error printed: `pytest -s tests/theory`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MOST_ERRORS = 4.0
"""Standard errors that chance may take: 1 in 16,000, and the seeds are fixed."""


@dataclass(frozen=True)
class Estimate:
    """What was simulated of a quantity, and what theory says of it.

    error: standard error of the estimate; low, high: what theory allows (the same where exact).
    """

    name: str
    value: float
    error: float
    low: float
    high: float

    @property
    def z(self) -> float:
        """Standard errors outside what theory allows; 0 inside."""
        outside = self.value - min(max(self.value, self.low), self.high)
        if outside == 0.0:
            return 0.0
        return outside / self.error if self.error > 0.0 else math.copysign(math.inf, outside)

    @property
    def agrees(self) -> bool:
        """Whether chance explains the difference."""
        return abs(self.z) < MOST_ERRORS

    def __str__(self) -> str:
        theory = f"{self.low:.5g}" if self.low == self.high else f"{self.low:.5g}-{self.high:.5g}"
        return (
            f"{self.name:<42} {self.value:>10.5g}  theory {theory:>16}  "
            f"s.e. {self.error:.2g}  z {self.z:+.2f}"
        )


def mean_of(
    name: str, sample: npt.NDArray[np.float64], low: float, high: float | None = None
) -> Estimate:
    """The mean of independent replications, (n,), beside theory."""
    error = float(sample.std(ddof=1)) / math.sqrt(len(sample))
    return Estimate(name, float(sample.mean()), error, low, low if high is None else high)


def share_of(name: str, number: int, of: int, theory: float) -> Estimate:
    """A share of independent people beside its probability."""
    error = math.sqrt(theory * (1 - theory) / of)
    return Estimate(name, number / of, error, theory, theory)


def hold(*estimates: Estimate) -> None:
    """Print them all; fail where one does not agree with theory."""
    lines = [str(estimate) for estimate in estimates]
    print("\n" + "\n".join(lines))
    wrong = [str(estimate) for estimate in estimates if not estimate.agrees]
    assert not wrong, "\n" + "\n".join(wrong)


def worst(name: str, estimates: list[Estimate]) -> None:
    """As hold, of many moments: prints the one that lies farthest off."""
    far = max(estimates, key=lambda estimate: abs(estimate.z))
    print(f"\n{name}: {len(estimates)} moments, farthest off:\n{far}")
    wrong = [str(estimate) for estimate in estimates if not estimate.agrees]
    assert not wrong, f"{name}\n" + "\n".join(wrong)
