"""Workers as an array of jobs of Slurm: a script, handed in with `sbatch`, taken back at the end.

Slurm reads partition, time and account from the usual variables (SBATCH_PARTITION,
SBATCH_TIMELIMIT, SBATCH_ACCOUNT), so they need no options here. The scheduler lives in the process
that asks, on the node where the command is given; it must be reachable from the nodes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WITHOUT_SCHEDULER_SECONDS = 120
SCRIPT = """\
#!/bin/bash
#SBATCH --job-name=doorstroom
#SBATCH --array=1-{workers}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --output={folder}/worker-%a.log
exec {python} -m dask worker {address} --nthreads 1 --no-nanny --no-dashboard \\
    --local-directory "${{TMPDIR:-/tmp}}" --death-timeout {seconds}
"""


class SlurmProblem(Exception):
    """Slurm is not there, or does not take the job; `reason` in its own words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class SlurmJob:
    """An array of jobs that was handed in; folder: of its script and of what its workers log."""

    number: str
    folder: Path

    def is_known(self) -> bool:
        """Whether any of its jobs waits or runs."""
        return bool(_ask("squeue", "--noheader", "--jobs", self.number, may_fail=True))


def script(address: str, workers: int, folder: Path) -> str:
    """Return the script of so many workers of one thread for a scheduler."""
    return SCRIPT.format(
        address=address,
        workers=workers,
        folder=folder,
        python=sys.executable,
        seconds=WITHOUT_SCHEDULER_SECONDS,
    )


@contextmanager
def slurm_workers(address: str, workers: int, folder: Path) -> Iterator[SlurmJob]:
    """Hand in an array of workers; at the end take back what is left of it.

    Raises SlurmProblem.
    """
    if shutil.which("sbatch") is None:
        raise SlurmProblem("sbatch: command not found")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "workers.sh"
    path.write_text(script(address, workers, folder), encoding="utf-8")
    job = SlurmJob(_ask("sbatch", "--parsable", str(path)).split(";")[0], folder)
    try:
        yield job
    finally:
        _ask("scancel", job.number, may_fail=True)


def _ask(*words: str, may_fail: bool = False) -> str:
    found = subprocess.run(words, capture_output=True, text=True, check=False)
    if found.returncode and not may_fail:
        raise SlurmProblem(found.stderr.strip() or f"{words[0]}: {found.returncode}")
    return found.stdout.strip()
