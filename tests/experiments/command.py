"""Run the real command in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str, store: Path, cwd: Path | None = None) -> subprocess.Popen[str]:
    """Start `doorstroom` with a store of its own; compiled code is shared with everybody."""
    environment = os.environ | {
        "DOORSTROOM_STORE": str(store),
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
    }
    environment.pop("DOORSTROOM_LANG", None)
    return subprocess.Popen(
        [sys.executable, "-m", "experiments.cli", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=cwd or ROOT,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 (no threads of ours run here)
    )


def _hear_interrupts() -> None:
    """Tests in the background of a shell ignore Ctrl-C, and so would what they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def doorstroom(
    *arguments: str, store: Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `doorstroom` to its end."""
    process = start(*arguments, store=store, cwd=cwd)
    out, err = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
