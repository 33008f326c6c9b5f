"""Runs worlds of every shape under every kind of policy, and prints how often kernels compiled.

In a process of its own: `python -m tests.policies.signatures`. Other tests may give the engine
tables of another shape on purpose.
"""

from __future__ import annotations

from simulation.engine import advance, prepare, simulate
from simulation.parameters import load_registry
from simulation.policies import kinds
from simulation.population import draw_population
from simulation.setup import Setup
from tests.engine.worlds import region
from tests.policies.kinds_world import FROM, policy


def main() -> None:
    """Print the number of signatures, and how rules were shared."""
    draw = load_registry().draw("point")
    everything = tuple(policy(name) for name in kinds())
    shared = set()
    for towns in ((40_000,), (40_000, 20_000)):
        for months in (1, 8):
            for policies in ((), everything, (policy("huisvesting"),), (policy("caseload"),)):
                setup = Setup(region(*towns), FROM - 6, months, policies=policies)
                prepared = prepare(setup, draw)
                shared.add(prepared.rules.strides[1:] == (0, 0))
                simulate(prepared, 1, 0)
    print(len(advance.signatures), len(draw_population.signatures), sorted(shared))


if __name__ == "__main__":
    main()
