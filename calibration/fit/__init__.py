"""Fitting the model to published outcomes: what is fitted, on what, and by which method."""
