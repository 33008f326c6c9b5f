"""Numbers in the titles of charts: rounded, so that no title claims more than the model knows."""

from __future__ import annotations

from math import ceil, floor

import numpy as np

from experiments.numbers import write_number, write_percent
from experiments.texts import Texts

FEW = 30
"""Below so many persons a title draws no conclusion."""
WIDE_SHARE = 0.1
"""A band wider than this share is no 'about'."""
WIDE_PEOPLE = 0.2
"""A band wider than this part of the middle is no 'about'."""
_STEPS = ((100, 10), (1000, 50), (10_000, 100))


def about_share(band: np.ndarray, texts: Texts) -> str:
    """Write a share over the worlds in steps of 5 percent points.

    band: (3,) 5th, 50th and 95th percentile. A wide band is written as a range that holds it.
    """
    low, middle, high = band
    if high - low > WIDE_SHARE:
        bottom, top = floor(low * 20) / 20, ceil(high * 20) / 20
        if bottom <= 0.0:
            return texts("words.at_most", value=write_percent(top, texts.lang))
        return _between(write_percent(bottom, texts.lang), write_percent(top, texts.lang), texts)
    rounded = round(middle * 20) / 20
    if rounded == 0.0:
        return texts("words.less_than", value=write_percent(0.05, texts.lang))
    if rounded == 1.0:
        return texts("words.more_than", value=write_percent(0.95, texts.lang))
    return texts("words.about", value=write_percent(rounded, texts.lang))


def about_people(band: np.ndarray, texts: Texts) -> str:
    """Write a number of persons over the worlds, in steps of 5, 10, 50 or 100 by its size.

    band: (3,) 5th, 50th and 95th percentile. A wide band is written as a range that holds it.
    """
    low, middle, high = band
    step = max((size for above, size in _STEPS if middle >= above), default=5)
    if high - low > max(WIDE_PEOPLE * middle, 2 * step):
        bottom, top = floor(low / step) * step, ceil(high / step) * step
        if bottom <= 0:
            return texts("words.at_most", value=write_number(top, texts.lang))
        return _between(write_number(bottom, texts.lang), write_number(top, texts.lang), texts)
    rounded = round(middle / step) * step
    if rounded == 0:
        return texts("words.less_than", value=write_number(step, texts.lang))
    return texts("words.about", value=write_number(rounded, texts.lang))


def _between(low: str, high: str, texts: Texts) -> str:
    return texts("words.between", low=low, high=high)


def listed(items: list[str], texts: Texts) -> str:
    """Write a list as a sentence does: `a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return texts("words.and", first=", ".join(items[:-1]), last=items[-1])
