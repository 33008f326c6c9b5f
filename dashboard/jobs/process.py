"""Processes by number and time of birth, so that a number that is used again is told apart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys


def born(pid: int) -> str:
    """Return when a process started, as the system tells it; empty if there is none.

    A process that ended but was not yet reaped counts as none.
    """
    if pid <= 0:
        return ""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stream:
            after_name = stream.read().rsplit(")", 1)[1].split()
    except OSError:
        return "" if sys.platform == "linux" else _born_by_ps(pid)
    state, start = after_name[0], after_name[19]
    return "" if state in "ZX" else start


def _born_by_ps(pid: int) -> str:
    """Ask `ps`, where there is no /proc (macOS)."""
    command = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    return "" if not told or told[0].startswith("Z") else " ".join(told[1:])


def is_alive(pid: int, birth: str) -> bool:
    """Whether the process of this number is still the one that was started then."""
    return bool(birth) and born(pid) == birth


def kill_group(pid: int, birth: str) -> None:
    """End a process that leads its own group, with all it started; only if it is still that one."""
    if is_alive(pid, birth):
        try:
            os.killpg(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
