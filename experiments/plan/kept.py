"""What was simulated for a plan stays in the store, so that nothing is simulated twice.

`plans/<id>/<setting>.json` has the values of all worlds at one setting, signed; a file that does
not fit its signature is made again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from experiments.errors import StoreProblem
from experiments.plan.question import PlanQuestion, Setting
from experiments.store.disk import digest_of, is_signed, signed, write_json

PLANS = "plans"
_SIGNATURE = "sha256"
Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Kept:
    """The settings of one plan in a store."""

    folder: Path
    question: PlanQuestion

    def find(self, setting: Setting | None) -> Values | None:
        """Return the values at a setting, (worlds, asked) with nan where undefined, or None."""
        try:
            found = json.loads(self._path(setting).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(found, dict) or not is_signed(found, _SIGNATURE):
            return None
        return np.array(found["values"], dtype=np.float64)

    def write(self, setting: Setting | None, values: Values) -> None:
        """Keep the values at a setting. Raises StoreProblem."""
        path = self._path(setting)
        plain = [[None if np.isnan(v) else float(v) for v in row] for row in values]
        content = {"setting": setting, "question": self.question.worlds, "values": plain}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_json(signed(json.loads(json.dumps(content)), _SIGNATURE), path)
        except OSError as error:
            raise StoreProblem(str(path), error.strerror or str(error)) from error

    def _path(self, setting: Setting | None) -> Path:
        address = digest_of(setting)[:16]
        return self.folder / f"{address}.json"


def kept_in(store: Path, question: PlanQuestion) -> Kept:
    """Return what a store keeps of a question."""
    return Kept(store / PLANS / question.plan_id, question)
