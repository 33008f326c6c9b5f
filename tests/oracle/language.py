"""Language and exams of one person: what is known, what is learnt, what is passed."""

from __future__ import annotations

import math
from random import Random
from types import SimpleNamespace

from tests.oracle.arrivals import Traits

READING, LISTENING, WRITING, SPEAKING = range(4)
SKILLS = range(4)
A1, A2, B1, C2 = 1, 2, 3, 6


def months_of(weeks: float) -> int:
    """Months for a number of weeks: 13/3 weeks a month, to the nearest whole month."""
    return math.floor(weeks / (13 / 3) + 0.5)


class Language:
    """Ability in four skills, in CEFR units; the scale ends at C2."""

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.level = [traits.start_level] * 4
        self.alfa_left = traits.alfa_hours

    @property
    def mean(self) -> float:
        """Mean over the skills."""
        return sum(self.level) / 4

    def gain(self, skill: int, hours: float, n: SimpleNamespace) -> float:
        """Levels that hours of lessons add to a skill at the pace of now."""
        traits = self.traits
        pace = traits.alfa_pace if self.alfa_left > 0 else traits.pace
        if not traits.latin and skill in (READING, WRITING):
            pace *= n.lessen_written_lag
        above = min(max(self.level[skill] - A1, 0) / (B1 - A1), 1)
        taper = 1 + above * (n.lessen_taper_b1 - 1)
        return hours * (1 + n.lessen_self_study) * n.lessen_efficiency * pace * taper

    def study(self, hours: float, n: SimpleNamespace) -> None:
        """Hours of lessons that were followed."""
        gains = [self.gain(skill, hours, n) for skill in SKILLS]
        both = zip(self.level, gains, strict=True)
        self.level = [min(level + gain, C2) for level, gain in both]
        self.alfa_left = max(self.alfa_left - hours, 0.0)

    def shift(self, change: float) -> None:
        """A month of practice or of forgetting."""
        self.level = [min(max(level + change, 0.0), C2) for level in self.level]


class Exam:
    """One part of the exam: what is asked, what is booked, what is known of it."""

    def __init__(self, skill: int | None) -> None:
        self.skill = skill  # None is KNM
        self.asked = A2 if skill is None else B1
        self.passed = 0
        self.booked: tuple[int, int] | None = None  # month, level
        self.waiting: tuple[int, int, bool] | None = None  # month of the result, level, passed
        self.first: bool | None = None
        self.first_level = 0

    @property
    def is_passed(self) -> bool:
        """Whether the part is passed at the level asked."""
        return self.passed >= self.asked

    @property
    def can_be_booked(self) -> bool:
        """Whether it is still to be passed and nothing is under way."""
        return not self.is_passed and self.booked is None and self.waiting is None

    def distance(self, language: Language, n: SimpleNamespace) -> float:
        """How far the person stands above the level of the exam."""
        if self.skill is None:
            return language.mean - n.examens_knm_level
        return language.level[self.skill] - self.asked

    def sit(self, t: int, language: Language, random: Random, n: SimpleNamespace) -> None:
        """The sitting, if it is this month's; the result is known some weeks later."""
        if self.booked is None or self.booked[0] != t:
            return
        level = self.booked[1]
        if self.skill is None:
            logit = n.examens_slope * (language.mean - n.examens_knm_level)
        else:
            logit = n.examens_slope * (language.level[self.skill] - level)
            logit -= n.examens_difficulty[self.skill]
        # The candidate's factor: latent correlation rho between parts; the logit is scaled up so
        # that averaged over candidates its slope is the registered one (Zeger and others 1988).
        rho = n.examens_candidate_correlation
        spread = math.sqrt(rho / (1 - rho) * math.pi**2 / 3)
        scale = math.sqrt(1 + (16 * math.sqrt(3) / (15 * math.pi)) ** 2 * spread**2)
        logit = scale * logit + spread * language.traits.exam_luck
        passed = random.random() < 1 / (1 + math.exp(-logit))
        staatsexamen = self.skill is not None and level > A2
        weeks = n.examens_result_weeks_nt2 if staatsexamen else n.examens_result_weeks_a2
        self.booked = None
        self.waiting = (t + months_of(weeks), level, passed)

    def hear(self, t: int) -> None:
        """The result, if it is due."""
        if self.waiting is None or self.waiting[0] > t:
            return
        _, level, passed = self.waiting
        self.waiting = None
        if self.first is None:
            self.first, self.first_level = passed, level
        if passed:
            self.passed = max(self.passed, level)
