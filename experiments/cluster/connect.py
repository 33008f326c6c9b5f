"""The way to a cluster: workers on this machine, a scheduler at an address, or jobs of Slurm."""

from __future__ import annotations

import logging
import re
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from distributed import Client, LocalCluster

from experiments.cluster.slurm import SlurmProblem, slurm_workers
from experiments.errors import InputProblems, Problem
from experiments.runner.request import answering_digests
from experiments.runner.worlds import POLL_SECONDS

LOCAL = "local"
SLURM = "slurm"
CONNECT_SECONDS = 15
WORKERS_SECONDS = 60
_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
_SLURM = re.compile(r"slurm(@(?P<host>[\w.-]+))?")
_OPTION = "--cluster"


class ClusterLost(Exception):
    """The scheduler does not answer any more, or there have been no workers for long."""

    def __init__(self, reason: Literal["scheduler", "workers"]) -> None:
        self.reason = reason
        super().__init__(reason)


def cluster_problem(asked: str | None) -> Problem | None:
    """Return what is wrong with the word or address of a cluster."""
    if asked is None or asked == LOCAL or _ADDRESS.fullmatch(asked) or _SLURM.fullmatch(asked):
        return None
    return Problem("cluster-address", _OPTION, asked)


@contextmanager
def connected(asked: str, workers: int) -> Iterator[Client]:
    """Connect to a cluster; at the end disconnect, and end workers that were started for this.

    asked: `local` for so many workers on this machine; `slurm` for so many jobs of Slurm, or
    `slurm@HOST` where its nodes reach this machine by another name; or the address of a scheduler.
    Raises InputProblems where nobody answers, there are no workers, or one of these would not
    give the same results.
    """
    _hush()
    slurm = _SLURM.fullmatch(asked)
    if asked == LOCAL:
        with local_cluster(workers) as cluster, Client(cluster) as client:
            _check(client, asked)
            yield client
    elif slurm:
        host = slurm["host"] or socket.gethostname()
        with _slurm_client(asked, host, workers) as client:
            yield client
    else:
        try:
            client = Client(asked, timeout=CONNECT_SECONDS)
        except (OSError, TimeoutError) as error:
            raise _problem("cluster-unreachable", asked, reason=_first_line(error)) from None
        with client:
            _check(client, asked)
            yield client


@contextmanager
def _slurm_client(asked: str, host: str, workers: int) -> Iterator[Client]:
    folder = Path(tempfile.mkdtemp(prefix="doorstroom-slurm-", dir=Path.cwd()))
    try:
        with (
            local_cluster(0, host) as cluster,
            Client(cluster) as client,
            slurm_workers(cluster.scheduler_address, workers, folder) as job,
        ):
            while not workers_of(client):
                if not job.is_known():
                    raise _problem("cluster-slurm-ended", asked, folder=folder)
                time.sleep(POLL_SECONDS)
            _check(client, asked)
            yield client
        shutil.rmtree(folder, ignore_errors=True)
    except SlurmProblem as problem:
        raise _problem("cluster-slurm", asked, reason=problem.reason) from None
    finally:
        if folder.exists() and not any(folder.glob("*.log")):
            shutil.rmtree(folder)


def _hush() -> None:
    """What Dask would log of a lost connection is told in our own words."""
    for name in ("distributed", "distributed.client", "distributed.comm", "asyncio", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def local_cluster(workers: int, host: str = "127.0.0.1") -> LocalCluster:
    """Start a scheduler and so many workers of one thread on this machine.

    host: the name by which workers reach the scheduler; by default out of reach of others. Raises
    InputProblems where it is no name of this machine.
    """
    try:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=host,
            dashboard_address=None,
            memory_limit=0,
            silence_logs="ERROR",
        )
    except RuntimeError as error:
        raise _problem("cluster-host", host, reason=_first_line(error)) from None


def workers_of(client: Client) -> Mapping[str, Any]:
    """Return the workers that the scheduler knows, by address. Raises ClusterLost."""
    try:
        workers: Mapping[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
    except (OSError, TimeoutError):
        raise ClusterLost("scheduler") from None
    return workers


def threads_of(client: Client) -> int:
    """Return how many runs the cluster simulates at the same time, 0 without workers."""
    return sum(int(worker["nthreads"]) for worker in workers_of(client).values())


def _check(client: Client, asked: str) -> None:
    """Hold every worker's digests against ours. Raises InputProblems."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_SECONDS)
    except TimeoutError:
        raise _problem("cluster-empty", asked, seconds=WORKERS_SECONDS) from None
    own = answering_digests()
    for worker, found in client.run(answering_digests, on_error="return").items():
        if isinstance(found, BaseException):
            reason = f"{type(found).__name__}: {_first_line(found)}"
            raise _problem("cluster-without-us", asked, worker=worker, reason=reason)
        for name, digest in own.items():
            if found[name] != digest:
                raise _problem("cluster-other", asked, worker=worker, name=name)


def _problem(code: str, asked: str, **details: Any) -> InputProblems:
    return InputProblems([Problem(code, _OPTION, asked, details=details)])


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
