"""Comparing scenarios: closed cohorts, paired luck, expected differences and how sure they are.

The way of the data: `question` (what is asked) -> `arms` (which worlds answer it) -> `simulate`
(values by world) -> `estimate` (differences) -> `comparison` (what is told), kept by `keep`.
"""
