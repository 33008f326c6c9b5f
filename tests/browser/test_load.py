"""Twenty-five people at once, a run going on: `pytest -m soak tests/browser/test_load.py -s`.

Each is a WebSocket of its own on 127.0.0.1 that asks for pages, as a browser does. Bounded: so
many sessions, so many requests each.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.asking import shipped, spec_for
from dashboard.draft import as_yaml, shipped_draft
from dashboard.jobs import queue
from tests.browser.conftest import Server, server  # noqa: F401  (a fixture)

SESSIONS, REQUESTS = 25, 6
PAGES = ("", "scenario", "berekenen", "verantwoording", "vergelijken", "scenario")
MOST_SECONDS = 1.0
"""For 95 % of the reruns."""

pytestmark = pytest.mark.soak


async def rerun(socket: object, page: str) -> float:
    """Ask for a page and wait until the script has ended; return the seconds."""
    from streamlit.proto.BackMsg_pb2 import BackMsg
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    asked = BackMsg()
    asked.rerun_script.query_string = "s=z-route-ruim"
    asked.rerun_script.page_name = page
    begun = time.perf_counter()
    await socket.send(asked.SerializeToString())  # type: ignore[attr-defined]
    while True:
        answer = ForwardMsg()
        answer.ParseFromString(await asyncio.wait_for(socket.recv(), 60))  # type: ignore[attr-defined]
        kind = answer.WhichOneof("type")
        if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
            raise AssertionError(answer.delta.new_element.exception.message)
        if kind == "script_finished":
            return time.perf_counter() - begun


async def visit(address: str, number: int) -> list[float]:
    import websockets

    await asyncio.sleep(0.02 * number)
    url = address.replace("http://", "ws://") + "/_stcore/stream"
    options = {"subprotocols": ["streamlit"], "origin": address, "max_size": None}
    async with websockets.connect(url, **options) as socket:  # type: ignore[arg-type]
        return [await rerun(socket, PAGES[(number + k) % len(PAGES)]) for k in range(REQUESTS)]


def test_twenty_five_people_and_a_run(server: Server) -> None:  # noqa: F811
    spec = spec_for([shipped("base")], "nl", 2000, 1)
    job = queue.submit(server.store, spec, [as_yaml(shipped_draft("base"))])
    while job.status().phase != "simulating":
        time.sleep(0.2)

    async def everybody() -> list[list[float]]:
        return await asyncio.gather(*(visit(server.address, n) for n in range(SESSIONS)))

    with ThreadPoolExecutor(1) as aside:  # a browser of another test may have a loop here
        visits = aside.submit(lambda: asyncio.run(everybody())).result()
    taken = sorted(seconds for one in visits for seconds in one)
    assert job.status().state == "running"
    queue.cancel(server.store, job)
    p95 = taken[int(0.95 * len(taken))]
    print(
        f"\n{SESSIONS} sessions, {len(taken)} reruns: median {statistics.median(taken):.3f} s, "
        f"95 % under {p95:.3f} s, slowest {taken[-1]:.3f} s"
    )
    assert len(taken) == SESSIONS * REQUESTS
    assert p95 < MOST_SECONDS
