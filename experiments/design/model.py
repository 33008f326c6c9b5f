"""A design file: one YAML file that says which scenarios, levers, draws and worlds to run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from experiments.scenario.blocks import Block
from experiments.scenario.model import NAME_PATTERN, Line, Month

FORMAT = 1
MOST_POINTS = 1_000_000
MOST_VALUES = 10_000
MOST_REPLICATIONS = 100_000
MOST_SEED = 2**32 - 1
Value = Annotated[float, Field(ge=-1e12, le=1e12)]


class LeverBlock(Block):
    """The values of one lever: a list, or a range from low to high.

    whole: whole numbers only. from: the month from which it holds, where the scenario does not
    say so.
    """

    values: Annotated[list[Value], Field(min_length=1, max_length=MOST_VALUES)] | None = None
    low: Value | None = None
    high: Value | None = None
    whole: bool = False
    from_: Annotated[Month | None, Field(alias="from")] = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> LeverBlock:
        has_range = self.low is not None and self.high is not None
        if (self.values is None) != has_range or (self.low is None) != (self.high is None):
            raise PydanticCustomError("lever_form", "values, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise PydanticCustomError("low_above_high", "low above high")
        return self


class Sampling(Block):
    """Which points are tried: every combination, so many spread over ranges, or a file of them.

    points: how many, for `latin` and `sobol`; seed: of their spread; file: a CSV beside the
    design with a column a lever, for `table`.
    """

    method: Literal["grid", "latin", "sobol", "table"] = "grid"
    points: Annotated[int, Field(ge=1, le=MOST_POINTS)] | None = None
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
    file: Line | None = None


class DesignFile(Block):
    """A design as it is written; scenarios are shipped names or files beside the design.

    draws: parameter draws that the worlds of each cell take in turn; none: one a world for
    `prior`, and one for `point`.
    """

    format: Literal[1]
    name: Annotated[str, Field(pattern=NAME_PATTERN)]
    scenarios: Annotated[list[Line], Field(min_length=1, max_length=1000)]
    levers: Annotated[dict[str, LeverBlock], Field(max_length=100)] = Field(default_factory=dict)
    sampling: Sampling = Field(default_factory=Sampling)
    seed: Annotated[int, Field(ge=0, le=MOST_SEED)] = 1
    replications: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)]
    parameters: Literal["point", "prior", "posterior"] = "prior"
    draws: Annotated[int, Field(ge=1, le=MOST_REPLICATIONS)] | None = None
