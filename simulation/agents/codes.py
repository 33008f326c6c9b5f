"""The words of the law as small whole numbers, with their names in Dutch and English."""

from __future__ import annotations

NEVER = -9999
"""The month of something that has not happened."""
ALWAYS = 9999

# doelgroep
ASIEL = 0
GEZIN = 1
DOELGROEPEN = 2

# which series of arrivals somebody belongs to (part of the identity)
SERIES_ASIEL = 0
SERIES_GEZIN = 1
SERIES_NAREIS = 2
SERIES_EIGHTEEN = 3
SERIES_STOCK = 4
SERIES_CASELOAD = 9
SERIES_ARRIVALS = 14
SERIES_OUTSIDE = 15

# law under which the duty began
WI2013 = 0
WI2021 = 1
# what stelsel.wet says
CHOSEN_WI2013 = 2013
CHOSEN_WI2021 = 2021

MAN = 0
WOMAN = 1

# origin
SYRIA = 0
ERITREA = 1
AFGHANISTAN = 2
IRAQ = 3
IRAN = 4
TURKEY = 5
OTHER_ORIGIN = 6

# schooling (GGM: opleidingsniveau)
LAAG = 0
MIDDEN = 1
HOOG = 2

# literacy
LATIN_SCRIPT = 0
OTHER_SCRIPT = 1
NOT_LITERATE = 2

# health
HEALTHY = 0
MENTAL_DISORDER = 1
UNABLE = 2

# phase: everybody has exactly one
ABSENT = 0
OPVANG = 1
WACHT_INTAKE = 2
WACHT_PIP = 3
WACHT_LES = 4
LES = 5
ONDERBROKEN = 6
NA_LES = 7
VOLDAAN = 8
VRIJGESTELD = 9
UIT = 10
PHASES = 11

# leerroute
NO_ROUTE = 0
B1_ROUTE = 1
ONDERWIJSROUTE = 2
Z_ROUTE = 3
ROUTES = 4

# exam parts: four skills, KNM and ONA
LEZEN = 0
LUISTEREN = 1
SCHRIJVEN = 2
SPREKEN = 3
KNM = 4
ONA = 5
"""Orientatie op de Nederlandse arbeidsmarkt: under Wi2013 only."""
SKILLS = 4
PARTS = 6

# levels (CEFR units of ability)
A1 = 1
A2 = 2
B1 = 3
B2 = 4
HIGHEST_LEVEL = 6.0
"""C2: nobody's ability lies above it."""

# how the duty was fulfilled
NOT_FULFILLED = 0
DIPLOMA_B1 = 1
DIPLOMA_A2 = 2
DIPLOMA_ONDERWIJS = 3
CERTIFICAAT_Z = 4
HOW = 5

# exemption
NOT_EXEMPT = 0
VRIJSTELLING = 1
ONTHEFFING = 2
TEMPORARY = 3
"""Vrijstelling as long as somebody follows an exempting study (Wi 4(1)d)."""
ONTHEFFING_BIO = 4
"""For special individual circumstances (Wi 5; BI 2.8)."""
NOT_OBLIGED = 5
"""Turks, under Wi2013 (association law)."""
ONTHEFFING_AGI = 6
"""On demonstrable effort, under Wi2013."""

# why somebody is out of scope
STILL_IN = 0
MOVED_AWAY = 1
LEFT_COUNTRY = 2
PENSION_AGE = 3
UNDER_WI2013 = 4

# why lessons are interrupted
NO_BREAK = 0
DROPPED_OUT = 1
ILL = 2
BIRTH = 3
CARE = 4

# what an education is to the duty
NO_STUDY = 0
ENTREE = 1
"""Pro, vso or entree: a ground for extension (RI 4.2)."""
EXEMPTING = 2
"""Mbo from level 2 on, hbo or wo: exempt while it lasts (Wi 4(1)d, RI 2.2)."""

# what is due after a move
NOTHING_DUE = 0
FOLLOW_UP = 1
NEW_PIP = 2

# why the college fines
FOR_ABSENCE = 0
FOR_COOPERATION = 1

# grounds for an extension of the term (a month counts for one ground only)
GROUND_ILLNESS = 0
GROUND_BIRTH = 1
GROUND_ALFABETISERING = 2
GROUND_LATE_OFFER = 3
GROUND_ONDERWIJS = 4
GROUND_NEAR_FINISH = 5
GROUND_BEREAVEMENT = 6
GROUND_SHELTER = 7
GROUND_HOMELESS = 8
GROUND_PROVIDER = 9
GROUND_OTHER = 10
GROUND_ENTREE = 11
GROUND_EFFORT = 12
"""Wi2013: enough lessons and attempts."""
GROUNDS = 13

# queues
NO_QUEUE = 0
QUEUE_HUISVESTING = 1
QUEUE_INTAKE = 2
QUEUE_PIP = 3
QUEUE_LES = 4

# who buys course places together
POOL_ALONE = 0
POOL_REGION = 1
POOL_JOINT = 2

# why a household left bijstand
NO_REASON = 0
FOR_WORK = 1
FOR_STUDY = 2

# work
NO_JOB = 0
PART_TIME = 1
FULL_TIME = 2

# kind of household
ALLEEN = 0
PAAR = 1
PAAR_MET_KINDEREN = 2
EENOUDER = 3
BIJ_REFERENT = 4

DOELGROEP_NAMES = ("asiel", "gezin_overig")
ORIGIN_NAMES = ("syria", "eritrea", "afghanistan", "iraq", "iran", "turkey", "other")
SEX_NAMES = ("m", "f")
EDUCATION_NAMES = ("laag", "midden", "hoog")
LITERACY_NAMES = ("latijns_schrift", "ander_schrift", "niet_geletterd")
LAW_NAMES = ("wi2013", "wi2021")
LEVEL_NAMES = ("geen", "a1", "a2", "b1", "b2")
ROUTE_NAMES = ("geen", "b1", "onderwijs", "z")
PART_NAMES = ("lezen", "luisteren", "schrijven", "spreken", "knm", "ona")
HOW_NAMES = ("niet", "diploma_b1", "diploma_a2", "onderwijs", "z")
PHASE_NAMES = (
    "afwezig",
    "opvang",
    "wacht_intake",
    "wacht_pip",
    "wacht_les",
    "les",
    "onderbroken",
    "na_les",
    "voldaan",
    "vrijgesteld",
    "uit",
)
