"""Renew the golden outcomes after a change that is meant to change results; see golden.py."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    from tests.engine import golden

    before = golden.FILE.read_text("utf-8") if golden.FILE.exists() else ""
    golden.renew()
    changed = golden.FILE.read_text("utf-8") != before
    print(f"{golden.FILE.name}: {'changed; look at the difference' if changed else 'as it was'}")
