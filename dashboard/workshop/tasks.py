"""What can be asked of the workshop, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.workshop.lives import people_of, told
from dashboard.workshop.papers import make

PAPER, PEOPLE, LIFE = "paper", "people", "life"
TASKS: Mapping[str, Callable[[Any], Any]] = {PAPER: make, PEOPLE: people_of, LIFE: told}
