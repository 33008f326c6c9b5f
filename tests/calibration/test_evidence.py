import shutil
import time
from importlib.resources import as_file, files

import pytest

from calibration.evidence import UnknownFactError, load_evidence, read_evidence
from calibration.facts import read_dates, read_number, read_numbers

DATA = files("calibration").joinpath("data")


def test_a_fact_carries_its_source_status_and_place():
    fact = load_evidence().get("rules:N100")
    assert (fact.ref, fact.table, fact.id) == ("rules:N100", "rules", "N100")
    assert (fact.number, fact.unit, fact.status) == (600.0, "course hours NT2", "read")
    assert (fact.topic, fact.locator) == ("afschalen", "Wi art. 17(3); BI 5.5")
    assert fact.cells["parameter"] == "min_hours"
    assert load_evidence().source(fact.source_key).title.startswith("Besluit inburgering 2021")


def test_a_bare_id_and_a_reference_give_the_same_row():
    evidence = load_evidence()
    assert evidence.get("L30") is evidence.get("behaviour:L30")
    assert evidence.get("E017") is evidence.get("observations:E017")
    assert evidence.get("E17") is evidence.get("behaviour:E17")


@pytest.mark.parametrize(
    ("ref", "nearest"), [("rules:N1000", "rules:N100"), ("rule:N100", "rules:N100")]
)
def test_an_unknown_reference_names_what_is_near(ref, nearest):
    with pytest.raises(UnknownFactError) as caught:
        load_evidence().get(ref)
    assert nearest in caught.value.nearest
    assert "table:id" in str(caught.value)


def test_a_bare_id_in_two_tables_is_refused(tmp_path):
    folder = _copy(tmp_path)
    text = (folder / "rules.csv").read_text("utf-8")
    (folder / "rules.csv").write_text(text.replace("\nX081,", "\nT001,"), "utf-8")
    evidence = read_evidence(folder)
    with pytest.raises(UnknownFactError) as caught:
        evidence.get("T001")
    assert caught.value.nearest == ("rules:T001", "targets:T001")
    assert evidence.get("targets:T001").number == 0.3


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("rules:N187", (0.70, 0.65, 0.65, 0.65)),
        ("rules:N200", (2.0,)),
        ("behaviour:L33", (-0.3,)),
        ("targets:O057", (20e3, 33e3, 37e3, 29e3, 16e3, 16e3, 18e3, 16e3)),
        ("rules:N003", ()),
        ("seed:S10", ()),
    ],
)
def test_numbers(ref, numbers):
    fact = load_evidence().get(ref)
    assert fact.numbers == numbers
    assert fact.number == (numbers[0] if len(numbers) == 1 else None)


@pytest.mark.parametrize(
    ("ref", "flag", "dates"),
    [
        ("rules:N156", False, ()),
        ("rules:N157", True, ()),
        ("rules:N159", None, ("2023-04",)),
        ("rules:O001", None, ("2013-01-01", "2021-12-31")),
        ("observations:E114", None, ("2022-03-25",)),
        ("rules:N100", None, ()),
    ],
)
def test_flags_and_dates(ref, flag, dates):
    fact = load_evidence().get(ref)
    assert (fact.flag, fact.dates) == (flag, dates)
    assert fact.month == (dates[0][:7] if dates else None)


@pytest.mark.parametrize(
    "text", ["", "nan", "inf", "1e3", "1_000", "1,000", " 1", "AOW age", "1|x"]
)
def test_what_is_no_number(text):
    assert read_number(text) is None
    assert read_numbers(text) == ()


@pytest.mark.parametrize("text", ["2022-13", "2022-00-01", "2022", "2022-1", "2022-01-32", "now"])
def test_what_is_no_date(text):
    assert read_dates(text) == ()


def test_select_combines_its_conditions():
    evidence = load_evidence()
    assert evidence.select() == evidence.facts
    taakstelling = evidence.select(table="rules", topic="taakstelling", status="remembered")
    assert [fact.id for fact in taakstelling] == [f"X0{number}" for number in range(14, 25)]
    found = evidence.select(use="validate", text="NIDI three WOMEN")
    assert [fact.id for fact in found] == ["T078"]
    # One page under two spellings of its key.
    both = evidence.select(source="swi2022_CH5")
    assert {fact.source_key for fact in both} == {"SWI2022_CH5", "swi2022_ch5"}
    assert evidence.select(table="no such table") == ()


def test_sources_say_whether_the_page_was_kept():
    evidence = load_evidence()
    assert evidence.source("WI2021").page_kept and evidence.source("wi2021").link
    assert not evidence.source("NT2NL").page_kept  # its title says that the address is lost
    assert not evidence.source("MEM").page_kept and evidence.source("MEM").link is None
    assert evidence.source("HENGELO2020").link is None  # printed without its scheme
    with pytest.raises(KeyError):
        evidence.source("NO_SUCH_SOURCE")


def test_conflicts_are_found_from_both_ends():
    evidence = load_evidence()
    (conflict,) = evidence.conflicts_of(evidence.get("targets:T149"))
    assert conflict in evidence.conflicts_of(evidence.get("rules:O024"))
    assert conflict.kind == "disagreement" and "5,415" in conflict.reason
    kinds = {one.kind for one in evidence.conflicts_of(evidence.source("SWI2023_CH5"))}
    assert kinds == {"source_case", "same_page"}
    assert evidence.conflicts_of(evidence.get("rules:N100")) == ()


def test_the_digest_follows_the_content_and_not_the_line_ends(tmp_path):
    evidence = load_evidence()
    folder = _copy(tmp_path)
    assert read_evidence(folder).digest == evidence.digest
    path = folder / "finance.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_evidence(folder).digest == evidence.digest
    path.write_bytes(path.read_bytes().replace(b"12712", b"12713"))
    changed = read_evidence(folder)
    assert changed.digest != evidence.digest
    same = [t for t, digest in evidence.digests.items() if changed.digests[t] == digest]
    assert set(evidence.digests) - set(same) == {"finance"}


def test_loading_is_quick_and_done_once():
    assert load_evidence() is load_evidence()
    times = []
    for _ in range(5):
        start = time.process_time()
        read_evidence(DATA)
        times.append(time.process_time() - start)
    assert min(times) < 0.05


def _copy(tmp_path):
    folder = tmp_path / "data"
    with as_file(DATA) as path:
        shutil.copytree(path, folder)
    return folder
