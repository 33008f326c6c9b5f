"""Everything in which a scenario differs from the base, as rows that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.draft import Draft, shipped_draft
from dashboard.numbers_in import CHOICE, write_typed
from dashboard.quantities import unit_in
from dashboard.texts import words_in
from experiments.numbers import write_month
from experiments.policy_facts import facts_of
from experiments.scenario.files import BASE
from experiments.scenario.model import is_month
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.policies import kinds

_WORDS_ONLY = ("format", "name", "title", "description")
"""Fields that name a scenario and change nothing."""
_BLOCK = ("kind", "from", "until", "ramp_months", "target", "buiten_de_wet")


@dataclass(frozen=True)
class Difference:
    """One difference: what, what it is in the base, what it is here, from when, on what it rests.

    status: of the registered number that it concerns; empty where there is none. group: the title
    of the policy that it belongs to, if any.
    """

    what: str
    base: str
    here: str
    since: str = ""
    status: str = ""
    group: str = ""

    @property
    def where(self) -> str:
        """What it is, with the policy that it belongs to and from when."""
        what = f"{self.group}: {self.what}" if self.group else self.what
        return " ".join(filter(None, (what, self.since)))


def differences(draft: Draft, lang: str) -> list[Difference]:
    """Return every difference from the base scenario, the policies first."""
    base = shipped_draft(BASE)
    found = [*_policies(draft, base, lang), *_fields(draft, base, lang)]
    return found


def _policies(draft: Draft, base: Draft, lang: str) -> Iterator[Difference]:
    text = words_in(lang)
    usual = base.get("policies", [])
    blocks = draft.get("policies", [])
    for block in blocks if isinstance(blocks, list) else []:
        kind = kinds().get(str(block.get("kind"))) if isinstance(block, dict) else None
        if kind is None or block in usual:
            continue
        facts = facts_of(kind, lang)
        since = _since(block, lang)
        rows = [s for s in facts["settings"] if s["name"] in block]
        for setting in rows:
            before = _before(setting, str(block.get("from")), lang)
            here = _value(block[setting["name"]], setting["unit"], lang)
            status, group = setting["status"], facts["title"]
            yield Difference(setting["meaning"], before, here, since, status, group)
        if not rows:
            words = (text("sheet.off"), text("sheet.on"))
            yield Difference(text("sheet.as_usual"), *words, since, group=facts["title"])
        for name in ("target", "buiten_de_wet"):
            if block.get(name):
                words = (text("sheet.everybody"), _plain(block[name], lang))
                yield Difference(text(f"sheet.{name}"), *words, since, group=facts["title"])


def _before(setting: Mapping[str, Any], month: str, lang: str) -> str:
    """Return what holds without the policy: the rule that it replaces, or that it is not there."""
    if setting["replaces"] is None or not is_month(month):
        return words_in(lang)("sheet.off")
    value = load_registry()[setting["replaces"]].at(parse_month(month))
    return _value(value, setting["unit"], lang)


def _since(block: Mapping[str, Any], lang: str) -> str:
    text = words_in(lang)
    month = block.get("from")
    since = text("sheet.since", month=write_month(str(month), lang)) if is_month(month) else ""
    until = block.get("until")
    if is_month(until):
        since += " " + text("sheet.till", month=write_month(str(until), lang))
    return since.strip()


def _fields(draft: Draft, base: Draft, lang: str) -> Iterator[Difference]:
    here, before = dict(_flat(draft)), dict(_flat(base))
    for path in [*here, *(path for path in before if path not in here)]:
        if path[0] in (*_WORDS_ONLY, "policies") or here.get(path) == before.get(path):
            continue
        yield _difference(path, before.get(path), here.get(path), lang)


def _difference(path: tuple[str, ...], before: Any, here: Any, lang: str) -> Difference:
    text = words_in(lang)
    parameter = load_registry().get(path[1]) if path[0] == "parameters" else None
    if parameter is not None:
        title = parameter.meaning_en if lang == "en" else parameter.meaning_nl
        unit = parameter.unit
        usual = parameter.at(parse_month(str(draft_start()))) if before is None else before
        since = path[2] if len(path) > 2 else ""
        since = text("sheet.since", month=write_month(since, lang)) if is_month(since) else ""
        shown = _value(here, unit, lang)
        return Difference(title, _value(usual, unit, lang), shown, since, parameter.status)
    key = "field." + "-".join(path[:2])
    title = text(key) if key in text else ".".join(path)
    rest = " · ".join(path[2:])
    title = f"{title}: {rest}" if rest and key in text else title
    return Difference(title, _plain(before, lang), _plain(here, lang))


def draft_start() -> str:
    """Return the first month of the base scenario."""
    return str(shipped_draft(BASE)["start"])


def _flat(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, Mapping):
        for name, inside in value.items():
            yield from _flat(inside, (*path, str(name)))
    elif path:
        yield path, value


def _value(value: Any, unit: str, lang: str) -> str:
    if unit == "switch" and isinstance(value, bool | int | float):
        return words_in(lang)("sheet.yes" if value else "sheet.no")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _plain(value, lang)
    word = "" if unit == CHOICE else unit_in(unit, lang)
    return f"{write_typed(float(value), unit, lang)} {word}".strip()


def _plain(value: Any, lang: str) -> str:
    text = words_in(lang)
    if value is None:
        return text("sheet.none")
    if isinstance(value, bool):
        return text("sheet.yes" if value else "sheet.no")
    if isinstance(value, int | float):
        return write_typed(float(value), "", lang)
    if isinstance(value, Mapping):
        return ", ".join(f"{_plain(k, lang)}: {_plain(v, lang)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_plain(one, lang) for one in value)
    if is_month(value):
        return write_month(str(value), lang)
    key = f"value.{value}"
    return text(key) if key in text else str(value)
