"""Scenario samenstellen: choose a start, change levers, see every difference, compute."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import edit, session
from dashboard.asking import CHOICES, is_shipped, shipped_names
from dashboard.components import head
from dashboard.components.difference_list import show_differences
from dashboard.components.fields import forget_unread, unread
from dashboard.components.policy_fields import blocks, policy_panel
from dashboard.components.problems import show_problems
from dashboard.components.start_job import compute_button
from dashboard.components.world_fields import assumption_fields, inflow_fields, money_fields
from dashboard.draft import Checked, as_yaml, check, read_upload, shipped_draft
from dashboard.groups import INFLOW, MONEY, MORE, TABS, tab_of
from experiments.policy_facts import policy_facts
from experiments.runner.request import MAX_SEED
from experiments.scenario.model import NAME_PATTERN


def page() -> None:
    """Show the sheet."""
    text = session.words()
    head.title("scenario")
    _choose_start()
    checked = check(session.draft())
    sheet, summary = st.columns([3, 2], gap="medium")
    with sheet:
        _names(checked)
        _levers(checked)
    with summary:
        st.header(text("sheet.summary"), anchor=False)
        show_differences(session.draft())
        _options()
        _all_problems(checked)
        compute_button(checked.scenario, blocked=bool(unread()))
        st.download_button(
            text("sheet.save"),
            data=as_yaml(session.draft()),
            file_name=f"{session.draft().get('name', 'scenario')}.yaml",
            mime="application/yaml",
            on_click="ignore",
        )
        st.caption(text("bar.link_help"))
        st.code(head.link(), language=None, wrap_lines=True)


def _choose_start() -> None:
    """Let a start be chosen: a shipped scenario, or a file of one's own."""
    text, lang = session.words(), session.language()
    names = list(shipped_names())
    first, second = st.columns(2)
    titles = {name: check(shipped_draft(name)).scenario for name in names}
    current = session.draft().get("name")
    key = f"begin:{session.generation()}"

    def begin_with() -> None:
        chosen = st.session_state.get(key)
        if chosen:
            forget_unread()
            session.set_draft(shipped_draft(chosen))

    first.selectbox(
        text("sheet.begin"),
        names,
        index=names.index(current) if current in names else None,
        format_func=lambda name: getattr(titles[name], "title_in", lambda _: name)(lang),
        placeholder=text("sheet.own"),
        key=key,
        on_change=begin_with,
    )
    key_file = f"upload:{session.generation()}"
    with second:
        given = st.file_uploader(
            text("sheet.upload"), type=["yaml", "yml"], key=key_file, max_upload_size=1
        )
    if given is None:
        return
    fields, problems = read_upload(given.getvalue(), given.name)
    if fields is None:
        st.error(text("sheet.upload_wrong"))
        show_problems(problems, with_field=True)
        return
    forget_unread()
    session.set_draft(fields)
    st.rerun()


def _names(checked: Checked) -> None:
    text, lang = session.words(), session.language()
    draft = session.draft()
    first, second = st.columns(2)
    key, key_title = f"name:{session.generation()}", f"title:{session.generation()}"
    title = draft.get("title", {}).get(lang) or draft.get("title", {}).get("nl", "")

    def rename() -> None:
        name, shown = st.session_state[key].strip(), st.session_state[key_title].strip()
        fresh = edit.renamed(session.draft(), name, shown, lang)
        session.set_draft(fresh, fresh_fields=False)

    first.text_input(
        text("sheet.title"), value=title, key=key_title, max_chars=120, on_change=rename
    )
    second.text_input(
        text("sheet.name"),
        value=str(draft.get("name", "")),
        key=key,
        max_chars=63,
        help=text("sheet.name_help"),
        on_change=rename,
    )
    if not re.fullmatch(NAME_PATTERN, str(draft.get("name", ""))):
        st.error(text("sheet.name_help"))
    known = checked.scenario is None or is_shipped(checked.scenario)
    if not known and draft.get("name") in shipped_names():
        st.info(text("sheet.name_shipped"))


def _levers(checked: Checked) -> None:
    text, lang = session.words(), session.language()
    facts = policy_facts(lang)
    used = {block.get("kind") for block in blocks()}
    first = next((tab_of(one) for one in facts if one["kind"] in used), TABS[0])
    labels = {name: text(f"tab.{name}") for name in TABS}
    shown = st.tabs(list(labels.values()), default=labels[first])
    tabs = dict(zip(TABS, shown, strict=True))
    for name, tab in tabs.items():
        with tab:
            for one in facts:
                if tab_of(one) == name:
                    policy_panel(one, checked)
            if name == INFLOW:
                inflow_fields(checked)
            elif name == MONEY:
                money_fields(checked)
            elif name == MORE:
                assumption_fields(checked)


def _options() -> None:
    text, options = session.words(), session.options()
    st.header(text("sheet.certainty"), anchor=False)

    def choose() -> None:
        seed = st.session_state.get("seed", options.seed)
        session.set_options(session.Options(st.session_state["worlds"], int(seed)))

    st.selectbox(
        text("sheet.worlds"),
        CHOICES,
        index=CHOICES.index(options.replications),
        key="worlds",
        help=text("sheet.worlds_help"),
        on_change=choose,
    )
    st.number_input(
        text("sheet.seed"),
        min_value=0,
        max_value=MAX_SEED,
        value=options.seed,
        step=1,
        key="seed",
        help=text("sheet.seed_help"),
        on_change=choose,
    )


def _all_problems(checked: Checked) -> None:
    text = session.words()
    if checked.errors or unread():
        number = len(checked.errors) + len(unread())
        st.error(text("sheet.wrong_one" if number == 1 else "sheet.wrong", n=number))
        show_problems(checked.errors, with_field=True)


page()
