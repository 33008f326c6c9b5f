"""What a policy does to people beside the rules: who takes part, and what it changes for them.

A programme says who may join, when, and how many at a time; an effect says what joining changes,
from when, how strongly and how it fades. Both are plain records; policies write them, and
steps/maatregelen.py reads them.
"""

from __future__ import annotations

import numpy as np

from simulation.agents.codes import LES, NA_LES, ONDERBROKEN, WACHT_INTAKE, WACHT_LES, WACHT_PIP

# what an effect scales: the place of its factor in the month's record
JOB_ENTRY = 0
JOB_LOSS = 1
LEARNING = 2
ATTENDANCE = 3
INTERRUPTION = 4
BOOKING = 5
LESSON_HOURS = 6
PARTICIPATION_HOURS = 7
SCALES = 8

SCALE_NAMES = (
    "job_entry",
    "job_loss",
    "learning",
    "attendance",
    "interruption",
    "booking",
    "lesson_hours",
    "participation_hours",
)

POLICY_DATE = -1
"""The clock of a programme that holds from the policy's date on, for whoever is eligible then."""
DECLINED = -9998
"""Somebody who was asked and does not take part."""
WAITING = -9997
"""Somebody who waits for a place in the programme."""
NO_LIMIT = -1
"""Places of a programme without a limit; months of an effect without an end."""
NO_ACCOUNT = -1
"""A programme for which nothing is charged when somebody joins."""
EVERYBODY = -1
"""A mask in which every bit is set."""

# what else somebody has to be
ANYBODY = 0
MOTHERS = 1
IN_ALFABETISERING = 2

UNDER_WAY = (WACHT_LES, LES, ONDERBROKEN, NA_LES)
"""Phases of a running traject, after the PIP."""
LIVING_HERE = (WACHT_INTAKE, WACHT_PIP, *UNDER_WAY)
"""Phases from settling to the end of the duty."""

PROGRAMME = np.dtype(
    [
        ("slot", "i8"),  # address of the draw that decides who takes part
        ("clock", "i8"),  # a milestone, or POLICY_DATE
        ("after", "i8"),  # months after the clock before somebody may join
        ("months", "i8"),  # how long taking part lasts; NO_LIMIT = as long as one is eligible
        ("places", "i8"),  # at the same time, over the whole region; or NO_LIMIT
        ("share", "f8"),  # of the eligible who take part
        ("first_effect", "i8"),  # its effects: from this one
        ("end_effect", "i8"),  # to before this one
        ("account", "i8"),  # of the ledger, on which joining is charged; or NO_ACCOUNT
        # a bit each: who may join (and, on POLICY_DATE, for whom it holds)
        ("phases", "i8"),
        ("routes", "i8"),
        ("sexes", "i8"),
        ("schooling", "i8"),
        ("literacies", "i8"),
        ("age_from", "i8"),  # years
        ("age_until", "i8"),
        ("within", "i8"),  # months after the clock in which somebody may still join; or NO_LIMIT
        ("who", "i8"),  # a condition of its own: ANYBODY, MOTHERS or IN_ALFABETISERING
    ],
    align=True,
)

EFFECT = np.dtype(
    [
        ("scale", "i8"),
        ("log_size", "f8"),  # logarithm of the factor at full strength
        ("onset", "i8"),  # months after joining
        ("full", "i8"),  # months at full strength; or NO_LIMIT
        ("decay", "f8"),  # log a month after that; 0 = it ends at once
        ("routes", "i8"),  # a bit each: in which leerroute it holds
    ],
    align=True,
)
