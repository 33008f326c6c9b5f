"""Too many at once, and a disk that is full: each is told, and nothing is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, Server, free_port, wait_until_healthy
from tests.browser.visitor import PATIENCE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PEOPLE = 10
ROOM = 6_000
"""Bytes that a file may have on the full disk: a job's own files fit, a result does not."""


@pytest.mark.soak
def test_ten_people_press_at_once_and_all_get_their_answer(
    chromium: Browser, server: Server
) -> None:
    people = [Visitor(chromium, server.address) for _ in range(PEOPLE)]
    for number, visitor in enumerate(people):
        visitor.go("berekenen", n="50", seed=str(100 + number))
    for visitor in people:
        visitor.button("Bereken").first.click()
    waited = 0
    for visitor in people:
        visitor.settle()
        waited += "U staat in de rij op plaats" in visitor.words
    assert waited > 0
    for visitor in people:
        done = visitor.page.get_by_role("heading", name="Klaar", exact=True)
        done.wait_for(timeout=10 * PATIENCE)
        assert visitor.broken == []
        visitor.close()


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Server]:
    """A server on a disk that takes small files only."""
    port, store = free_port(), tmp_path / "store"
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"DOORSTROOM_STORE": str(store), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        preexec_fn=_little_room,  # noqa: PLW1509 (no threads of ours run here)
    )
    try:
        wait_until_healthy(address, process)
        yield Server(address, store, tmp_path / "none")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_a_full_disk_is_told_and_the_scenario_stays(chromium: Browser, full: Server) -> None:
    visitor = Visitor(chromium, full.address)
    visitor.go("scenario", s="z-route-ruim", n="50")
    visitor.press("Bereken")
    visitor.arrives("Hoe ver is de berekening?")
    failed = visitor.page.get_by_role("heading", name="Mislukt", exact=True)
    failed.wait_for(timeout=3 * PATIENCE)
    visitor.reads("de schijf is vol")
    assert visitor.button("Opnieuw").is_visible()
    visitor.menu("Scenario samenstellen")
    visitor.reads("60 plaatsen")
    assert "Traceback" not in visitor.words
    assert visitor.broken == []
    visitor.close()


def test_a_store_that_cannot_be_made_is_told(chromium: Browser, tmp_path: Path) -> None:
    """Where the folder for results cannot be: a file stands in its place."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    store = tmp_path / "taken" / "store"
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"DOORSTROOM_STORE": str(store), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
    )
    try:
        wait_until_healthy(address, process)
        visitor = Visitor(chromium, address)
        visitor.go("scenario", s="z-route-ruim", n="50")
        visitor.press("Bereken")
        visitor.reads("De server kan niets bewaren")
        visitor.reads("60 plaatsen")
        visitor.close()
    finally:
        process.terminate()
        process.wait(timeout=30)
