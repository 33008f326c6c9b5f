"""`doorstroom policies`: the kinds of policy, what they rest on, cost, and what the law allows."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption


def policies(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help="One kind, with all its settings.")
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """List the kinds of policy with evidence, cost and legal room; or show one kind whole.

    Example: doorstroom policies duale_trajecten
    """
    front = Front(lang, as_json)
    with front.guard():
        from experiments.errors import InputProblems, Problem, nearest_of
        from experiments.policy_facts import policy_facts

        facts = {one["kind"]: one for one in policy_facts(front.lang)}
        if kind is not None and kind not in facts:
            details = {"options": ", ".join(facts)}
            near = nearest_of(kind, facts)
            raise InputProblems([Problem("policy-kind", "KIND", kind, None, None, near, details)])
        if as_json:
            front.print_json(facts[kind] if kind else list(facts.values()))
        elif kind is None:
            _print_list(front, list(facts.values()))
        else:
            _print_kind(front, facts[kind])


def _print_list(front: Front, facts: list[dict[str, Any]]) -> None:
    from experiments.cli.tables import plain_table

    names = (
        "policies.kind",
        "policies.title",
        "policies.evidence",
        "policies.cost",
        "policies.law",
    )
    table = plain_table(*(front.texts(name) for name in names))
    for one in facts:
        costs = ", ".join(cost["item"] for cost in one["costs"]) or front.texts("policies.no_cost")
        table.add_row(one["kind"], one["title"], evidence_of(front, one), costs, one["legal_room"])
    front.out.print(table)
    front.out.print(front.texts("policies.next"))


def evidence_of(front: Front, one: dict[str, Any]) -> str:
    """How well the effect of a kind is known, in a few words."""
    if not one["sizes"]:
        return front.texts("policies.mechanics")
    return front.texts("policies.measured" if one["measured"] else "policies.unmeasured")


def _print_kind(front: Front, one: dict[str, Any]) -> None:
    from experiments.cli.tables import plain_table

    texts = front.texts
    table = plain_table(texts("policies.kind"), one["kind"])
    effect = texts(f"policies.effect_{one['effect']}")
    table.add_row(texts("policies.title"), one["title"])
    table.add_row(texts("policies.changes"), one["changes"])
    table.add_row(texts("policies.hurts"), one["hurts"])
    table.add_row(texts("policies.law"), one["legal_room"])
    table.add_row(texts("policies.evidence"), f"{evidence_of(front, one)}; {effect}")
    table.add_row(texts("policies.for_whom"), ", ".join(one["doelgroep"]))
    table.add_row(texts("policies.targets"), ", ".join(one["targets"]) or "–")
    for cost in one["costs"]:
        price = f"{cost['value']} {cost['unit']} ({cost['status']})" if cost["unit"] else ""
        row = f"{cost['item']}: {cost['tariff']} {price}. {cost['per']}."
        table.add_row(texts("policies.cost"), row)
    front.out.print(table)
    names = ("setting", "meaning", "default", "range", "unit", "status")
    settings = plain_table(*(texts(f"policies.{name}") for name in names))
    for setting in one["settings"]:
        settings.add_row(
            setting["name"],
            setting["meaning"],
            _default(front, setting),
            _range(front, setting),
            setting["unit"],
            setting["status"],
        )
    front.out.print()
    front.out.print(settings)


def _default(front: Front, setting: dict[str, Any]) -> str:
    if setting["default"] is None:
        return front.texts("policies.as_is")
    return f"{setting['default']:g}"


def _range(front: Front, setting: dict[str, Any]) -> str:
    prior = setting["prior"]
    low, high = (prior["low"], prior["high"]) if prior else (setting["lowest"], setting["highest"])
    shown = [f"{bound:g}" if bound is not None else "" for bound in (low, high)]
    return front.texts(
        "policies.prior" if prior else "policies.allowed", low=shown[0], high=shown[1]
    )
