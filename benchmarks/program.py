"""What is measured from outside: the program as a user starts it, in processes of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.timing import Timing, interleaved

ROOT = Path(__file__).resolve().parents[1]
THOUSAND = 1_000


def command() -> list[str]:
    """The installed command, or its module where only the source is there."""
    installed = Path(sys.executable).with_name("doorstroom")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "experiments.cli"]


def time_command(
    *arguments: str, repeats: int = 1, environment: Mapping[str, str] | None = None
) -> Timing:
    """Wall time of the program with these arguments, from start to end.

    Raises:
        RuntimeError: with what the program said, if it fails.
    """

    def work() -> None:
        done = subprocess.run(
            [*command(), *arguments],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(f"doorstroom {' '.join(arguments)} failed:\n{done.stderr}")

    return interleaved([work], repeats)[0]


def time_help(repeats: int) -> Timing:
    """`doorstroom --help`."""
    return time_command("--help", repeats=repeats)


def time_run(
    replications: int, *options: str, repeats: int = 1, cache: str | None = None
) -> Timing:
    """`doorstroom run --fresh` into an empty store; `cache`: another folder of compiled code."""
    with tempfile.TemporaryDirectory() as store:
        arguments = ("run", "--replications", str(replications), "--fresh", "--store", store)
        environment = {} if cache is None else {"DOORSTROOM_CACHE": cache}
        return time_command(*arguments, *options, repeats=repeats, environment=environment)


def time_cold_start() -> Timing:
    """A first run of one world: imports, compiles everything, simulates, writes its tables."""
    with tempfile.TemporaryDirectory() as cache:
        return time_run(1, "--no-charts", cache=cache)


def time_warm_start(repeats: int) -> Timing:
    """The same when the compiled code is there already."""
    return time_run(1, "--no-charts", repeats=repeats)


def time_thousand() -> Timing:
    """A thousand worlds of the base scenario on two workers, tables written, no charts."""
    return time_run(THOUSAND, "--workers", "2", "--no-charts")
