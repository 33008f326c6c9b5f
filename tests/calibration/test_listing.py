import json

import pytest

from calibration import load_evidence
from calibration.listing import UnknownChoiceError, fact_rows, filter_facts, topics


def test_without_filters_everything_is_listed():
    assert filter_facts() == load_evidence().facts


def test_filters_combine_whatever_their_case():
    found = filter_facts(table="Rules", status="REMEMBERED", topic="Taakstelling", search="2024")
    assert [fact.id for fact in found] == ["X022", "X023"]
    assert all(fact.source_key == "TILBURG_B1" for fact in filter_facts(source="tilburg_b1"))
    assert {fact.table for fact in filter_facts(use="validate")} == {"targets"}


def test_a_combination_may_find_nothing():
    assert filter_facts(table="seed", status="remembered") == ()
    assert filter_facts(search="no row says this") == ()


@pytest.mark.parametrize(
    ("field", "value", "nearest", "allowed"),
    [
        ("status", "remembred", "remembered", "read, derived, remembered, assumption"),
        ("table", "rule", "rules", "seed, rules, finance, behaviour, targets, observations"),
        ("use", "validation", "validate", "calibrate, validate, input, context"),
        ("topic", "afschaling", "afschalen", "afschalen"),
        ("source", "WI2020", "WI2021", "WI2021"),
        ("status", "qqq", None, "read"),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_near(field, value, nearest, allowed):
    with pytest.raises(UnknownChoiceError) as caught:
        filter_facts(**{field: value})
    error = caught.value
    assert isinstance(error, ValueError)
    assert (error.field, error.value, error.nearest) == (field, value, nearest)
    assert allowed in str(error) and repr(value) in str(error)


def test_the_topics_offered_are_those_of_the_table():
    assert "afschalen" in topics(load_evidence(), "rules")
    assert "afschalen" not in topics(load_evidence(), "finance")
    with pytest.raises(UnknownChoiceError):
        filter_facts(table="finance", topic="afschalen")


def test_rows_are_ready_for_a_table_and_for_json():
    evidence = load_evidence()
    rows = fact_rows(evidence, evidence.facts)
    assert len(rows) == len(evidence.facts)
    assert len({tuple(row) for row in rows}) == 1
    assert json.loads(json.dumps(rows)) == rows
    for row in rows:
        assert row["status"] and row["source_title"]


def test_a_row_shows_status_source_and_conflicts_beside_the_number():
    evidence = load_evidence()
    (row,) = fact_rows(evidence, [evidence.get("behaviour:L24")])
    assert (row["value"], row["numbers"], row["low"], row["high"]) == ("12", [12.0], 0.0, 23.0)
    assert (row["status"], row["counts_as"]) == ("read", "assumption")
    assert row["source_url"].startswith("https://www.schulinck.nl/")
    assert any("middle an assumption" in reason for reason in row["known_conflicts"])
