"""Threads that share work until there is none; the main thread watches, and can stop them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from experiments.runner.worlds import POLL_SECONDS


def work_in_threads(
    work: Callable[[], None],
    workers: int,
    watch: Callable[[], None],
    stop: Callable[[], None],
) -> None:
    """Call `work` in each of so many threads; return when all have ended.

    work: takes pieces of work from what the threads share, and returns when there are none or it
    was stopped. watch: called in this thread now and then. stop: called once where a thread fails
    or the user interrupts; whatever was raised is raised again.
    """
    pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="work")
    try:
        pending = {pool.submit(work) for _ in range(workers)}
        while pending:
            finished, pending = wait(pending, timeout=POLL_SECONDS, return_when=FIRST_EXCEPTION)
            for future in finished:
                future.result()
            watch()
    except BaseException:
        stop()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
