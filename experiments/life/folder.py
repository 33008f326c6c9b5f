"""A life line as files: the story, the picture and the data, written whole or not at all."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.errors import StoreProblem
from experiments.life.line import LifeLine
from experiments.life.picture import KINDS, alternative_text, draw_lives, render

STORY, DATA, PICTURE = "levenslijn.txt", "levenslijn.json", "levenslijn"
LIVES = "lives"


def default_folder(store: Path, lines: Sequence[LifeLine]) -> Path:
    """Where a life line is kept unless the user says where."""
    line = lines[0]
    names = "-versus-".join(one.scenario for one in lines)
    who = line.who.identity.replace("/", "-")
    return store / LIVES / f"{names}-{line.parameters}-{line.seed}-{line.world}-{who}"


def write_life(
    target: Path,
    lines: Sequence[LifeLine],
    parted: int | None,
    texts: Mapping[str, Any],
    lang: str,
) -> Path:
    """Write story, data and pictures; return the folder. Raises StoreProblem.

    texts: `story`, the sentences, and `data`, the document of `--json`.
    """
    figure = draw_lives(lines, parted, lang)
    files = {f"{PICTURE}.{kind}": render(figure, kind) for kind in KINDS}
    files[STORY] = str(texts["story"]).encode()
    document = json.dumps(texts["data"], ensure_ascii=False, indent=2) + "\n"
    files[DATA] = document.encode()
    files["levenslijn.alt.txt"] = (alternative_text(lines, parted, lang) + "\n").encode()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".aside-", dir=target.parent) as aside:
            for name, content in files.items():
                (Path(aside) / name).write_bytes(content)
            target.mkdir(exist_ok=True)
            for name in files:
                (Path(aside) / name).replace(target / name)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    return target
