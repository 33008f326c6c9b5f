"""The gemeente: houses people at a pace and employs klantmanagers."""

from __future__ import annotations

import numpy as np

COUNTED_YEARS = 3
"""This year, last year and the year before: the three years that the SPUK looks at."""

GEMEENTE = np.dtype(
    [
        ("inhabitants", "f8"),
        ("task", "f8"),  # people to house this half-year: taakstelling plus arrears
        ("housed", "f8"),  # people housed this half-year
        ("housing_credit", "f8"),  # people that may still be housed this month
        ("backlog", "f8"),  # arrears on the taakstelling
        ("hours_left", "f8"),  # hours of klantmanagers for intake and PIP this month
        ("hours_owed", "f8"),  # hours of klantmanagers that moves ask of the next months
        ("caseload", "i8"),  # people in a running traject at the end of last month
        ("in_reception", "i8"),  # people (all ages) coupled to the gemeente and not yet housed
        # money (steps/geld.py, vergoeding.py); counts of this year, last year, the year before
        ("fund_share", "f8"),  # its part of the gemeentefonds, that of Hengelo = 1
        ("places_budget", "f8"),  # euros a year for course places, inf where none was set
        ("places_money", "f8"),  # euros of it left this year
        ("places_promised", "f8"),  # euros of that for those counted so far for a new group
        ("settled_asiel", "i8", (COUNTED_YEARS,)),  # settled in the year and there at its end
        ("completed_asiel", "i8", (COUNTED_YEARS,)),  # fulfilled in the year
        ("registered_gezin", "i8", (COUNTED_YEARS,)),
        ("started_onderwijs", "i8"),  # Onderwijsroutes begun this month
        ("buig_benefits", "f8"),  # benefit-months of the objective budget this month
        ("advance", "i8", (COUNTED_YEARS,)),  # cents of SPUK paid in advance
        ("entitled", "i8", (COUNTED_YEARS,)),  # cents of SPUK by the real counts
        ("spent", "i8", (COUNTED_YEARS,)),  # cents of eligible cost
        ("reserve", "i8"),  # cents kept of earlier years; below 0: a deficit carried over
        ("bijstand_spent", "i8"),  # cents this year
        ("buig_paid", "i8"),  # cents of BUIG this year
        ("pool", "i8"),  # in which pool it buys course places: 0 with everybody (steps/inkoop.py)
    ],
    align=True,
)
