"""Kill a batch at random moments, start it with the same words: the digests are those of one that
was left alone.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from tests.experiments.command import doorstroom, start
from tests.experiments.small_design import write_small

KILLS = 10
SECONDS = 0.9
"""The batch takes about so long on one core, once it simulates."""


def outcome(store: Path) -> dict[str, Any]:
    (manifest,) = store.glob("results/*/manifest.json")
    told = json.loads(manifest.read_text())
    return {name: told[name] for name in ("id", "outcome_digest", "shards", "tables")}


def test_killed_ten_times_at_random_moments(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path, replications=60, until="2023-06"), "--yes")
    alone = doorstroom(*words, store=tmp_path / "alone")
    assert alone.returncode == 0, alone.stderr
    expected = outcome(tmp_path / "alone")
    store = tmp_path / "killed"
    moments = random.Random(20220101)
    kills = whole = 0
    shards_seen = set()
    while kills < KILLS or whole < 1:
        process = start(*words, "--workers", "1", store=store)
        assert process.stderr is not None
        line = "-"
        while kills < KILLS and line and "nagebootst" not in line:
            line = process.stderr.readline()
        if kills < KILLS and line:
            time.sleep(moments.uniform(0.0, SECONDS))
            process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == -signal.SIGKILL:
            kills += 1
            shards_seen.add(len(list(store.glob("results/*/shards/0*"))))
        else:
            assert process.returncode == 0
            assert outcome(store) == expected
            whole += 1
            shutil.rmtree(store)
    assert len(shards_seen) >= 3, "the kills fell at moments that do not differ"
