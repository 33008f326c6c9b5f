"""What the workers of a cluster know and do: a design, and the simulation of one shard of it.

A worker gets the design once, also one that joins later; a task names its runs, and its tables
come back as Arrow bytes. Only whoever asked touches the store.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

import pyarrow as pa
from distributed import Worker, WorkerPlugin, get_worker

from experiments.design.design import Design
from experiments.runner.request import answering_digests
from experiments.runner.simulated import Simulated, simulated
from experiments.runner.worlds import RunSimulator
from experiments.store.outputs import Outputs


class OtherEngine(Exception):
    """A worker has another engine, parameters or data than whoever asks; its results would differ.

    name: which of the three; worker: its address.
    """

    def __init__(self, name: str, worker: str) -> None:
        self.name = name
        self.worker = worker
        super().__init__(name, worker)


class Question(WorkerPlugin):
    """A design, and what is kept of its runs, on a worker."""

    idempotent = True
    _making: threading.Lock  # only on a worker: a lock cannot travel

    def __init__(
        self, name: str, design: Design, outputs: Outputs, digests: Mapping[str, str]
    ) -> None:
        self.name = name
        self.design = design
        self.outputs = outputs
        self.digests = dict(digests)
        self._simulator: RunSimulator | None = None

    def setup(self, worker: Worker) -> None:
        """Get ready on a worker. Raises OtherEngine."""
        self._making = threading.Lock()
        own = answering_digests()
        for name, digest in self.digests.items():
            if own[name] != digest:
                raise OtherEngine(name, worker.address)

    def simulate(self, first: int, last: int) -> Simulated:
        """Simulate the runs from `first` up to, not including, `last`."""
        with self._making:
            if self._simulator is None:
                outputs = self.outputs
                self._simulator = RunSimulator(self.design, outputs.traced, outputs.detail)
        worlds = [self._simulator.run(number) for number in range(first, last)]
        return simulated(self.design, self.outputs, worlds)


def simulate_shard(name: str, first: int, last: int) -> tuple[dict[str, bytes], int]:
    """The task: simulate some runs of the question of this name; return tables and failures."""
    question = get_worker().plugins[name]
    assert isinstance(question, Question)
    made = question.simulate(first, last)
    return {name: to_bytes(table) for name, table in made.tables.items()}, made.failed


def to_bytes(table: pa.Table) -> bytes:
    """Write a table as an Arrow stream, compressed."""
    stream = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(stream, table.schema, options=options) as writer:
        writer.write_table(table)
    content: bytes = stream.getvalue().to_pybytes()
    return content


def from_bytes(content: bytes) -> pa.Table:
    """Read a table from an Arrow stream."""
    with pa.ipc.open_stream(content) as reader:
        return reader.read_all()
