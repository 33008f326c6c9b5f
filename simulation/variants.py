"""Named variants of the world that no policy controls: the housing path and the labour market.

They hold from a registered month on, so that every scenario shares the past, and are the same in
every arm of a comparison.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulation.parameters import load_registry

FROM = "wereld.vanaf"
HOUSING: Mapping[str, str | None] = {
    "gehaald": "wereld.huisvesting_gehaald",
    "gemist": None,
    "achterstand": "wereld.huisvesting_achterstand",
}
"""The taakstelling met, missed as now, or with arrears that grow: what stands in for the pace."""
LABOUR_MARKET: Mapping[str, str] = {
    "krap": "wereld.arbeidsmarkt_krap",
    "gemiddeld": "wereld.arbeidsmarkt_gemiddeld",
    "ruim": "wereld.arbeidsmarkt_ruim",
}
"""A tight, an average or a slack labour market."""
VARIED = {"housing": "huisvesting.realisation", "labour_market": "werk.tightness"}
"""The registered parameter that each variant sets."""


def variant_overrides(
    housing: str | None = None, labour_market: str | None = None
) -> dict[str, dict[int, float]]:
    """The overrides of a Setup for these variants; None leaves things as they are registered.

    Raises:
        KeyError: for a name that is no variant.
    """
    registry = load_registry()
    since = int(registry[FROM].at(0))
    chosen = {
        "housing": HOUSING[housing] if housing is not None else None,
        "labour_market": LABOUR_MARKET[labour_market] if labour_market is not None else None,
    }
    return {
        VARIED[name]: {since: registry[parameter].at(since)}
        for name, parameter in chosen.items()
        if parameter is not None
    }
