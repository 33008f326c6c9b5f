"""Writing a posterior: the draws as Parquet, and what they rest on as JSON beside them."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from calibration.fit.parameters import columns_of
from simulation.parameters import load_registry
from simulation.posterior import ABOUT, DATED, DRAWS


def write_posterior(
    folder: Path, ensemble: Sequence[Mapping[str, float]], about: Mapping[str, Any]
) -> str:
    """Write draws.parquet and posterior.json into a folder; return the digest of the draws.

    ensemble: values by column, one mapping a draw. about: command, seed, targets and the like.
    Both files are written aside and put in place, the draws first.
    """
    names, values = columns_of(ensemble)
    table = pa.table({name: values[:, place] for place, name in enumerate(names)})
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", write_page_checksum=True)
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    registry = load_registry()
    fitted = sorted({name.partition(DATED)[0] for name in names})
    sidecar = {
        "format": 1,
        "digest": digest,
        "draws": len(ensemble),
        **about,
        "priors": {name: registry[name].prior_digest for name in fitted},
    }
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder / DRAWS, content)
    text = json.dumps(sidecar, ensure_ascii=False, indent=1, sort_keys=True)
    _put(folder / ABOUT, (text + "\n").encode())
    return digest


def _put(path: Path, content: bytes) -> None:
    aside = path.with_suffix(path.suffix + ".part")
    with aside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
