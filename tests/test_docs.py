"""The commands and snippets of the documentation are run, so that they stay true.

A fenced block of `README.md` or `docs/*.md` that says `run` after its language is run here:

    ```console run                       ```python run
    $ doorstroom scenarios               from simulation import __version__
    base ...                             print(__version__)
    ```                                  ```

In a console block each line that starts with `$ ` is a command, and has to end with exit code 0.
Lines under a command, if there are any, are what it prints; `...` stands for anything. Every block
runs in an empty folder, with a store of its own, in the environment of the tests.
"""

import doctest
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(console|python) run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = 300


@dataclass(frozen=True)
class Block:
    """One runnable block: where it stands, its language, its text."""

    where: str
    language: str
    text: str


def blocks_of(name: str, text: str) -> list[Block]:
    return [
        Block(f"{name}:{text.count(chr(10), 0, found.start()) + 1}", found[1], found[2])
        for found in FENCE.finditer(text)
    ]


def documentation() -> list[Block]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [
        block
        for page in pages
        for block in blocks_of(page.relative_to(ROOT).as_posix(), page.read_text("utf-8"))
    ]


def commands_of(text: str) -> list[tuple[str, str]]:
    """Each command of a console block with the output that is written under it."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        else:
            assert found, f"output before the first command: {line!r}"
            found[-1] = (found[-1][0], found[-1][1] + line + "\n")
    return found


def execute(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["DOORSTROOM_STORE"] = str(folder / "store")
    environment["COLUMNS"] = "100"
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def run_block(block: Block, folder: Path) -> None:
    if block.language == "python":
        done = execute([sys.executable, "-c", block.text], folder)
        assert done.returncode == 0, f"{block.where}\n{done.stdout}{done.stderr}"
        return
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for command, expected in commands_of(block.text):
        done = execute(["bash", "-euo", "pipefail", "-c", command], folder)
        assert done.returncode == 0, f"{block.where}: {command}\n{done.stdout}{done.stderr}"
        if expected.strip():
            agrees = doctest.OutputChecker().check_output(expected, done.stdout, options)
            assert agrees, f"{block.where}: {command}\nwritten:\n{expected}\nreal:\n{done.stdout}"


@pytest.mark.parametrize("block", documentation(), ids=lambda block: block.where)
def test_the_documentation_runs(block: Block, tmp_path: Path) -> None:
    run_block(block, tmp_path)


def test_the_readme_shows_commands_that_are_run() -> None:
    commands = [
        command
        for block in documentation()
        if block.where.startswith("README.md")
        for command, _ in commands_of(block.text)
    ]
    assert any(command.startswith("doorstroom ") for command in commands)


SAMPLE = """\
```console run
$ echo {said}
one ...
```
```console
$ not-run
```
```python run
{code}
```
"""


def test_a_true_page_passes(tmp_path: Path) -> None:
    blocks = blocks_of("page.md", SAMPLE.format(said="one two", code="assert True"))
    assert [block.where for block in blocks] == ["page.md:1", "page.md:8"]
    for block in blocks:
        run_block(block, tmp_path)


@pytest.mark.parametrize(
    ("said", "code"), [("two", "assert True"), ("one x; false", ""), ("one x", "assert False")]
)
def test_an_untrue_page_fails(said: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"page\.md"):
        for block in blocks_of("page.md", SAMPLE.format(said=said, code=code)):
            run_block(block, tmp_path)
