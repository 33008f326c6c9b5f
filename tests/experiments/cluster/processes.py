"""A scheduler and workers as processes of their own, by Dask's public commands, on 127.0.0.1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 60.0
END_SECONDS = 20.0


class Processes:
    """A scheduler with workers of one thread; each can be killed."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(settings or {})
        told = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)
        )
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = _address(told, self.scheduler)

    def add_worker(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker."""
        where = ("--host", "127.0.0.1", "--nthreads", "1", "--local-directory", str(self.folder))
        worker = self._start("worker", self.address, *where, *options)
        self.workers.append(worker)
        return worker

    def end(self) -> None:
        """End them all."""
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / "dask.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *words, "--no-dashboard"],
                stdout=log,
                stderr=log,
                env=self.environment,
                cwd=self.folder,
            )


def _address(told: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            return str(json.loads(told.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise AssertionError(f"the scheduler did not start: {process.poll()}")
