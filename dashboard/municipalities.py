"""Outcomes by municipality, asked of the workshop once for everybody who looks."""

from __future__ import annotations

from dashboard.components.aside import made
from dashboard.memory import Memory
from dashboard.workshop.regional import Question, Regional
from dashboard.workshop.tasks import BY_MUNICIPALITY

_FOUND: Memory[Regional] = Memory(16)


def by_municipality(question: Question) -> Regional | None:
    """Return the answer; None where the page says why there is none."""
    texts = tuple(one.model_dump_json() for one in question.scenarios)
    key = (texts, question.seed, question.worlds)
    try:
        return _FOUND.get(key, lambda: _make(question))
    except LookupError:
        return None


def _make(question: Question) -> Regional:
    """Ask the workshop. Raises LookupError where it could not."""
    found = made(BY_MUNICIPALITY, question, "regional.busy")
    if found is None:
        raise LookupError
    answer: Regional = found
    return answer
