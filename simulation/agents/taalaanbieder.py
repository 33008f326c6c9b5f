"""The taalaanbieder's offer: places per leerroute in a pool of municipalities."""

from __future__ import annotations

import numpy as np

AANBOD = np.dtype(
    [
        ("places", "f8"),
        ("occupied", "i8"),
        ("open_seats", "i8"),  # seats given up in running groups since the last start
        ("inhabitants", "f8"),  # of the gemeenten that buy together; 0: nobody buys here
        ("to_move", "i8"),  # entries of its list that still go to another pool
    ],
    align=True,
)
"""One record a leerroute and pool; by default one pool holds the region and all around it."""
