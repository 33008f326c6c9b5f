"""The pictures of docs/calibration.md, from the shipped posterior.

    python -m experiments.calibrate.page_pictures docs/images

`calibration-learned.png`: how much narrower each fitted number became. `calibration-work.png`: work
by months since the permit of 2014, before and after the fit, beside what was seen.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from calibration.fit.keyed import normals
from calibration.fit.parameters import draw_with, fitted_in, values_of
from calibration.fit.scales import Array
from calibration.targets import load_targets
from calibration.targets.target import LAYERS, Target
from experiments.calibrate.simulate import simulate_targets
from experiments.charts import style
from experiments.charts.files import write_whole
from experiments.provenance import cores
from simulation.parameters import Draw, load_registry
from simulation.posterior import load_posterior

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = ("T037", "T038", "T039", "T040", "T041", "T042")
MEMBERS, SCALE, SEED = 60, 20.0, 1
TOGETHER = "samen"


def learned() -> dict[str, float]:
    """By column, how much narrower it became over all stages: 0 nothing, 1 all."""
    left: dict[str, float] = {}
    for stage in load_posterior().about["stages"]:
        for column, (narrower, _) in stage["moved"].items():
            left[column] = left.get(column, 1.0) * (1.0 - narrower)
    return {column: 1.0 - share for column, share in left.items()}


def picture_of_learning() -> Figure:
    """Bars, the most learned on top."""
    from matplotlib.figure import Figure

    ranked = sorted(learned().items(), key=lambda item: item[1])
    figure = Figure(figsize=(9.6, 0.23 * len(ranked) + 1.2))
    axes = figure.add_subplot()
    axes.barh([name for name, _ in ranked], [max(v, 0.0) for _, v in ranked], color=style.BLUE)
    axes.tick_params(axis="y", labelsize=style.FOOTER)
    axes.set_xlim(0, 1)
    axes.set_xlabel("share of the width of the prior that the fit took away")
    figure.subplots_adjust(left=0.36, right=0.97, top=0.99, bottom=0.8 / figure.get_figheight())
    return figure


def picture_of_work() -> Figure:
    """Two bands and what was seen."""
    from matplotlib.figure import Figure

    rows = [target for target in load_targets().rows if target.id in SHOWN]
    months = [int(target.observable.filter["at"]) for target in rows]
    figure = Figure(figsize=(9.6, 5.4))
    axes = figure.add_subplot()
    bands = ((_prior(rows), style.GREY, "before"), (_posterior(rows), style.BLUE, "after"))
    for values, colour, name in bands:
        low, middle, high = np.nanpercentile(values, [5, 50, 95], axis=0)
        axes.fill_between(months, low, high, color=colour, alpha=style.BAND, linewidth=0)
        axes.plot(months, middle, color=colour, label=f"{name} the fit: middle and 90 %")
    for target, month in zip(rows, months, strict=True):
        if target.low is not None and target.high is not None:
            axes.plot([month, month], [target.low, target.high], color=style.RED, linewidth=1.4)
        axes.plot([month], [target.value], "o", color=style.RED)
    axes.plot([], [], "o", color=style.RED, label="seen, with the margin of the fit")
    axes.set_xlabel("months since the permit of 2014")
    axes.set_ylabel("share with paid work")
    axes.legend(frameon=False, loc="upper left")
    figure.subplots_adjust(left=0.09, right=0.98, top=0.97, bottom=0.13)
    return figure


def _prior(rows: list[Target]) -> Array:
    columns = [p.column for p in fitted_in(LAYERS)]
    scores = normals(SEED, MEMBERS, columns)

    def draw_of(member: int) -> Draw:
        values = values_of(dict(zip(columns, scores[member].tolist(), strict=True)))
        return draw_with(values, SEED, member)

    return simulate_targets(rows, draw_of, MEMBERS, SEED, cores(), SCALE).values


def _posterior(rows: list[Target]) -> Array:
    registry = load_registry()

    def draw_of(member: int) -> Draw:
        return registry.draw("posterior", seed=SEED, index=member)

    return simulate_targets(rows, draw_of, MEMBERS, SEED, cores(), SCALE).values


def main(folder: Path) -> None:
    """Draw both into a folder."""
    import matplotlib as mpl

    with mpl.rc_context(style.SETTINGS):
        for name, draw in (("learned", picture_of_learning), ("work", picture_of_work)):
            buffer = io.BytesIO()
            draw().savefig(buffer, format="png", metadata={"Software": None})
            write_whole(folder / f"calibration-{name}.png", buffer.getvalue())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
