"""A research object: an exported result described by RO-Crate 1.1, for a data repository.

https://w3id.org/ro/crate/1.1. The run is a `CreateAction` of the program, as in the profile
Process Run Crate; parameters, seed and digests stand in the manifest that goes along.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from experiments.store.disk import digest_of_file
from experiments.store.results import MANIFEST

METADATA = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILES = (
    "https://w3id.org/ro/crate/1.1",
    "https://w3id.org/ro/wfrun/process/0.5",
)
EUPL = "https://spdx.org/licenses/EUPL-1.2"
MEDIA = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
    ".json": "application/json",
}
TABLES = {
    "runs": "a row a simulated world: seed, parameter draw, status, digest of its outcome",
    "monthly": "a row a world and month: people in each phase of the region",
    "observables": "a row a world and outcome: its value and the number behind it",
    "ledger": "a row a world, year and account: whole euro cents, nominal",
    "cells": "a row a cell of the design: the values of its levers",
    "detail": "a row a world, month, gemeente, doelgroep and leerroute: people",
    "events": "a row an event in the life of an invented person",
}


def describe_crate(
    folder: Path, manifest: Mapping[str, Any], files: Sequence[Path], licence: str | None
) -> Path:
    """Write the description of an exported result into its folder.

    licence: an address of the licence of the data, or None where that is not decided. Raises
    OSError.
    """
    run_id = str(manifest["id"])
    scenario = str(manifest["request"]["scenario"])
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Doorstroom {manifest['kind']} {run_id}: {scenario}",
        "description": (
            "Outcomes of an agent-based simulation of civic integration (inburgering) in a Dutch "
            "region. The people are invented; the model is not calibrated. manifest.json says "
            "what made it: scenario, seed, draws, versions and digests."
        ),
        "datePublished": datetime.now(UTC).date().isoformat(),
        "identifier": str(manifest["key"]),
        "hasPart": [{"@id": file.name} for file in files],
        "mentions": {"@id": "#run"},
        "conformsTo": [{"@id": address} for address in PROFILES[1:]],
    }
    if licence is not None:
        root["license"] = {"@id": licence}
    graph = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": PROFILES[0]},
        },
        root,
        *(_file(file) for file in files),
        *_action(manifest, files),
        {
            "@id": PROFILES[1],
            "@type": "CreativeWork",
            "name": "Process Run Crate",
            "version": "0.5",
        },
    ]
    if licence is not None:
        graph.append({"@id": licence, "@type": "CreativeWork", "name": licence})
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"
    path = folder / METADATA
    path.write_text(text, encoding="utf-8")
    return path


def _file(file: Path) -> dict[str, Any]:
    about = TABLES.get(file.stem)
    described: dict[str, Any] = {
        "@id": file.name,
        "@type": "File",
        "name": file.stem if about else file.name,
        "encodingFormat": MEDIA[file.suffix],
        "contentSize": str(file.stat().st_size),
        "sha256": digest_of_file(file),
    }
    if about:
        described["description"] = about
    if file.name == MANIFEST:
        described["description"] = "scenario, seed, draws, versions, digests, checksums"
    return described


def _action(manifest: Mapping[str, Any], files: Sequence[Path]) -> list[dict[str, Any]]:
    source = manifest.get("source") or {}
    software: dict[str, Any] = {
        "@id": "#doorstroom",
        "@type": "SoftwareApplication",
        "name": "Doorstroom",
        "softwareVersion": str(manifest["versions"]["doorstroom"]),
        "license": {"@id": EUPL},
        "softwareRequirements": [f"{n} {v}" for n, v in sorted(manifest["versions"].items())],
    }
    if source.get("commit"):
        changed = ", with changes" if source.get("dirty") else ""
        software["identifier"] = f"git commit {source['commit']}{changed}"
    return [
        software,
        {"@id": EUPL, "@type": "CreativeWork", "name": "European Union Public Licence 1.2"},
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": " ".join(manifest["command"]) or str(manifest["kind"]),
            "instrument": {"@id": "#doorstroom"},
            "startTime": str(manifest["times"]["started"]),
            "endTime": str(manifest["times"]["ended"]),
            "actionStatus": "http://schema.org/CompletedActionStatus",
            "result": [{"@id": file.name} for file in files],
        },
    ]
