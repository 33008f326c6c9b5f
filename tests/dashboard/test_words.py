"""The app's own catalogues: complete in both languages, and no words outside them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import dashboard
from dashboard.texts import words_in

PACKAGE = Path(dashboard.__file__).parent
SCREEN = set(
    "title header subheader text caption markdown button info error warning success checkbox toggle"
    " selectbox multiselect text_input number_input radio expander popover metric download_button"
    " file_uploader link_button page_link tabs segmented_control progress".split()
)
WORDS = re.compile(r"[A-Za-z]{3,}")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    nl, en = words_in("nl"), words_in("en")
    assert nl.keys() == en.keys()
    other = [k for k in nl.keys() if placeholders(nl.template(k)) != placeholders(en.template(k))]  # noqa: SIM118
    assert other == []


def test_sentences_are_translated() -> None:
    nl, en = words_in("nl"), words_in("en")
    same = [
        key
        for key in nl.keys()  # noqa: SIM118
        if len(nl.template(key).split()) > 3 and nl.template(key) == en.template(key)
    ]
    assert same == []


def calls() -> list[tuple[Path, ast.Call, str]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else ""
                name = function.id if isinstance(function, ast.Name) else name
                found.append((path, node, name))
    return found


def test_every_text_that_is_asked_for_exists() -> None:
    used = {
        first.value
        for _, node, name in calls()
        if name == "text"
        and isinstance(first := node.args[0], ast.Constant)
        and isinstance(first.value, str)
        and "." in first.value
    }
    assert len(used) > 100
    assert used - words_in("nl").keys() == set()


def test_no_page_shows_words_of_its_own() -> None:
    """What a page shows comes from the catalogues, so that no language is forgotten."""
    own = [
        f"{path.name}:{node.lineno} {first.value!r}"
        for path, node, name in calls()
        if name in SCREEN
        and isinstance(node.func, ast.Attribute)
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in ("head", "_LOG"))
        and isinstance(first := node.args[0], ast.Constant)
        and isinstance(first.value, str)
        and WORDS.search(first.value)
        and not first.value.startswith("views/")
    ]
    assert own == []


def test_free_text_is_never_read_as_markup() -> None:
    """`markdown` and `html` take texts of ours only; titles of users go through `text`."""
    allowed = {"frame.py", "problems.py", "policy_fields.py"}
    used = {path.name for path, _, name in calls() if name in ("markdown", "html")}
    assert used <= allowed
