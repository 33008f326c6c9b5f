"""Every published row arrived unchanged, and the known conflicts are what they say they are."""

import re
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from calibration import load_evidence
from calibration.facts import STATUSES, USES
from calibration.tables import FACT_TABLES, OTHER_TABLES

# Rows, and the sha256 of header and cells. A number that changes without its digest fails here;
# a change that is meant changes this line too, where a reader sees it.
ARRIVED = {
    "seed": (45, "64d3686c4013b9ec45186eea4b38695446566d8cea6015a953b24a91016c8d15"),
    "rules": (321, "630a56374de05e67e445bdd79e07e46ac460016e35fc1868055cfa4cc5f14bc3"),
    "finance": (116, "0eab991cb86dab30d0f96728b6fe64aa5ed0a20bce63d4f87f412ce7265e61b0"),
    "behaviour": (221, "b884169913569242f962b0d7e5097e9305d5b6b4e1c217de09415dd210433e46"),
    "targets": (277, "5ed3346788914836c71599b43fe07f3d4e171c3c1062fb4fdf8bbc56be1017aa"),
    "observations": (185, "b3c4b8bb9c5499f3be577f2b66d15b099f154336355917c296195c346873e2b2"),
    "sources": (305, "286b274b76acd4cdc1919cc2b5d0a80039f10f916fe1d54ea10d0bf9601bf3a4"),
}
STATUS_COUNTS = {"read": 916, "derived": 136, "remembered": 56, "assumption": 57}


@pytest.mark.parametrize("table", ARRIVED)
def test_every_published_row_arrived_unchanged(table):
    evidence = load_evidence()
    rows, digest = ARRIVED[table]
    found = evidence.sources if table == "sources" else evidence.select(table=table)
    assert len(found) == rows
    assert evidence.digests[table] == digest


def test_counts_by_status():
    counts = Counter(fact.status for fact in load_evidence().facts)
    assert counts == STATUS_COUNTS
    assert sum(counts.values()) == sum(rows for t, (rows, _) in ARRIVED.items() if t != "sources")


@pytest.mark.parametrize("table", [*FACT_TABLES, *OTHER_TABLES])
def test_files_are_utf8_with_unix_line_ends(table):
    content = files("calibration").joinpath("data", f"{table}.csv").read_bytes()
    content.decode("utf-8")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n") and not content.endswith(b"\n\n")


def test_no_other_data_file_is_left_unread():
    names = {entry.name for entry in files("calibration").joinpath("data").iterdir()}
    assert names == {f"{table}.csv" for table in (*FACT_TABLES, *OTHER_TABLES)}


def test_references_name_one_row_and_bare_ids_are_unambiguous_today():
    facts = load_evidence().facts
    assert len({fact.ref for fact in facts}) == len(facts)
    assert len({fact.id for fact in facts}) == len(facts)


def test_every_source_resolves_as_it_is_written():
    evidence = load_evidence()
    for fact in evidence.facts:
        assert evidence.sources[fact.source_key] is evidence.source(fact.source_key)


def test_vocabularies():
    for fact in load_evidence().facts:
        assert fact.status in STATUSES
        assert (fact.use in USES) == (fact.table == "targets")
        assert fact.topic and fact.statistic and fact.unit


def test_recalled_and_assumed_sources_never_count_as_read():
    evidence = load_evidence()
    worst = {"MEM": "remembered", "memory": "remembered", "own_assumption": "assumption"}
    for key, status in worst.items():
        facts = [fact for fact in evidence.facts if fact.source_key == key]
        assert {fact.status for fact in facts} == {status}


def test_no_value_lies_outside_its_range():
    # The kind exists for a table that needs it one day; today no row does.
    kinds = {conflict.kind for conflict in load_evidence().known_conflicts}
    assert "outside_range" not in kinds


def _page(url):
    page = re.sub(r"^https?://(www\.)?", "", url.lower()).rstrip("/")
    # These two sites name the page in the query; elsewhere the query is a way of showing it.
    return page if "nummer=" in page or "?p=" in page else page.split("?")[0]


def test_keys_that_name_one_page_are_known_to():
    evidence = load_evidence()
    named = defaultdict(set)
    for conflict in evidence.known_conflicts:
        if conflict.kind in ("same_page", "source_case"):
            for ref in conflict.refs:
                named[ref.removeprefix("sources:")].update(conflict.refs)
    pages = defaultdict(list)
    for source in evidence.sources.values():
        if source.page_kept and "/" in _page(source.url):
            pages[_page(source.url)].append(source.key)
    # The law itself and amounts coded after it share an address, not a text.
    pages.pop("wetten.overheid.nl/bwbr0015703")
    shared = [keys for keys in pages.values() if len(keys) > 1]
    assert len(shared) > 20
    for keys in shared:
        for key in keys:
            assert {f"sources:{other}" for other in keys} <= named[key], keys


def test_known_conflicts_by_kind():
    kinds = Counter(conflict.kind for conflict in load_evidence().known_conflicts)
    assert kinds == {
        "same_page": 28,
        "prior_from_target": 16,
        "disagreement": 13,
        "source_case": 7,
        "no_value": 3,
        "use": 3,
        "not_of_its_unit": 2,
        "untraced": 2,
        "centre_not_read": 2,
        "revision": 2,
        "parsed": 2,
        "dangling_note": 2,
        "locator_remembered": 1,
        "label_remembered": 1,
        "label": 1,
    }


def test_a_conflict_never_makes_a_status_better():
    evidence = load_evidence()
    lowered = [fact for fact in evidence.facts if evidence.counts_as(fact) != fact.status]
    assert {fact.ref: evidence.counts_as(fact) for fact in lowered} == {
        "rules:N003": "remembered",
        "rules:N180": "derived",
        "rules:N181": "derived",
        "rules:N184": "derived",
        "rules:N185": "derived",
        "rules:N186": "derived",
        "finance:F073": "remembered",
        "finance:F074": "remembered",
        "finance:F077": "derived",
        "behaviour:L24": "assumption",
        "targets:O047": "remembered",
        "targets:O048": "remembered",
    }
    for fact in lowered:
        assert STATUSES.index(evidence.counts_as(fact)) > STATUSES.index(fact.status)


def test_untraced_sources_are_all_listed():
    evidence = load_evidence()
    listed = {
        ref
        for conflict in evidence.known_conflicts
        if conflict.kind == "untraced"
        for ref in conflict.refs
    }
    assert {fact.ref for fact in evidence.select(source="UNTRACED")} <= listed
