"""Het model maand voor maand met Mesa / the model month by month with Mesa.

    python docs/examples/mesa_stap_voor_stap.py

Steps a world of five years, lets gemeenten and taalaanbieders tell how they stand, collects with
Mesa's DataCollector, and prints a small table. A step is a month of the same engine that runs in
batches; the last lines show that the bits are the same.
"""

from simulation.engine import simulate
from simulation.model import Gemeente, InburgeringModel, Taalaanbieder, month_reporters
from simulation.quiet_mesa import mesa  # or `import mesa`: this one has no side effect

FIRST, LAST, SEED = "2022-01", "2026-12", 1


def free_places(model: InburgeringModel) -> int:
    """Places that stand empty in all leerroutes together."""
    return model.agents_by_type[Taalaanbieder].agg("free", sum)


collector = mesa.DataCollector(
    model_reporters={**month_reporters("opvang", "wacht_les", "werk"), "vrij": free_places},
    agenttype_reporters={Gemeente: {"gemeente": "name", "trajecten": "caseload"}},
)
model = InburgeringModel.of_region("midden-twente", FIRST, LAST, seed=SEED, datacollector=collector)

# One month at a time. Where do most people wait for lessons, and for which leerroute?
while model.running:
    model.step()
    if model.month % 12 == 0:
        gemeenten = model.agents_by_type[Gemeente]
        longest = max(gemeenten, key=lambda gemeente: gemeente.waiting_lessons)
        listed = model.agents_by_type[Taalaanbieder].select(lambda offer: offer.waiting > 0)
        lists = [f"{offer.name} {offer.waiting}" for offer in listed]
        print(
            f"{model.date}: {gemeenten.agg('caseload', sum)} trajecten; "
            f"{longest.title} heeft {longest.waiting_lessons} wachtenden op les; "
            f"op een lijst van de pool: {', '.join(lists) or 'niemand'}"
        )

print("\nDecember van elk jaar / December of each year")
table = collector.get_model_vars_dataframe().set_index(model.monthly_table().index)
print(table.iloc[11::12].to_string())

print("\nLopende trajecten per gemeente / running trajecten by gemeente")
by_gemeente = collector.get_agenttype_vars_dataframe(Gemeente).reset_index()
print(by_gemeente.pivot(index="Step", columns="gemeente", values="trajecten").iloc[11::12])

# People as columns: quicker than an agent each. These people are invented.
people = model.people_table("doelgroep", "route", "lezen")
print("\nGemiddeld niveau lezen / mean level of reading (1 = A1, 2 = A2, 3 = B1)")
print(people.groupby(["doelgroep", "route"], observed=True)["lezen"].mean().round(2).to_string())

print(f"\nstap voor stap / stepped  {model.outcome().digest}")
print(f"in een keer / in one go   {simulate(model.prepared, SEED, 0).digest}")
