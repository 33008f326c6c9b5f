"""What can be read of an agent, said once: for one agent as an attribute, for all as a column.

A field reads the world's arrays at the moment of asking and keeps nothing. It works the same on
one record and on an array of them, so a view and a column cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.agents.codes import NEVER

Read = Callable[[Any, Any], Any]
"""(records, model) -> values: of one record a number, of (n,) records an (n,) array."""
Words = tuple[str, ...] | Callable[[Any], tuple[str, ...]]
"""The word of each code; a function of the model where they differ by region."""


class Field:
    """A read-only attribute of an agent.

    text: what it is, with its unit. words: for a code, the word of each number. moment: it is a
    month of the world (0 the first, people who were there already have negative ones), None where
    it has not come. flag: it is yes or no.

    Raises:
        AttributeError: for setting it: state lives in the world's arrays only.
    """

    def __init__(
        self,
        text: str,
        read: Read,
        words: Words | None = None,
        moment: bool = False,
        flag: bool = False,
    ) -> None:
        self.__doc__ = text
        self.name = ""
        self._read = read
        self._words = words
        self._moment = moment
        self._flag = flag

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        if agent is None:
            return self
        value = self._read(agent.record, agent.model)
        if self._words is not None:
            return self._words_of(agent.model)[int(value)]
        if self._moment:
            return None if value == NEVER else int(value)
        return bool(value) if self._flag else np.asarray(value).item()

    def __set__(self, agent: Any, value: Any) -> None:
        raise AttributeError(
            f"{self.name} is a view and cannot be set: state lives in model.world, and changes "
            "with the parameters of the setup only"
        )

    def _words_of(self, model: Any) -> tuple[str, ...]:
        words = self._words
        return words(model) if callable(words) else words or ()

    def column(self, records: Any, model: Any, rows: npt.NDArray[np.int32]) -> Any:
        """The values of these rows of (n,) records, as a column of a table: words as categories,
        a moment that has not come as missing.
        """
        values: npt.NDArray[Any] = np.asarray(self._read(records, model))[rows]
        if self._words is not None:
            words = pd.Index(self._words_of(model))
            return pd.Categorical.from_codes(values.astype(np.int16), categories=words)
        if self._moment:
            return pd.arrays.IntegerArray(values.astype(np.int16), values == NEVER)
        return values.astype(bool) if self._flag else values


def plain(source: str, text: str, words: Words | None = None, flag: bool = False) -> Any:
    """A field that is one field of the record."""
    return Field(text, lambda records, model: records[source], words, flag=flag)


def element(source: str, place: int, text: str) -> Any:
    """A field that is one element of a vector in the record."""
    return Field(text, lambda records, model: records[source][..., place])


def milestone(number: int, text: str) -> Any:
    """The month of the world in which a milestone was reached, None where it was not."""
    return Field(text, lambda records, model: records["milestones"][..., number], moment=True)
