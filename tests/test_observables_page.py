"""The page about observables says what is defined, no more and no less."""

from tests.observables_page import PAGE, with_tables


def test_the_page_shows_the_definitions_of_today() -> None:
    page = PAGE.read_text("utf-8")
    assert page == with_tables(page), "then: python tests/observables_page.py"


def test_a_page_with_another_definition_is_seen() -> None:
    page = PAGE.read_text("utf-8")
    assert with_tables(page.replace("Has any paid job", "Has two paid jobs")) == page
