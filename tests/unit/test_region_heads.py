"""Heads of a region as issues name them: all of a few, counted where there are many."""

from __future__ import annotations

from generator.rendering.views.common import Ref
from generator.rendering.views.region import FEW_HEADS, HeadAt, _heads


def named(name: str, issue: int, acting: bool = False) -> HeadAt:
    return HeadAt(name, acting, Ref(str(issue), f"digests/{issue}/"))


def test_a_few_issues_are_all_named() -> None:
    few = [named("Иван Иванов", n) for n in range(FEW_HEADS)]
    assert _heads(few) == tuple(few)


def test_many_issues_are_counted_by_person_and_post() -> None:
    many = [named("Иван Иванов", n, acting=n < 2) for n in range(9)] + [named("Пётр Петров", 9)]
    found = _heads(many)
    assert [(h.name, h.acting, h.digest.title, h.others) for h in found] == [
        ("Иван Иванов", True, "0", 1), ("Иван Иванов", False, "2", 6), ("Пётр Петров", False, "9", 0),
    ]
