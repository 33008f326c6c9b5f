"""The lines under every chart and slide: what it is, of what, and how to find it back."""

from __future__ import annotations

from experiments.numbers import write_number
from experiments.store.results import StoredResult
from experiments.texts import Texts


def footer_of(result: StoredResult, texts: Texts) -> list[str]:
    """Return what it is (a simulation), scenario, source, worlds, draws, run id and version."""
    manifest = result.manifest
    request = manifest["request"]
    number = {name: write_number(request[name], texts.lang) for name in ("replications", "draws")}
    outside = [texts("chart.footer.outside_law")] if manifest.get("buiten_de_wet") else []
    return [
        *outside,
        texts("chart.footer.what", scenario=scenario_title(result, texts)),
        texts("chart.footer.inflow", inflow=manifest["inflow"][texts.lang]),
        texts(
            "chart.footer.source",
            worlds=number["replications"],
            draws=number["draws"],
            id=result.run_id,
            version=manifest["versions"]["doorstroom"],
        ),
    ]


def scenario_title(result: StoredResult, texts: Texts) -> str:
    """Return the title of a result's scenario, with its name."""
    scenario = result.manifest["scenario"]
    title = scenario["title"].get(texts.lang) or scenario["title"]["nl"]
    return f"{title} ({scenario['name']})"
