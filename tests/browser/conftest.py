"""The app as its users meet it: a real server, and a real Chromium that may go nowhere else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.visitor import PATIENCE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
COMPUTED = {"s": "z-route-ruim", "n": "50"}
"""What the fixture of that name has computed, as fields of a link."""
OPTIONS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-dev-shm-usage",
)


@dataclass(frozen=True)
class Server:
    """A running app: its address, its store, and the file that holds what it logs."""

    address: str
    store: Path
    log: Path


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("app")
    port = free_port()
    address, log = f"http://127.0.0.1:{port}", folder / "server.log"
    environment = os.environ | {"DOORSTROOM_STORE": str(folder / "store"), "PYTHONPATH": str(ROOT)}
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", f"--port={port}"],
            stdout=stream,
            stderr=stream,
            env=environment,
            cwd=folder,
        )
    try:
        wait_until_healthy(address, process)
        yield Server(address, folder / "store", log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not start: {process.poll()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, server: Server) -> Iterator[Visitor]:
    """Somebody at a desk; at the end: nothing went elsewhere, and nothing broke."""
    found = Visitor(chromium, server.address)
    yield found
    found.close()
    assert found.elsewhere == []
    assert found.broken == []
    assert "Traceback" not in server.log.read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def computed(chromium: Browser, server: Server) -> None:
    """Have a scenario beside the base in the store, as a visitor computes it."""
    visitor = Visitor(chromium, server.address)
    visitor.go("berekenen", **COMPUTED)
    visitor.press("Bereken")
    visitor.page.get_by_role("heading", name="Klaar", exact=True).wait_for(timeout=6 * PATIENCE)
    visitor.close()
