from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import experiments
from experiments.texts import LANGUAGES, texts_in

PACKAGE = Path(experiments.__file__).parent
_CODE = re.compile(r"Problem\(\s*\"([a-z0-9-]+)\"")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_catalogues_have_the_same_keys() -> None:
    assert texts_in("nl").keys() == texts_in("en").keys()


def test_the_catalogues_have_the_same_placeholders() -> None:
    nl, en = (texts_in(lang) for lang in LANGUAGES)
    for key in nl.keys():  # noqa: SIM118 - Texts is no mapping
        assert placeholders(nl.template(key)) == placeholders(en.template(key)), key


def test_no_text_is_empty_or_the_same_sentence_twice() -> None:
    nl, en = (texts_in(lang) for lang in LANGUAGES)
    for key in nl.keys():  # noqa: SIM118
        assert nl.template(key).strip()
        assert en.template(key).strip()
        if len(nl.template(key).split()) > 4:
            assert nl.template(key) != en.template(key), key


def _used_keys() -> set[str]:
    """Every literal first argument of texts(...) and tell(...), and the codes of problems."""
    used = set()
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            first, function = node.args[0], node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
            if name in {"texts", "tell"} and literal:
                used.add(str(first.value))  # type: ignore[attr-defined]
        used |= {f"problem.{code}.what" for code in _CODE.findall(source)}
    return used


def test_every_key_in_the_code_is_in_the_catalogues() -> None:
    used = _used_keys()
    assert len(used) > 60
    assert used <= texts_in("nl").keys()


def test_every_problem_has_what_and_next() -> None:
    keys = texts_in("nl").keys()
    codes = {key.split(".")[1] for key in keys if key.startswith("problem.")}
    for code in codes:
        assert {f"problem.{code}.what", f"problem.{code}.next"} <= keys, code


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fy"):
        texts_in("fy")
