"""Files and columns of a caseload: attributes of the Gemeentelijk Gegevensmodel (GGM) 2.5.0.

Source: Gemeente-Delft/Gemeentelijk-Gegevensmodel, v2.5.0, Model Inburgering. A file is named as its
objecttype and a column as its attribute, without spaces; capitals, spaces, hyphens and underscores
make no difference. Two things are not of that domain: the key (a running number instead of the
model's chain of keys) and BRP attributes of the persoon (geboorte, geslacht, inschrijving).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulation.agents import codes

KEY = "Inburgeraar_ID"
Kind = Literal["key", "date", "choice", "number", "yes_no"]
YES_NO = {"ja": 1, "nee": 0}


@dataclass(frozen=True)
class Column:
    """One column. required: must be there and filled; most: the largest number that is possible;
    choices: what may stand there, in one word without capitals, and what it means.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    most: float = 0.0
    choices: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Table:
    """One file. required: must be there; many: may have several rows for one person."""

    name: str
    columns: tuple[Column, ...]
    required: bool = False
    many: bool = False

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    def column(self, written: str) -> Column | None:
        """The column that is meant, however it is written."""
        wanted = plain(written)
        return next((c for c in self.columns if plain(c.name) == wanted), None)


def plain(text: str) -> str:
    """Letters and digits only, without capitals: how names are held against each other."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _key() -> Column:
    return Column(KEY, "key", "volgnummer van de persoon, alleen om rijen te koppelen", True)


def _date(name: str, meaning: str, required: bool = False) -> Column:
    return Column(name, "date", meaning, required)


def _number(name: str, most: float, meaning: str) -> Column:
    return Column(name, "number", meaning, most=most)


def _choice(name: str, choices: Mapping[str, int], meaning: str, required: bool = False) -> Column:
    return Column(name, "choice", meaning, required, choices=choices)


def _yes_no(name: str, meaning: str) -> Column:
    return Column(name, "yes_no", meaning, choices=YES_NO)


DOELGROEP = {
    "asielstatushouder": codes.ASIEL,
    "gezinsmigrant": codes.GEZIN,
    "gezinshereniger": codes.GEZIN,
    "gezinsvormer": codes.GEZIN,
    "gezinsherenigermetasielstatushouder": codes.GEZIN,
    "gezinsvormermetasielstatushouder": codes.GEZIN,
    "geestelijkbedienaar": codes.GEZIN,
    "overigemigrant": codes.GEZIN,
    "overig": codes.GEZIN,
}
SEX = {"m": codes.MAN, "man": codes.MAN, "v": codes.WOMAN, "vrouw": codes.WOMAN}
ROUTES = {
    "b1route": codes.B1_ROUTE,
    "b1": codes.B1_ROUTE,
    "onderwijsroute": codes.ONDERWIJSROUTE,
    "zroute": codes.Z_ROUTE,
    "z": codes.Z_ROUTE,
}
SCHOOLING = {
    "geenbasisopleiding": codes.LAAG,
    "basisniveau": codes.LAAG,
    "lbomavoniveau": codes.LAAG,
    "mbohavovwoniveau": codes.MIDDEN,
    "hboniveau": codes.HOOG,
    "wetenschappelijkonderwijs": codes.HOOG,
}
"""Opleidingsniveau of the GGM; the model's three levels are those of the CBS."""
LEVELS = {"0": 0, "geen": 0, "a1": codes.A1, "a2": codes.A2, "b1": codes.B1, "b2": codes.B2}
EXAM_LEVELS = {"a2": codes.A2, "b1": codes.B1, "b2": codes.B2}
PARTS = {name: place for place, name in enumerate(codes.PART_NAMES[: codes.ONA])}
RESULTS = {"geslaagd": 1, "behaald": 1, "voldoende": 1, "gezakt": 0, "nietbehaald": 0}
RESULTS |= {"onvoldoende": 0}
JOBS = {"deeltijd": codes.PART_TIME, "voltijd": codes.FULL_TIME}
MOST_HOURS = 5000.0

