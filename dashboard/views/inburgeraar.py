"""Eén inburgeraar: the life of one invented person, under one policy or under two."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.asking import named as scenario_named
from dashboard.asking import shipped
from dashboard.components import head
from dashboard.components.life_chart import bars_table, domain_of, timeline
from dashboard.components.life_story import show_story
from dashboard.components.result_gate import scenario_of_tab
from dashboard.components.tables import as_text
from dashboard.lives import MOST_LISTED, life, named, of_group, people
from dashboard.workshop.lives import People, Told
from experiments.life.people import Group, Listed, allowed_values
from experiments.numbers import write_month
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from simulation.region import load_region

PARAMETER = "p"
"""The name of a person in a link."""
PAIR, SCENARIO, ONLY_BASE = "pair", "scenario", "base"
FIELDS = ("doelgroep", "sex", "education", "gemeente", "route", "how")
"""By what a type of person is chosen. Never by origin."""
TYPED = "life-typed"
MIME = {
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".json": "text/json",
}


def page() -> None:
    """Let a person be chosen, and tell their life."""
    text = session.words()
    chosen = scenario_of_tab("inburgeraar")
    if chosen is None:
        return
    head.scenario_bar()
    st.info(text("life.illustration"))
    scenarios = _policies(chosen)
    seed, lang = session.options().seed, session.language()
    found = people(scenarios, seed, lang)
    if found is None:
        return
    person = _person(found, scenarios)
    if person is None:
        return
    st.query_params[PARAMETER] = str(person.identity)
    told = life(scenarios, seed, lang, str(person.identity))
    if told is not None:
        _show(told)
        _take_along(told, scenarios, str(person.identity))


def _policies(chosen: Scenario) -> tuple[Scenario, ...]:
    """Return under which policies the life is told: this tab's, the base, or both."""
    text, base = session.words(), shipped(BASE)
    if chosen == base:
        st.caption(text("life.base_only"))
        return (base,)
    options = {PAIR: (base, chosen), SCENARIO: (chosen,), ONLY_BASE: (base,)}
    if chosen.start != base.start or chosen.region != base.region:
        del options[PAIR]
        st.caption(text("life.no_pair"))
    picked = st.segmented_control(
        text("life.policy"),
        list(options),
        default=next(iter(options)),
        required=True,
        format_func=lambda key: text(f"life.policy_of.{key}"),
        key="life-policy",
        persist_state="session",
    )
    return options.get(picked or "", next(iter(options.values())))


def _person(found: People, scenarios: Sequence[Scenario]) -> Listed | None:
    """Return who was chosen: by number where one was typed, else from the list of a type."""
    text = session.words()
    if TYPED not in st.session_state:
        st.session_state[TYPED] = str(st.query_params.get(PARAMETER, ""))[:80]
    with st.container(border=True):
        group, parted_only = _type(scenarios, len(scenarios) > 1)
        mine = of_group(found, group, parted_only)
        number = st.text_input(
            text("life.number"), key=TYPED, max_chars=80, persist_state="session"
        )
        if number.strip():
            person = named(found, number)
            if person is None:
                st.error(text("life.unknown", most=max(p.number or 0 for p in found.listed)))
                return None
            st.text(_about(person, found))
            return person
        if not mine:
            st.info(text("life.nobody"))
            return None
        listed = mine[:MOST_LISTED]
        st.caption(text("life.found", shown=len(listed), n=len(mine)))
        place = st.selectbox(
            text("life.who"),
            range(len(listed)),
            format_func=lambda place: _about(listed[place], found),
            key=f"life-who:{group}:{parted_only}:{len(scenarios)}",
            persist_state="session",
        )
    return listed[place or 0]


def _type(scenarios: Sequence[Scenario], two: bool) -> tuple[Group, bool]:
    """Return the type that was chosen, and whether only lives that differ are listed."""
    text = session.words()
    region = load_region(scenarios[0].region)
    allowed = allowed_values(tuple(town.name for town in region.gemeenten))
    picked: dict[str, str | None] = {}
    columns = st.columns(3)
    for place, name in enumerate(FIELDS):
        picked[name] = columns[place % 3].selectbox(
            text(f"life.field.{name}"),
            ["", *allowed[name]],
            format_func=partial(_value, name),
            key=f"life-type:{name}",
            on_change=_forget_number,
            persist_state="session",
        )
    parted_only = two and st.toggle(
        text("life.parted_only"),
        value=True,
        key="life-parted",
        on_change=_forget_number,
        persist_state="session",
    )
    return Group(**{name: value or None for name, value in picked.items()}), parted_only


def _forget_number() -> None:
    st.session_state[TYPED] = ""


def _value(field: str, value: str) -> str:
    text = session.words()
    if not value:
        return text("life.any")
    key = f"life.value.{field}.{value}"
    return text(key) if key in text else text(f"value.{value}")


def _about(person: Listed, found: People) -> str:
    """Return one line about a person, as the list shows it."""
    text, lang = session.words(), session.language()
    parts = [
        text("life.nr", n=person.number) if person.number else text("life.from_start"),
        text(f"life.value.sex.{person.sex}"),
        text("life.age", n=person.age),
        text(f"value.{person.gemeente}"),
        _value("doelgroep", person.doelgroep),
        _value("route", person.route),
        text("life.permit", month=write_month(person.permit, lang)),
    ]
    parted = found.parts.get(str(person.identity))
    if parted is not None:
        parts.append(text("life.parted", month=write_month(parted, lang)))
    return " · ".join(parts)


def _show(told: Told) -> None:
    text = session.words()
    for line in told.who:
        st.text(line)
    if told.why:
        st.header(text("life.parting"), anchor=False)
        for line in told.why:
            st.text(f"• {line}")
    st.header(text("life.timeline"), anchor=False)
    if told.parted is not None:
        st.caption(text("life.dashed"))
    domain = domain_of(told.lives)
    for one in told.lives:
        if len(told.lives) > 1:
            st.subheader(as_text(one.title), anchor=False)
        timeline(one, domain, told.parted)
    if st.toggle(text("chart.table"), key="life-table", persist_state="session"):
        for one in told.lives:
            bars_table(one)
    show_story(told)


def _take_along(told: Told, scenarios: Sequence[Scenario], person: str) -> None:
    text = session.words()
    with st.popover(text("chart.download")):
        for name, body in told.files.items():
            suffix = name[name.rindex(".") :]
            st.download_button(
                text(f"life.file.{name.replace('.', '-')}"),
                data=body,
                file_name=name,
                mime=MIME[suffix],
                key=f"life-file:{name}",
                on_click="ignore",
            )
        words = ["doorstroom", "life", scenario_named(scenarios[0]), "--person", person]
        for other in scenarios[1:]:
            words += ["--versus", scenario_named(other)]
        words += ["--seed", str(session.options().seed)]
        words += [] if session.language() == "nl" else ["--lang", session.language()]
        st.caption(text("chart.command"))
        st.code(shlex.join(words), language=None, wrap_lines=True)


page()
