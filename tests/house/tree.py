"""The project's own files, for the tests that look at the repository itself."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("simulation", "calibration", "experiments", "dashboard")
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
NOT_OURS |= {".import_linter_cache", ".hypothesis", "build", "dist", "results"}


def repository_files() -> list[Path]:
    """Every file that belongs to the project, tracked or not yet; nothing that git ignores."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        found = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:  # a source archive has no git
        found = [
            path for path in ROOT.rglob("*") if NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)
        ]
    return sorted(path for path in found if path.is_file())


def texts(files: list[Path]) -> dict[str, str]:
    """The text files among these, by their path in the repository."""
    found = {}
    for path in files:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found
