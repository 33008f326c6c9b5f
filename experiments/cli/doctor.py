"""`doorstroom doctor`: does everything that a run needs work on this machine?"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import typer

from experiments.cli.front import Front, JsonOption, Lang, LangOption
from experiments.cli.options import StoreOption
from experiments.errors import ExitCode


def doctor(
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = Lang.nl,
) -> None:
    """Show versions, compiled engine, cores, fonts, data and store, and what is wrong with them.

    Example: doorstroom doctor
    """
    front = Front(lang, as_json)
    with front.guard():
        findings, wrong = _examine(store)
        if as_json:
            front.print_json({"schema": 1, "findings": findings, "wrong": wrong})
        else:
            _print(front, findings, wrong)
    if wrong:
        raise typer.Exit(ExitCode.FAILED)


def _examine(store: Path | None) -> tuple[dict[str, Any], list[str]]:
    """Return what was found by name, and the names of what stands in the way of a run."""
    from calibration.evidence import EvidenceError, load_evidence
    from experiments import provenance
    from experiments.store.location import store_folder
    from simulation import compiled
    from simulation.parameters import ParameterError, load_registry

    wrong = []
    folder = store_folder(store)
    if not _writable(folder):
        wrong.append("store")
    findings: dict[str, Any] = {
        "versions": provenance.versions(),
        "cores": provenance.cores(),
        "engine": compiled.engine_digest()[:16],
        "compiled": compiled.is_cached(),
        "cache": dict([compiled.cache_state()]),
        "store": str(folder),
        "fonts": _font(),
    }
    try:
        findings["parameters"] = len(load_registry())
    except ParameterError as error:
        findings["parameters"] = str(error)
        wrong.append("parameters")
    try:
        findings["evidence"] = len(load_evidence().facts)
    except EvidenceError as error:
        findings["evidence"] = str(error)
        wrong.append("evidence")
    return findings, wrong


def _writable(folder: Path) -> bool:
    """Tell whether the folder can be written, or made; makes nothing."""
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _font() -> str:
    """Return the font of the charts; matplotlib brings it along."""
    from matplotlib import font_manager

    from experiments.charts.style import FONT

    return Path(font_manager.findfont(FONT, fallback_to_default=True)).stem


def _print(front: Front, findings: dict[str, Any], wrong: list[str]) -> None:
    from experiments.cli.tables import plain_table

    table = plain_table(front.texts("doctor.what"), front.texts("doctor.found"))
    for name, value in findings.items():
        text = str(value)
        if name == "cache":
            state, where = next(iter(value.items()))
            text = front.texts(f"doctor.cache_{state}", folder=where)
        elif isinstance(value, dict):
            text = ", ".join(f"{key} {version}" for key, version in value.items())
        elif isinstance(value, bool):
            text = front.texts("doctor.yes" if value else "doctor.not_yet")
        table.add_row(front.texts(f"doctor.{name}"), text)
    front.out.print(table)
    if wrong:
        for name in wrong:
            front.err.print(front.texts(f"doctor.wrong_{name}"), style="bold red")
    else:
        front.out.print(front.texts("doctor.fine"))
