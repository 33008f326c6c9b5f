"""Starting from the shipped posterior: its draws as scores, for a fit to a region's own figures."""

from __future__ import annotations

import numpy as np

from calibration.fit.parameters import scores_of
from calibration.fit.scales import Array
from simulation.posterior import load_posterior


def posterior_scores(members: int) -> dict[str, Array]:
    """Scores by column of so many draws of the shipped posterior, counted round.

    Raises PosteriorError where there is none.
    """
    posterior = load_posterior()
    rows = np.arange(members) % len(posterior)
    columns = {name: posterior.values[rows, place] for place, name in enumerate(posterior.columns)}
    return scores_of(columns)
