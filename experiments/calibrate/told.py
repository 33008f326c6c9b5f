"""An assessment in words and numbers: rows of a table, lines about coverage, and JSON."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from calibration.validation.assess import (
    INSIDE,
    NOBODY,
    Assessed,
    Assessment,
    Benchmark,
    Coverage,
    by_source,
    coverage,
)
from experiments.numbers import MISSING, write_number, write_percent, write_quantity
from experiments.texts import Texts

if TYPE_CHECKING:
    from calibration.targets.problems import TargetProblem

SCHEMA = 1


def title_of(row: Assessed, texts: Texts) -> str:
    """What a row asks, in the language of the texts."""
    observable = row.target.observable
    return observable.title_en if texts.lang == "en" else observable.title_nl


def row_cells(row: Assessed, texts: Texts) -> tuple[str, ...]:
    """The cells of a row: id, what, seen, median, 90 %, distance, and where it lies."""
    score, unit, lang = row.score, row.target.unit, texts.lang
    low, high = (write_quantity(v, unit, lang) for v in (score.low_90, score.high_90))
    return (
        row.target.id,
        title_of(row, texts),
        write_quantity(score.observed, unit, lang),
        write_quantity(score.median, unit, lang),
        f"{low} - {high}" if score.scored else MISSING,
        write_number(score.z, lang, 1),
        place_word(row, texts),
    )


def place_word(row: Assessed, texts: Texts) -> str:
    """Inside, outside, or not to be compared."""
    word = {INSIDE: "yes", NOBODY: "none"}.get(row.why, "no")
    return texts(f"validate.inside_{word}")


def coverage_lines(assessment: Assessment, texts: Texts) -> list[str]:
    """Coverage of the rows for testing, by source, of the rows for fitting, and rules of thumb."""
    tested = assessment.of_use("validate")
    lines = []
    if tested:
        lines.append(texts("validate.coverage", **_words(coverage(tested), texts)))
        parts = [f"{key} {c.inside_90}/{c.n}" for key, c in by_source(tested).items()]
        lines.append(texts("validate.source", list=", ".join(parts)))
    fitted = assessment.of_use("calibrate")
    if fitted:
        lines.append(texts("validate.coverage_fit", **_words(coverage(fitted), texts)))
    lines += [benchmark_line(found, texts) for found in assessment.benchmarks if tested]
    return lines


def benchmark_line(found: Benchmark, texts: Texts) -> str:
    """One sentence about the model against a rule of thumb."""
    name = texts(f"validate.benchmark_name.{found.name}")
    if not found.n:
        return texts("validate.benchmark_none", name=name)
    model, naive = (write_number(v, texts.lang, 3) for v in (found.model, found.naive))
    return texts("validate.benchmark", name=name, model=model, naive=naive, n=found.n)


def _words(found: Coverage, texts: Texts) -> dict[str, Any]:
    return {
        "n": found.n,
        "inside_50": found.inside_50,
        "inside_90": found.inside_90,
        "share_50": write_percent(found.share_50, texts.lang) if found.n else MISSING,
        "share_90": write_percent(found.share_90, texts.lang) if found.n else MISSING,
    }


def as_json(assessment: Assessment, meta: dict[str, Any], texts: Texts) -> dict[str, Any]:
    """The JSON document of a validation; an undefined number is null, no row is left out."""
    fitted = meta["parameters"] == "posterior"
    return {
        "schema": SCHEMA,
        "meta": meta,
        "rows": [_row(row, texts) for row in assessment.rows],
        "refused": [_refused(problem, texts) for problem in assessment.targets.refused],
        "coverage": {
            "validate": _coverage(coverage(assessment.of_use("validate"))),
            "calibrate": _coverage(coverage(assessment.of_use("calibrate"))),
            "all": _coverage(coverage(assessment.rows)),
            "by_source": {
                key: _coverage(found)
                for key, found in by_source(assessment.of_use("validate")).items()
            },
        },
        "benchmarks": [
            {
                "name": found.name,
                "n": found.n,
                "crps_model": _number(found.model),
                "crps_naive": _number(found.naive),
            }
            for found in assessment.benchmarks
        ],
        "trust": [
            {"block": block, "law": law, "trust": texts(f"validate.trust_word.{word}")}
            for (block, law), word in assessment.trust(fitted).items()
        ],
        "discrepancy": {name: round(sd, 4) for name, sd in assessment.discrepancy.items()},
    }


def _row(row: Assessed, texts: Texts) -> dict[str, Any]:
    score, target = row.score, row.target
    scored = score.scored
    return {
        "id": target.id,
        "observable": target.observable.key,
        "region": target.region,
        "use": target.use,
        "source": target.source_key,
        "unit": target.unit,
        "observed": score.observed,
        "median": _number(score.median),
        "low_50": _number(score.low_50),
        "high_50": _number(score.high_50),
        "low_90": _number(score.low_90),
        "high_90": _number(score.high_90),
        "inside_50": score.inside_50 if scored else None,
        "inside_90": score.inside_90 if scored else None,
        "z": _number(score.z),
        "crps": _number(score.crps),
        "n": row.n,
        "why": texts(f"validate.why.{row.why}"),
        "last_observation": row.last,
        "constant_hazard": row.hazard,
        "note": target.note or None,
    }


def _refused(problem: TargetProblem, texts: Texts) -> dict[str, Any]:
    what = texts(f"problem.{problem.code}.what", row=problem.row, allowed=problem.allowed)
    return {
        "id": problem.row,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "why": what,
        "allowed": problem.allowed,
    }


def _coverage(found: Coverage) -> dict[str, Any]:
    return {
        "n": found.n,
        "inside_50": found.inside_50,
        "inside_90": found.inside_90,
        "share_50": _number(found.share_50),
        "share_90": _number(found.share_90),
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else value
