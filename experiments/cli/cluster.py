"""Where the runs of a command are simulated: threads here, or a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from experiments.cli.front import Front
from experiments.errors import ExitCode, InputProblems, Problem

if TYPE_CHECKING:
    from experiments.runner.executors import Executor

ClusterOption = Annotated[
    str | None,
    typer.Option(help="Simulate on a cluster: local, slurm, or tcp://HOST:PORT (Dask)."),
]


@dataclass(frozen=True)
class Place:
    """Where runs are simulated, and how many at the same time."""

    executor: Executor
    at_once: int


def cluster_word(cluster: str | None) -> Problem | None:
    """Return what is wrong with the value of `--cluster`, without loading Dask for nothing."""
    if cluster is None:
        return None
    from experiments.cluster.connect import cluster_problem

    return cluster_problem(cluster)


@contextmanager
def place_of(front: Front, cluster: str | None, workers: int) -> Iterator[Place]:
    """Yield where to simulate. Raises InputProblems, and typer.Exit where the cluster is lost."""
    from experiments.runner.executors import executor_for

    if cluster is None:
        yield Place(executor_for(workers), workers)
        return
    from experiments.cluster.connect import ClusterLost, connected, threads_of
    from experiments.cluster.executor import OnCluster
    from experiments.cluster.question import OtherEngine

    try:
        with connected(cluster, workers) as client:
            at_once = threads_of(client)
            front.tell("cluster.at", at=cluster, n=at_once)
            yield Place(OnCluster(client), max(at_once, 1))
    except ClusterLost as lost:
        front.tell(f"cluster.lost_{lost.reason}", at=cluster)
        raise typer.Exit(ExitCode.FAILED) from None
    except OtherEngine as other:
        details = {"worker": other.worker, "name": other.name}
        raise InputProblems(
            [Problem("cluster-other", "--cluster", cluster, details=details)]
        ) from None
