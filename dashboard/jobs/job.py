"""A job as files: what is asked, how far it is, and whether somebody wants it to stop.

A folder holds `spec.json` (never changed), the scenarios as YAML, `status.json` (replaced as a
whole, so that a reader never sees half of it) and, when somebody cancels, the empty file
`cancel`. Everything a page needs is in there; the process that works on it can go at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from experiments.errors import StoreProblem

FOLDER = "jobs"
SPEC, STATUS, CANCEL, LOG = "spec.json", "status.json", "cancel", "worker.log"
QUEUED, RUNNING, DONE, STOPPED, FAILED, INTERRUPTED = (
    "queued",
    "running",
    "done",
    "stopped",
    "failed",
    "interrupted",
)
RUN, COMPARE = "run", "compare"
OPEN = (QUEUED, RUNNING)
"""States in which a job still has something to do."""


@dataclass(frozen=True)
class Item:
    """One thing that a job makes: the run of one scenario, or the comparison of several.

    kind: RUN or COMPARE. files: the scenarios' file names in the folder, the reference first.
    result_id: what the store will keep it under. title: what a person calls it.
    """

    kind: str
    files: tuple[str, ...]
    title: str
    result_id: str


@dataclass(frozen=True)
class Spec:
    """What a job is asked: the same options for every scenario, so that they can be compared.

    variants: whether scenarios are compared under other assumptions as well.
    """

    items: tuple[Item, ...]
    replications: int
    seed: int
    created: float
    variants: bool = False

    @property
    def job_id(self) -> str:
        """What names the job: the results it makes. Who asks the same joins the same job."""
        text = " ".join(item.result_id for item in self.items)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def files(self) -> tuple[str, ...]:
        """The file names of all scenarios, the reference first."""
        return tuple(dict.fromkeys(name for item in self.items for name in item.files))

    @property
    def title(self) -> str:
        """What a person calls the job: its last scenario, or the comparison."""
        return self.items[-1].title


@dataclass(frozen=True)
class Status:
    """How far a job is.

    finished: worlds done of `total`; how many a comparison takes is known when it begins.
    pid, born: the process and when it was started, in the system's own clock ticks, so that a
    later process of that number is told apart. code: why it failed, a key under `job.code` in
    the catalogues.
    """

    state: str
    total: int
    finished: int = 0
    item: int = 0
    phase: str = ""
    started: float = 0.0
    simulating_since: float = 0.0
    updated: float = 0.0
    ended: float = 0.0
    pid: int = 0
    born: str = ""
    code: str = ""
    reused: tuple[int, ...] = field(default=())

    def seconds_left(self, now: float) -> float | None:
        """Return about how long it still takes; None while that cannot be said."""
        since = now - self.simulating_since
        if self.state != RUNNING or not self.finished or not self.simulating_since or since < 0.5:
            return None
        return since / self.finished * (self.total - self.finished)


@dataclass(frozen=True)
class Job:
    """A folder with its spec; the status is read when asked for."""

    folder: Path
    spec: Spec

    @property
    def job_id(self) -> str:
        """The name of the folder."""
        return self.folder.name

    def status(self) -> Status:
        """Return the status as it was last written."""
        try:
            fields = json.loads((self.folder / STATUS).read_text(encoding="utf-8"))
            return Status(**(fields | {"reused": tuple(fields.get("reused", ()))}))
        except (OSError, ValueError, TypeError):
            return Status(INTERRUPTED, self.total, code="damaged")

    @property
    def total(self) -> int:
        """About how many worlds it takes: a comparison has as many as its scenarios' runs."""
        return self.spec.replications * sum(len(item.files) for item in self.spec.items)

    def write(self, status: Status) -> None:
        """Replace the status. Raises OSError."""
        fresh = replace(status, updated=time.time())
        write_aside(self.folder / STATUS, json.dumps(asdict(fresh)))

    def ask_to_stop(self) -> None:
        """Leave the word that the job has to stop. Raises OSError."""
        (self.folder / CANCEL).touch()

    @property
    def asked_to_stop(self) -> bool:
        """Whether somebody cancelled."""
        return (self.folder / CANCEL).exists()

    def scenarios(self, item: Item) -> list[Path]:
        """Return the scenario files of an item."""
        return [self.folder / name for name in item.files]


def write_aside(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one. Raises OSError."""
    aside = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        with aside.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def jobs_folder(store: Path) -> Path:
    """Return the folder that holds all jobs of a store."""
    return store / FOLDER


def make_job(store: Path, spec: Spec, scenarios: Sequence[str]) -> Job:
    """Make the folder of a job that is queued; an older one of the same runs goes.

    scenarios: YAML text for each of the spec's files. Raises StoreProblem; then nothing is left.
    """
    import shutil

    target = jobs_folder(store) / spec.job_id
    aside = target.with_name(f".aside-{spec.job_id}-{uuid.uuid4().hex[:8]}")
    job = Job(target, spec)
    try:
        aside.mkdir(parents=True)
        for name, text in zip(spec.files, scenarios, strict=True):
            (aside / name).write_text(text, encoding="utf-8")
        write_aside(aside / SPEC, json.dumps(asdict(spec), ensure_ascii=False))
        Job(aside, spec).write(Status(QUEUED, job.total))
        if target.exists():
            os.replace(target, aside.with_name(f"{aside.name}-old"))
        os.replace(aside, target)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(aside.with_name(f"{aside.name}-old"), ignore_errors=True)
    return job


def open_job(folder: Path) -> Job | None:
    """Return the job of a folder, or None where there is none that can be read."""
    try:
        fields: Mapping[str, Any] = json.loads((folder / SPEC).read_text(encoding="utf-8"))
        items = tuple(Item(**(i | {"files": tuple(i["files"])})) for i in fields["items"])
        return Job(folder, Spec(**(dict(fields) | {"items": items})))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def find_job(store: Path, job_id: str) -> Job | None:
    """Return a job by its id; None for an unknown one, or a name that is no id."""
    if len(job_id) != 16 or not set(job_id) <= set("0123456789abcdef"):
        return None
    return open_job(jobs_folder(store) / job_id)


def list_jobs(store: Path) -> list[Job]:
    """Return every job of a store, the oldest first."""
    folders = jobs_folder(store).glob("[0-9a-f]*")
    found = [job for job in (open_job(folder) for folder in folders) if job is not None]
    return sorted(found, key=lambda job: job.spec.created)
