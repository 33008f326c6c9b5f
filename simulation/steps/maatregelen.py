"""Steps 5 and 6, programmes of policies: who takes part, and what it changes this month.

Nothing here is law. Who takes part is a keyed draw, the same in every scenario with that policy;
places are given to whoever has waited longest. Effects of several policies on one thing add on
the log scale with diminishing returns: the strongest counts whole, the others by a registered
part (`beleid.diminishing`), because no trial has tested a combination.
"""

from __future__ import annotations

import math
from typing import Any

from simulation import randomness as keys
from simulation.agents.codes import NEVER, UIT, WOMAN
from simulation.agents.programme import (
    DECLINED,
    IN_ALFABETISERING,
    MOTHERS,
    NO_ACCOUNT,
    NO_LIMIT,
    POLICY_DATE,
    SCALES,
    WAITING,
)
from simulation.compiled import often, step
from simulation.ledger import charge
from simulation.queues import first, is_empty, join, leave
from simulation.world import World, draw


@step
def give_programme_places(world: World, now: Any) -> None:
    """Free places of each programme go to those who have waited longest and still may join."""
    policies = world.policies
    for k in range(policies.programmes.shape[0]):
        programme = policies.programmes[k]
        free = programme.places - policies.busy[k]
        policies.busy[k] = 0
        while free > 0 and not is_empty(policies.queues, k):
            p = world.people[first(policies.queues, k)]
            leave(policies.queues, k)
            force = policies.strength[now.t, p.gemeente, p.doelgroep, k]
            if force > 0.0 and p.phase != UIT and is_eligible(programme, p, now):
                policies.joined[p.index, k] = now.t
                policies.starts[now.t, k] += 1
                free -= 1
            else:
                # Not in lessons just now, say: whoever is again later asks again, and waits anew.
                policies.joined[p.index, k] = NEVER


@often
def take_part(p: Any, now: Any, rule: Any, policies: Any) -> None:
    """What programmes mean for one person this month; nothing at all without policies."""
    if policies.programmes.shape[0] > 0:
        if now.felt != 0:
            forget_effects(now)
        visit_programmes(p, now, policies)
        if now.felt != 0:
            combine_effects(now, rule)


@step
def visit_programmes(p: Any, now: Any, policies: Any) -> None:
    """Join whatever somebody is due for, or stand in line for it; feel what one is in."""
    for k in range(policies.programmes.shape[0]):
        if policies.joined[p.index, k] == NEVER:
            ask(p, now, policies, k)
        since = policies.joined[p.index, k]
        if since >= 0:
            programme = policies.programmes[k]
            if programme.clock != POLICY_DATE:
                if since == now.t and programme.account != NO_ACCOUNT:
                    charge(now, p.index, programme.account, policies.price[now.t, k])
                count_present(now, policies, k, now.t - since)
                feel_joined(p, now, policies, programme, now.t - since)
            elif is_eligible(programme, p, now):
                feel_dated(p, now, policies, programme, k)


@step
def ask(p: Any, now: Any, policies: Any, k: int) -> None:
    """Whether it is time to decide about taking part."""
    programme = policies.programmes[k]
    if is_due(programme, p, now) and is_eligible(programme, p, now):
        force = policies.strength[now.t, p.gemeente, p.doelgroep, k]
        if force > 0.0:
            decide(p, now, policies, k, force)


@step
def count_present(now: Any, policies: Any, k: int, months: int) -> None:
    """Count somebody who is in the programme this month, and whose place is taken in the next."""
    length = policies.programmes[k].months
    if length == NO_LIMIT or months < length:
        policies.present[now.t, k] += 1
    if months + 1 < length:
        policies.busy[k] += 1


@step
def decide(p: Any, now: Any, policies: Any, k: int, force: float) -> None:
    """Take part or not, once; a policy that is being phased in reaches a part of its share."""
    programme = policies.programmes[k]
    share = programme.share
    if programme.clock != POLICY_DATE:
        share *= force
    u = draw(now, p, keys.TAKE_UP, programme.slot)
    if u >= share:
        policies.joined[p.index, k] = DECLINED
    elif programme.places == NO_LIMIT:
        policies.joined[p.index, k] = now.t
        policies.starts[now.t, k] += 1
    else:
        policies.joined[p.index, k] = WAITING
        join(policies.queues, k, p.index, u, now.t)


