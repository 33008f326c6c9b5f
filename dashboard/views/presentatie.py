"""Presentatie: slides, reports and charts of this tab's result, to take to the council."""

from __future__ import annotations

import shlex
from dataclasses import replace

import streamlit as st

from dashboard import session
from dashboard.components import head
from dashboard.components.aside import made
from dashboard.components.paper_results import Source, sources_of_tab
from dashboard.components.start_job import compute_button
from dashboard.results import chart_messages, written_day
from dashboard.workshop.papers import CHARTS, DECK, KINDS, Order, Paper
from dashboard.workshop.tasks import PAPER
from experiments.charts import style
from experiments.charts.folder import FORMATS
from experiments.numbers import write_number
from experiments.texts import DEFAULT_LANGUAGE

MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
}
USUAL_FORMATS = ("png", "svg")
LARGEST_UPLOAD = 20
"""Megabytes: a house style's template with pictures."""
KEPT = 8
"""Files that a tab keeps, so that a click elsewhere does not make them anew."""


def page() -> None:
    """Let a kind of file be chosen, make it, and hand it over."""
    text = session.words()
    head.title("presentatie")
    sources = sources_of_tab()
    if not sources:
        head.scenario_bar()
        st.info(text("gate.nothing"))
        compute_button(session.scenario())
        return
    ended = str(sources[0].stored.manifest["times"]["ended"])[:10]
    head.scenario_bar(written_day(ended, session.language()))
    kind = st.segmented_control(
        text("paper.kind"),
        KINDS,
        default=DECK,
        required=True,
        format_func=lambda one: text(f"paper.kind_of.{one}"),
        key="paper-kind",
        persist_state="session",
    )
    kind = kind or DECK
    st.caption(text(f"paper.about.{kind}"))
    source = _source(sources)
    order = _order(kind, source)
    if order is None:
        return
    if st.button(text("paper.make"), type="primary", key="paper-make"):
        asked = order if order.template is None else None
        paper = made(PAPER, order, "paper.busy", asked)
        if paper is not None:
            _keep(order, paper)
    found = _kept().get(order)
    if found is not None:
        _hand_over(order, source, found)
    _commands(order, source)


def _source(sources: list[Source]) -> Source:
    text, lang = session.words(), session.language()
    by_key = {source.key: source for source in sources}

    def titled(key: str) -> str:
        titles = ", ".join(one.title_in(lang) for one in by_key[key].scenarios[1:])
        return text(
            f"paper.source_of.{key}", title=titles or by_key[key].scenarios[0].title_in(lang)
        )

    chosen = st.selectbox(
        text("paper.source"),
        list(by_key),
        format_func=titled,
        key="paper-source",
        persist_state="session",
    )
    return by_key.get(chosen, sources[0])


def _order(kind: str, source: Source) -> Order | None:
    """Return what is asked for; None while something has to be chosen first."""
    order = Order(kind, str(source.folder), session.language())
    if kind == DECK:
        return _of_deck(order, source)
    return _of_charts(order, source) if kind == CHARTS else order


def _of_deck(order: Order, source: Source) -> Order:
    text, lang = session.words(), session.language()
    about = {one.name: one.title_in(lang) for one in source.scenarios[1:]}
    if len(about) > 1:
        chosen = st.selectbox(
            text("paper.scenario"),
            list(about),
            format_func=lambda name: about[name],
            key="paper-scenario",
        )
        order = replace(order, scenario=chosen)
    given = st.file_uploader(
        text("paper.template"),
        type=["pptx"],
        key="paper-template",
        help=text("paper.template_help"),
        max_upload_size=LARGEST_UPLOAD,
    )
    if given is None:
        return order
    return replace(order, template=given.getvalue(), template_name=given.name)


def _of_charts(order: Order, source: Source) -> Order | None:
    text, lang = session.words(), session.language()
    messages = chart_messages(source.stored, lang)
    names = st.multiselect(
        text("paper.charts"),
        list(messages),
        default=list(messages),
        format_func=lambda name: f"{name}: {messages[name]}",
        placeholder=text("paper.none"),
        key=f"paper-charts:{source.result_id}:{lang}",
        persist_state="session",
    )
    first, second = st.columns(2)
    formats = first.multiselect(
        text("paper.formats"),
        FORMATS,
        default=USUAL_FORMATS,
        format_func=str.upper,
        placeholder=text("paper.none"),
        key="paper-formats",
        persist_state="session",
    )
    size = second.selectbox(
        text("paper.size"),
        list(style.SIZES),
        format_func=lambda one: text(f"paper.size_of.{one.replace(':', '-')}"),
        key="paper-size",
        persist_state="session",
    )
    if not names or not formats:
        st.info(text("paper.choose"))
        return None
    return replace(
        order,
        charts=tuple(name for name in messages if name in names),
        formats=tuple(one for one in FORMATS if one in formats),
        size=size,
    )


def _kept() -> dict[Order, Paper]:
    found: dict[Order, Paper] = st.session_state.setdefault("papers", {})
    return found


def _keep(order: Order, paper: Paper) -> None:
    kept = _kept()
    kept.pop(order, None)
    kept[order] = paper
    while len(kept) > KEPT:
        del kept[next(iter(kept))]


def _hand_over(order: Order, source: Source, paper: Paper) -> None:
    text, lang = session.words(), session.language()
    with st.container(border=True):
        kilobytes = write_number(max(len(paper.body) / 1000, 1), lang)
        st.text(text("paper.ready", name=_name(order, source), kilobytes=kilobytes))
        st.download_button(
            text("paper.download"),
            data=paper.body,
            file_name=_name(order, source),
            mime=MIME[order.kind],
            key="paper-download",
            on_click="ignore",
        )
        st.caption(text(f"paper.inside.{order.kind}"))
        st.text("\n".join(f"{place}. {line}" for place, line in enumerate(paper.lines, start=1)))


def _name(order: Order, source: Source) -> str:
    about = order.scenario or "-".join(one.name for one in source.scenarios[1:])
    return f"doorstroom-{about or source.scenarios[0].name}.{order.kind}"


def _commands(order: Order, source: Source) -> None:
    """Show the commands that make the same file."""
    text = session.words()
    st.caption(text("paper.command"))
    st.code(f"{source.command}\n{_command(order, source)}", language=None, wrap_lines=True)


def _command(order: Order, source: Source) -> str:
    lang = [] if order.lang == DEFAULT_LANGUAGE else ["--lang", order.lang]
    name = _name(order, source)
    if order.kind == DECK:
        about = ["--scenario", order.scenario] if order.scenario else []
        template = ["--template", order.template_name] if order.template is not None else []
        words = ["deck", source.result_id, *about, *template, "-o", name]
    elif order.kind == CHARTS:
        chosen = ["--only", ",".join(order.charts), "--format", ",".join(order.formats)]
        words = ["charts", source.result_id, *chosen, "--size", order.size]
    else:
        words = ["report", source.result_id, "--format", order.kind, "-o", name]
    return shlex.join(["doorstroom", *words, *lang])


page()
