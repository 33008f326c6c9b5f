"""Berekenen: how far a run is, the queue, and what was computed before."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial

import streamlit as st

from dashboard import session
from dashboard.asking import CHOICES
from dashboard.components import head
from dashboard.components.start_job import compute_button
from dashboard.draft import check, read_upload
from dashboard.jobs.job import (
    DONE,
    INTERRUPTED,
    OPEN,
    QUEUED,
    RUNNING,
    STOPPED,
    Job,
    Status,
    find_job,
    list_jobs,
)
from dashboard.jobs.queue import cancel, place_in_queue, remove, tend
from dashboard.results import written_day
from experiments.errors import StoreProblem
from experiments.numbers import write_number
from experiments.store.location import store_folder

PARAMETER = "taak"
"""The name of a job in a link: what brings somebody back to it."""
SHOWN = 20
POLL_SECONDS = 1.0
MINUTES_FROM = 2
"""From so many minutes on the time left is told in minutes."""


def page() -> None:
    """Show the job of this tab, and the others."""
    text = session.words()
    head.title("berekenen")
    job_id = st.query_params.get(PARAMETER) or session.remembered("job", "")
    job = find_job(store_folder(), job_id) if job_id else None
    if job_id and job is None:
        st.info(text("job.unknown"))
    if job is not None:
        st.session_state["job"] = job.job_id
        st.query_params[PARAMETER] = job.job_id
        open_now = job.status().state in OPEN
        st.fragment(partial(_one, job), run_every=POLL_SECONDS if open_now else None)()
    else:
        head.scenario_bar()
        compute_button(check(session.draft()).scenario)
    _others(job)


def _one(job: Job) -> None:
    """Show one job; when it ends, the whole page is shown anew."""
    text = session.words()
    try:
        tend(store_folder())
    except StoreProblem as problem:
        st.error(text("job.no_store", reason=problem.reason))
    status = job.status()
    with st.container(border=True):
        st.header(text(f"job.state.{status.state}"), anchor=False)
        st.text(job.spec.title)
        if status.state == QUEUED:
            st.text(text("job.place", n=place_in_queue(store_folder(), job)))
        elif status.state == RUNNING:
            _progress(job, status)
        elif status.state == DONE:
            _done(job, status)
        else:
            _ended(job, status)
        if status.state in OPEN:
            st.button(
                text("job.cancel"),
                key="cancel",
                on_click=_cancel,
                args=(job,),
                disabled=job.asked_to_stop,
            )
    shown_open = session.remembered("job_open", None)
    st.session_state["job_open"] = status.state in OPEN
    if shown_open and status.state not in OPEN:
        st.rerun()


def _progress(job: Job, status: Status) -> None:
    text, lang = session.words(), session.language()
    share = status.finished / max(status.total, 1)
    item = job.spec.items[min(status.item, len(job.spec.items) - 1)]
    done, total = (write_number(n, lang) for n in (status.finished, status.total))
    label = text("job.progress", done=done, total=total)
    st.progress(share, text=label)
    st.text(text(f"job.phase.{status.phase or 'loading'}"))
    st.text(text("job.now", title=item.title))
    left = status.seconds_left(time.time())
    if left is not None:
        minutes = left / 60
        if minutes > MINUTES_FROM:
            st.text(text("job.left_minutes", minutes=write_number(minutes, lang)))
        else:
            st.text(text("job.left", seconds=write_number(max(left, 1), lang)))
    st.caption(text("job.leave"))


def _done(job: Job, status: Status) -> None:
    text, lang = session.words(), session.language()
    seconds = max(status.ended - status.started, 0.0)
    st.text(text("job.took", seconds=write_number(seconds, lang)))
    if status.reused:
        st.text(text("job.reused", n=len(status.reused)))
    if st.button(text("job.look"), type="primary", key="look"):
        _open(job)
        st.switch_page("views/uitkomsten.py")


def _ended(job: Job, status: Status) -> None:
    text, lang = session.words(), session.language()
    if status.state == STOPPED:
        done, total = (write_number(n, lang) for n in (status.finished, status.total))
        st.text(text("job.stopped", done=done, total=total))
    else:
        code = status.code or "unexpected"
        st.error(text(f"job.code.{code}"))
        st.caption(text("job.error_code", code=f"{code}-{job.job_id[:6]}"))
    key = "job.go_on" if status.state == INTERRUPTED else "job.again"
    if st.button(text(key), type="primary", key="again"):
        _open(job)
        scenario = check(session.draft()).scenario
        if scenario is not None:
            from dashboard.components.start_job import start

            start(scenario)


def _cancel(job: Job) -> None:
    try:
        cancel(store_folder(), job)
    except StoreProblem as problem:
        st.session_state["cancel_problem"] = problem.reason


def _open(job: Job) -> None:
    """Make the scenario of a job the one of this tab, with the job's worlds and seed."""
    name = job.spec.files[-1]
    try:
        fields, _ = read_upload((job.folder / name).read_bytes(), name)
    except OSError:
        return
    if fields is not None:
        session.set_draft(fields)
    if job.spec.replications in CHOICES:
        session.set_options(session.Options(job.spec.replications, job.spec.seed))


def _others(shown: Job | None) -> None:
    """List the jobs of this server, the latest first."""
    text, lang = session.words(), session.language()
    jobs = [job for job in reversed(list_jobs(store_folder())) if shown is None or job != shown]
    st.header(text("job.others"), anchor=False)
    if not jobs:
        st.text(text("job.none"))
    for job in jobs[:SHOWN]:
        status = job.status()
        worlds = write_number(job.spec.replications, lang)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(job.spec.title)
            state = text(f"job.state.{status.state}")
            created = datetime.fromtimestamp(job.spec.created)
            day = f"{written_day(created.date().isoformat(), lang)} {created:%H:%M}"
            st.caption(text("job.when", state=state, worlds=worlds, day=day))
            if st.button(text("job.open"), key=f"open:{job.job_id}"):
                st.session_state["job"] = job.job_id
                st.query_params[PARAMETER] = job.job_id
                _open(job)
                if status.state == DONE:
                    st.switch_page("views/uitkomsten.py")
                st.rerun()
            if status.state not in OPEN and st.button(
                text("job.remove"), key=f"remove:{job.job_id}", type="tertiary"
            ):
                remove(store_folder(), job)
                st.rerun()


page()
