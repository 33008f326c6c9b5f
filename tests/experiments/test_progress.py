"""What is told while runs go on, where there is no terminal: a plain line now and then."""

from __future__ import annotations

import pytest

from experiments.cli import progress
from experiments.cli.front import Front, Lang
from experiments.cli.progress import WatchingFront, write_duration
from experiments.texts import texts_in


def test_a_log_file_gets_a_line_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "FIRST_LINE", 0.0)
    with WatchingFront(Front(Lang.nl), "doorstroom sweep x") as watching:
        watcher = watching.watcher()
        watcher.started(1000, 200)
        watcher.progress(200)
        watcher.progress(600)
        monkeypatch.setattr(watching, "_next", float("inf"))
        watcher.progress(700)
        watcher.saving()
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "200 van 1.000 waren er al; de rest wordt nu nagebootst."
    assert lines[2].startswith("600 van 1.000 klaar, nog ongeveer ")
    assert len(lines) == 3


def test_lines_come_less_and_less_often() -> None:
    waits = [progress.FIRST_LINE]
    while waits[-1] < progress.MOST_SECONDS:
        waits.append(min(waits[-1] * progress.LONGER, progress.MOST_SECONDS))
    assert waits[0] == 10.0
    assert 8 <= len(waits) <= 12


@pytest.mark.parametrize(
    ("seconds", "nl", "en"),
    [
        (0.2, "2 seconden", "2 seconds"),
        (89.0, "89 seconden", "89 seconds"),
        (100.0, "2 minuten", "2 minutes"),
        (5_400.0, "2 uur", "2 hours"),
        (86_400.0 * 20, "20 dagen", "20 days"),
    ],
)
def test_a_duration_is_written_in_the_unit_that_tells_enough(
    seconds: float, nl: str, en: str
) -> None:
    assert write_duration(seconds, texts_in("nl")) == nl
    assert write_duration(seconds, texts_in("en")) == en
