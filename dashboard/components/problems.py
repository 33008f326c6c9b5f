"""What is wrong, beside the field: what, what is allowed, what was perhaps meant, what to do."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dashboard import session
from experiments.errors import Problem

_LONGEST = 80


def show_problems(problems: Iterable[Problem], with_field: bool = False) -> None:
    """Write each problem. with_field: name the field and the line, where it stands far from it.

    What a user wrote is shown as plain text, never as markup.
    """
    texts = session.problem_words()
    for problem in problems:
        parts = [problem.sentence(part, texts) for part in ("what", "allowed")]
        if problem.nearest:
            parts.append(texts("error.nearest", nearest=problem.nearest))
        parts.append(problem.sentence("next", texts))
        lines = [_place(problem)] if with_field else []
        message = "\n".join(filter(None, [*lines, *parts]))
        box = st.container(border=True)
        label = session.words()("problem.warning" if problem.warning else "problem.error")
        box.markdown(f"**{label}**")
        box.text(message)


def _place(problem: Problem) -> str:
    texts = session.problem_words()
    parts = [texts("error.line", line=problem.line)] if problem.line else []
    parts += [problem.field] if problem.field else []
    if problem.value:
        parts.append(" ".join(problem.value.split())[:_LONGEST])
    return " · ".join(parts)
