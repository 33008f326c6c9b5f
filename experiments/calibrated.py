"""What it changes for a result that its parameters are the fitted ones: the words, and the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

POSTERIOR = "posterior"


def is_calibrated(parameters: str) -> bool:
    """Whether parameters of this kind were fitted to published outcomes."""
    return parameters == POSTERIOR


def state(parameters: str) -> str:
    """The last part of the keys of texts that say so: calibrated or uncalibrated."""
    return "calibrated" if is_calibrated(parameters) else "uncalibrated"


def with_state(key: str, manifest: Mapping[str, Any]) -> str:
    """The key of a text that calls a result uncalibrated, or of its twin for one that is not."""
    return f"{key}_calibrated" if manifest.get("calibrated", False) else key


def posterior_part(parameters: str) -> dict[str, Any]:
    """What a key has to hold beside the kind of parameters: the digest of the shipped draws.

    Raises PosteriorError where there are none.
    """
    if not is_calibrated(parameters):
        return {}
    from simulation.posterior import load_posterior

    return {"posterior": load_posterior().digest}
