"""A comparison in the store: the values of every world, and a manifest; read back or made anew.

What is told follows from the values, so only these are kept, with what makes them again.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from experiments import provenance
from experiments.calibrated import is_calibrated
from experiments.compare.arms import ArmValues, arms_of
from experiments.compare.assemble import compare_values
from experiments.compare.comparison import Comparison
from experiments.compare.question import Question
from experiments.errors import StoreProblem
from experiments.scenario.model import Scenario
from experiments.scenario.policies import is_unlawful
from experiments.store.disk import (
    aside_of,
    digest_of_file,
    flush,
    is_signed,
    replace_folder,
    signed,
    write_json,
)
from experiments.store.results import MANIFEST, SIGNATURE, DamagedResult
from experiments.store.tables import read_table, write_table
from simulation.months import parse_month

SCHEMA = 1
COMPARISONS = "comparisons"
VALUES = "values.parquet"


@dataclass(frozen=True)
class StoredComparison:
    """A comparison folder that was checked, and what it tells."""

    path: Path
    manifest: Mapping[str, Any]
    comparison: Comparison

    @property
    def comparison_id(self) -> str:
        """The first 16 hexadecimal digits of the question's digest."""
        return str(self.manifest["id"])


def comparison_folder(store: Path, comparison_id: str) -> Path:
    """Return the folder of a comparison in the store."""
    return store / COMPARISONS / comparison_id


def find_comparison(store: Path, comparison_id: str) -> StoredComparison | None:
    """Return a stored comparison, None if there is none. Raises DamagedResult."""
    folder = comparison_folder(store, comparison_id)
    return open_comparison(folder) if folder.exists() else None


def open_comparison(folder: Path) -> StoredComparison:
    """Read a comparison folder and check it. Raises DamagedResult."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if not is_signed(manifest, SIGNATURE) or manifest["id"] != folder.name:
            raise DamagedResult(folder, MANIFEST)
        if digest_of_file(folder / VALUES) != manifest["values_sha256"]:
            raise DamagedResult(folder, VALUES)
        question = _question_of(manifest["request"])
        values = _values_of(read_table(folder / VALUES), question, manifest["failed"])
    except (OSError, ValueError, KeyError, TypeError, pa.ArrowException) as error:
        raise DamagedResult(folder, str(error)) from error
    return StoredComparison(folder, manifest, compare_values(question, values))


def values_of(stored: StoredComparison) -> dict[str, ArmValues]:
    """Return the values of every world of a stored comparison, by the name of the arm."""
    table = read_table(stored.path / VALUES)
    return _values_of(table, stored.comparison.question, stored.manifest["failed"])


def write_comparison(
    store: Path,
    question: Question,
    values: Mapping[str, ArmValues],
    command: list[str],
    times: Mapping[str, Any],
) -> StoredComparison:
    """Write a comparison folder, whole or not at all. Raises StoreProblem."""
    target = comparison_folder(store, question.comparison_id)
    aside = aside_of(target)
    failed = {name: found.errors for name, found in values.items() if found.errors}
    manifest = {
        "schema": SCHEMA,
        "kind": "compare",
        "id": question.comparison_id,
        "key": question.digest,
        "command": command,
        "request": _request_of(question),
        "calibrated": is_calibrated(question.parameters),
        "buiten_de_wet": [s.name for s in question.scenarios if is_unlawful(s)],
        "failed": {name: {str(w): e for w, e in found.items()} for name, found in failed.items()},
        "digests": {
            name: question.content[f"{name}_digest"] for name in ("parameter", "data", "engine")
        },
        "versions": provenance.versions(),
        "source": provenance.source_state(),
        "machine": provenance.machine_class(),
        "times": dict(times),
    }
    try:
        aside.mkdir(parents=True)
        write_table(_table_of(values, question), aside / VALUES)
        flush(aside / VALUES)
        manifest = signed(manifest | {"values_sha256": digest_of_file(aside / VALUES)}, SIGNATURE)
        write_json(manifest, aside / MANIFEST)
        replace_folder(aside, target)
        flush(target.parent)
    except OSError as error:
        raise StoreProblem(str(target), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return StoredComparison(target, manifest, compare_values(question, values))


def _request_of(question: Question) -> dict[str, Any]:
    return {
        "scenarios": [scenario.resolved() for scenario in question.scenarios],
        "seed": question.seed,
        "replications": question.replications,
        "parameters": question.parameters,
        "draws": question.draws,
        "independent": question.independent,
        "since": question.content["since"],
        "variants": question.variants,
        "observables": question.content["observables"],
    }


def _question_of(request: Mapping[str, Any]) -> Question:
    """Return the question that a manifest tells. ValueError where this version asks otherwise."""
    question = Question(
        scenarios=tuple(Scenario.model_validate(fields) for fields in request["scenarios"]),
        seed=request["seed"],
        replications=request["replications"],
        parameters=request["parameters"],
        draws=request["draws"],
        independent=request["independent"],
        since=parse_month(request["since"]),
        variants=request["variants"],
    )
    if [asked.key for asked in question.asked] != request["observables"]:
        raise ValueError("another version asked for other outcomes")
    return question


def _table_of(values: Mapping[str, ArmValues], question: Question) -> pa.Table:
    """One row an arm, world and outcome, in that order."""
    keys = [asked.key for asked in question.asked]
    names = list(values)
    arms = list(values.values())
    sizes = [len(arm.worlds) * len(keys) for arm in arms]
    flat = np.concatenate([arm.values.ravel() for arm in arms])
    index = np.tile(np.arange(len(keys), dtype=np.int32), sum(len(arm.worlds) for arm in arms))
    arm = np.repeat(np.arange(len(names), dtype=np.int32), sizes)
    worlds = np.concatenate([np.repeat(arm.worlds, len(keys)) for arm in arms])
    draws = np.concatenate([np.repeat(arm.draws, len(keys)) for arm in arms])
    behind = np.concatenate([arm.behind.ravel() for arm in arms])
    return pa.table(
        {
            "arm": pa.DictionaryArray.from_arrays(pa.array(arm), pa.array(names)),
            "world": pa.array(worlds, pa.int32()),
            "draw": pa.array(draws, pa.int32()),
            "key": pa.DictionaryArray.from_arrays(pa.array(index), pa.array(keys)),
            "value": pa.array(flat, pa.float64(), mask=np.isnan(flat)),
            "n": pa.array(behind, pa.int64()),
        }
    )


def _values_of(
    table: pa.Table, question: Question, failed: Mapping[str, Mapping[str, str]]
) -> dict[str, ArmValues]:
    """Return the values by arm from the table. ValueError where arms are missing."""
    keys = len(question.asked)
    of_row = np.array(table["arm"].combine_chunks().dictionary_decode().to_pylist())
    flat = {name: table[name].to_numpy(zero_copy_only=False) for name in ("world", "draw", "n")}
    value = table["value"].to_numpy(zero_copy_only=False).astype(np.float64)
    found = {}
    for arm in arms_of(question):
        rows = np.flatnonzero(of_row == arm.name)
        if len(rows) == 0:
            raise ValueError(f"the values of {arm.name} are missing")
        worlds = flat["world"][rows].reshape(-1, keys)[:, 0].astype(np.int64)
        draws = flat["draw"][rows].reshape(-1, keys)[:, 0].astype(np.int64)
        errors = {int(world): error for world, error in failed.get(arm.name, {}).items()}
        shape = (len(worlds), keys)
        behind = flat["n"][rows].reshape(shape)
        found[arm.name] = ArmValues(worlds, draws, value[rows].reshape(shape), behind, errors)
    return found
