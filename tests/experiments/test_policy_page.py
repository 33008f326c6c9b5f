"""docs/policies.md says of every kind what the kind says itself."""

from __future__ import annotations

import pytest

from experiments.policy_page import generated_part, renewed
from simulation.parameters import load_registry
from simulation.policies import kinds
from tests.house.tree import ROOT

PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")


def test_the_page_is_up_to_date() -> None:
    """Renew it with: python -m experiments.policy_page docs/policies.md"""
    assert renewed(PAGE) == PAGE


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_documented_whole(kind: str) -> None:
    declared = kinds()[kind]
    section = generated_part().partition(f"### `{kind}`")[2].partition("\n### ")[0]
    for text in (declared.en.changes, declared.en.hurts, declared.en.law):
        assert text in section
    for setting in declared.settings:
        assert f"| `{setting.name}`" in section
        assert declared.registered(setting).meaning_en in section
    for name in declared.size_ids:
        assert f"`{name}` ({load_registry()[name].status})" in section


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="needs"):
        renewed("# Policies\n")
