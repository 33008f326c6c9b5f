"""The benchmark runs and says what it promises. What it measures is asserted nowhere."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.engine import MEANINGS
from benchmarks.program import command
from benchmarks.worlds import DIGEST_WORLDS, SEED, digest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "benchmarks" / "engine.py"


def benchmark(*options: str, folder: Path) -> str:
    """What the benchmark prints when it is started as its help says, from another folder."""
    command = [sys.executable, str(SCRIPT), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_shows_an_example(tmp_path: Path) -> None:
    assert "python benchmarks/engine.py --short" in benchmark("--help", folder=tmp_path)


def test_short_json_has_every_number_with_its_spread(tmp_path: Path) -> None:
    measured = json.loads(benchmark("--short", "--json", folder=tmp_path))
    assert list(measured["versions"]) == ["python", "doorstroom", "numpy", "numba", "mesa"]
    assert measured["cores"] >= 1
    assert measured["load"] is None or measured["load"] >= 0
    left_out = {name for name in MEANINGS if measured[name] is None}
    assert left_out <= {"cold_start_seconds", "thousand_seconds"}
    assert set(measured["repeats"]) == set(MEANINGS) - left_out
    for name, told in measured["repeats"].items():
        assert 0 < told["min"] <= told["median"] <= told["max"], name
        assert measured[name] == told["median"]
    assert measured["digest"] == digest()
    assert str(ROOT) not in json.dumps(measured)


def test_the_digest_is_the_one_that_run_gives(tmp_path: Path) -> None:
    run = [*command(), "run", "--seed", str(SEED), "--replications", str(DIGEST_WORLDS + 1)]
    run += ["--fresh", "--no-charts", "--store", str(tmp_path)]
    subprocess.run(run, cwd=ROOT, capture_output=True, check=True)
    (runs,) = tmp_path.rglob("runs.parquet")
    digests = pq.read_table(runs)["digest"].to_pylist()[:DIGEST_WORLDS]
    assert digest() == hashlib.sha256("\n".join(digests).encode()).hexdigest()
