"""The workshop itself: `python -m dashboard.workshop` does one task after another until it may go.

It ends by itself when the server that started it does: then its input ends.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import traceback
from typing import Any

from dashboard.jobs.worker import MOST_MEMORY, POLITE
from dashboard.workshop.wire import DONE, FAILED, INPUT, Answer, receive, send
from experiments.errors import InputProblems, StoreProblem


def main() -> None:
    """Do tasks until the input ends."""
    os.nice(POLITE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's Ctrl-C: the input will end
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to the log, not between the answers
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            name, argument = receive(sys.stdin.buffer)
            send(answers, _do(name, argument))


def _do(name: str, argument: Any) -> Answer:
    from dashboard.workshop.tasks import TASKS

    try:
        return Answer(DONE, TASKS[name](argument))
    except InputProblems as wrong:
        return Answer(INPUT, problems=wrong.problems)
    except StoreProblem:
        traceback.print_exc()
        return Answer(FAILED, code="store")
    except MemoryError:
        return Answer(FAILED, code="memory")
    except Exception:
        traceback.print_exc()
        return Answer(FAILED, code="unexpected")


if __name__ == "__main__":
    main()
