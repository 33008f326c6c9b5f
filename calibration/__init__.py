"""Calibration: the evidence as checked data, and what the engine's numbers are held against.

`load_evidence()` gives every published fact with its source and its status; `load_seed()` the
presentation that the project started from; `contradictions()` where that presentation does not
fit itself or what came after.
"""

from calibration.evidence import Evidence, EvidenceError, Fact, Source, load_evidence
from calibration.seed import Seed, load_seed
from calibration.seed_contradictions import Contradiction, contradictions

__all__ = [
    "Contradiction",
    "Evidence",
    "EvidenceError",
    "Fact",
    "Seed",
    "Source",
    "contradictions",
    "load_evidence",
    "load_seed",
]
