"""A sensitivity file: one YAML file that says which unknowns are held against which outcomes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from experiments.design.model import MOST_SEED, Value
from experiments.scenario.blocks import Block
from experiments.scenario.model import NAME_PATTERN, Line, Month

FORMAT = 1
Method = Literal["morris", "sobol", "pawn"]
METHODS: tuple[Method, ...] = ("morris", "sobol", "pawn")
MOST_SAMPLES = 1_000_000


class FactorBlock(Block):
    """One unknown: nothing for the prior of a registered parameter, or low and high.

    from: the month from which the setting of a policy holds, where the scenario has it not.
    """

    low: Value | None = None
    high: Value | None = None
    from_: Annotated[Month | None, Field(alias="from")] = None

    @model_validator(mode="after")
    def _both_or_none(self) -> FactorBlock:
        if (self.low is None) != (self.high is None):
            raise PydanticCustomError("lever_form", "low and high, or neither")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise PydanticCustomError("low_above_high", "low above high")
        return self


class SensitivityFile(Block):
    """What is asked, as it is written.

    samples: N of the method; Morris simulates N (factors + 1) worlds, Sobol N (factors + 2), PAWN
    N. chance: whether the luck of a world is one more factor.
    """

    format: Literal[1]
    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    scenario: Line = "base"
    method: Method
    samples: Annotated[int, Field(ge=2, le=MOST_SAMPLES)]
    factors: Annotated[dict[str, FactorBlock], Field(min_length=1, max_length=500)]
    outcomes: Annotated[list[Line], Field(min_length=1, max_length=50)]
    chance: bool = True
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
