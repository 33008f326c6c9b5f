"""The worlds in which targets are asked: the Netherlands to scale, and the regions."""

from calibration.worlds.inputs import Input, load_inputs
from calibration.worlds.plan import PlannedWorld, plan_worlds

__all__ = ["Input", "PlannedWorld", "load_inputs", "plan_worlds"]
