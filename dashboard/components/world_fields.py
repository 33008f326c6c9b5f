"""The fields of the sheet that are no policy: inflow, world, money, and single assumptions."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import edit, session
from dashboard.components.fields import number_field, saved
from dashboard.components.history_line import history_line
from dashboard.components.problems import show_problems
from dashboard.draft import Checked
from dashboard.history import INFLOW, RECEPTION
from dashboard.numbers_in import write_typed
from dashboard.quantities import source_in, unit_in
from experiments.numbers import write_month
from simulation.inflow import INFLOWS, OWN_FILE
from simulation.months import format_month, parse_month
from simulation.parameters import Parameter, load_registry
from simulation.region import load_region
from simulation.units import MONTH_UNIT
from simulation.variants import FROM, HOUSING, LABOUR_MARKET

LEVELS = ("low", "middle", "high")
USUAL_SHOCK = {"months": 12, "factor": 1.5}


def _key(*parts: str) -> str:
    return ":".join(("world", str(session.generation()), *parts))


def _set(path: tuple[str, ...], value: Any) -> None:
    session.set_draft(edit.with_field(session.draft(), path, value), fresh_fields=False)


def _choose(label: str, path: tuple[str, ...], options: list[str], usual: str, prefix: str) -> None:
    """Show a choice; the usual one is left out of the draft."""
    text, key = session.words(), _key(*path)
    now: Any = session.draft()
    for part in path:
        now = now.get(part) if isinstance(now, dict) else None
    st.selectbox(
        label,
        options,
        index=options.index(now) if now in options else options.index(usual),
        format_func=lambda value: text(f"{prefix}.{value}"),
        key=key,
        on_change=lambda: _set(path, None if saved(key) == usual else saved(key)),
    )


def inflow_fields(checked: Checked) -> None:
    """Show who arrives, and what no policy controls."""
    text, lang = session.words(), session.language()
    inflow = session.draft().get("inflow", {})
    sources = [name for name in INFLOWS if name != OWN_FILE]
    key = _key("source")
    source = inflow.get("source")
    st.selectbox(
        text("sheet.inflow_source"),
        sources,
        index=sources.index(source) if source in sources else 0,
        format_func=lambda n: getattr(INFLOWS[n], f"title_{lang}"),
        key=key,
        on_change=lambda: _set_source(saved(key)),
    )
    about = INFLOWS.get(source)
    if about is not None:
        st.caption(str(getattr(about, f"description_{lang}", "")))
    history_line(INFLOW)
    if source != "hengelo-gerealiseerd":
        _choose(text("sheet.level"), ("inflow", "level"), list(LEVELS), "middle", "value")
    show_problems(checked.at("inflow"))
    _shock(checked)
    since = format_month(int(load_registry()[FROM].at(0)))
    st.caption(text("sheet.world_since", month=write_month(since, lang)))
    housing = ["", *HOUSING]
    _choose(text("sheet.housing"), ("world", "housing"), housing, "", "housing")
    market = ["", *LABOUR_MARKET]
    _choose(text("sheet.market"), ("world", "labour_market"), market, "", "market")
    history_line(RECEPTION)
    show_problems(checked.at("world"))


def _set_source(source: str) -> None:
    session.set_draft(
        edit.with_field(session.draft(), ("inflow",), {"source": source}), fresh_fields=True
    )


def _shock(checked: Checked) -> None:
    text, lang = session.words(), session.language()
    shock = session.draft().get("inflow", {}).get("shock")
    key = _key("shock")
    months = edit.months_of(session.draft())

    def switch() -> None:
        fresh = {"month": months[len(months) // 2], **USUAL_SHOCK}
        _set(("inflow", "shock"), fresh if saved(key) else None)

    st.checkbox(text("sheet.shock"), value=shock is not None, key=key, on_change=switch)
    if not isinstance(shock, dict):
        return
    month = shock.get("month")
    key_month, key_months = _key("shock", "month"), _key("shock", "months")
    first, second, third = st.columns(3)
    first.selectbox(
        text("sheet.from"),
        months,
        index=months.index(month) if month in months else 0,
        format_func=partial(write_month, lang=lang),
        key=key_month,
        on_change=lambda: _set(("inflow", "shock", "month"), saved(key_month)),
    )
    second.number_input(
        text("sheet.shock_months"),
        min_value=1,
        max_value=360,
        value=int(shock.get("months", 1)),
        step=1,
        key=key_months,
        on_change=lambda: _set(("inflow", "shock", "months"), saved(key_months)),
    )
    with third:
        save = partial(_set, ("inflow", "shock", "factor"))
        label = text("sheet.shock_factor")
        number_field(label, shock.get("factor"), "", _key("shock", "factor"), save, "")
    path = ("inflow", "shock", "doelgroep")
    _choose(text("target.doelgroep"), path, ["asiel", "gezin_overig"], "asiel", "value")


def money_fields(checked: Checked) -> None:
    """Show in which prices amounts are, and how much each municipality may spend on places."""
    text = session.words()
    prices = ["nominal", "constant"]
    _choose(text("sheet.prices"), ("money", "prices"), prices, "nominal", "value")
    st.caption(text("sheet.budget_help"))
    budgets = session.draft().get("money", {}).get("budgets", {})
    for gemeente in load_region(session.draft()["region"]).gemeenten:
        name = gemeente.name
        label = text("sheet.budget", gemeente=text(f"value.{name}"))
        save = partial(_set, ("money", "budgets", name))
        number_field(label, budgets.get(name), "EUR", _key("budget", name), save, "")
    show_problems(checked.at("money"))


def assumption_fields(checked: Checked) -> None:
    """Show single registered numbers that this scenario sets, and let one be added."""
    text, lang = session.words(), session.language()
    st.caption(text("sheet.assumptions_help"))
    own = session.draft().get("parameters", {})
    registry = load_registry()
    for name, value in own.items():
        parameter = registry.get(name)
        if parameter is None or isinstance(value, dict):
            st.text(f"{name}: {value}")
        else:
            _assumption(parameter, value)
        show_problems(checked.at(f"parameters.{name}"))
        st.button(
            text("sheet.remove", title=name),
            key=_key("drop", name),
            on_click=lambda n=name: _set(("parameters", n), None),
            type="tertiary",
        )
    free = [name for name, p in registry.items() if name not in own and p.unit != MONTH_UNIT]
    key = _key("pick", str(len(own)))
    chosen = st.selectbox(
        text("sheet.pick"),
        free,
        index=None,
        placeholder=text("sheet.pick_one"),
        format_func=lambda name: f"{_meaning(registry[name], lang)} ({name})",
        key=key,
    )
    if chosen is not None:
        start = parse_month(session.draft()["start"])
        value = registry[chosen].at(start)
        st.button(
            text("sheet.add"),
            key=_key("add", chosen),
            on_click=lambda: _set(("parameters", chosen), value),
        )


def _assumption(parameter: Parameter, value: Any) -> None:
    text, lang, unit = session.words(), session.language(), parameter.unit
    label = f"{_meaning(parameter, lang)} ({unit_in(unit, lang)})"
    now = float(value) if isinstance(value, int | float) else None
    save = partial(_set, ("parameters", parameter.id))
    number_field(label, now, unit, _key("parameter", parameter.id), save, "")
    usual = parameter.at(parse_month(session.draft()["start"]))
    parts = [text("sheet.base", value=write_typed(usual, unit, lang))]
    if parameter.low is not None and parameter.high is not None:
        bounds = {
            "low": write_typed(parameter.low, unit, lang),
            "high": write_typed(parameter.high, unit, lang),
        }
        parts.append(text("sheet.likely", **bounds))
    parts += [
        text("sheet.source", source=source_in(parameter.source, lang)),
        text(f"status.{parameter.status}"),
    ]
    st.caption(" · ".join(parts))


def _meaning(parameter: Parameter, lang: str) -> str:
    return parameter.meaning_en if lang == "en" else parameter.meaning_nl
