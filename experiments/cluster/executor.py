"""Simulates shards on a Dask cluster; lost work is done again, what kills is set aside."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from itertools import islice

from distributed import Client, Future, KilledWorker, wait
from distributed import TimeoutError as NotYet

from experiments.cluster.connect import ClusterLost, threads_of
from experiments.cluster.question import OtherEngine, Question, from_bytes, simulate_shard
from experiments.design.design import Design
from experiments.runner.executors import Finished
from experiments.runner.request import answering_digests
from experiments.runner.simulated import Simulated, set_aside
from experiments.runner.worlds import POLL_SECONDS
from experiments.store.outputs import Outputs
from experiments.store.shards import Shard

SHARDS_A_THREAD = 2
"""Shards sent for each thread of the cluster: one at work, one that waits."""
PATIENCE_SECONDS = 120.0
"""How long a cluster may be without any worker before the batch gives up."""


class OnCluster:
    """Simulates shards as tasks on the workers of a cluster.

    A worker that is lost loses its tasks to others. Whoever was with four workers when these died
    is under suspicion, guilty or not; when all others are done such a shard is sent again, alone.
    One that kills again is set aside: its runs are rows that failed, with the reason.
    """

    def __init__(self, client: Client, patience: float = PATIENCE_SECONDS) -> None:
        self.client = client
        self.patience = patience
        self._asked = 0

    def execute(
        self, design: Design, shards: Iterable[Shard], outputs: Outputs, finished: Finished
    ) -> Generator[tuple[Shard, Simulated], None, None]:
        """See Executor. Raises ClusterLost, OtherEngine."""
        self._asked += 1
        name = f"doorstroom-{self.client.id}-{self._asked}"
        question = Question(name, design, outputs, answering_digests())
        self.client.register_plugin(question)
        at_work: dict[Future, Shard] = {}
        suspects: list[Shard] = []
        try:
            for alone in (False, True):
                coming = iter(suspects if alone else shards)
                self._send(question, coming, at_work, alone)
                while at_work:
                    for future in self._next(at_work):
                        shard = at_work.pop(future)
                        if not alone and _died_with_its_workers(future):
                            suspects.append(shard)
                        else:
                            made = _what_came(future, design, outputs, shard)
                            finished(shard.runs)
                            yield shard, made
                        future.release()
                        self._send(question, coming, at_work, alone)
        finally:
            self._forget(question, at_work)

    def _send(
        self,
        question: Question,
        coming: Iterator[Shard],
        at_work: dict[Future, Shard],
        alone: bool,
    ) -> None:
        most = 1 if alone else SHARDS_A_THREAD * max(threads_of(self.client), 1)
        for shard in islice(coming, max(most - len(at_work), 0)):
            key = f"{question.name}-{shard.first}{'-alone' if alone else ''}"
            words = (question.name, shard.first, shard.last)
            at_work[self.client.submit(simulate_shard, *words, key=key, pure=False)] = shard

    def _next(self, at_work: dict[Future, Shard]) -> list[Future]:
        """Wait for the next futures that end. Raises ClusterLost."""
        seen = time.monotonic()
        while True:
            if self.client.status != "running":
                raise ClusterLost("scheduler")
            try:
                return list(wait(list(at_work), POLL_SECONDS, "FIRST_COMPLETED").done)
            except CancelledError:
                raise ClusterLost("scheduler") from None
            except NotYet:
                if threads_of(self.client):
                    seen = time.monotonic()
                elif time.monotonic() - seen > self.patience:
                    raise ClusterLost("workers") from None

    def _forget(self, question: Question, at_work: dict[Future, Shard]) -> None:
        if self.client.status == "running":
            self.client.cancel(list(at_work))
            self.client.unregister_worker_plugin(question.name)


def _died_with_its_workers(future: Future) -> bool:
    return not future.cancelled() and isinstance(future.exception(), KilledWorker)


def _what_came(future: Future, design: Design, outputs: Outputs, shard: Shard) -> Simulated:
    if future.cancelled():
        raise ClusterLost("scheduler")
    error = future.exception()
    if isinstance(error, OtherEngine):
        raise error
    if error is not None:
        return set_aside(design, outputs, shard, f"{type(error).__name__}: {error}")
    tables, failed = future.result()
    return Simulated({name: from_bytes(content) for name, content in tables.items()}, failed)
