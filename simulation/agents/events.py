"""Events of a life-course and the milestones that a life record keeps.

Every event is one flat row: month, person, event, value, extra. Only traced people leave
events; everybody leaves milestones (the first month of each).
"""

from __future__ import annotations

# milestone numbers (columns of Inburgeraar.milestones)
M_PERMIT = 0
M_SETTLED = 1
M_NOTICE = 2
M_INTAKE = 3
M_PIP = 4
M_LESSONS = 5
M_LESSONS_ENDED = 6
M_PVT = 7
M_MAP = 8
M_KNM = 9
M_FIRST_EXAM = 10
M_AFGESCHAALD = 11
M_SWITCHED = 12
M_FULFILLED = 13
M_EXEMPT = 14
M_EXTENDED = 15
M_OVERDUE = 16
M_FINED = 17
M_OUT = 18
M_FIRST_JOB = 19
M_JOB_RECEPTION = 20
M_LEVEL_A2 = 21
M_LEVEL_B1 = 22
M_LEVEL_B2 = 23
M_BIJSTAND = 24
M_BIJSTAND_ENDED = 25
M_FIRST_TERM_END = 26
M_INTERRUPTED = 27
M_ONTZORGEN_ENDED = 28
M_EDUCATION = 29
M_FIRST_BOOKED = 30
M_BIJSTAND_ENDED_WORK = 31
M_BIJSTAND_ENDED_STUDY = 32
MILESTONES = 33

# event codes: never renumber. (value, extra) behind each.
E_PERMIT = 1  # doelgroep, wet
E_SETTLED = 2  # gemeente, household size
E_NOTICE = 3
E_INTAKE_NO_SHOW = 4  # call number
E_INTAKE = 5  # call number, 1 = closed in absence
E_LEERBAARHEIDSTOETS = 6  # score, pass mark
E_PIP = 7  # route, 1 = needs alfabetisering
E_LESSONS = 8  # route, 1 = own course
E_HOURS = 9  # course hours that count so far, participation hours so far
E_INTERRUPTED = 10  # reason
E_RETURNED = 11
E_SEAT_LOST = 12
E_LESSONS_ENDED = 13  # route, course hours followed
E_SWITCHED = 14  # old route, new route
E_SWITCH_REFUSED = 15  # old route, wished route
E_AFGESCHAALD = 16  # skill, course hours that count
E_EXAM_BOOKED = 17  # part, level
E_EXAM_PASSED = 18  # part, level
E_EXAM_FAILED = 19  # part, level
E_PVT = 20
E_MAP = 21
E_EXTENDED = 22  # ground, months
E_OVERDUE = 23  # times overdue, 1 = culpable
E_FINED = 24  # euro
E_NEW_TERM = 25  # months
E_FULFILLED = 26  # how
E_EXEMPT = 27  # kind
E_OUT = 28  # reason
E_JOB = 29  # kind
E_JOB_LOST = 30
E_BIJSTAND = 31
E_BIJSTAND_ENDED = 32  # reason
E_EDUCATION = 33
E_EDUCATION_ENDED = 34
E_VOLUNTEERING = 35
E_VOLUNTEERING_ENDED = 36
E_TAALSCHAKEL = 37  # 1 = diploma
E_ALFABETISERING_ENDED = 38
E_ONTZORGEN_ENDED = 39
E_GROUND = 40  # ground of extension that no step of the model makes, months
E_FINED_COLLEGE = 41  # euro, 0 = not at the intake, 1 = not cooperating
E_BIJSTAND_LOWERED = 42  # euro
E_DUTY_REVIVED = 43  # months that the clock stood still
E_MOVED = 44  # new gemeente, old gemeente
E_PIP_RENEWED = 45  # route
E_INTAKE_FOLLOWED_UP = 46
E_TERM = 47  # Wi2013: months of the term that begins, 1 = the PVT is part of it
E_LOAN_FORGIVEN = 48  # euro
E_LOAN_DUE = 49  # euro
E_ELIP = 50  # hours that the gemeente pays

EVENT_NAMES = {
    value: name[2:].lower()
    for name, value in list(globals().items())
    if name.startswith("E_") and isinstance(value, int)
}

# activities: the bits of a month in the life record
A_EMPLOYED = 0
A_MAIN_INCOME_WORK = 1
A_BIJSTAND = 2
A_EDUCATION = 3
A_VOLUNTEERING = 4
A_LOOKING = 5
A_ROUTE = 6
"""The two highest bits are the leerroute, 0 before the PIP."""
