"""Step 11, participation: work, education, volunteering, bijstand and ontzorgen.

Two states, job and no job, with entry and loss. What makes entry rise is a
registered switch: the clock since settling, or ability. Having passed adds nothing by itself:
paper creates no jobs. Bijstand belongs to the household (Pw).
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents import events as ev
from simulation.agents.codes import (
    ASIEL,
    CERTIFICAAT_Z,
    ENTREE,
    EXEMPTING,
    FOR_STUDY,
    FOR_WORK,
    FULL_TIME,
    LAAG,
    LES,
    MAN,
    NEVER,
    NO_JOB,
    NO_REASON,
    NO_STUDY,
    OPVANG,
    PART_TIME,
    STILL_IN,
    TEMPORARY,
    UIT,
    VOLDAAN,
)
from simulation.agents.programme import JOB_ENTRY, JOB_LOSS
from simulation.compiled import often, step
from simulation.steps.examens import mean_ability
from simulation.steps.geld import keep_household
from simulation.steps.vrijstelling import end_study
from simulation.world import World, draw, draw_four, emit, reach, reached, write_notes


@often
def work(p: Any, h: Any, now: Any, rule: Any, u: float) -> None:
    """Find or lose a job this month."""
    if p.job == NO_JOB:
        # Nobody's chance is larger than this: a draw above it needs no exponential.
        bound = rule.derived_largest_entry * p.work_factor
        bound += rule.werk_reception_men + rule.werk_reception_women
        if u < bound * now.scale[JOB_ENTRY]:
            if u < entry_hazard(p, now, rule) * now.scale[JOB_ENTRY]:
                start_job(p, h, now, rule)
        return
    hazard = rule.werk_loss_hazard * now.scale[JOB_LOSS]
    if now.t - p.job_since >= 12:
        hazard *= rule.werk_loss_tenured
    if u < hazard:
        p.job = NO_JOB
        p.income = 0.0
        h.changed = 1
        emit(now, p, ev.E_JOB_LOST, 0, 0)


@step
def entry_hazard(p: Any, now: Any, rule: Any) -> float:
    """Chance of starting a job this month."""
    tightness = rule.werk_tightness
    if p.phase == OPVANG:
        if not reached(p, ev.M_NOTICE):
            return 0.0
        return rule.werk_reception_men if p.sex == MAN else rule.werk_reception_women
    years = min((now.t - p.milestones[ev.M_SETTLED]) / 12, rule.werk_slope_years)
    slope = rule.werk_origin_slope[p.origin] * years
    language = rule.werk_language
    if rule.werk_structure == 0:
        slope += rule.werk_slope * years
    else:
        language = rule.werk_language_able
    level = mean_ability(p) - rule.werk_language_centre
    log = slope + language * level + waiting(p, rule)
    hazard = rule.werk_base_hazard * p.work_factor * math.exp(log)
    hazard *= tightness
    if now.calendar - p.birth >= rule.werk_older_from * 12:
        hazard *= rule.werk_age_45
    if p.phase == LES:
        hazard *= 1.0 - rule.werk_lock_in
    elif p.phase == VOLDAAN and p.how != CERTIFICAAT_Z:
        hazard *= rule.werk_passed
    if p.in_education == 1:
        hazard *= 1.0 - rule.onderwijs_lock_in
    return hazard


@step
def waiting(p: Any, rule: Any) -> float:
    """What months of waiting for a home leave behind in the chance of a job, against the wait at
    which the base chance holds; the only multiplier for waiting in the model.
    """
    months = p.milestones[ev.M_SETTLED] - p.milestones[ev.M_PERMIT]
    if p.doelgroep != ASIEL or months <= 0:
        return 0.0
    return rule.werk_wait * (min(months, rule.werk_wait_counted) - rule.werk_wait_centre)


@step
def start_job(p: Any, h: Any, now: Any, rule: Any) -> None:
    """A job, mostly part-time; its income is measured against the norm of a single person."""
    p.jobs = min(p.jobs + 1, MOST_COUNTED)
    u0, u1, _, _ = draw_four(now, p, keys.JOB_KIND, p.jobs)
    p.job = FULL_TIME
    p.income = rule.werk_income_full_time
    if u0 < rule.werk_part_time:
        p.job = PART_TIME
        p.income = rule.werk_income_above
        if u1 < rule.werk_part_time_top_up:
            p.income = rule.werk_income_below
    h.changed = 1
    p.job_since = now.t
    p.volunteering = 0
    reach(now, p, ev.M_FIRST_JOB)
    if p.phase == OPVANG:
        reach(now, p, ev.M_JOB_RECEPTION)
    emit(now, p, ev.E_JOB, p.job, 0)


MOST_COUNTED = 120


@often
def learn_and_volunteer(p: Any, now: Any, rule: Any, u: float) -> None:
    """Start or end an education or volunteering; one draw, at most one of them a month."""
    if p.in_education == 1:
        if u < rule.onderwijs_exit:
            p.in_education = 0
            p.study = NO_STUDY
            emit(now, p, ev.E_EDUCATION_ENDED, 0, 0)
            if p.exempt == TEMPORARY:
                end_study(p, now, rule)
        return
    if p.volunteering == 1:
        if u < rule.vrijwilligerswerk_exit:
            p.volunteering = 0
            emit(now, p, ev.E_VOLUNTEERING_ENDED, 0, 0)
        return
    if u >= rule.onderwijs_entry_young + rule.onderwijs_entry_old + rule.vrijwilligerswerk_entry:
        return
    age = now.calendar - p.birth
    entry = rule.onderwijs_entry_old
    if age < rule.onderwijs_young_until * 12:
        entry = rule.onderwijs_entry_young
    if u < entry:
        if mean_ability(p) >= rule.onderwijs_min_level and p.phase != LES:
            begin_study(p, now, rule)
    elif p.job == NO_JOB and u < entry + rule.vrijwilligerswerk_entry:
        p.volunteering = 1
        emit(now, p, ev.E_VOLUNTEERING, 0, 0)


@step
def begin_study(p: Any, now: Any, rule: Any) -> None:
    """An education: pro, vso or entree for some with low schooling, else one that exempts."""
    p.in_education = 1
    p.studies = min(p.studies + 1, MOST_COUNTED)
    p.study = EXEMPTING
    if p.education == LAAG:
        u = draw(now, p, keys.STUDY_KIND, p.studies)
        p.study = ENTREE if u < rule.onderwijs_entree_share else EXEMPTING
    reach(now, p, ev.M_EDUCATION)
    emit(now, p, ev.E_EDUCATION, p.study, 0)


@often
def pay_bijstand(world: World, h: Any, now: Any) -> None:
    """A household whose income stays below its norm is on bijstand; ontzorgen for asylum."""
    if h.left != STILL_IN:
        return
    if h.changed == 1:
        h.changed = 0
        look_again(world.people, h, now, world.rules[now.t, h.gemeente, h.doelgroep])
        write_notes(world.events, world.events_used, now)
    if h.ontzorgen_until == now.t:
        end_ontzorgen(world.people, h, now)
        write_notes(world.events, world.events_used, now)
    keep_household(world, h, now)


@step
def look_again(people: Any, h: Any, now: Any, rule: Any) -> None:
    """After a change: who decides about moving, what the members have, and bijstand or not.

    Study finance goes before bijstand (Pw 15): a member in education brings it in.
    """
    wages = 0.0
    h.income = 0.0
    h.decider = -1
    adults = 0
    member = h.first_member
    while member >= 0:
        p = people[member]
        if p.settled == 1 and p.phase != UIT:
            wages += p.income
            h.income += p.income + study_income(p, rule)
            h.decider = member
            adults += 1
            if h.on_bijstand == 1 and p.on_bijstand == 0:
                receive_bijstand(p, h, now, rule)
        member = p.next_member
    needs = h.other_income == 0 and h.income < h.norm and h.decider >= 0
    if needs != (h.on_bijstand == 1):
        reason = NO_REASON
        if h.decider >= 0:
            reason = FOR_WORK if wages >= h.norm else FOR_STUDY
        change_bijstand(people, h, now, rule, needs, reason)
    compare_incomes(people, h, adults, rule)


@step
def study_income(p: Any, rule: Any) -> float:
    """Study finance of somebody in mbo, hbo or wo, as part of the norm of a single person."""
    return rule.onderwijs_study_income if p.in_education == 1 else 0.0


@step
def compare_incomes(people: Any, h: Any, adults: int, rule: Any) -> None:
    """Whether each member's own wage is at least the own share of the bijstand (of a couple each
    has half), and at least the study finance.
    """
    partners = 2 if h.norm > 1.0 else 1
    benefit = 0.0
    if h.on_bijstand == 1:
        benefit = (h.norm - h.income) / max(adults, partners)
    member = h.first_member
    while member >= 0:
        p = people[member]
        wage = p.income
        largest = wage > 0.0 and wage >= benefit and wage >= study_income(p, rule)
        p.lives_on_wage = 1 if largest else 0
        member = p.next_member


@step
def change_bijstand(people: Any, h: Any, now: Any, rule: Any, needs: bool, reason: int) -> None:
    """A household comes on bijstand or leaves it; all members note it."""
    h.on_bijstand = 1 if needs else 0
    member = h.first_member
    while member >= 0:
        p = people[member]
        if p.settled == 1 and p.phase != UIT:
            if needs:
                receive_bijstand(p, h, now, rule)
            else:
                leave_bijstand(p, now, reason)
        member = p.next_member


@step
def leave_bijstand(p: Any, now: Any, reason: int) -> None:
    """A member lives on bijstand no longer; why is kept apart for work and for study."""
    p.on_bijstand = 0
    reach(now, p, ev.M_BIJSTAND_ENDED)
    if reason == FOR_WORK:
        reach(now, p, ev.M_BIJSTAND_ENDED_WORK)
    elif reason == FOR_STUDY:
        reach(now, p, ev.M_BIJSTAND_ENDED_STUDY)
    emit(now, p, ev.E_BIJSTAND_ENDED, reason, 0)


@step
def receive_bijstand(p: Any, h: Any, now: Any, rule: Any) -> None:
    """A member lives on bijstand from this month on; the first time starts ontzorgen."""
    p.on_bijstand = 1
    reach(now, p, ev.M_BIJSTAND)
    emit(now, p, ev.E_BIJSTAND, 0, 0)
    if p.doelgroep == ASIEL and h.ontzorgen_until == NEVER:
        h.ontzorgen_months = int(rule.ontzorgen_months)
        h.ontzorgen_until = now.t + h.ontzorgen_months


@step
def end_ontzorgen(people: Any, h: Any, now: Any) -> None:
    """The gemeente pays fixed costs from the bijstand in its first months (Pw 56a)."""
    member = h.first_member
    while member >= 0:
        p = people[member]
        if p.settled == 1 and p.phase != UIT:
            reach(now, p, ev.M_ONTZORGEN_ENDED)
            emit(now, p, ev.E_ONTZORGEN_ENDED, 0, 0)
        member = p.next_member