@step
def is_due(programme: Any, p: Any, now: Any) -> bool:
    """Whether the programme's clock has come to the month in which somebody may join."""
    if programme.clock == POLICY_DATE:
        return True
    begun = p.milestones[programme.clock]
    if begun == NEVER or now.t - begun < programme.after:
        return False
    return programme.within == NO_LIMIT or now.t - begun <= programme.within


@step
def is_eligible(programme: Any, p: Any, now: Any) -> bool:
    """Whether the programme is for somebody like this, where they stand now."""
    if (programme.phases >> p.phase) & 1 == 0 or (programme.routes >> p.route) & 1 == 0:
        return False
    if (programme.sexes >> p.sex) & 1 == 0:
        return False
    if (programme.schooling >> p.education) & 1 == 0:
        return False
    if (programme.literacies >> p.literacy) & 1 == 0:
        return False
    if programme.who == MOTHERS and (p.parent == 0 or p.sex != WOMAN):
        return False
    if programme.who == IN_ALFABETISERING and p.alfa_left <= 0.0:
        return False
    age = now.calendar - p.birth
    return age >= programme.age_from * 12 and age < programme.age_until * 12


@step
def feel_joined(p: Any, now: Any, policies: Any, programme: Any, months: int) -> None:
    """This month's effects of a programme that somebody joined so many months ago."""
    for e in range(programme.first_effect, programme.end_effect):
        effect = policies.effects[e]
        if (effect.routes >> p.route) & 1 == 1:
            size = size_after(effect, months)
            if size != 0.0:
                add_effect(now, effect.scale, size)


@step
def feel_dated(p: Any, now: Any, policies: Any, programme: Any, k: int) -> None:
    """This month's effects of a programme that holds from the policy's date on."""
    force = policies.strength[now.t, p.gemeente, p.doelgroep, k]
    if force == 0.0:
        return
    policies.present[now.t, k] += 1
    for e in range(programme.first_effect, programme.end_effect):
        effect = policies.effects[e]
        if (effect.routes >> p.route) & 1 == 1:
            add_effect(now, effect.scale, effect.log_size * force)


@step
def size_after(effect: Any, months: int) -> float:
    """The log size of an effect so many months after joining: onset, full strength, fade."""
    since = months - effect.onset
    if since < 0:
        return 0.0
    if effect.full == NO_LIMIT or since < effect.full:
        return effect.log_size
    if effect.decay == 0.0:
        return 0.0
    return effect.log_size * math.exp(-effect.decay * (since - effect.full + 1))


@step
def forget_effects(now: Any) -> None:
    """The factors of the person before are not this person's."""
    for s in range(SCALES):
        if (now.felt >> s) & 1 == 1:
            now.scale[s] = 1.0
            now.gain[s] = 0.0
            now.gain_most[s] = 0.0
            now.loss[s] = 0.0
            now.loss_most[s] = 0.0
    now.felt = 0


@step
def add_effect(now: Any, scale: int, size: float) -> None:
    """Keep the sum and the strongest of the effects in each direction."""
    now.felt |= 1 << scale
    if size > 0.0:
        now.gain[scale] += size
        now.gain_most[scale] = max(now.gain_most[scale], size)
    else:
        now.loss[scale] += size
        now.loss_most[scale] = min(now.loss_most[scale], size)


@step
def combine_effects(now: Any, rule: Any) -> None:
    """The strongest effect in each direction counts whole, the others by a part."""
    stacked = 0
    for s in range(SCALES):
        if (now.felt >> s) & 1 == 1:
            size = now.gain_most[s] + now.loss_most[s]
            further = (now.gain[s] - now.gain_most[s]) + (now.loss[s] - now.loss_most[s])
            if further != 0.0:
                stacked = 1
                part = rule.beleid_diminishing
                if rule.beleid_uncapped == 1:
                    part = 1.0
                size += part * further
            now.scale[s] = math.exp(size)
    now.affected += 1
    now.stacked += stacked
