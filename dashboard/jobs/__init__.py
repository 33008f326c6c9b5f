"""Runs in the background: a folder a job, a process of its own, a queue that outlives the page."""
