"""What is made once for everybody who looks: a bounded store by key, safe between threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Memory(Generic[T]):
    """Keeps at most so many things; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, T] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under a key; make it where it is not there.

        Two who ask for the same at once may both make it. What raises is not kept.
        """
        with self._lock:
            if key in self._kept:
                found = self._kept.pop(key)
                self._kept[key] = found
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made

    def forget(self, key: Hashable) -> None:
        """Drop what is kept under a key, if anything."""
        with self._lock:
            self._kept.pop(key, None)
