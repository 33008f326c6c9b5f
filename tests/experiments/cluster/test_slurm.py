"""A batch as jobs of a real Slurm: the bytes of one machine, and nothing left behind."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from experiments.cluster.slurm import SlurmProblem, script, slurm_workers
from tests.experiments.cluster.slurm_here import slurm, why_not
from tests.experiments.cluster.test_cluster import outcome
from tests.experiments.command import doorstroom
from tests.experiments.small_design import write_small


@pytest.mark.soak  # needs slurmctld, slurmd, slurm-client of Debian, and root
def test_jobs_give_the_bytes_of_one_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    words = ("sweep", write_small(tmp_path), "--yes", "--workers", "2")
    alone = doorstroom(*words, store=tmp_path / "alone")
    assert alone.returncode == 0, alone.stderr
    (tmp_path / "slurm").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.delenv("SLURM_CONF", raising=False)
    with slurm(tmp_path / "slurm") as configuration:
        monkeypatch.setenv("SLURM_CONF", str(configuration))
        words = (*words, "--cluster", "slurm@127.0.0.1")
        found = doorstroom(*words, store=tmp_path / "store", cwd=tmp_path / "work")
        assert found.returncode == 0, found.stderr
        assert outcome(tmp_path / "store") == outcome(tmp_path / "alone")
        left = subprocess.run(
            ["squeue", "--noheader", "--states=PD,R"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert left.stdout == ""
    assert list((tmp_path / "work").iterdir()) == []


def test_the_script_is_bash_and_names_its_scheduler(tmp_path: Path) -> None:
    text = script("tcp://10.1.2.3:4567", 40, tmp_path)
    path = tmp_path / "workers.sh"
    path.write_text(text)
    subprocess.run(["bash", "-n", str(path)], check=True)
    assert "#SBATCH --array=1-40\n" in text
    assert " worker tcp://10.1.2.3:4567 --nthreads 1 " in text


def test_without_slurm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SlurmProblem, match="sbatch"), slurm_workers("tcp://x:1", 1, tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_slurm_that_refuses_is_told_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "sbatch"
    program.write_text(
        "#!/bin/bash\necho 'Batch job submission failed: no such partition' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    words = ("sweep", write_small(tmp_path), "--yes", "--cluster", "slurm@127.0.0.1")
    (tmp_path / "work").mkdir()
    told = doorstroom(*words, store=tmp_path / "store", cwd=tmp_path / "work")
    assert told.returncode == 2
    assert "no such partition" in told.stderr
    assert "SBATCH_PARTITION" in told.stderr
    assert list((tmp_path / "work").iterdir()) == []


def test_a_name_that_is_not_of_this_machine(tmp_path: Path) -> None:
    words = ("sweep", write_small(tmp_path), "--yes", "--cluster", "slurm@192.0.2.1")
    (tmp_path / "work").mkdir()
    told = doorstroom(*words, store=tmp_path / "store", cwd=tmp_path / "work")
    assert told.returncode == 2
    assert "slurm@NAAM" in told.stderr
    assert "Traceback" not in told.stderr
    assert list((tmp_path / "work").iterdir()) == []
