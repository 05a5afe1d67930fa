"""The editors' guide shows a record and what the check says of its mistakes: both are as they are told there."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest
from publishing import ROOT

from generator.cli.console import as_text
from generator.editing.formatting import canonical
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check
from generator.knowledge.suggestions import with_suggestions
from generator.loading.records import load_text
from generator.model.practice import Practice
from generator.model.registry import Registry
from generator.pipeline import Checked

PATH = "practices/2026/prokat-kresel-kolyasok.yml"
TODAY = date(2026, 11, 27)
MISTAKES = [
    ("[tulskaya-oblast]", "[tulskaja-oblast]"),
    ("stage: running", "stage: работает"),
    ("value: 214", "value: 1,8"),
    ("    unit: дней\n", ""),
    ("[tulskaya-oblast]", "[Тульская область]"),
    ("stage_date: 2025-12", "stage_date: 21.11.2025"),
    ("organisation: Центр социального обслуживания № 1", "organisation: Центр: отдел проката"),
    ("id: prokat-kresel-kolyasok", "id: prokat-kolyasok"),
    ("title: Прокат кресел-колясок на дому", "title: Прокат колясок #РядомДома"),
]


@cache
def guide() -> str:
    return (ROOT / "docs/guide/index.md").read_text(encoding="utf-8")


@cache
def example() -> str:
    found = re.search(r"```yaml\n(id: prokat-kresel-kolyasok\n.*?)```", guide(), re.DOTALL)
    assert found
    return found[1]


def told(text: str, base: KnowledgeBase) -> str:
    loaded, found = load_text(text, PATH, Registry()["practice"])
    if loaded is not None:
        also = KnowledgeBase([*base.loaded, loaded])
        found = [*found, *(d for d in check(also, TODAY) if d.location.path == PATH)]
    return as_text(with_suggestions(found, base))


def test_the_example_has_no_fault_and_the_form_that_fmt_gives(real_checked: Checked) -> None:
    assert told(example(), real_checked.with_drafts) == ""
    assert canonical(example(), PATH, Practice)[0] == example()


@pytest.mark.parametrize(("right", "wrong"), MISTAKES)
def test_the_check_says_what_the_guide_says(right: str, wrong: str, real_checked: Checked) -> None:
    assert right in example()
    (line,) = told(example().replace(right, wrong, 1), real_checked.with_drafts).splitlines()
    assert f"`{line}`" in guide()
