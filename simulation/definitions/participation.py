"""Taking part: work, income, bijstand, education, volunteering, moving."""

from __future__ import annotations

from simulation.agents import events as ev
from simulation.definitions.definition import (
    BETTER,
    NEUTRAL,
    WORSE,
    Definition,
    activity,
    reached,
    share,
    share_of,
)
from simulation.requests import (
    Q_ACTIVITY,
    Q_EVER_ACTIVE,
    Q_MOVED,
    Q_REACHED,
    Q_STUDIED_ON,
)

EMPLOYED = 1 << ev.A_EMPLOYED
MAIN_INCOME_WORK = 1 << ev.A_MAIN_INCOME_WORK
BIJSTAND = 1 << ev.A_BIJSTAND
EDUCATION = 1 << ev.A_EDUCATION
VOLUNTEERING = 1 << ev.A_VOLUNTEERING
LOOKING = 1 << ev.A_LOOKING


def _ended(reason: tuple[str, str], title: tuple[str, str], milestone: int) -> Definition:
    words = (
        f"Ooit uit de bijstand {title[0]}".rstrip(),
        f"Ever left bijstand {title[1]}".rstrip(),
        f"Het huishouden is ooit uit de bijstand gegaan {reason[0]}; wie terugkwam, telt mee. "
        "Van wie in beeld is en ooit bijstand kreeg.",
        f"The household has ever left bijstand {reason[1]}; who came back counts too. Of those "
        "in scope who ever received bijstand.",
    )
    return share_of(words, BETTER, Q_REACHED, which=milestone, among=ev.M_BIJSTAND)


