"""The fields of one kind of policy on the sheet: what it is, its numbers, dates, and for whom."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from dashboard import edit, session
from dashboard.components.fields import number_field, saved
from dashboard.components.history_line import history_line
from dashboard.components.problems import show_problems
from dashboard.draft import Checked
from dashboard.history import BESIDE
from dashboard.numbers_in import CHOICE, write_typed
from dashboard.quantities import source_in, unit_in
from experiments.numbers import write_month
from simulation.agents.codes import DOELGROEP_NAMES, EDUCATION_NAMES, LITERACY_NAMES, SEX_NAMES
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.region import load_region

AGES = ("age_from", "age_until")
FIRST_SETTINGS = 4
"""So many numbers of a policy are in sight at once; the others after a click."""


def policy_panel(facts: dict[str, Any], checked: Checked) -> None:
    """Show a kind of policy, closed unless it is used, with a block of fields for each use."""
    text, kind = session.words(), facts["kind"]
    places = [i for i, block in enumerate(blocks()) if block.get("kind") == kind]
    label = text("sheet.used", title=facts["title"]) if places else facts["title"]
    with st.expander(label, expanded=bool(places), key=f"panel:{session.generation()}:{kind}"):
        st.text(facts["changes"])
        told = [f"{text('sheet.hurts')} {facts['hurts']}"]
        told.append(f"{text('sheet.legal')} {facts['legal_room']}")
        told += [] if facts["measured"] else [text("sheet.unmeasured")]
        st.caption("\n\n".join(told))  # one piece of the page: a sheet has many of these
        for name in BESIDE.get(kind, ()):
            history_line(name)
        for number, place in enumerate(places, start=1):
            with st.container(border=True):
                _block(facts, place, number, len(places), checked)
        key = "sheet.add_step" if places else "sheet.use"
        st.button(
            text(key, title=facts["title"]),
            key=f"add:{session.generation()}:{kind}:{len(places)}",
            on_click=_add,
            args=(kind,),
        )


def blocks() -> list[dict[str, Any]]:
    """Return the policies of the draft."""
    found = session.draft().get("policies", [])
    return [block if isinstance(block, dict) else {} for block in found]


def _add(kind: str) -> None:
    month = edit.next_quarter(session.draft(), date.today().strftime("%Y-%m"))
    session.set_draft(edit.with_block(session.draft(), kind, month), fresh_fields=False)


def _remove(place: int) -> None:
    session.set_draft(edit.without_block(session.draft(), place))


def _set(place: int, name: str, value: Any) -> None:
    session.set_draft(edit.with_setting(session.draft(), place, name, value), fresh_fields=False)


def _key(place: int, name: str) -> str:
    return f"block:{session.generation()}:{place}:{name}"


def _block(facts: dict[str, Any], place: int, number: int, of: int, checked: Checked) -> None:
    text = session.words()
    if of > 1:
        st.markdown(f"**{text('sheet.step', n=number)}**")
    _dates(place)
    block = blocks()[place]
    settings = facts["settings"]
    own = [s for i, s in enumerate(settings) if i < FIRST_SETTINGS or s["name"] in block]
    rest = [s for s in settings if s not in own]
    for setting in own:
        _setting(setting, place, block)
    if rest or facts["targets"]:
        more = st.toggle(text("sheet.more"), key=_key(place, "more"), persist_state="session")
        for setting in rest if more else []:
            _setting(setting, place, block)
        if more:
            _targets(facts["targets"], place, block)
    if facts["limits"] or block.get("buiten_de_wet"):
        key = _key(place, "law")
        st.checkbox(
            text("sheet.outside_law"),
            value=bool(block.get("buiten_de_wet")),
            key=key,
            on_change=lambda: _set(place, "buiten_de_wet", bool(saved(key)) or None),
        )
    show_problems(checked.at(f"policies.{place}"))
    st.button(
        text("sheet.remove", title=facts["title"]),
        key=_key(place, "remove"),
        on_click=_remove,
        args=(place,),
        type="tertiary",
    )


def _dates(place: int) -> None:
    text, lang, block = session.words(), session.language(), blocks()[place]
    months = edit.months_of(session.draft())
    begin, end, ramp = st.columns(3)
    chosen = block.get("from")
    key = _key(place, "from")
    begin.selectbox(
        text("sheet.from"),
        months,
        index=months.index(chosen) if chosen in months else 0,
        format_func=partial(write_month, lang=lang),
        key=key,
        on_change=lambda: _set(place, "from", saved(key)),
    )
    until, key_until = block.get("until"), _key(place, "until")
    end.selectbox(
        text("sheet.until"),
        ["", *months],
        index=months.index(until) + 1 if until in months else 0,
        format_func=lambda m: write_month(m, lang) if m else text("sheet.no_end"),
        key=key_until,
        on_change=lambda: _set(place, "until", saved(key_until) or None),
    )
    key_ramp = _key(place, "ramp")
    ramp.number_input(
        text("sheet.ramp"),
        min_value=0,
        max_value=len(months),
        value=int(block.get("ramp_months", 0)),
        step=1,
        key=key_ramp,
        help=text("sheet.ramp_help"),
        on_change=lambda: _set(place, "ramp_months", saved(key_ramp) or None),
    )


def _setting(setting: dict[str, Any], place: int, block: dict[str, Any]) -> None:
    text, lang = session.words(), session.language()
    name, unit = setting["name"], setting["unit"]
    key = _key(place, name)
    named = unit and unit != CHOICE
    label = f"{setting['meaning']} ({unit_in(unit, lang)})" if named else setting["meaning"]
    if unit == "switch":
        default = bool(setting["default"] or 0) if setting["replaces"] is None else False
        st.checkbox(
            setting["meaning"],
            value=bool(block.get(name, default)),
            key=key,
            on_change=lambda: _set(place, name, bool(saved(key))),
        )
    else:
        value = block.get(name)
        typed = float(value) if isinstance(value, int | float) else None
        number_field(label, typed, unit, key, partial(_set, place, name), "")
    status = text(f"status.{setting['status']}")
    parts = [
        _base(setting, block),
        _range(setting),
        text("sheet.source", source=source_in(setting["source"], lang)),
    ]
    st.caption(" · ".join(filter(None, [*parts, status])))


def _base(setting: dict[str, Any], block: dict[str, Any]) -> str:
    text, lang, unit = session.words(), session.language(), setting["unit"]
    if setting["replaces"] is None:
        value = setting["default"]
        key = "sheet.usual"
    else:
        month = str(block.get("from", session.draft()["start"]))
        value = load_registry()[setting["replaces"]].at(parse_month(month))
        key = "sheet.base"
    if unit == "switch":
        return text(key, value=text("sheet.yes" if value else "sheet.no"))
    word = "" if unit == CHOICE else unit_in(unit, lang)
    return text(key, value=f"{write_typed(value, unit, lang)} {word}".strip())


def _range(setting: dict[str, Any]) -> str:
    text, lang, unit = session.words(), session.language(), setting["unit"]
    if unit == "switch":
        return ""
    prior = setting["prior"]
    low, high = setting["lowest"], setting["highest"]
    if prior is not None:
        low, high = prior["low"], prior["high"]
    if low is None or high is None:
        return "" if low is None else text("sheet.at_least", low=write_typed(low, unit, lang))
    bounds = {"low": write_typed(low, unit, lang), "high": write_typed(high, unit, lang)}
    return text("sheet.likely" if prior is not None else "sheet.allowed", **bounds)


def _targets(dimensions: list[str], place: int, block: dict[str, Any]) -> None:
    """Show for whom the policy is, by what its kind may choose people by."""
    text = session.words()
    region = load_region(session.draft()["region"])
    choices = {
        "gemeenten": [gemeente.name for gemeente in region.gemeenten],
        "doelgroep": list(DOELGROEP_NAMES),
        "sex": list(SEX_NAMES),
        "education": list(EDUCATION_NAMES),
        "literacy": list(LITERACY_NAMES),
    }
    target = block.get("target") or {}
    for name in dimensions:
        key, label = _key(place, f"target-{name}"), text(f"target.{name}")
        if name in AGES:
            age = target.get(name)
            number_field(label, age, "years", key, partial(_set_age, place, name), "")
            continue
        now = target.get(name) or []
        st.multiselect(
            label,
            choices[name],
            default=[now] if isinstance(now, str) else list(now),
            format_func=lambda v: text(f"value.{v}") if f"value.{v}" in text else str(v),
            placeholder=text("sheet.everybody"),
            key=key,
            on_change=_set_target,
            args=(place, name, key),
        )


def _set_target(place: int, name: str, key: str) -> None:
    chosen = list(saved(key) or [])
    session.set_draft(edit.with_target(session.draft(), place, name, chosen), fresh_fields=False)


def _set_age(place: int, name: str, value: float | None) -> None:
    age = None if value is None else int(value) if value == int(value) else value
    session.set_draft(edit.with_target(session.draft(), place, name, age), fresh_fields=False)
