"""Resolve the test environment on several Pythons and print it as one list of pins.

Usage, with the interpreters that the project supports:

    python .ci/pins.py python3.11 python3.12 python3.13 > constraints.txt

Each interpreter needs its own pip. Nothing is installed. A pin that is the same everywhere stands
without a condition; one that differs carries the Python version it is for. No address of any
package index is written: the list holds names and versions only.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_NAME = "doorstroom"
HEADER = """\
# Versions that the tests run with, for every supported Python. Names and versions only.
# Made by: python .ci/pins.py python3.11 python3.12 python3.13 > constraints.txt
"""


def resolve(interpreter: str) -> tuple[str, dict[str, str]]:
    """The Python version of `interpreter` ("3.11") and what pip would install there, by name."""
    command = [interpreter, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet"]
    command += ["--report", "-", f"{ROOT}[test]"]
    report = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    found = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if name != OWN_NAME:
            found[name] = item["metadata"]["version"]
    return report["environment"]["python_version"], found


def merge(resolved: dict[str, dict[str, str]]) -> list[str]:
    """Pins for all Pythons in `resolved` (Python version to name to version), sorted by name."""
    lines = []
    for name in sorted({name for found in resolved.values() for name in found}):
        pythons_by_pin: dict[str, list[str]] = {}
        for python, found in resolved.items():
            if name in found:
                pythons_by_pin.setdefault(found[name], []).append(python)
        for pin, pythons in pythons_by_pin.items():
            if len(pythons) == len(resolved):
                lines.append(f"{name}=={pin}")
            else:
                condition = " or ".join(f'python_version == "{python}"' for python in pythons)
                lines.append(f"{name}=={pin} ; {condition}")
    return lines


def main(interpreters: list[str]) -> int:
    """Print the merged pins for these interpreters."""
    if not interpreters:
        print(__doc__, file=sys.stderr)
        return 2
    resolved = {}
    for interpreter in interpreters:
        print(f"resolving on {interpreter}", file=sys.stderr)
        python, found = resolve(interpreter)
        resolved[python] = found
    print(HEADER + "\n".join(merge(resolved)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
