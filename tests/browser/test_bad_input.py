"""What people do wrong, or to harm: a clear Dutch word beside the cause, and nothing lost."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from dashboard.draft import as_yaml, shipped_draft
from dashboard.jobs.job import RUNNING, find_job
from tests.browser.conftest import Server
from tests.browser.visitor import PATIENCE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload

GOOD = as_yaml({**shipped_draft("z-route-ruim"), "name": "van-mij"}).encode()


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/yaml", "buffer": content}


def upload(visitor: Visitor, name: str, content: bytes) -> None:
    field = visitor.page.locator('input[type="file"]')
    field.set_input_files(payload(name, content))
    visitor.page.get_by_text(name, exact=True).first.wait_for()
    visitor.settle()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"format: 1\nname: [", "geen goede YAML"),
        ("format: 1\nname: caf\xe9".encode("latin-1"), "geen UTF-8"),
        (b"a: &x [1]\nb: *x", "Ankers en verwijzingen"),
        (GOOD.replace(b"2025-01", b"2025-13"), "Dit is geen maand"),
        (GOOD.replace(b"plaatsen: 60", b"plaatsen: 77,5"), "Hier moet een getal staan"),
        (b"\x00\xff\xfe" * 50, "geen UTF-8"),
    ],
)
def test_a_wrong_file_is_told_by_its_cause(visitor: Visitor, content: bytes, told: str) -> None:
    visitor.go("scenario", s="meer-klantmanagers")
    upload(visitor, "fout.yaml", content)
    visitor.reads("Dit bestand is niet ingelezen")
    visitor.reads(told)
    title = visitor.page.get_by_role("textbox", name="Titel").input_value()
    assert title == "Een kwart meer klantmanagers"


def test_a_huge_file_is_refused(visitor: Visitor) -> None:
    visitor.go("scenario", s="meer-klantmanagers")
    upload(visitor, "groot.yaml", b"# " + b"x" * 3_000_000)
    assert "klantmanagers" in visitor.page.get_by_role("textbox", name="Titel").input_value()


def test_a_good_file_is_read_in(visitor: Visitor) -> None:
    visitor.go("scenario")
    upload(visitor, "goed.yaml", GOOD)
    assert visitor.page.get_by_role("textbox", name="Korte naam").input_value() == "van-mij"
    visitor.reads("60 plaatsen")


def test_words_of_a_user_load_and_run_nothing(visitor: Visitor) -> None:
    evil = "![x](http://evil.example/x.png)<img src=http://evil.example/y.png onerror=alert(1)>"
    draft = {**shipped_draft("z-route-ruim"), "name": "kwaad", "title": {"nl": evil}}
    visitor.go("scenario")
    upload(visitor, "kwaad.yaml", as_yaml(draft).encode())
    assert visitor.page.get_by_role("textbox", name="Titel").input_value() == evil
    visitor.menu("Uitkomsten")
    visitor.reads(evil)
    visitor.menu("Vergelijken")
    assert visitor.elsewhere == []
    assert visitor.page.locator('img[src*="evil"]').count() == 0


def test_a_killed_worker_is_told_and_goes_on(visitor: Visitor, server: Server) -> None:
    visitor.go("scenario", s="vroege-start", n="400", seed="77")
    visitor.press("Bereken")
    page = visitor.page
    page.get_by_role("heading", name="Bezig met rekenen", exact=True).wait_for()
    job = find_job(server.store, visitor.page.url.split("taak=")[1].split("&")[0])
    assert job is not None
    status = job.status()
    assert status.state == RUNNING
    os.killpg(status.pid, signal.SIGKILL)
    page.get_by_role("heading", name="Onderbroken", exact=True).wait_for(timeout=PATIENCE)
    visitor.reads("van buitenaf")
    visitor.press("Ga verder")
    page.get_by_role("heading", name="Bezig met rekenen", exact=True).wait_for()
    visitor.button("Annuleren").click()
    page.get_by_role("heading", name="Gestopt", exact=True).wait_for(timeout=PATIENCE)
