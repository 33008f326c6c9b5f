"""A process beside the server that makes what takes seconds: slides, reports, life lines.

Pages stay quick while it works: Python runs one thread at a time, a process of its own does not
hold up anybody's click.
"""
