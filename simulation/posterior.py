"""The shipped posterior: draws of the parameters that were fitted to published outcomes.

Two files in `data/posterior`: `draws.parquet`, one row a draw and one column a fitted number, and
`posterior.json`, which says by what command and on what they were fitted. A column is called
by the parameter's id, and `id@YYYY-MM` for a value that holds from a month on. What was not fitted
keeps its prior (parameters.py).
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
import numpy.typing as npt

from simulation.months import parse_month

DRAWS, ABOUT = "draws.parquet", "posterior.json"
DATED = "@"
BEGIN = -1
"""The date of a value that holds from the beginning, as in parameters.py."""


class PosteriorError(ValueError):
    """There is no posterior, it is damaged, or it was fitted on other priors; says what to do."""


@dataclass(frozen=True)
class Posterior:
    """Draws of fitted parameters.

    columns: names as in the file; values: (draws, columns) float64; about: the sidecar.
    """

    columns: tuple[str, ...]
    values: npt.NDArray[np.float64]
    about: Mapping[str, Any]

    def __len__(self) -> int:
        return len(self.values)

    @property
    def digest(self) -> str:
        """Sha256 of the file of draws."""
        return str(self.about["digest"])

    @property
    def fitted(self) -> tuple[str, ...]:
        """Ids of the parameters that were fitted."""
        return tuple(dict.fromkeys(name.partition(DATED)[0] for name in self.columns))

    def row(self, index: int) -> dict[str, dict[int, float]]:
        """Values of draw `index`, counted round: {id: {month since 2000-01, or BEGIN: value}}."""
        found: dict[str, dict[int, float]] = {}
        for name, value in zip(self.columns, self.values[index % len(self)].tolist(), strict=True):
            parameter, _, date = name.partition(DATED)
            found.setdefault(parameter, {})[parse_month(date) if date else BEGIN] = value
        return found


@cache
def load_posterior() -> Posterior:
    """Read the posterior that comes with the program.

    Raises:
        PosteriorError: if there is none, or it is not what its sidecar says.
    """
    return read_posterior(resources.files("simulation") / "data" / "posterior")


def fitted_steps(
    index: int, prior_digests: Mapping[str, str]
) -> dict[str, tuple[tuple[int, float], ...]]:
    """Dated values of draw `index` of the shipped posterior, {id: ((month, value), ...)}.

    prior_digests: of what is registered now.

    Raises:
        PosteriorError: as load_posterior, and if it was fitted on other priors than these.
    """
    posterior = load_posterior()
    priors: Mapping[str, str] = posterior.about["priors"]
    changed = [name for name, digest in priors.items() if prior_digests.get(name) != digest]
    if changed:
        raise PosteriorError(
            f"the posterior was fitted on other values or priors of {', '.join(changed)}; "
            "fit again (doorstroom calibrate), or use --parameters prior"
        )
    return {name: tuple(sorted(row.items())) for name, row in posterior.row(index).items()}


def has_posterior() -> bool:
    """Whether a posterior comes with the program."""
    return (resources.files("simulation") / "data" / "posterior" / DRAWS).is_file()


def read_posterior(folder: Traversable) -> Posterior:
    """Read the posterior in a folder.

    Raises:
        PosteriorError: as load_posterior.
    """
    import pyarrow.parquet as pq

    if not (folder / DRAWS).is_file() or not (folder / ABOUT).is_file():
        raise PosteriorError("there is no posterior here; fit one: doorstroom calibrate")
    content = (folder / DRAWS).read_bytes()
    about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    digest = hashlib.sha256(content).hexdigest()
    if digest != about.get("digest"):
        raise PosteriorError(
            f"{DRAWS} is damaged: its sha256 is {digest[:16]}..., {ABOUT} says "
            f"{str(about.get('digest'))[:16]}...; restore it, or fit again: doorstroom calibrate"
        )
    table = pq.read_table(io.BytesIO(content))
    values = np.column_stack([column.to_numpy() for column in table.columns])
    return Posterior(tuple(table.column_names), values.astype(np.float64), about)
