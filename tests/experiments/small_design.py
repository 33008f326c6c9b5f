"""A small design for tests: two cells of a short scenario, with a lever that matters."""

from __future__ import annotations

from pathlib import Path

from experiments.design.design import Design
from experiments.design.files import load_design
from experiments.scenario.files import SHIPPED

TEXT = """\
format: 1
name: klein
scenarios: [kort.yaml]
levers:
  lessen.b1_hours_week: {{values: [8, 14]}}
replications: {replications}
seed: {seed}
parameters: prior
"""


def write_small(folder: Path, replications: int = 24, until: str = "2022-12", seed: int = 1) -> str:
    """Write the design and its scenario into a folder; return the path of the design."""
    folder.mkdir(parents=True, exist_ok=True)
    base = (SHIPPED / "base.yaml").read_text(encoding="utf-8")
    short = base.replace("name: base", "name: kort").replace("until: 2031-12", f"until: {until}")
    (folder / "kort.yaml").write_text(short, encoding="utf-8")
    path = folder / "klein.yaml"
    path.write_text(TEXT.format(replications=replications, seed=seed), encoding="utf-8")
    return str(path)


def small_design(folder: Path, replications: int = 24, **more: int) -> Design:
    """Return the small design, read from a folder."""
    return load_design(write_small(folder, replications, **more)).design  # type: ignore[arg-type]
