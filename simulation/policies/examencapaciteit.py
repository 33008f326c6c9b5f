"""Examencapaciteit: how long one waits for a sitting and for its result."""

from __future__ import annotations

from simulation.change import Change
from simulation.policy import Cost, Kind, Setting, Words


def apply(to: Change) -> None:
    """Other weeks of waiting; each week less costs the state something at every sitting."""
    saved = to.rule("examens.lead_weeks") - to["boekweken"]
    results = to.rule("examens.result_weeks_nt2") - to["uitslagweken_nt2"]
    results += to.rule("examens.result_weeks_a2") - to["uitslagweken_a2"]
    # A sitting has a result of one of the two kinds.
    to.add("examens.weeks_saved", max(saved + results / 2, 0.0))
    for setting in KIND.settings:
        to.set_if_given(setting.name)


KIND = Kind(
    name="examencapaciteit",
    number=20,
    nl=Words(
        "Kortere (of langere) wachttijd bij examens",
        "DUO en het CvTE hebben meer (of minder) plaatsen en correctoren: tussen boeken en examen, "
        "en tussen examen en uitslag, liggen minder (of meer) weken. Wie zakt, kan eerder "
        "opnieuw. Het model rekent in hele maanden: 6 weken is er een, 7 zijn er twee.",
        "Wie eerder aan de beurt is, heeft minder geleerd en zakt vaker; elke poging meer kost "
        "geld. Langere wachttijd: termijnen gaan voorbij terwijl de uitslag nog moet komen.",
        "Landelijk: een gemeente gaat hier niet over. Bij grote achterstand verlengt DUO de "
        "termijn zelf; dat zit niet in het model.",
    ),
    en=Words(
        "Shorter (or longer) waits for exams",
        "DUO and the CvTE have more (or fewer) seats and markers: fewer (or more) weeks lie "
        "between booking and sitting, and between sitting and result. Whoever fails can try again "
        "sooner. The model counts in whole months: 6 weeks are one, 7 are two.",
        "Whoever sits sooner has learnt less and fails more often; every further attempt costs "
        "money. Longer waits: terms lapse while the result is still to come.",
        "National: a gemeente has no say in it. With a large backlog DUO extends the term by "
        "itself; that is not in the model.",
    ),
    settings=(
        Setting("boekweken", "examens.lead_weeks", 3, 52),
        Setting("uitslagweken_nt2", "examens.result_weeks_nt2", 1, 52),
        Setting("uitslagweken_a2", "examens.result_weeks_a2", 1, 52),
    ),
    apply=apply,
    needs=("boekweken", "uitslagweken_nt2", "uitslagweken_a2"),
    costs=(
        Cost(
            "examen_gratis",
            "tarief.examen_week",
            "examenonderdeel en week die het korter duurt",
            "exam part sat and week that it takes less",
            payer="rijk",
            payee="duo",
        ),
    ),
    example={"uitslagweken_a2": 4},
)
