"""The chart of accounts: numbers, words, and what the groups of accounts are."""

from __future__ import annotations

import pytest

from simulation import accounts as ac
from simulation.money import FUNDED, groups
from simulation.money_definitions import MONEY_DEFINITIONS, MONEY_WORDS

PAYEES = {
    *("aanbieder", "personeel", "tolk", "huishouden", "coa", "duo", "arts"),
    *("inburgeraar", "rijk", "gemeente", "centrumgemeente", "werkgever"),
}
NAMED_APART = {"OPVANG_COA": "opvang"}
"""A phase is called OPVANG already."""
NOT_ACCOUNTS = {
    *("RIJK", "GEMEENTE", "CENTRUM", "INBURGERAAR", "WERKGEVER"),
    *("COST", "FUNDING", "LOAN", "COSTS", "NUMBER"),
}


def constants() -> dict[str, int]:
    return {
        name: value
        for name, value in vars(ac).items()
        if name.isupper() and isinstance(value, int) and name not in NOT_ACCOUNTS
    }


def test_every_constant_is_the_place_of_its_account() -> None:
    places = {NAMED_APART.get(n, n.lower()): value for n, value in constants().items()}
    assert places == {name: place for place, name in enumerate(ac.ACCOUNT_NAMES)}


def test_no_account_stands_twice() -> None:
    assert len(set(ac.ACCOUNT_NAMES)) == ac.NUMBER == 54


def test_costs_end_where_funding_begins() -> None:
    kinds = [account.kind for account in ac.ACCOUNTS]
    assert kinds[: ac.COSTS] == [ac.COST] * 42
    assert kinds[ac.COSTS :] == [ac.FUNDING] * 10 + [ac.LOAN] * 2


def test_the_payers_for_compiled_code() -> None:
    assert tuple(account.payer for account in ac.ACCOUNTS) == ac.PAYER_OF
    paid_by = {
        ac.LEERROUTE_B1: "gemeente",
        ac.ONDERWIJS_CENTRUM: "centrumgemeente",
        ac.OPVANG_COA: "rijk",
        ac.EXAMEN_GRATIS: "rijk",
        ac.EXAMEN: "inburgeraar",
        ac.BOETE_GEMEENTE: "inburgeraar",
        ac.DUAAL_WERKGEVER: "werkgever",
        ac.SPUK_TERUGBETALING: "rijk",
        ac.LENING: "rijk",
        ac.AFLOSSING: "inburgeraar",
    }
    assert {account: ac.PAYERS[ac.PAYER_OF[account]] for account in paid_by} == paid_by
    assert ac.PAYERS[ac.RIJK] == "rijk"
    assert ac.PAYERS[ac.GEMEENTE] == "gemeente"
    assert ac.PAYERS[ac.CENTRUM] == "centrumgemeente"
    assert ac.PAYERS[ac.INBURGERAAR] == "inburgeraar"
    assert ac.PAYERS[ac.WERKGEVER] == "werkgever"


@pytest.mark.parametrize("account", ac.ACCOUNTS, ids=lambda a: a.name)
def test_the_words_of_an_account_are_known(account: ac.Account) -> None:
    assert 0 <= account.payer < len(ac.PAYERS)
    assert account.payee in PAYEES
    assert account.payee != ac.PAYERS[account.payer]
    assert account.eligible in ac.SOURCES
    assert account.kind in ac.KINDS
    assert account.group in ac.GROUPS
    if account.kind == ac.FUNDING:
        assert account.eligible != "geen"
        assert account.payer == ac.RIJK


def test_the_spuk_pays_the_whole_programme_and_nothing_else() -> None:
    """Wi 40: the SPUK is for facilities; execution is in the gemeentefonds."""
    paid = {a.name for a, one in zip(ac.ACCOUNTS, ac.SPUK_COSTS, strict=True) if one == 1}
    programme = {a.name for a in ac.ACCOUNTS if a.group == "programma"}
    of_the_old_law = {a.name for a in ac.ACCOUNTS if a.eligible == "begeleiding"}
    assert paid == programme - {"onderwijs_apart", "onderwijs_centrum"} - of_the_old_law
    execution = {a.name for a in ac.ACCOUNTS if a.group == "uitvoering"}
    assert execution == {a.name for a in ac.ACCOUNTS[: ac.COSTS] if a.eligible == "gemeentefonds"}


@pytest.mark.parametrize(
    ("kind", "known"),
    [("item", ac.ITEMS), ("payer", ac.PAYERS), ("source", FUNDED)],
)
def test_every_item_payer_and_source_has_a_dutch_and_an_english_word(
    kind: str, known: tuple[str, ...]
) -> None:
    words = MONEY_WORDS[kind]
    assert set(words) == set(known)
    assert all(nl.strip() and en.strip() for nl, en in words.values())
    assert len({nl for nl, _ in words.values()}) == len(words)
    assert len({en for _, en in words.values()}) == len(words)


def test_every_group_of_accounts_is_defined_in_both_languages() -> None:
    for key in groups():
        words = MONEY_DEFINITIONS[key.split(",")[0]]
        assert words.title_nl
        assert words.title_en
        assert words.text_nl
        assert words.text_en
