"""Experiments: scenario files, runs, results, charts and the command line of Doorstroom."""
