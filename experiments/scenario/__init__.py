"""Scenario files: reading YAML, checking it as a whole, and what the engine is asked with it."""
