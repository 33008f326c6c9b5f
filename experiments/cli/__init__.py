"""The command `doorstroom`: one small file a group of commands, heavy imports inside them."""

from __future__ import annotations

import os
import sys

from experiments.errors import ExitCode


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from experiments.cli.app import app

        app(prog_name="doorstroom")
    except SystemExit as end:
        code = end.code
    except KeyboardInterrupt:
        code = int(ExitCode.STOPPED)
    else:
        code = int(ExitCode.DONE)
    if code == ExitCode.STOPPED:  # a thread that is still compiling must not hold the user up
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(ExitCode.STOPPED))
    sys.exit(code)
