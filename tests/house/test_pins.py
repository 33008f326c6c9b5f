"""The list of pins is one list for every supported Python."""

import runpy

from tests.house.tree import ROOT

merge = runpy.run_path(str(ROOT / ".ci" / "pins.py"))["merge"]


def test_the_same_version_everywhere_has_no_condition() -> None:
    assert merge({"3.11": {"b": "1", "a": "2"}, "3.12": {"b": "1", "a": "2"}}) == ["a==2", "b==1"]


def test_versions_that_differ_say_for_which_python() -> None:
    resolved = {"3.11": {"a": "1"}, "3.12": {"a": "2"}, "3.13": {"a": "2"}}
    assert merge(resolved) == [
        'a==1 ; python_version == "3.11"',
        'a==2 ; python_version == "3.12" or python_version == "3.13"',
    ]


def test_a_library_of_one_python_is_pinned_there_only() -> None:
    assert merge({"3.11": {"a": "1"}, "3.12": {}}) == ['a==1 ; python_version == "3.11"']
