"""Calibration and validation at work: simulating what targets ask, fitting, testing, telling."""
