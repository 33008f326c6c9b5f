"""What `new` writes and `schema` prints: a scenario to start from, and its JSON Schema."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from experiments.errors import InputProblems, Problem
from experiments.scenario.files import BASE, list_shipped, load_scenario
from experiments.scenario.model import NAME_PATTERN, Scenario
from experiments.scenario.policies import policies_schema
from simulation.inflow import INFLOWS
from simulation.months import parse_month
from simulation.parameters import load_registry
from simulation.region import list_regions

_EXAMPLE = "afschalen.min_hours"
_TEXTS = Path(__file__).resolve().parent.parent / "texts"


def write_new_scenario(name: str, folder: Path, lang: str) -> Path:
    """Write a commented scenario `NAME.yaml` in `folder` and return its path.

    Raises InputProblems for a name that is not allowed, is a shipped scenario's, or when the
    file cannot be made; a file that exists is never touched.
    """
    if not re.fullmatch(NAME_PATTERN, name):
        raise InputProblems([Problem("bad-name", "NAME", name)])
    if name in list_shipped():
        raise InputProblems([Problem("name-shipped", "NAME", name)])
    path = folder / f"{name}.yaml"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError:
        raise InputProblems([Problem("file-exists", file=str(path))]) from None
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        raise InputProblems([Problem("file-unwritable", file=str(path), details=details)]) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(new_scenario_text(name, lang))
    return path


def new_scenario_text(name: str, lang: str) -> str:
    """Return the text of a new scenario: the base scenario's fields, explained in `lang`."""
    base = load_scenario(BASE).scenario
    month = parse_month(base.start)
    values = {
        "name": name,
        "region": base.region,
        "start": base.start,
        "until": base.until,
        "inflow": base.inflow.source,
        "inflows": ", ".join(INFLOWS),
        "example": _EXAMPLE,
        "date": base.start,
        "value": f"{load_registry()[_EXAMPLE].at(month):g}",
    }
    template = (_TEXTS / f"new_{lang}.yaml").read_text(encoding="utf-8")
    return template.format(**values)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, with the names that exist, for editors."""
    schema = Scenario.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Doorstroom scenario"
    fields = schema["properties"]
    fields["region"]["enum"] = list(list_regions())
    fields["parameters"]["propertyNames"] = {"enum": list(load_registry())}
    schema["$defs"]["Inflow"]["properties"]["source"]["enum"] = list(INFLOWS)
    del schema["$defs"]["Inflow"]["properties"]["rows"]
    fields["policies"] = policies_schema()
    return schema


def json_schema_text() -> str:
    """Return the JSON Schema as text."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2)
