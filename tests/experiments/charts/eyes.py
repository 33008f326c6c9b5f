"""How colours look: contrast, and to eyes that lack one kind of cone.

Contrast: WCAG 2.1, success criteria 1.4.3 and 1.4.11. Colour-blindness: G.M. Machado, M.M. Oliveira
and L.A.F. Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, IEEE
Transactions on Visualization and Computer Graphics 15 (2009) 1291-1298, the matrices of severity 1,
on linear RGB. Difference: CIE 1976, in L*a*b* under D65.
"""

from __future__ import annotations

import numpy as np

MACHADO = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    """Linear RGB of #RRGGBB, each 0 to 1."""
    coded = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, other: str = "#FFFFFF") -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((float(_TO_XYZ[1] @ linear(c)) for c in (colour, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def seen(colour: str, lacking: str | None) -> np.ndarray:
    """L*a*b* of a colour as it is seen; lacking: of MACHADO, or None for all cones."""
    rgb = linear(colour)
    if lacking is not None:
        rgb = np.clip(np.array(MACHADO[lacking]) @ rgb, 0.0, 1.0)
    ratio = (_TO_XYZ @ rgb) / _WHITE
    f = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(colour: str, other: str, lacking: str | None) -> float:
    """How far two colours lie apart; some 2 is the least that can be seen."""
    return float(np.linalg.norm(seen(colour, lacking) - seen(other, lacking)))
