"""Renew the shipped figures of the base scenario: `python -m dashboard.ship_base`.

To be done in the commit that changes outcomes, as with the golden outcomes; a test compares.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from dashboard.asking import request_for, shipped
from dashboard.base import FILE, REPLICATIONS, SEED, summary_of
from experiments.provenance import cores
from experiments.runner.run import answer
from experiments.scenario.files import BASE


def compute(store: Path) -> dict[str, Any]:
    """Simulate the base scenario and return what is shipped of it."""
    request = request_for(shipped(BASE), REPLICATIONS, SEED)
    return summary_of(answer(request, store, workers=cores()).result)


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        fields = compute(Path(folder))
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(as_text(fields), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size} bytes")


def as_text(fields: dict[str, Any]) -> str:
    """Return the fields as JSON, a field a line, so that a change can be read."""
    return json.dumps(fields, ensure_ascii=False, indent=1, separators=(",", ": ")) + "\n"


if __name__ == "__main__":
    main()
