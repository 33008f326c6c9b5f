"""A scenario as a piece of a link, and back; whatever comes in is checked before it is used.

A shipped scenario is its name. Any other is `1~` (the version) and its fields as compressed JSON.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping
from typing import Any

from experiments.scenario.files import list_shipped

VERSION = "1"
_MARK = "~"
LONGEST = 12_000
"""Characters; a longer link is refused before it is looked at."""
LARGEST = 200_000
"""Bytes of JSON; a link that unpacks to more is refused while it unpacks."""
DEEPEST = 10


class LinkProblem(Exception):
    """A link that cannot be read; `code` is a key under `link` in the catalogues."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def write_link(draft: Mapping[str, Any]) -> str:
    """Return the piece of a link that holds these fields."""
    text = json.dumps(draft, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")
    return f"{VERSION}{_MARK}{packed.rstrip('=')}"


def read_link(piece: str) -> str | dict[str, Any]:
    """Return the name of a shipped scenario, or the fields of another. Raises LinkProblem."""
    if piece in list_shipped():
        return piece
    if len(piece) > LONGEST:
        raise LinkProblem("too-long")
    version, mark, packed = piece.partition(_MARK)
    if not mark:
        raise LinkProblem("unknown")
    if version != VERSION:
        raise LinkProblem("other-version")
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(raw, LARGEST)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise LinkProblem("too-long" if unpacking.unconsumed_tail else "broken")
        fields = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        raise LinkProblem("broken") from None
    if not isinstance(fields, dict) or _depth(fields) > DEEPEST:
        raise LinkProblem("broken")
    return fields


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _depth(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return 0
    return 1 + max(map(_depth, inside), default=0)