TABLES: tuple[Table, ...] = (
    Table(
        "Inburgeraar",
        (
            _key(),
            Column("Huishouden_ID", "key", "volgnummer van het huishouden: wie samenwoont"),
            _choice("Doelgroep", DOELGROEP, "asielstatushouder, gezins- of overige migrant", True),
            Column("IsGekoppeldAan", "choice", "gemeente, zoals in doorstroom regions", True),
            _date("DatumGeboorte", "maand van geboorte is genoeg"),
            _choice("Geslachtsaanduiding", SEX, "M of V"),
            _date("DatumInschrijvingInGemeente", "inschrijving in de BRP van de gemeente"),
        ),
        required=True,
    ),
    Table(
        "Inburgeringsplicht",
        (
            _key(),
            _date("DatumStart", "begin van de plicht: vergunning, of inschrijving", True),
            _date("DatumEind", "einde van de plicht: wie klaar is, doet niet mee"),
        ),
        required=True,
    ),
    Table("VerblijfplaatsAZC", (_key(),)),
    Table(
        "BredeIntake",
        (
            _key(),
            _date("DatumTot(Peildatum)", "maand van de gegevens; voor ieder dezelfde"),
            _date("startdatum", "eerste gesprek"),
            _date("einddatum", "einde van de brede intake"),
            _number("GevolgdeUrenKNMenTaalles", MOST_HOURS, "lesuren gevolgd tot de peildatum"),
            _number("UrenGeoorloofdVerzuim", MOST_HOURS, "lesuren gemist met reden"),
            _number("UrenOngeoorloofdVerzuim", MOST_HOURS, "lesuren gemist zonder reden"),
            _number("AantalUrenAlfabetiseringsOnderwijs", MOST_HOURS, "daarvan alfabetisering"),
        ),
        required=True,
    ),
    Table(
        "PIP",
        (
            _key(),
            _date("DagtekeningInitielePIP", "dagtekening van het eerste PIP", True),
            _date("DagtekeningPIP", "dagtekening van het laatste PIP"),
        ),
        required=True,
    ),
    Table(
        "Leerroute",
        (
            _key(),
            _choice("LeerrouteType", ROUTES, "B1-route, Onderwijsroute of Z-route", True),
            _yes_no("IndicatorAlfabetisering", "leert eerst lezen en schrijven"),
            _yes_no("IndicatorToestemmingExamenA2", "mag examen doen op A2 (afgeschaald)"),
            _yes_no("ExamenA2", "als de vorige"),
        ),
        required=True,
    ),
    Table(
        "Taalvaardigheid",
        (
            _key(),
            _number("ResultaatToetsTaalleerbaarheid", 40, "leerbaarheidstoets: goed van 40"),
            _choice("OpleidingsniveauGeschat", SCHOOLING, "als in het GGM"),
            _date("StartVanTaallesActviteit", "eerste les van de leerroute"),
            _date("EindeVanTaallesActviteit", "laatste les, als de cursus klaar is"),
            _choice("TaalvaardigheidMondeling", LEVELS, "geen, A1, A2, B1, B2"),
            _choice("TaalvaardigheidSchriftelijk", LEVELS, "geen, A1, A2, B1, B2"),
        ),
    ),
    Table(
        "Examenonderdeel",
        (
            _key(),
            _choice("ExamenOnderdeelSpecificatie", PARTS, "een vaardigheid, of KNM", True),
            _choice("Niveau", EXAM_LEVELS, "A2, B1 of B2; bij KNM leeg"),
            _choice("Resultaat", RESULTS, "geslaagd of gezakt", True),
            _date("DatumRegistratieUitslag", "dag van de uitslag", True),
        ),
        many=True,
    ),
    Table(
        "PVT",
        (
            _key(),
            _choice("Resultaat", RESULTS, "behaald of niet behaald"),
            _date("DatumOndertekeningPVT", "ondertekening van de participatieverklaring"),
        ),
    ),
    Table(
        "MAP",
        (
            _key(),
            _choice("Resultaat", RESULTS, "behaald of niet behaald"),
            _date("DatumEindgesprekMAP", "eindgesprek"),
        ),
    ),
    Table(
        "ZRoute",
        (
            _key(),
            _number("GevolgdeUrenParticipatieActiviteiten", MOST_HOURS, "uren tot de peildatum"),
        ),
    ),
    Table(
        "Inburgeringstermijn",
        (
            _key(),
            _date("DatumAanvangInburgeringstermijn", "begin van de termijn", True),
            _date("DatumEindeInburgeringstermijn", "einde van de termijn, met verlenging"),
        ),
        many=True,
    ),
    Table(
        "Werk",
        (
            _key(),
            _date("BeroepVan", "begin van de baan", True),
            _date("BeroepTot", "einde van de baan; leeg: heeft de baan nog"),
            _choice("SoortAanstelling", JOBS, "deeltijd of voltijd"),
        ),
        many=True,
    ),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

FORBIDDEN = (
    *("bsn", "burgerservicenummer", "sofinummer", "vnummer", "anummer", "vreemdelingennummer"),
    *("naam", "namen", "initialen", "voorletters", "titel", "handtekening", "foto"),
    *("telefoon", "mobiel", "mail", "digid", "iban", "rekeningnummer", "bankrekening"),
    *("straat", "huisnummer", "postcode", "woonplaats", "adres", "paspoort", "documentnummer"),
    *("nationaliteit", "herkomst", "geboorteland", "geboorteplaats", "religie", "geloof"),
    *("contactpersoon", "referent", "strafrecht", "justitie", "medisch", "diagnose"),
)
"""Parts of column names that a caseload must not have: who somebody is, and what is nobody's
business here. Nothing in the model needs them."""


def is_forbidden(written: str) -> bool:
    """Whether a column names people, reaches them, or says what is not asked."""
    name = plain(written)
    known = {plain(column.name) for table in TABLES for column in table.columns}
    if name in known or "gemeente" in name:
        return False
    return any(word in name for word in FORBIDDEN)


def find_table(stem: str) -> Table | None:
    """The table that a file's name means."""
    return next((table for table in TABLES if plain(table.name) == plain(stem)), None)
