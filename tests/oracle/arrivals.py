"""Who comes: households with their people, drawn from the registered margins and ties."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from random import Random
from statistics import NormalDist
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.oracle.institutions import Gemeente
    from tests.oracle.people import Inburgeraar

MAN, WOMAN = "m", "f"
ASYLUM, FAMILY = "asiel", "gezin_overig"
ITEMS = 40
Z = NormalDist().inv_cdf


@dataclass(eq=False)
class Household:
    """People who are housed, live on bijstand and move together."""

    doelgroep: str
    persons: int
    norm: float
    other_income: bool
    permit: int = 0
    gemeente: Gemeente | None = None
    settled: int | None = None
    members: list[Inburgeraar] = field(default_factory=list)
    on_bijstand: bool = False
    benefit: float = 0.0  # each adult's part of the bijstand, in norms of a single person


@dataclass
class Traits:
    """What is fixed about a person at arrival."""

    doelgroep: str
    sex: str
    age: int  # months
    start_level: float
    pace: float  # levels per effective hour
    alfa_pace: float
    alfa_hours: float
    latin: bool
    attendance: float
    exam_luck: float
    score: int
    schooled: bool
    wants_onderwijs: bool
    wants_early: bool
    follows_coa: bool
    work: float
    work_slope: float


def choose(random: Random, weights: list[float]) -> int:
    """A place by its weight."""
    return random.choices(range(len(weights)), weights)[0]


def kinds_of_household(n: SimpleNamespace) -> list[tuple[float, int, bool]]:
    """Asylum households by kind: households per person with the duty, adults, with children."""
    alone, couple, couple_children, single_parent = n.bevolking_asiel_kind
    return [
        (alone, 1, False),
        (couple / 2, 2, False),
        (couple_children / 2, 2, True),
        (single_parent, 1, True),
    ]


def draw_asylum(random: Random, n: SimpleNamespace) -> tuple[Household, list[Traits]]:
    """An asylum household: who it is, and its adults."""
    kinds = kinds_of_household(n)
    _, adults, with_children = kinds[choose(random, [kind[0] for kind in kinds])]
    children = 1 + choose(random, n.bevolking_children_number) if with_children else 0
    norm = n.bijstand_couple_norm if adults == 2 else 1.0
    household = Household(ASYLUM, adults + children, norm, False)
    men = share_of_men(n, adults, with_children)
    sex = MAN if random.random() < men else WOMAN
    place = random.random()
    people = [draw_traits(random, n, ASYLUM, sex, place, with_children)]
    if adults == 2:
        other = WOMAN if sex == MAN else MAN
        if random.random() >= n.bevolking_partner_age_tie:
            place = random.random()
        people.append(draw_traits(random, n, ASYLUM, other, place, with_children))
    return household, people


def share_of_men(n: SimpleNamespace, adults: int, with_children: bool) -> float:
    """Share of men among first persons, such that all persons together keep the margin."""
    if adults == 2:
        return 0.5
    if with_children:
        return n.bevolking_single_parent_men
    alone, couple, couple_children, single_parent = n.bevolking_asiel_kind
    men_elsewhere = 0.5 * (couple + couple_children)
    men_elsewhere += single_parent * n.bevolking_single_parent_men
    return (n.bevolking_asiel_men - men_elsewhere) / alone


def draw_family(random: Random, n: SimpleNamespace) -> tuple[Household, list[Traits]]:
    """A family migrant, who lives with the person who was already here."""
    other_income = random.random() < n.bijstand_gezin_other_income
    parent = random.random() < n.bevolking_gezin_children
    sex = MAN if random.random() < n.bevolking_gezin_men else WOMAN
    traits = draw_traits(random, n, FAMILY, sex, random.random(), parent)
    return Household(FAMILY, 1, n.bijstand_couple_norm, other_income), [traits]


def age_at(place: float, shares: list[float], edges: list[float]) -> int:
    """The age in months at a place (0 to 1) of a distribution over bands, even inside a band."""
    for band, share in enumerate(shares):
        if place < share or band == len(shares) - 1:
            inside = min(place / share, 1.0)
            return int(12 * (edges[band] + inside * (edges[band + 1] - edges[band])))
        place -= share
    raise AssertionError("unreachable")


def draw_traits(
    random: Random, n: SimpleNamespace, doelgroep: str, sex: str, place: float, parent: bool
) -> Traits:
    """One person's traits: age, schooling, literacy, health and aptitude hang together."""
    family = doelgroep == FAMILY
    shares = n.bevolking_gezin_age
    if not family:
        shares = n.bevolking_asiel_men_age if sex == MAN else n.bevolking_asiel_women_age
    age = age_at(place, shares, n.bevolking_age_from)
    decades = (age / 12 - n.bevolking_reference_age) / 10
    older = max(decades, 0.0)  # learning slows above the reference age; below it, age is no matter

    schooling = random.gauss(0, 1) + n.bevolking_age_schooling_tie * decades
    schooling += n.bevolking_schooling_shift + (n.bevolking_gezin_schooling_shift if family else 0)
    low = schooling < Z(n.bevolking_schooling_low)
    high = schooling > Z(1 - n.bevolking_schooling_high)
    tie = n.bevolking_literacy_schooling_tie
    literacy = tie * schooling + math.sqrt(1 - tie**2) * random.gauss(0, 1)
    alfa_hours = 0.0
    if literacy < Z(n.bevolking_illiterate):
        alfa_hours = n.lessen_alfabetisering_hours
    elif literacy < Z(n.bevolking_needs_alfabetisering):
        alfa_hours = n.lessen_alfabetisering_hours * n.lessen_alfabetisering_other_script

    disorder = n.bevolking_gezin_mental_disorder if family else n.bevolking_mental_disorder
    ill = random.gauss(0, 1) + n.bevolking_age_health_tie * decades > Z(1 - disorder)

    own = random.gauss(0, 1)  # aptitude apart from schooling
    weight = n.leerbaarheidstoets_schooling_weight
    aptitude = weight * schooling + math.sqrt(1 - weight**2) * own
    reliable = n.leerbaarheidstoets_reliability
    test = reliable * aptitude + math.sqrt(1 - reliable**2) * random.gauss(0, 1)
    score = n.leerbaarheidstoets_mean + n.leerbaarheidstoets_spread * test
    score -= n.leerbaarheidstoets_age_penalty * older
    score += n.leerbaarheidstoets_gezin_shift if family else 0

    pace = math.exp(n.lessen_aptitude_spread * own + n.lessen_age_rate * older)
    pace *= n.lessen_health_rate if ill else 1
    pace *= n.lessen_mother_rate if sex == WOMAN and parent else 1
    hours_per_level = n.lessen_hours_level_middle
    if low or high:
        hours_per_level = n.lessen_hours_level_low if low else n.lessen_hours_level_high

    odds = n.lessen_attendance / (1 - n.lessen_attendance)
    odds *= math.exp(random.gauss(0, n.lessen_attendance_spread))

    work = math.exp(random.gauss(0, n.werk_individual_spread)) * (n.werk_health if ill else 1)
    if sex == WOMAN:
        work *= n.werk_gezin_women if family else n.werk_women
    work *= n.werk_gezin if family else 1
    origin = draw_origin(random, n, family)

    start_level = n.bevolking_start_level
    if family and random.random() < n.bevolking_buitenland_exam:
        start_level = n.bevolking_buitenland_level
    return Traits(
        doelgroep=doelgroep,
        sex=sex,
        age=age,
        start_level=start_level,
        pace=pace / hours_per_level,
        alfa_pace=pace / n.lessen_hours_level_alfa,
        alfa_hours=alfa_hours,
        latin=alfa_hours == 0,
        attendance=odds / (1 + odds),
        exam_luck=random.gauss(0, 1),
        score=min(max(math.floor(score + 0.5), 0), ITEMS),
        schooled=not low,
        wants_onderwijs=random.random() < n.leerroute_onderwijs_wish,
        wants_early=random.random() < n.intake_early_share,
        follows_coa=random.random() < n.huisvesting_coa_share,
        work=work * n.werk_origin_level[origin],
        work_slope=n.werk_origin_slope[origin],
    )


def draw_origin(random: Random, n: SimpleNamespace, family: bool) -> int:
    """The place of somebody's origin in the vectors of origin: Syria first, other last."""
    syria, other = 0, len(n.werk_origin_level) - 1
    if family:
        return syria if random.random() < n.bevolking_gezin_asylum_origin else other
    if random.random() < n.bevolking_syria:
        return syria
    named = n.bevolking_other_origin
    return 1 + choose(random, [*named, 1 - sum(named)])