PARTICIPATION: dict[str, Definition] = {
    "employed": activity(
        (
            "Heeft betaald werk",
            "In paid work",
            "Heeft in die maand betaald werk.",
            "Has any paid job in that month.",
        ),
        BETTER,
        EMPLOYED,
    ),
    "ever_employed": share(
        (
            "Ooit betaald werk",
            "Ever in paid work",
            "Heeft sinds het begin van de klok betaald werk gehad.",
            "Has had a paid job since the clock's start.",
        ),
        BETTER,
        Q_EVER_ACTIVE,
        which=EMPLOYED,
    ),
    "employed_in_reception": reached(
        (
            "Ooit gewerkt in de opvang",
            "Ever worked in reception",
            "Heeft betaald werk gehad tussen de kennisgeving en het vertrek uit de opvang.",
            "Has had paid work between the notice and leaving reception.",
        ),
        BETTER,
        ev.M_JOB_RECEPTION,
    ),
    "main_income_work": activity(
        (
            "Loon als hoofdinkomen",
            "Wage as main income",
            "Het eigen loon is in die maand de grootste bron van inkomen: ten minste zo groot "
            "als het eigen deel van de bijstand van het huishouden, en dan de studiefinanciering.",
            "The own wage is the largest source of income in that month: at least as large as "
            "the own share of the household's bijstand, and as study finance.",
        ),
        BETTER,
        MAIN_INCOME_WORK,
    ),
    "main_income_benefit": activity(
        (
            "Uitkering als hoofdinkomen",
            "Benefit as main income",
            "Het eigen deel van de bijstand is in die maand de grootste bron van inkomen: leeft "
            "van bijstand, zonder loon dat even groot is, en niet in een opleiding (dan is het "
            "studiefinanciering).",
            "The own share of bijstand is the largest source of income in that month: lives on "
            "bijstand, without a wage as large, and not in education (then it is study finance).",
        ),
        WORSE,
        BIJSTAND,
        unless=MAIN_INCOME_WORK | EDUCATION,
    ),
    "any_benefit": activity(
        (
            "Krijgt een uitkering",
            "On any benefit",
            "Krijgt in die maand een uitkering. Het model kent er één, de bijstand van het "
            "huishouden: zonder WW en uitkeringen bij ziekte is dit een ondergrens.",
            "Receives any benefit in that month. The model knows one, the household's bijstand: "
            "without unemployment and sickness benefits this is a lower bound.",
        ),
        WORSE,
        BIJSTAND,
    ),
    "in_labour_force": activity(
        (
            "Werkt of zoekt werk",
            "In the labour force",
            "Werkt of zoekt werk. Het model kent geen zoeken: wie in de gemeente woont zonder "
            "baan telt als zoekend, behalve tijdens lessen, een opleiding, een onderbreking door "
            "ziekte, geboorte of zorg, en wie blijvend niet kan.",
            "Works or looks for work. The model knows no search: who lives in the gemeente "
            "without a job counts as looking, but not in lessons, in education, in an "
            "interruption by illness, birth or care, nor who is unable for good.",
        ),
        NEUTRAL,
        EMPLOYED | LOOKING,
    ),
    "unemployed": share_of(
        (
            "Werkloos",
            "Unemployed",
            "Heeft geen werk en telt als werkzoekend; van wie werkt of werk zoekt (zie "
            "in_labour_force).",
            "Has no work and counts as looking for it; of those who work or look for work (see "
            "in_labour_force).",
        ),
        WORSE,
        Q_ACTIVITY,
        which=LOOKING,
        among=EMPLOYED | LOOKING,
    ),
    "on_bijstand": activity(
        (
            "Leeft van bijstand",
            "On bijstand",
            "Leeft in een huishouden dat bijstand krijgt, aanvulling inbegrepen.",
            "Lives in a household that receives bijstand, top-up included.",
        ),
        WORSE,
        BIJSTAND,
    ),
    "bijstand_ended": _ended(
        ("(om welke reden ook)", "(for any reason)"), ("", ""), ev.M_BIJSTAND_ENDED
    ),
    "bijstand_ended_work": _ended(
        ("omdat het loon de norm haalde", "because wages reached the norm"),
        ("door werk", "for work"),
        ev.M_BIJSTAND_ENDED_WORK,
    ),
    "bijstand_ended_study": _ended(
        (
            "omdat het met de studiefinanciering van een lid de norm haalde, met loon alleen niet",
            "because it reached the norm with a member's study finance, not with wages alone",
        ),
        ("door een opleiding", "for study"),
        ev.M_BIJSTAND_ENDED_STUDY,
    ),
    "in_education": activity(
        (
            "Volgt een opleiding",
            "In education",
            "Ingeschreven in mbo, hbo of wo (taalschakeltraject telt niet mee).",
            "Enrolled in mbo, hbo or wo (the taalschakeltraject does not count).",
        ),
        BETTER,
        EDUCATION,
    ),
    "outflow_to_education": share(
        (
            "Na de leerroute naar mbo, hbo of wo",
            "On to mbo, hbo or wo after the route",
            "Heeft aan de plicht voldaan en volgde toen of daarna een opleiding. Of dat mbo, hbo "
            "of wo is, weet het model niet.",
            "Has fulfilled the duty and was in education then or later. Whether that is mbo, hbo "
            "or wo the model does not know.",
        ),
        BETTER,
        Q_STUDIED_ON,
    ),
    "volunteering": activity(
        (
            "Doet vrijwilligerswerk",
            "Volunteers",
            "Doet in die maand vrijwilligerswerk.",
            "Does volunteer work in that month.",
        ),
        NEUTRAL,
        VOLUNTEERING,
    ),
    "moved": share_of(
        (
            "Verhuisd naar een andere gemeente",
            "Moved to another gemeente",
            "Is na de vestiging naar een andere gemeente verhuisd. Van wie gevestigd is en in "
            "beeld, of verhuisd: wie verhuist telt mee, al volgt het model die verder niet.",
            "Has moved to another gemeente since settling. Of those settled who are in scope or "
            "have moved: who moves still counts, though the model follows them no further.",
        ),
        NEUTRAL,
        Q_MOVED,
        movers=1,
    ),
}
