"""Intensiteit: lesson hours a week in the B1-route."""

from __future__ import annotations

from simulation.agents import programme as what
from simulation.agents.codes import B1_ROUTE, LES
from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words, own


def apply(to: Change) -> None:
    """More hours a week, of the same teachers; people come less often and break off more."""
    before, after = to.rule("lessen.b1_hours_week"), to["uren_week"]
    to.set("lessen.b1_hours_week", after)
    if to["totaal_vast"] == 0:
        to.scale("lessen.b1_hours_total", after / before)
    load = to.pool_share * (after / before - 1) * (1 - to["extra_docenten"])
    to.scale_for_pool("aanbod.teacher_load_b1", 1 + load)
    heavier = to.programme(phases=(LES,), routes=(B1_ROUTE,))
    heavier.effect(what.ATTENDANCE, to["aanwezigheid"] * (after - before))
    heavier.effect(what.INTERRUPTION, to["onderbreking"] * (after - before))


KIND = Kind(
    name="intensiteit",
    number=7,
    nl=Words(
        "Meer lesuren per week",
        "De eigen statushouders in de B1-route krijgen meer (of minder) lesuren per week. De uren "
        "van het contract zijn eerder op, of groeien mee (totaal_vast: 0). Wie sneller aan 600 "
        "uur komt, kan worden afgeschaald zolang de wissel naar de Z-route nog open is.",
        "Een vollere week: minder aanwezigheid, vaker stoppen. Dezelfde docenten geven minder "
        "groepen, dus anderen wachten langer, tenzij er docenten bij komen.",
        "Vrij: de intensiteit staat in het PIP van statushouders (Wi 15), niet in dat van "
        "gezinsmigranten.",
    ),
    en=Words(
        "More lesson hours a week",
        "The region's own status holders in the B1-route get more (or fewer) lesson hours a week. "
        "The contract's hours are used up sooner, or grow along (totaal_vast: 0). Whoever reaches "
        "600 hours sooner can be lowered while the switch to the Z-route is still open.",
        "A fuller week: less attendance, more breaking off. The same teachers give fewer groups, "
        "so others wait longer, unless teachers are added.",
        "Free: the intensity stands in the PIP of status holders (Wi 15), not in that of family "
        "migrants.",
    ),
    settings=(
        Setting("uren_week", "lessen.b1_hours_week", 2, 40),
        *own("totaal_vast extra_docenten aanwezigheid onderbreking"),
    ),
    apply=apply,
    sizes=("aanwezigheid", "onderbreking"),
    targets=("gemeenten",),
    doelgroepen=("asiel",),
    needs=("uren_week",),
    costs=(
        Cost(
            "leerroute_b1",
            "tarief.b1_hour",
            "lesuren: dezelfde eerder, of meer",
            "lesson hours: the same sooner, or more",
        ),
    ),
    example={"uren_week": 12, "totaal_vast": 1},
)
