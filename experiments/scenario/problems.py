"""Turn what pydantic finds in a scenario into problems with line, value, allowed and nearest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError

from experiments.errors import Problem, nearest_of
from experiments.scenario.model import FIRST_MONTH, LAST_MONTH, Scenario
from experiments.scenario.yaml_reader import Document, Path_

_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_type": "not-text",
    "string_pattern_mismatch": "bad-name",
    "literal_error": "not-among",
    "bad_month": "bad-month",
    "shares_sum": "shares-sum",
    "low_above_high": "low-above-high",
    "lever_form": "lever-form",
    "chosen_missing": "chosen-missing",
    "greater_than": "not-above",
    "string_too_short": "empty-text",
    "string_too_long": "text-too-long",
    "too_short": "empty-block",
    "too_long": "block-too-long",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-big",
    "finite_number": "not-number",
}
_BLOCKS = {"model_type", "dict_type", "model_attributes_type"}
_NUMBERS = {"float_type", "int_type"}


def problems_in(
    error: ValidationError, document: Document, model: type[BaseModel] = Scenario
) -> list[Problem]:
    """Return one problem for each of pydantic's findings, in the order of the file.

    model: what the file as a whole should be.
    """
    return [_problem(details, document, model) for details in error.errors(include_url=False)]


def _problem(details: Mapping[str, Any], document: Document, model: type[BaseModel]) -> Problem:
    kind = str(details["type"])
    path = _path_of(details["loc"], document, missing=kind == "missing")
    place = document.place_of(path)
    value = place.written if path in document.places else None
    dotted = ".".join(path)
    more: dict[str, Any] = {}
    nearest = None
    if kind in _BLOCKS:
        code = "not-block"
        more["fields"] = ", ".join(_fields_at(path, model)) or "JJJJ-MM: 0.0"
    elif kind in _NUMBERS:
        code = "not-number"
        nearest = _as_number(value)
    else:
        code = _CODES.get(kind, "other")
    if code == "unknown-field":
        options = _fields_at(path[:-1], model)
        more["fields"] = ", ".join(options)
        nearest = nearest_of(path[-1], options) if path else None
    elif code == "missing-field":
        more["fields"] = ", ".join(_fields_at(path, model))
    elif code == "not-among":
        options = _options_at(path, model)
        more["options"] = ", ".join(options)
        nearest = nearest_of(value, options)
    elif code == "bad-month":
        more |= {"first": FIRST_MONTH, "last": LAST_MONTH}
        if details["loc"][-1] == "[key]":
            value = path[-1]
    elif code == "not-text" and value:
        nearest = f'"{value}"'
    context = details.get("ctx") or {}
    for name, key in (
        ("total", "total"),
        ("chosen", "chosen"),
        ("gt", "bound"),
        ("ge", "bound"),
        ("le", "bound"),
        ("max_length", "longest"),
    ):
        if name in context:
            more[key] = context[name]
    if code == "other":
        more["reason"] = details["msg"]
    return Problem(code, dotted, value, document.name, place.line, nearest, more)


def _path_of(loc: Iterable[int | str], document: Document, missing: bool) -> Path_:
    """Drop what pydantic puts between the fields (names of unions, `[key]`)."""
    parts = [str(part) for part in loc]
    path: Path_ = ()
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if (*path, part) in document.places or (missing and last):
            path = (*path, part)
    return path


def _model_at(path: Path_, model: type[BaseModel]) -> type[BaseModel] | None:
    """Return the block that describes the fields under `path`, if it is a block at all."""
    for part in path:
        info = model.model_fields.get(part)
        if info is None:
            return None
        kinds = get_args(info.annotation)  # a block, or a block that may be left out
        inner = [
            kind
            for kind in (info.annotation, *kinds)
            if isinstance(kind, type) and issubclass(kind, BaseModel)
        ]
        if not inner:
            return None
        model = inner[0]
    return model


def _fields_at(path: Path_, whole: type[BaseModel]) -> list[str]:
    model = _model_at(path, whole)
    return [info.alias or name for name, info in model.model_fields.items()] if model else []


def _options_at(path: Path_, whole: type[BaseModel]) -> list[str]:
    model = _model_at(path[:-1], whole)
    if model is None or path[-1] not in model.model_fields:
        return []
    annotation = model.model_fields[path[-1]].annotation
    choices = [annotation, *get_args(annotation)]  # a choice, or a choice that may be left out
    literals = [choice for choice in choices if get_origin(choice) is Literal]
    return [str(option) for literal in literals for option in get_args(literal)]


def _as_number(written: str | None) -> str | None:
    """Guess the number that was meant: `1_000`, `0,7`, `1.234,5`, `50 %`, `"600"`."""
    if not written:
        return None
    text = written.strip().removesuffix("%").strip().replace("_", "").replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        return None
    if written.strip().endswith("%"):
        return f"{float(text) / 100:g}"
    return text
