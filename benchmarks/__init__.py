"""Measurements of speed and size; `python benchmarks/engine.py --help` says which."""
