"""A comparison as plain values, for machines: the JSON of `doorstroom compare`."""

from __future__ import annotations

from math import isnan
from typing import Any

from experiments.compare.comparison import Comparison, Difference, Otherwise, Unmeasured
from experiments.compare.evidence import BreakEven
from experiments.compare.outcomes import Asked
from experiments.compare.sentences import sentences_of, why_in_words
from experiments.texts import Texts
from simulation.parameters import load_registry


def comparison_as_json(comparison: Comparison, texts: Texts) -> dict[str, Any]:
    """Return everything but `meta`: levels, differences, variants, and the sentences."""
    names = [scenario.name for scenario in comparison.question.scenarios]
    return {
        "observables": [
            {
                **_about(level.asked),
                "scenario": names[level.scenario],
                "value": _number(level.value),
                "low": _number(level.low),
                "high": _number(level.high),
                "n": level.behind,
            }
            for level in comparison.levels
        ],
        "differences": [
            difference_as_json(difference, names, texts) for difference in comparison.differences
        ],
        "unmeasured": [
            _unmeasured(comparison, found, names, texts) for found in comparison.unmeasured
        ],
        "variants": [_variant(found, names, texts) for found in comparison.otherwise],
        "sentences": {
            names[scenario]: sentences_of(comparison, scenario, texts)
            for scenario in range(1, len(names))
        },
        "too_few": dict(comparison.too_few),
    }


def difference_as_json(difference: Difference, names: list[str], texts: Texts) -> dict[str, Any]:
    """Return one difference: the fields of every comparison first, then what goes with them."""
    effect, small = difference.effect, difference.small
    return {
        **_about(difference.asked),
        "scenario": names[difference.scenario],
        "difference": _number(effect.difference),
        "low": _number(effect.low),
        "high": _number(effect.high),
        "monte_carlo_se": _number(effect.monte_carlo_se),
        "kans_beter": difference.kans_beter,
        "why_null": why_in_words(difference.why_null, texts) if difference.why_null else None,
        "why_code": difference.why_null or None,
        "unit": difference.asked.unit,
        "better": {1: "more", -1: "less", 0: None}[difference.direction],
        "reference": _number(difference.reference),
        "value": _number(difference.value),
        "n": difference.behind,
        "predictive_low": _number(effect.predictive_low),
        "predictive_high": _number(effect.predictive_high),
        "persons_a_year": None if small is None else _number(small.persons),
        "swing_a_year": None if small is None else _number(small.swing),
        "years_to_see": None if small is None else small.years,
        "pairing": _number(difference.pairing),
    }


def _about(asked: Asked) -> dict[str, Any]:
    return {"name": asked.name, "filter": dict(asked.filter)}


def _unmeasured(
    comparison: Comparison, found: Unmeasured, names: list[str], texts: Texts
) -> dict[str, Any]:
    registry = load_registry()
    zero = comparison.variant(found.scenario, "zero")
    shown = zero.differences if zero is not None else ()
    return {
        "scenario": names[found.scenario],
        "kinds": list(found.kinds),
        "sizes": [{"parameter": name, "status": registry[name].status} for name in found.sizes],
        "words": texts("compare.unmeasured"),
        "break_even": [_break_even(one) for one in found.break_evens],
        "zero_effect": [difference_as_json(one, names, texts) for one in shown],
    }


def _break_even(found: BreakEven) -> dict[str, Any]:
    return {
        "parameter": found.size,
        "outcome": _about(found.goal),
        "wanted": _number(found.wanted),
        "value": found.value,
        "range": [found.low, found.high],
        "difference_over_range": [_number(found.at_low), _number(found.at_high)],
    }


def _variant(found: Otherwise, names: list[str], texts: Texts) -> dict[str, Any]:
    return {
        "scenario": names[found.scenario],
        "variant": found.variant.name,
        "parameters": dict(found.variant.values),
        "turned": list(found.turned),
        "differences": [difference_as_json(one, names, texts) for one in found.differences],
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
