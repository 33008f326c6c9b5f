"""The taalaanbieder's offer: places per leerroute in a pool of municipalities."""

from __future__ import annotations

import numpy as np

AANBOD = np.dtype(
    [
        ("places", "f8"),
        ("occupied", "i8"),
        ("open_seats", "i8"),  # seats given up in running groups since the last start
    ],
    align=True,
)
"""One record a leerroute; the pool of the region is one for all its municipalities."""
