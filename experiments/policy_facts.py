"""What is told about a kind of policy: by the command, by the documentation, later by the app."""

from __future__ import annotations

from typing import Any

from simulation.parameters import Parameter, format_steps, load_registry
from simulation.policies import kinds
from simulation.policy import Cost, Kind, Setting


def policy_facts(lang: str) -> list[dict[str, Any]]:
    """Every kind of policy as plain values, in the order of names."""
    return [facts_of(kind, lang) for kind in kinds().values()]


def facts_of(kind: Kind, lang: str) -> dict[str, Any]:
    """A kind as plain values: words, evidence, settings, cost, for whom, legal room."""
    words = kind.words(lang)
    registry = load_registry()
    return {
        "kind": kind.name,
        "title": words.title,
        "changes": words.changes,
        "hurts": words.hurts,
        "legal_room": words.law,
        "limits": [
            {
                "setting": limit.setting,
                "side": limit.side,
                "rule": limit.rule,
                "value": format_steps(registry[limit.rule]),
                "article": limit.article,
            }
            for limit in kind.limits
        ],
        "effect": kind.effect,
        "measured": kind.measured,
        "sizes": [{"parameter": name, "status": registry[name].status} for name in kind.size_ids],
        "unmeasured": list(kind.unmeasured),
        "no_effect": dict(kind.no_effect),
        "doelgroep": list(kind.doelgroepen),
        "targets": list(kind.targets),
        "widens": kind.widens or None,
        "settings": [_setting(kind, setting, lang) for setting in kind.settings],
        "costs": [_cost(cost, lang) for cost in kind.costs],
    }


def _setting(kind: Kind, setting: Setting, lang: str) -> dict[str, Any]:
    parameter = kind.registered(setting)
    low, high = kind.bounds(setting)
    drawn = setting.rule is None and parameter.family != "point"
    return {
        "name": setting.name,
        "lever": f"{kind.name}.{setting.name}",
        "meaning": _meaning(parameter, lang),
        "unit": parameter.unit,
        "default": None if setting.rule else parameter.value[-1][1],
        "replaces": setting.rule,
        "lowest": _finite(low),
        "highest": _finite(high),
        "prior": _prior(parameter) if drawn else None,
        "status": parameter.status,
        "source": parameter.source,
        "evidence": list(parameter.evidence),
    }


def _prior(parameter: Parameter) -> dict[str, Any]:
    return {"family": parameter.family, "low": parameter.low, "high": parameter.high}


def _finite(bound: float) -> float | None:
    return None if abs(bound) == float("inf") else bound


def _cost(cost: Cost, lang: str) -> dict[str, Any]:
    tariff = load_registry().get(cost.tariff)
    return {
        "item": cost.item,
        "tariff": cost.tariff,
        "per": cost.per_en if lang == "en" else cost.per_nl,
        "payer": cost.payer,
        "payee": cost.payee,
        "value": format_steps(tariff) if tariff else None,
        "unit": tariff.unit if tariff else None,
        "low": tariff.low if tariff else None,
        "high": tariff.high if tariff else None,
        "status": tariff.status if tariff else None,
    }


def _meaning(parameter: Parameter, lang: str) -> str:
    return parameter.meaning_en if lang == "en" else parameter.meaning_nl
