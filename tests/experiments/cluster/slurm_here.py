"""A Slurm of this machine alone: one controller and one node, on 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

PROGRAMS = ("slurmctld", "slurmd", "sbatch", "squeue", "scancel")
START_SECONDS = 60.0
END_SECONDS = 5.0
CONFIGURATION = """\
ClusterName=doorstroom
SlurmctldHost=localhost(127.0.0.1)
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmUser=root
SlurmdUser=root
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/node.pid
SlurmctldLogFile={folder}/controller.log
SlurmdLogFile={folder}/node.log
SlurmctldPort={controller}
SlurmdPort={node}
MpiDefault=none
ReturnToService=2
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=localhost NodeAddr=127.0.0.1 CPUs={cores} State=UNKNOWN
PartitionName=all Nodes=localhost Default=YES MaxTime=INFINITE State=UP
"""


def why_not() -> str | None:
    """Return why there is no Slurm here, or None."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        return f"no {', '.join(missing)} on this machine"
    return None if os.geteuid() == 0 else "Slurm starts its jobs as root only"


@contextmanager
def slurm(folder: Path) -> Iterator[Path]:
    """Start it; yield its configuration, for SLURM_CONF."""
    for name in ("state", "spool"):
        (folder / name).mkdir()
    path = folder / "slurm.conf"
    ports = {"controller": _free_port(), "node": _free_port()}
    text = CONFIGURATION.format(folder=folder, cores=os.cpu_count(), **ports)
    path.write_text(text, encoding="utf-8")
    environment = os.environ | {"SLURM_CONF": str(path)}
    commands = (["slurmctld", "-D", "-f", path], ["slurmd", "-D", "-f", path, "-N", "localhost"])
    with (folder / "slurm.log").open("wb") as log:
        started = [
            subprocess.Popen(command, stdout=log, stderr=log, env=environment)
            for command in commands
        ]
    try:
        _wait_until_idle(environment, folder)
        yield path
    finally:
        with suppress(AssertionError):  # what is left is killed
            _wait_until_idle(environment, folder)
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(timeout=END_SECONDS)
            except subprocess.TimeoutExpired:  # it may wait for a step that has ended
                process.kill()
                process.wait()


def _wait_until_idle(environment: dict[str, str], folder: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        words = ["sinfo", "--noheader", "--format=%T"]
        found = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
        if found.stdout.strip() == "idle":
            return
        time.sleep(0.2)
    logs = [path.read_text(errors="replace")[-1000:] for path in folder.glob("*.log")]
    raise AssertionError("\n".join(["Slurm is not idle", *logs]))


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
