"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path

from experiments.errors import StoreProblem


def write_whole(path: Path, body: bytes) -> Path:
    """Write a file of the user's: aside, then renamed. Raises StoreProblem."""
    aside = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(body)
        os.replace(aside, path)
    except OSError as error:
        raise StoreProblem(str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return path
