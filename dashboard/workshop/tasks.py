"""What can be asked of the workshop, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.workshop.lives import people_of, told
from dashboard.workshop.papers import make
from dashboard.workshop.regional import by_municipality

PAPER, PEOPLE, LIFE, BY_MUNICIPALITY = "paper", "people", "life", "by-municipality"
TASKS: Mapping[str, Callable[[Any], Any]] = {
    PAPER: make,
    PEOPLE: people_of,
    LIFE: told,
    BY_MUNICIPALITY: by_municipality,
}
