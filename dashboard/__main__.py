"""Serve the app: `python -m dashboard`, which is what `doorstroom app` starts."""

from __future__ import annotations

import argparse

from dashboard.server import serve


def main() -> None:
    """Read port and names, and serve until stopped."""
    parser = argparse.ArgumentParser(prog="doorstroom app")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--host-name", action="append", default=[])
    given = parser.parse_args()
    serve(given.port, tuple(given.host_name))


if __name__ == "__main__":
    main()
