"""On what a measurement was done: versions, processor, cores, and other work on it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any


def cpu_name() -> str:
    """The processor as it names itself, or the machine's type."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        for line in cpuinfo.read_text().splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def describe_machine() -> dict[str, Any]:
    """Versions, processor, cores and load; nothing that names the machine or its user.

    load: processes at work in the minute before, or None where the system does not say.
    """
    available = getattr(os, "sched_getaffinity", None)
    load = getattr(os, "getloadavg", None)
    return {
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("doorstroom", "numpy", "numba", "mesa")},
        },
        "cpu": cpu_name(),
        "cores": len(available(0)) if available else os.cpu_count(),
        "load": round(load()[0], 2) if load else None,
    }
