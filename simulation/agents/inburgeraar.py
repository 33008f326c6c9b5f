"""The inburgeraar: one record of fixed size, and the household that a person belongs to.

Months are counted from the world's start (0 is its first month, people who were already there
have negative ones); NEVER is what has not happened. Only `birth` is a calendar month.
"""

from __future__ import annotations

import numpy as np

from simulation.accounts import PAYERS
from simulation.agents.codes import GROUNDS, PARTS, SKILLS
from simulation.agents.events import MILESTONES

COST_FIELDS = 2 * len(PAYERS)

INBURGERAAR = np.dtype(
    [
        # identity: the address of all luck of this person (randomness.py)
        ("id_low", "u8"),
        ("id_high", "u8"),
        # ability per skill in CEFR units (1 = A1, 2 = A2, 3 = B1, 4 = B2)
        ("ability", "f8", (SKILLS,)),
        ("learning_rate", "f8"),  # levels per effective hour once literate
        ("alfa_rate", "f8"),  # levels per effective hour during alfabetisering
        ("alfa_left", "f8"),  # hours of alfabetisering still to go
        ("attendance", "f8"),  # share of offered hours followed
        ("exam_factor", "f8"),  # standard normal, shared by all parts
        ("aptitude", "f8"),  # latent leerbaarheid, standard normal
        ("work_factor", "f8"),  # fixed part of the chance of a job
        # hours
        ("course_hours", "f8"),  # followed since the course began, alfabetisering included
        ("offered_hours", "f8"),
        ("alfa_hours", "f8"),  # of the course hours: alfabetisering
        ("alfa_offered", "f8"),  # of the offered hours: alfabetisering
        ("coa_hours", "f8"),  # voorinburgering in reception
        ("participation_hours", "f8"),  # Z-route
        ("map_hours", "f8"),
        ("contract_hours", "f8"),  # offered in this leerroute, alfabetisering left out
        ("alfa_plan", "f8"),  # alfabetisering in the PIP (hours)
        ("income", "f8"),  # from work, as part of the norm of a single person
        # who
        ("index", "i4"),
        ("rank", "i4"),  # place in the order of arrival
        ("household", "i4"),
        ("next_member", "i4"),  # next obliged member of the household, -1 at the end
        ("birth", "i4"),  # calendar month
        ("milestones", "i2", (MILESTONES,)),
        ("arrival", "i2"),
        ("call_month", "i2"),  # when the municipality calls for the intake
        ("term_end", "i2"),  # last month of the running term
        ("break_since", "i2"),
        ("queued_since", "i2"),
        ("job_since", "i2"),
        ("next_review", "i2"),  # month of the next progress talk
        ("exempt_month", "i2"),  # when DUO decides on an ontheffing
        ("extension_month", "i2"),  # when DUO decides on an extension
        ("extension_asked", "i2"),  # months asked for
        ("ground_months", "i2", (GROUNDS,)),  # months counted per ground of extension
        ("exam_month", "i2", (PARTS,)),  # month of the sitting that is booked
        ("result_month", "i2", (PARTS,)),
        ("last_sitting", "i2", (PARTS,)),
        ("attempts", "i2", (PARTS,)),
        ("first_sitting", "i2", (PARTS,)),  # month, where there is a first result
        ("score", "i2"),  # leerbaarheidstoets, items of 40
        ("series", "i1"),
        ("gemeente", "i2"),
        ("first_gemeente", "i2"),  # where somebody settled first
        ("doelgroep", "i1"),
        ("wet", "i1"),
        ("sex", "i1"),
        ("origin", "i1"),
        ("education", "i1"),
        ("literacy", "i1"),
        ("health", "i1"),
        ("parent", "i1"),  # has children in the household
        ("wants_onderwijs", "i1"),
        ("wants_b2", "i1"),
        ("wants_early", "i1"),  # intake may start in reception
        ("follows_coa", "i1"),  # takes part in voorinburgering
        ("starts_exempt", "i1"),
        # state
        ("phase", "i1"),
        ("out_reason", "i1"),
        ("settled", "i1"),
        ("on_bijstand", "i1"),  # lives in a household on bijstand
        ("queue", "i1"),  # stands in this list
        ("wish", "i1"),  # asks to join this list
        ("returns", "i1"),  # gives back a place of this leerroute
        ("seat", "i1"),  # holds a course place of the pool
        ("own_course", "i1"),  # buys the course (family migrants)
        ("calls", "i1"),  # calls for the intake so far
        ("asks", "i1"),  # times asked for a course place
        ("tested", "i1"),  # sat the leerbaarheidstoets
        ("reviews", "i2"),  # progress talks so far
        ("breaks", "i1"),  # interruptions so far
        ("break_kind", "i1"),
        ("jobs", "i1"),  # jobs so far
        ("job", "i1"),
        ("in_education", "i1"),
        ("volunteering", "i1"),
        ("first_route", "i1"),
        ("been_to_school", "i1"),  # has had the Onderwijsroute
        ("route", "i1"),
        ("level_needed", "i1", (SKILLS,)),  # 3 = B1, 2 = A2 after afschalen
        ("pending", "i1"),  # exam parts booked or being marked
        ("exam_level", "i1", (PARTS,)),
        ("passed_level", "i1", (PARTS,)),
        ("result_passed", "i1", (PARTS,)),
        ("first_result", "i1", (PARTS,)),  # first sitting: 0 none yet, 1 failed, 2 passed
        ("first_level", "i1", (PARTS,)),  # level of the first sitting
        ("taalschakel", "i1"),  # 0 not tried, 1 failed, 2 diploma
        ("how", "i1"),
        ("exempt", "i1"),
        ("lapses", "i1"),  # times the term ended without fulfilment
        ("extended", "i1"),
        ("extension_ground", "i1"),
        ("near_finish_used", "i1"),
        ("traced", "i1"),
        # cents by payer since settling and since the permit: in the first 36 months, and in the
        # 24 after them; in prices of geld.price_year, discounted (ledger.py)
        ("cost_settled", "i4", (COST_FIELDS,)),
        ("cost_permit", "i4", (COST_FIELDS,)),
        ("borrowed", "i4"),  # cents borrowed from DUO in all
        ("quarter_lent", "i4"),  # of which in this quarter
        ("quarter", "i2"),  # that quarter
        ("partner_earns", "i1"),  # a partner outside the model earns enough
        # Wi2013
        ("duty_since", "i2"),  # month in which the term began
        ("pvt_asked", "i1"),  # the PVT is part of the duty
        ("pvt_fined", "i1"),
        ("wants_higher", "i1"),  # sits exams above A2
        ("ona_course", "i1"),  # 0 not decided, 1 course, -1 portfolio
        ("effort_used", "i1"),
        ("agi_month", "i2"),  # when DUO decides on the ontheffing on effort
        ("elip", "i1"),  # 0 not asked, 1 helped, -1 not helped
        ("elip_hours", "f8"),  # hours that the gemeente still pays
        ("loan_due", "i2"),  # month in which a status holder's loan fell due
        ("met_again", "i1"),  # what is due after a move: a follow-up of the intake, a new PIP
        ("loan", "i4"),  # cents still owed to DUO
        ("instalment", "i4"),  # cents a month
        ("borrows", "i1"),  # pays the own course with a loan
        ("study", "i1"),  # what the education is to the duty
        ("studies", "i1"),  # educations begun
        ("circumstances", "i1"),  # terms looked at for grounds outside the model
        ("paused_phase", "i1"),  # phase in which it began
        ("entree_months", "i1"),  # of pro, vso or entree that extended the term
        ("rested", "i2"),  # months since the PIP in which the duty rested
        ("paused", "i2"),  # month in which a temporary vrijstelling began
        ("new_term", "i2"),  # length of the running new term, 0 in the first
        ("college_cases", "i1"),  # cases of the college so far
        ("college_last", "i2"),  # month of the last fine for not cooperating
        ("college_amount", "i2"),  # euros of it, before blame
        ("college_fined", "i2"),  # euros fined by the college in this term
        ("lives_on_wage", "i1"),  # the own wage is the largest source of income
        ("pool", "i2"),  # of course places: that of the gemeente
    ],
    align=True,
)

HUISHOUDEN = np.dtype(
    [
        ("id_low", "u8"),
        ("id_high", "u8"),
        ("income", "f8"),  # work and study finance of all members, norm of a single person = 1
        ("norm", "f8"),
        ("first_member", "i4"),
        ("decider", "i4"),  # the member who decides about moving, -1 while nobody has settled
        ("settled", "i2"),  # month of moving in, NEVER while in reception
        ("ontzorgen_until", "i2"),  # month in which ontzorgen ends
        ("ontzorgen_months", "i2"),
        ("persons", "i2"),  # all ages
        ("gemeente", "i2"),
        ("doelgroep", "i1"),
        ("kind", "i1"),
        ("other_income", "i1"),  # a partner outside the model earns enough
        ("moves", "i1"),  # moves within the region so far
        ("changed", "i1"),  # somebody came, went, found or lost work or study this month
        ("leaving", "i1"),  # why it leaves at the end of this month
        ("asked_home", "i1"),  # stands or stood on the list for a home
        ("on_bijstand", "i1"),
        ("left", "i1"),  # why the household is out of scope
    ],
    align=True,
)
