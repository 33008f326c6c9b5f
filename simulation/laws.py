"""What people and schools do differently under the two laws: a named list of parameters.

Beside what the laws ask, these registered numbers are all that makes a comparison of the Wi2013 and
the Wi2021 come out as it does. Most are assumptions.
"""

from __future__ import annotations

BEHAVIOUR_OF_THE_OLD_LAW = (
    "wi2013.course_hazard",
    "wi2013.hours_week",
    "wi2013.hours_total",
    "wi2013.borrow_asiel",
    "wi2013.book_factor",
    "wi2013.higher_share",
    "wi2013.ona_course_share",
    "wi2013.ona_level",
    "wi2013.agi_share",
    "wi2013.agi_alfa_level",
    "wi2013.elip_share",
    "wi2013.elip_hours",
)
"""How soon a school is found, how many lessons, who borrows, how quickly exams are booked, who
aims above A2, and how ONA, the ontheffing on effort and a municipality's help are used.
"""
