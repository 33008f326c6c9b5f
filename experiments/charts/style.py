"""One look for every chart: colours that stay apart for all eyes, line styles, letters, sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = "DejaVu Sans"
"""Comes with matplotlib, so pictures are the same on every machine."""
DOTS = 120
"""Dots an inch in the PNG: 16:9 is 1536 by 864."""


@dataclass(frozen=True)
class Size:
    """A page in inches."""

    width: float
    height: float


SIZES = {"16:9": Size(12.8, 7.2), "a4": Size(11.69, 8.27), "square": Size(9.6, 9.6)}
"""For a screen or slide, for a sheet of A4 on its side, for a square."""
DEFAULT_SIZE = "16:9"

BLUE, OCHRE, RED = "#004488", "#997700", "#BB5566"
"""Tol's high-contrast colours: B1-route, Onderwijsroute, Z-route."""
INK, GREY, PALE = "#222222", "#6E6E6E", "#D9D9D9"
LIGHT_BLUE, TEAL = "#4477AA", "#117755"
LINES = (BLUE, OCHRE, RED, INK, GREY, LIGHT_BLUE, TEAL)
"""Colours of lines and letters: each at least 3:1 on white, a test says."""
ROUTE_COLOURS = {"b1": BLUE, "onderwijs": OCHRE, "z": RED}
ROUTE_DASHES = {"b1": "-", "onderwijs": "-.", "z": "--"}
SCENARIO_LOOKS = ((BLUE, "o"), (RED, "s"), (OCHRE, "^"), (INK, "D"), (TEAL, "v"), (GREY, "P"))
"""Colour and marker of each scenario beside the base, in order."""
BAND = 0.18
"""Opacity of a 90 % band."""

TITLE, SUBTITLE, BODY, SMALL, FOOTER = 18.0, 13.0, 12.0, 10.5, 9.5
"""Points: sizes of letters."""

SETTINGS: Any = {
    "font.family": FONT,
    "font.size": BODY + 1,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "xtick.color": INK,
    "xtick.major.pad": 6.5,
    "ytick.color": INK,
    "axes.grid": True,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "lines.linewidth": 2.6,
    "svg.hashsalt": "doorstroom",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "figure.dpi": DOTS,
    "savefig.facecolor": "white",
}
