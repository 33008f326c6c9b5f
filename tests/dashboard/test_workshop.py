"""The workshop beside the server: what dies, hangs or is too much there is told, and passes."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.asking import shipped
from dashboard.texts import words_in
from dashboard.workshop import desk as desk_module
from dashboard.workshop.desk import Desk, WorkshopFull
from dashboard.workshop.desk import desk as shared_desk
from dashboard.workshop.lives import Told, Wanted
from dashboard.workshop.papers import LARGEST_TEMPLATE, MOST_PARTS, Order, look_at
from dashboard.workshop.tasks import LIFE, PAPER, PEOPLE
from dashboard.workshop.wire import DONE, FAILED, INPUT
from experiments.texts import texts_in
from tests.dashboard.test_pages import own_store, visit  # noqa: F401  (a fixture)

WHO = Wanted((shipped("base"),), 1, "nl", "hengelo/asiel/2022-01/1")


@pytest.fixture
def desk() -> Iterator[Desk]:
    found = Desk()
    yield found
    found.close()


def test_it_answers_task_after_task_with_one_process(desk: Desk) -> None:
    people = desk.ask(PEOPLE, Wanted((shipped("base"),), 1, "nl")).result()
    assert people.state == DONE
    first = desk._process
    assert first is not None
    who = str(people.value.listed[0].identity)
    told = desk.ask(LIFE, Wanted((shipped("base"),), 1, "en", who)).result()
    assert isinstance(told.value, Told)
    assert told.value.who[0].startswith("Invented person")
    assert desk._process is first


def test_who_is_not_there_is_told(desk: Desk) -> None:
    for person in ("hengelo/asiel/2022-01/9999", "../../etc/passwd", ""):
        answer = desk.ask(LIFE, Wanted((shipped("base"),), 1, "nl", person)).result()
        assert answer.state == INPUT
        assert [one.code for one in answer.problems] == ["life-not-here"]


def test_a_killed_process_is_told_and_replaced(desk: Desk) -> None:
    assert desk.ask(PEOPLE, Wanted((shipped("base"),), 1, "nl")).result().state == DONE
    assert desk._process is not None
    os.kill(desk._process.pid, signal.SIGSTOP)
    future = desk.ask(PEOPLE, Wanted((shipped("base"),), 2, "nl"))
    os.kill(desk._process.pid, signal.SIGKILL)
    answer = future.result()
    assert (answer.state, answer.code) == (FAILED, "gone")
    assert desk.ask(PEOPLE, Wanted((shipped("base"),), 2, "nl")).result().state == DONE


def test_what_takes_too_long_is_stopped() -> None:
    quick = Desk(seconds=0.05)
    answer = quick.ask(PEOPLE, Wanted((shipped("base"),), 1, "nl")).result()
    quick.close()
    assert (answer.state, answer.code) == (FAILED, "too-long")


def test_too_many_are_sent_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "MOST_WAITING", 2)
    waiting = [desk.ask(PEOPLE, Wanted((shipped("base"),), n, "nl")) for n in (1, 2)]
    with pytest.raises(WorkshopFull):
        desk.ask(PEOPLE, WHO)
    assert all(one.result().state == DONE for one in waiting)
    assert desk.ask(PEOPLE, Wanted((shipped("base"),), 3, "nl")).result().state == DONE


def test_it_ends_when_its_desk_closes(desk: Desk) -> None:
    desk.ask(PEOPLE, Wanted((shipped("base"),), 1, "nl")).result()
    process = desk._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # as when the server dies
    end = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    assert process.poll() == 0


def test_a_result_that_is_gone_is_told(desk: Desk, tmp_path: Path) -> None:
    answer = desk.ask(PAPER, Order("pptx", str(tmp_path / "none"), "nl")).result()
    assert answer.state == INPUT
    assert [one.code for one in answer.problems] == ["no-result"]


def zipped(parts: int, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"{number}.xml", b" " * size)
    return buffer.getvalue()


def test_a_template_is_looked_at_before_it_is_unpacked() -> None:
    codes = [
        found.code if (found := look_at(body, "x.pptx")) else None
        for body in (
            b"",
            b"PK\x03\x04 half a zip",
            zipped(1, LARGEST_TEMPLATE + 1),
            zipped(MOST_PARTS + 1, 0),
            zipped(3, 10),
        )
    ]
    expected = ["template-no-zip", "template-no-zip", "template-large", "template-large", None]
    assert codes == expected


def test_every_way_to_fail_has_words() -> None:
    for lang in ("nl", "en"):
        for code in ("no-start", "gone", "too-long", "memory", "store", "unexpected"):
            assert f"workshop.code.{code}" in words_in(lang)
        for code in ("template-no-zip", "template-large", "life-not-here"):
            assert f"problem.{code}.what" in texts_in(lang)


def test_what_was_made_is_not_made_again() -> None:
    app = visit("inburgeraar", s="z-route-ruim")
    assert not app.exception
    done = shared_desk()._done
    app.run()
    again = visit("inburgeraar", s="z-route-ruim")
    assert not again.exception
    assert shared_desk()._done == done
