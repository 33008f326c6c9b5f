"""What one browser tab has chosen: language, scenario, worlds; kept in its link as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.asking import CHOICES, DEFAULT_REPLICATIONS, DEFAULT_SEED, is_shipped
from dashboard.draft import Draft, check, shipped_draft
from dashboard.link import LinkProblem, read_link, write_link
from dashboard.texts import words_in
from experiments.runner.request import MAX_SEED
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from experiments.texts import DEFAULT_LANGUAGE, LANGUAGES, Texts, texts_in

LANG, SCENARIO, WORLDS, SEED = "lang", "s", "n", "seed"
"""Names in a link."""


@dataclass(frozen=True)
class Options:
    """With how many worlds, and which luck."""

    replications: int = DEFAULT_REPLICATIONS
    seed: int = DEFAULT_SEED


def language() -> str:
    """Return the language of this tab."""
    asked = str(st.query_params.get(LANG, st.session_state.get(LANG, DEFAULT_LANGUAGE)))
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def words() -> Texts:
    """Return the texts of the app in the language of this tab."""
    return words_in(language())


def problem_words() -> Texts:
    """Return the texts of problems in the language of this tab."""
    return texts_in(language())


def begin() -> None:
    """Take over what the link says, once a session; later the session is in the lead."""
    st.session_state[LANG] = language()
    if "draft" in st.session_state:
        return
    fields, problem = _from_link()
    worlds, seed = (st.query_params.get(name, "") for name in (WORLDS, SEED))
    replications = int(worlds) if worlds in map(str, CHOICES) else DEFAULT_REPLICATIONS
    luck = int(seed) if seed.isascii() and seed.isdigit() and len(seed) < 11 else DEFAULT_SEED
    st.session_state["options"] = Options(replications, min(luck, MAX_SEED))
    st.session_state["generation"] = 0
    st.session_state["link_problem"] = problem
    st.session_state["draft"] = fields  # last: a run of the script may be cut off anywhere


def _from_link() -> tuple[Draft, str | None]:
    """Return the scenario that the link holds, or the base and what was wrong with the link."""
    base, piece = shipped_draft(BASE), st.query_params.get(SCENARIO)
    if piece is None:
        return base, None
    try:
        found = read_link(piece)
    except LinkProblem as problem:
        return base, problem.code
    fields = shipped_draft(found) if isinstance(found, str) else found
    return (base, "invalid") if check(fields).errors else (fields, None)


def keep_link() -> None:
    """Write into the address what a colleague needs to see the same."""
    wanted = link_fields()
    for name, value in wanted.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value
    for name in (LANG, SCENARIO, WORLDS, SEED):
        if name not in wanted and name in st.query_params:
            del st.query_params[name]


def link_fields() -> dict[str, str]:
    """Return the fields of a link to what this tab shows; what is usual is left out."""
    fields: dict[str, str] = {}
    if language() != DEFAULT_LANGUAGE:
        fields[LANG] = language()
    given = draft()
    name = str(given.get("name"))
    if given != shipped_draft(BASE):
        checked = check(given).scenario
        known = checked is not None and is_shipped(checked)
        fields[SCENARIO] = name if known else write_link(given)
    chosen = options()
    if chosen.replications != DEFAULT_REPLICATIONS:
        fields[WORLDS] = str(chosen.replications)
    if chosen.seed != DEFAULT_SEED:
        fields[SEED] = str(chosen.seed)
    return fields


def draft() -> Draft:
    """Return the scenario in the making."""
    found: Draft = st.session_state["draft"]
    return found


def set_draft(fields: Draft, fresh_fields: bool = True) -> None:
    """Put another scenario in place. fresh_fields: the sheet has to show it anew."""
    st.session_state["draft"] = fields
    st.session_state["link_problem"] = None
    if fresh_fields:
        st.session_state["generation"] = generation() + 1


def generation() -> int:
    """Return how often the sheet was filled from elsewhere: part of the names of its fields."""
    return int(st.session_state.get("generation", 0))


def options() -> Options:
    """Return the chosen number of worlds and seed."""
    found: Options = st.session_state["options"]
    return found


def set_options(chosen: Options) -> None:
    """Choose worlds and seed."""
    st.session_state["options"] = chosen


def scenario() -> Scenario | None:
    """Return the checked scenario of this tab; None while something is wrong with it."""
    return check(draft()).scenario


def remembered(name: str, default: Any) -> Any:
    """Return something that a page put aside."""
    return st.session_state.get(name, default)
