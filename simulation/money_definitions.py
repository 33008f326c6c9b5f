"""The words of each observable of money, each once. Amounts are in euros."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MoneyDefinition:
    """An observable of money; unit is always eur.

    more_is: whether more of it is better, worse or neither for who pays. filters: what it may be
    asked by.
    """

    title_nl: str
    title_en: str
    text_nl: str
    text_en: str
    more_is: str
    filters: tuple[str, ...]
    unit: str = "eur"


_YEAR_NL = (
    " Per kalenderjaar, of (zonder jaar) het gemiddelde per heel jaar; in prijzen van dat jaar, "
    "tenzij het scenario om constante prijzen vraagt."
)
_YEAR_EN = (
    " By calendar year, or (without a year) the mean of a whole year; in prices of that year, "
    "unless the scenario asks for constant prices."
)

MONEY_DEFINITIONS: dict[str, MoneyDefinition] = {
    "cost": MoneyDefinition(
        "Kosten per jaar",
        "Cost a year",
        "Wat inburgering kost, voor alle betalers of voor een; leningen tellen niet mee."
        + _YEAR_NL,
        "What civic integration costs, for all payers or for one; loans do not count." + _YEAR_EN,
        "worse",
        ("year", "year_from", "payer", "item", "municipality"),
    ),
    "funding": MoneyDefinition(
        "Vergoeding van het Rijk per jaar",
        "Funding by the state a year",
        "Wat gemeenten van het Rijk ontvangen, verrekeningen met eerdere jaren inbegrepen; "
        "bij de bron onderwijsroute ook de centrumgemeente." + _YEAR_NL,
        "What municipalities receive from the state, settlements of earlier years included; "
        "for the source onderwijsroute the centrumgemeente too." + _YEAR_EN,
        "neutral",
        ("year", "year_from", "source"),
    ),
    "balance": MoneyDefinition(
        "Saldo per jaar, indicatief",
        "Balance a year, indicative",
        "Vergoeding uit een bron min de kosten die eruit betaald mogen worden. Indicatief: de "
        "meeste prijzen zijn herinnerde marges." + _YEAR_NL,
        "Funding from a source less the cost that it may pay. Indicative: most prices are "
        "remembered ranges." + _YEAR_EN,
        "better",
        ("year", "year_from", "source"),
    ),
    "spuk_returned": MoneyDefinition(
        "SPUK terug naar het Rijk",
        "SPUK returned to the state",
        "SPUK die niet is uitgegeven en boven de reserve teruggaat: een overschot is geen "
        "besparing." + _YEAR_NL,
        "SPUK that was not spent and goes back beyond the reserve: a surplus is no saving."
        + _YEAR_EN,
        "neutral",
        ("year",),
    ),
    "lent": MoneyDefinition(
        "Leningen van DUO",
        "Loans by DUO",
        "Wat DUO aan gezinsmigranten leent voor hun cursus." + _YEAR_NL,
        "What DUO lends to family migrants for their course." + _YEAR_EN,
        "neutral",
        ("year",),
    ),
    "repaid": MoneyDefinition(
        "Terugbetaald op leningen",
        "Repaid on loans",
        "Aflossing en rente die inburgeraars aan DUO betalen." + _YEAR_NL,
        "Repayment and interest that people pay to DUO." + _YEAR_EN,
        "neutral",
        ("year",),
    ),
    "cost_per_person": MoneyDefinition(
        "Kosten per persoon",
        "Cost per person",
        "Wat iemand een betaler kost in de eerste maanden sinds vestiging of vergunning, van wie "
        "zo lang gevolgd kan worden; in prijzen van het prijsjaar, contant gemaakt naar de eerste "
        "maand van de simulatie.",
        "What somebody costs a payer in the first months since settling or the permit, of those "
        "who can be followed so long; in prices of the price year, discounted to the first month "
        "of the simulation.",
        "worse",
        ("clock", "at", "payer", "doelgroep", "cohort_from", "cohort_until"),
    ),
    "cost_per_fulfilled": MoneyDefinition(
        "Kosten van de gemeente per voldaan traject",
        "Cost to the municipality per fulfilled traject",
        "Programma- en uitvoeringskosten van gemeenten over hele jaren, gedeeld door wie in die "
        "jaren voldeed, hoe ook; lees het naast het bereikte niveau.",
        "Programme and execution cost of municipalities over whole years, over those who fulfilled "
        "in these years, in whatever way; read it beside the level reached.",
        "worse",
        (),
    ),
}

MONEY_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "payer": {
        "rijk": ("betaald door het Rijk", "paid by the state"),
        "gemeente": ("betaald door gemeenten", "paid by municipalities"),
        "centrumgemeente": ("betaald door de centrumgemeente", "paid by the centrumgemeente"),
        "inburgeraar": ("betaald door inburgeraars", "paid by inburgeraars"),
        "werkgever": ("betaald door werkgevers", "paid by employers"),
    },
    "source": {
        "spuk": ("SPUK inburgering", "SPUK inburgering"),
        "onderwijsroute": ("geld voor de Onderwijsroute", "money for the Onderwijsroute"),
        "gemeentefonds": ("gemeentefonds, uitvoering", "gemeentefonds, execution"),
        "buig": ("BUIG, bijstand", "BUIG, bijstand"),
        "begeleiding": ("begeleiding onder de Wi2013", "guidance under the Wi2013"),
    },
    "item": {
        "pvt": ("PVT", "PVT"),
        "leerroute_b1": ("lessen B1-route", "lessons B1-route"),
        "leerroute_onderwijs": ("Onderwijsroute", "Onderwijsroute"),
        "leerroute_z": ("lessen Z-route", "lessons Z-route"),
        "z_participatie": ("participatie Z-route", "participation Z-route"),
        "alfabetisering": ("alfabetisering", "alfabetisering"),
        "lege_plaatsen": ("lege plaatsen", "empty places"),
        "map": ("MAP", "MAP"),
        "begeleiding": ("maatschappelijke begeleiding", "social guidance"),
        "elip": ("lessen als de lening op is", "lessons when the loan is gone"),
        "duaal": ("duale trajecten", "dual trajectories"),
        "startbaan": ("startbanen", "start jobs"),
        "brede_intake": ("brede intake", "brede intake"),
        "leerbaarheidstoets": ("leerbaarheidstoets", "leerbaarheidstoets"),
        "pip": ("PIP", "PIP"),
        "handhaving": ("handhaving", "enforcement"),
        "casemanagement": ("casemanagement en voortgang", "casemanagement and progress"),
        "tolk": ("tolk", "interpreter"),
        "ontzorgen": ("ontzorgen", "ontzorgen"),
        "aanbesteding": ("aanbesteding en contracten", "tendering and contracts"),
        "regie": ("regie", "direction"),
        "ict": ("ICT", "ICT"),
        "invoering": ("invoering, eenmalig", "introduction, one-off"),
        "inrichting": ("inrichting van woningen", "furnishing of homes"),
        "kinderopvang": ("kinderopvang", "child care"),
        "bijstand": ("bijstand", "bijstand"),
        "opvang": ("opvang door COA", "reception by COA"),
        "voorinburgering": ("voorinburgering", "lessons in reception"),
        "lessen_opvang": (
            "lessen in de opvang van de gemeente",
            "lessons in reception by the municipality",
        ),
        "examen": ("examens", "exams"),
        "medisch_advies": ("medisch advies", "medical advice"),
        "eigen_cursus": ("cursus die iemand zelf koopt", "course that somebody buys"),
        "boete": ("boetes", "fines"),
    },
}
"""What a filter of money is called, in Dutch and English."""
