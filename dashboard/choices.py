"""Scenarios that can be compared: the shipped ones, this tab's own, and those computed before."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.asking import is_shipped, shipped, shipped_names
from dashboard.draft import Draft, check, read_upload, shipped_draft
from dashboard.jobs.job import DONE, Job, list_jobs
from experiments.scenario.files import BASE
from experiments.scenario.model import Scenario
from experiments.store.location import store_folder

_OWN = "own"
_JOB = "job:"


@dataclass(frozen=True)
class Choice:
    """A scenario that can be chosen. own: the one of this tab."""

    key: str
    title: str
    scenario: Scenario
    draft: Draft
    own: bool = False


def choices_of(draft: Draft, lang: str) -> dict[str, Choice]:
    """Return what can be chosen beside the base, by key."""
    found: dict[str, Choice] = {}
    base = shipped(BASE)
    mine = check(draft).scenario
    if mine is not None and mine != base and not is_shipped(mine):
        found[_OWN] = Choice(_OWN, mine.title_in(lang), mine, draft, own=True)
    for name in shipped_names():
        scenario = shipped(name)
        if name != BASE and scenario.start == base.start and scenario.until == base.until:
            own = mine == scenario
            title = scenario.title_in(lang)
            found[name] = Choice(name, title, scenario, shipped_draft(name), own)
    seen = [choice.scenario for choice in found.values()]
    for job in reversed(list_jobs(store_folder())):
        if job.status().state != DONE:
            continue
        for number, fields in enumerate(drafts_of(job)):
            computed = check(fields).scenario
            if computed is None or computed == base or computed in seen:
                continue
            seen.append(computed)
            key = f"{_JOB}{job.job_id}:{number}"
            found[key] = Choice(key, computed.title_in(lang), computed, fields)
    return found


def drafts_of(job: Job) -> list[Draft]:
    """Return the scenarios of a job that can still be read, the reference first."""
    texts = [_fields_of(str(job.folder / name), job.spec.created) for name in job.spec.files]
    return [json.loads(text) for text in texts if text]


@lru_cache(maxsize=512)
def _fields_of(path: str, _created: float) -> str:
    """Return the fields of a scenario file as JSON, read once; empty where it cannot be read."""
    try:
        fields, _ = read_upload(Path(path).read_bytes(), Path(path).name)
    except OSError:
        return ""
    return "" if fields is None else json.dumps(fields)


def write_choices(chosen: list[Choice]) -> str:
    """Return chosen scenarios as a piece of a link; this tab's own is in the link anyway."""
    return ",".join(choice.key for choice in chosen)


def read_choices(piece: str) -> list[str]:
    """Return the keys in a piece of a link, each once."""
    return list(dict.fromkeys(key for key in piece.split(",")[:8] if key))
