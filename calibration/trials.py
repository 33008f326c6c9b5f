"""Three published trials, emulated inside the model: total effects become direct ones.

What a trial publishes is a total effect: it holds whatever runs through language, lessons, waiting
and job turnover. Put into the model as it is, that part would count twice. So each trial is run
again inside the model, with its arms, and the direct size is sought with which the model gives the
published total. What comes out is registered; tests run the search again. Where the model cannot
give what was published, `Moment` says by how much.

    python -m calibration.trials       run all three and print what they give (half a minute)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from calibration.evidence import load_evidence
from calibration.trial_world import NONE, Arm, run_arm
from simulation.agents.codes import LAAG
from simulation.parameters import load_registry
from simulation.policy import Policy

START = 300
YEAR = 12
PERCENT = 0.01


@dataclass(frozen=True)
class Moment:
    """One published number and what the emulation gives for it, in the same unit."""

    fact: str
    what: str
    published: float
    low: float
    high: float
    emulated: float

    @property
    def inside(self) -> bool:
        """Whether the emulation lies in the published interval."""
        return self.low <= self.emulated <= self.high


@dataclass(frozen=True)
class Emulation:
    """A trial inside the model: the direct sizes that it asks, by registered id, and the check."""

    trial: str
    direct: Mapping[str, float]
    moments: tuple[Moment, ...]


def find_root(function: Callable[[float], float], low: float, high: float, within: float) -> float:
    """Where a rising or falling function is nought, by bisection and secants (Illinois).

    Raises:
        ValueError: where it has the same sign at both ends.
    """
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0:
        raise ValueError(f"no change of sign from {low} ({at_low:.4f}) to {high} ({at_high:.4f})")
    side = 0
    while high - low > within:
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        value = function(middle)
        if value == 0.0 or min(middle - low, high - middle) < within / 4:
            return middle
        if value * at_low > 0:
            low, at_low = middle, value
            at_high, side = (at_high / 2, -1) if side == -1 else (at_high, -1)
        else:
            high, at_high = middle, value
            at_low, side = (at_low / 2, 1) if side == 1 else (at_low, 1)
    return (low + high) / 2


def _moment(fact: str, what: str, emulated: float, scale: float = PERCENT) -> Moment:
    row = load_evidence().get(fact)
    assert row.low is not None and row.high is not None
    return Moment(fact, what, row.numbers[0] * scale, row.low * scale, row.high * scale, emulated)


# -- Gothenburg: language, work practice and matching in one year, small RCT ---------------------

PROGRAMME_MONTHS = 12


def emulate_gothenburg(people: int = 4000) -> Emulation:
    """Find the direct size and the direct half-life of a year of language and work together.

    The control arm's chance of work is set so that 15 % has a job in the year after; nothing else
    is fitted. Then: 15 points more in that year, and a difference in employment that halves in the
    registered half-life after the programme.
    """
    evidence, registry = load_evidence(), load_registry()
    control_share = evidence.get("targets:T306").numbers[0] * PERCENT
    effect = evidence.get("behaviour:C05")
    gain = effect.numbers[0] * PERCENT
    assert effect.low is not None
    margin = gain - effect.low * PERCENT
    long_run = evidence.get("targets:T307").numbers[0] * PERCENT
    halving = round(registry["duale_trajecten.half_life"].at(START))
    months = 66

    def control(work: float) -> Arm:
        return run_arm(people, months, schooling=LAAG, work=work)

    def year_after(arm: Arm) -> float:
        begun = arm.lessons + PROGRAMME_MONTHS
        return arm.employed_over(begun, begun + YEAR)

    work = find_root(lambda w: year_after(control(w)) - control_share, 0.3, 5.0, 0.01)
    others = control(work)

    def treated(log_size: float, half_life: float) -> Arm:
        policy = Policy(
            "duale_trajecten",
            START,
            values={
                "aandeel": 1,
                "plaatsen": people,
                "na_maanden": 0,
                "maanden": PROGRAMME_MONTHS,
                "hazard_ratio": math.exp(log_size),
                "direct_ratio": 1,
                "half_life": half_life,
                "direct_fade": 1,
            },
        )
        return run_arm(people, months, schooling=LAAG, work=work, policies=(policy,))

    def size(half_life: float) -> float:
        def missed(log_size: float) -> float:
            return year_after(treated(log_size, half_life)) - year_after(others) - gain

        return find_root(missed, 0.2, 3.0, 0.01)

    def difference(arm: Arm, month: int) -> float:
        at = arm.lessons + month
        return arm.employed_over(at - 1, at + 2) - others.employed_over(at - 1, at + 2)

    def too_slow(half_life: float) -> float:
        arm = treated(size(half_life), half_life)
        end = difference(arm, PROGRAMME_MONTHS)
        return difference(arm, PROGRAMME_MONTHS + halving) - end / 2

    half_life = find_root(too_slow, 0.25, float(halving), 0.1)
    log_size = size(half_life)
    arm = treated(log_size, half_life)
    published = math.log(evidence.get("behaviour:C08").numbers[0])
    at = arm.lessons

    def near(fact: str, what: str, number: float, emulated: float) -> Moment:
        # The trial is small: each share is known no better than the effect itself.
        return Moment(fact, what, number, number - margin, number + margin, emulated)

    return Emulation(
        "Gothenburg",
        {
            "duale_trajecten.direct_ratio": log_size / published,
            "duale_trajecten.direct_fade": half_life / halving,
        },
        (
            _moment("behaviour:C05", "employed, year after", year_after(arm) - year_after(others)),
            near("targets:T306", "control, year after", control_share, year_after(others)),
            near("targets:T307", "control, month 48", long_run, others.employed(at + 48)),
            near("behaviour:C06", "difference, month 36", 0.0, difference(arm, 36)),
            near("behaviour:C06", "difference, month 48", 0.0, difference(arm, 48)),
        ),
    )


# -- Germany: the comprehensive integration course, difference in differences --------------------

COURSE_HOURS = 600
COURSE_HOURS_WEEK = 29
"""Hours in a teaching week that finish 600 hours in about half a year of ours."""


def emulate_course(people: int = 6000) -> Emulation:
    """Run a full course against no course, without any direct effect.

    The one thing that is fitted is how easily these people find work at all, which what was read
    of the study does not say: both published moments weigh the same, by their own margins.
    """
    hours = {
        "lessen.b1_hours_week": COURSE_HOURS_WEEK,
        "lessen.b1_hours_total": COURSE_HOURS,
    }
    nothing = {"aanbod.extra_places_b1": NONE, "aanbod.extra_places_z": NONE}

    def gains(work: float) -> tuple[Moment, Moment]:
        course = run_arm(people, 26, values=hours, work=work)
        none = run_arm(people, 26, values={**hours, **nothing}, work=work)

        def gain(months: int) -> float:
            at = course.lessons + months
            return course.employed_over(at - 1, at + 2) - none.employed_over(at - 1, at + 2)

        return (
            _moment("behaviour:C18", "employed, 12 months after the start", gain(12)),
            _moment("behaviour:C19", "employed, 18 months after the start", gain(18)),
        )

    def balance(work: float) -> float:
        return sum((m.emulated - m.published) / (m.high - m.low) for m in gains(work))

    work = find_root(balance, 0.5, 4.0, 0.02)
    return Emulation("German course", {"work": work}, gains(work))


# -- Switzerland: a longer wait for the decision, natural variation ------------------------------

WAIT, LONGER = 6, 18


def emulate_waiting(people: int = 8000) -> Emulation:
    """Find what a month of waiting leaves behind in the chance of work.

    Both arms settle in the same month, after 6 or 18 months in reception. Employment is compared
    when the shorter wait has the level that the published points and per cents imply.
    """
    evidence = load_evidence()
    per_month = evidence.get("behaviour:C02").numbers[0]
    points = -evidence.get("behaviour:C01").numbers[0] * PERCENT
    level = points / (1 - per_month**YEAR)
    months = LONGER + 60

    def arm(wait: int, log_size: float) -> Arm:
        values = {"huisvesting.coupling_months": wait, "werk.wait": log_size}
        return run_arm(people, months, values=values, arrival=LONGER - wait)

    def compared(log_size: float) -> tuple[float, float]:
        short, long = arm(WAIT, log_size), arm(LONGER, log_size)
        at = next(m for m in range(short.settled, months - 6) if short.employed(m) >= level)
        return short.employed_over(at - 6, at + 6), long.employed_over(at - 6, at + 6)

    def ratio(log_size: float) -> float:
        short, long = compared(log_size)
        return float((long / short) ** (1 / (LONGER - WAIT)))

    log_size = find_root(lambda size: ratio(size) - per_month, -0.06, 0.0, 0.0005)
    short, long = compared(log_size)
    return Emulation(
        "Swiss wait",
        {"werk.wait": log_size},
        (
            _moment("behaviour:C02", "employment, ratio a month of waiting", ratio(log_size), 1.0),
            _moment("behaviour:C01", "employment, a year of waiting", long - short),
        ),
    )


EMULATIONS: tuple[Callable[[], Emulation], ...] = (
    emulate_gothenburg,
    emulate_course,
    emulate_waiting,
)


def main() -> None:
    """Print what each trial gives."""
    for emulate in EMULATIONS:
        found = emulate()
        print(found.trial, {name: round(value, 4) for name, value in found.direct.items()})
        for m in found.moments:
            where = "inside" if m.inside else "OUTSIDE"
            print(
                f"  {m.what}: {m.emulated:.4f}, published {m.published} ({m.low} to {m.high})",
                where,
            )


if __name__ == "__main__":
    main()
