"""The chart of accounts: every kind of payment, who pays it, to whom, and what it may come from.

An entry of the ledger is an amount on one of these accounts. Costs are what inburgering takes;
funding is what the Rijk gives municipalities for it; a loan is neither. Numbers are places in
the ledger: a new account goes at the end of its group, and results name accounts, not numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

PAYERS = ("rijk", "gemeente", "centrumgemeente", "inburgeraar", "werkgever")
RIJK, GEMEENTE, CENTRUM, INBURGERAAR, WERKGEVER = range(5)
COST, FUNDING, LOAN = "cost", "funding", "loan"
KINDS = (COST, FUNDING, LOAN)
GROUPS = ("programma", "uitvoering", "overig", "vergoeding", "lening")
SOURCES = ("spuk", "onderwijsroute", "gemeentefonds", "buig", "begeleiding", "geen")
"""What an amount may be paid from, or where funding comes from."""


@dataclass(frozen=True)
class Account:
    """One kind of payment.

    item: what is paid; payer, payee: who pays whom; eligible: which grant it may come from (of
    SOURCES; for funding the grant itself); kind: cost, funding or loan; group: as the
    presentation of 2020 divides the money.
    """

    name: str
    item: str
    payer: int
    payee: str
    eligible: str
    kind: str
    group: str


def _cost(name: str, payer: int, payee: str, eligible: str, group: str, item: str = "") -> Account:
    return Account(name, item or name, payer, payee, eligible, COST, group)


def _grant(name: str, source: str, payee: str = "gemeente") -> Account:
    return Account(name, name, RIJK, payee, source, FUNDING, "vergoeding")


ACCOUNTS: tuple[Account, ...] = (
    _cost("pvt", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("leerroute_b1", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("leerroute_onderwijs", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("onderwijs_apart", GEMEENTE, "aanbieder", "onderwijsroute", "programma",
          "leerroute_onderwijs"),
    _cost("onderwijs_centrum", CENTRUM, "aanbieder", "onderwijsroute", "programma",
          "leerroute_onderwijs"),
    _cost("leerroute_z", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("z_participatie", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("alfabetisering", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("lege_plaatsen", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("map", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("begeleiding", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("duaal", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("brede_intake", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("leerbaarheidstoets", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("pip", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("handhaving", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("casemanagement", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("tolk", GEMEENTE, "tolk", "gemeentefonds", "uitvoering"),
    _cost("ontzorgen", GEMEENTE, "aanbieder", "gemeentefonds", "uitvoering"),
    _cost("aanbesteding", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("regie", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("ict", GEMEENTE, "aanbieder", "gemeentefonds", "uitvoering"),
    _cost("invoering", GEMEENTE, "personeel", "gemeentefonds", "uitvoering"),
    _cost("inrichting", GEMEENTE, "huishouden", "geen", "overig"),
    _cost("kinderopvang", GEMEENTE, "aanbieder", "geen", "overig"),
    _cost("bijstand", GEMEENTE, "huishouden", "buig", "overig"),
    _cost("kinderopvang_rijk", RIJK, "aanbieder", "geen", "overig", "kinderopvang"),
    _cost("opvang", RIJK, "coa", "geen", "overig"),
    _cost("voorinburgering", RIJK, "coa", "geen", "overig"),
    _cost("examen_gratis", RIJK, "duo", "geen", "overig", "examen"),
    _cost("medisch_advies", RIJK, "arts", "geen", "overig"),
    _cost("examen", INBURGERAAR, "duo", "geen", "overig"),
    _cost("eigen_cursus", INBURGERAAR, "aanbieder", "geen", "overig"),
    _cost("boete_duo", INBURGERAAR, "rijk", "geen", "overig", "boete"),
    _cost("boete_gemeente", INBURGERAAR, "gemeente", "geen", "overig", "boete"),
    _cost("duaal_werkgever", WERKGEVER, "inburgeraar", "geen", "overig", "duaal"),
    _cost("lessen_opvang", GEMEENTE, "aanbieder", "spuk", "programma"),
    _cost("startbaan", GEMEENTE, "werkgever", "geen", "overig"),
    _cost("begeleiding_wi2013", GEMEENTE, "aanbieder", "begeleiding", "programma", "begeleiding"),
    _cost("pvt_wi2013", GEMEENTE, "aanbieder", "begeleiding", "programma", "pvt"),
    _cost("elip", GEMEENTE, "aanbieder", "geen", "overig"),
    _cost("kwijtschelding", RIJK, "inburgeraar", "geen", "overig", "eigen_cursus"),
    _grant("spuk_voorschot", "spuk"),
    _grant("spuk_afrekening", "spuk"),
    _grant("spuk_terugbetaling", "spuk"),
    _grant("abo", "onderwijsroute"),
    _grant("spuk_centrum", "onderwijsroute", "centrumgemeente"),
    _grant("gemeentefonds", "gemeentefonds"),
    _grant("gemeentefonds_eenmalig", "gemeentefonds"),
    _grant("buig", "buig"),
    _grant("vangnet", "buig"),
    _grant("begeleiding_rijk", "begeleiding"),
    Account("lening", "lening", RIJK, "inburgeraar", "geen", LOAN, "lening"),
    Account("aflossing", "aflossing", INBURGERAAR, "rijk", "geen", LOAN, "lening"),
)  # fmt: skip
"""spuk_afrekening and spuk_terugbetaling may be negative: money that goes back to the Rijk."""

ACCOUNT_NAMES = tuple(account.name for account in ACCOUNTS)
NUMBER = len(ACCOUNTS)
ITEMS = tuple(dict.fromkeys(account.item for account in ACCOUNTS if account.kind == COST))
"""What costs are for, in the order of the accounts."""

# The same numbers as names, for compiled code.
PVT = 0
LEERROUTE_B1 = 1
LEERROUTE_ONDERWIJS = 2
ONDERWIJS_APART = 3
ONDERWIJS_CENTRUM = 4
LEERROUTE_Z = 5
Z_PARTICIPATIE = 6
ALFABETISERING = 7
LEGE_PLAATSEN = 8
MAP = 9
BEGELEIDING = 10
DUAAL = 11
BREDE_INTAKE = 12
LEERBAARHEIDSTOETS = 13
PIP = 14
HANDHAVING = 15
CASEMANAGEMENT = 16
TOLK = 17
ONTZORGEN = 18
AANBESTEDING = 19
REGIE = 20
ICT = 21
INVOERING = 22
INRICHTING = 23
KINDEROPVANG = 24
BIJSTAND = 25
KINDEROPVANG_RIJK = 26
OPVANG_COA = 27
VOORINBURGERING = 28
EXAMEN_GRATIS = 29
MEDISCH_ADVIES = 30
EXAMEN = 31
EIGEN_CURSUS = 32
BOETE_DUO = 33
BOETE_GEMEENTE = 34
DUAAL_WERKGEVER = 35
LESSEN_OPVANG = 36
STARTBAAN = 37
BEGELEIDING_WI2013 = 38
PVT_WI2013 = 39
ELIP = 40
KWIJTSCHELDING = 41
SPUK_VOORSCHOT = 42
SPUK_AFREKENING = 43
SPUK_TERUGBETALING = 44
ABO = 45
SPUK_CENTRUM = 46
GEMEENTEFONDS = 47
GEMEENTEFONDS_EENMALIG = 48
BUIG = 49
VANGNET = 50
BEGELEIDING_RIJK = 51
LENING = 52
AFLOSSING = 53

PAYER_OF = tuple(account.payer for account in ACCOUNTS)
"""The payer of each account, for compiled code."""
COSTS = 42
"""Accounts below this number are costs: they count in what a person costs."""
SPUK_COSTS = tuple(
    1 if a.kind == COST and a.eligible == "spuk" and a.payer == GEMEENTE else 0 for a in ACCOUNTS
)
"""1 for each account that the SPUK may pay."""
