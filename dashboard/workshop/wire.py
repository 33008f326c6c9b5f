"""What goes to and from the workshop: one task or answer a message, length first.

Both ends are our own processes over pipes that nobody else holds, so pickle is safe here.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import Any, BinaryIO

from experiments.errors import Problem

_LENGTH = struct.Struct(">Q")
DONE, INPUT, FAILED = "done", "input", "failed"


@dataclass(frozen=True)
class Answer:
    """What the workshop says: DONE with a value, INPUT with problems, FAILED with a code.

    code: a key under `workshop.code` in the catalogues.
    """

    state: str
    value: Any = None
    problems: tuple[Problem, ...] = ()
    code: str = ""


def send(stream: BinaryIO, message: object) -> None:
    """Write a message. Raises OSError where the other end is gone."""
    body = pickle.dumps(message)
    stream.write(_LENGTH.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a message. Raises EOFError where the other end is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)
