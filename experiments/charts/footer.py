"""The lines under every chart and slide: what it is, of what, and how to find it back."""

from __future__ import annotations

from experiments.calibrated import with_state
from experiments.charts.compared import others
from experiments.compare.keep import StoredComparison
from experiments.numbers import write_number
from experiments.runner.reproduce import design_of
from experiments.scenario.policies import is_unlawful
from experiments.store.results import StoredResult
from experiments.texts import Texts


def footer_of(result: StoredResult, texts: Texts, native: bool = False) -> list[str]:
    """Return what it is (a simulation), scenario, source, worlds, draws, run id and version.

    native: for the charts of slides, whose intervals are error bars.
    """
    how = texts("chart.footer.native" if native else "chart.footer.how")
    manifest = result.manifest
    return [
        *_outside_law([manifest["scenario"]["name"]] * manifest.get("buiten_de_wet", False), texts),
        texts(with_state("chart.footer.what", manifest), scenario=scenario_title(result, texts)),
        texts("chart.footer.inflow", inflow=manifest["inflow"][texts.lang]) + " " + how,
        _source(manifest["request"], result.run_id, manifest["versions"], texts),
    ]


def footer_of_batch(result: StoredResult, texts: Texts) -> list[str]:
    """Return the same lines for the charts of a batch."""
    manifest, design = result.manifest, design_of(result)
    cells = (design.scenario(cell) for cell in range(design.cells))
    outside = dict.fromkeys(scenario.name for scenario in cells if is_unlawful(scenario))
    return [
        *_outside_law(list(outside), texts),
        texts(
            with_state("chart.batch.what", manifest),
            name=design.name,
            scenarios=", ".join(scenario.name for scenario in design.scenarios),
            points=write_number(design.cells, texts.lang),
        ),
        texts("chart.batch.how"),
        _source(manifest["request"], result.run_id, manifest["versions"], texts),
    ]


def footer_of_comparison(stored: StoredComparison, texts: Texts, native: bool = False) -> list[str]:
    """Return the same lines for the charts of a comparison."""
    names = [scenario.name for scenario in stored.comparison.question.scenarios]
    shown, manifest = [names[place] for place in others(stored.comparison)], stored.manifest
    scenarios = ", ".join(shown)
    outside = [name for name in manifest["buiten_de_wet"] if name in (names[0], *shown)]
    return [
        *_outside_law(outside, texts),
        texts(
            with_state("chart.footer_compare.what", manifest),
            scenarios=scenarios,
            reference=names[0],
        ),
        texts(f"chart.footer_compare.{'native' if native else 'how'}"),
        _source(manifest["request"], stored.comparison_id, manifest["versions"], texts),
    ]


def scenario_title(result: StoredResult, texts: Texts) -> str:
    """Return the title of a result's scenario, with its name."""
    scenario = result.manifest["scenario"]
    title = scenario["title"].get(texts.lang) or scenario["title"]["nl"]
    return f"{title} ({scenario['name']})"


def _source(request: dict[str, int], identity: str, versions: dict[str, str], texts: Texts) -> str:
    return texts(
        "chart.footer.source",
        worlds=write_number(request["replications"], texts.lang),
        draws=write_number(request["draws"], texts.lang),
        id=identity,
        version=versions["doorstroom"],
    )


def _outside_law(scenarios: list[str], texts: Texts) -> list[str]:
    names = ", ".join(scenarios)
    return [texts("chart.footer.outside_law", scenarios=names)] if scenarios else []
