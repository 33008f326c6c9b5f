"""The gemeente: houses people at a pace and employs klantmanagers."""

from __future__ import annotations

import numpy as np

GEMEENTE = np.dtype(
    [
        ("inhabitants", "f8"),
        ("task", "f8"),  # people to house this half-year: taakstelling plus arrears
        ("housed", "f8"),  # people housed this half-year
        ("housing_credit", "f8"),  # people that may still be housed this month
        ("backlog", "f8"),  # arrears on the taakstelling
        ("hours_left", "f8"),  # hours of klantmanagers for intake and PIP this month
        ("caseload", "i8"),  # people in a running traject at the end of last month
        ("in_reception", "i8"),  # people (all ages) coupled to the gemeente and not yet housed
    ],
    align=True,
)
