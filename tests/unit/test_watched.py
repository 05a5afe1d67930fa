"""Nothing can be read of a base unnoticed, and nothing that is made from one is kept past the notice."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import pytest
from builders import base, practice, region, taxonomy

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.reads import worked_out
from generator.knowledge.watched import Prints, WatchedBase
from generator.loading.history import Change
from generator.model.practice import Practice
from generator.model.region import Region
from generator.rendering.site import Site
from generator.rendering.views.facts import Facts

FIXED = {"reads", "registry", "unreadable", "left_out"}  # the rest of the base; no page asks for the last two


def test_every_question_is_noted() -> None:
    plain = base({})
    questions = {name for name in (*vars(plain), *vars(KnowledgeBase)) if not name.startswith("_")} - FIXED
    through_others = {name for name, value in vars(KnowledgeBase).items() if isinstance(value, worked_out)}
    assert questions - through_others <= set(vars(WatchedBase)), "WatchedBase answers these without a note"


@pytest.mark.parametrize("owner", [Facts, Site])
def test_what_pages_share_passes_on_what_it_was_made_from(owner: type) -> None:
    assert [name for name, value in vars(owner).items() if isinstance(value, cached_property)] == []


def test_reads_are_passed_on_to_every_reader() -> None:
    watched = WatchedBase(base(region("tula") | practice("apteka", "regions: [tula]") | taxonomy()))
    facts = Facts(watched, date(2022, 1, 10))
    for _ in range(2):  # the second time from what was worked out
        with watched.reads.gathered() as read:
            assert [p.id for p in facts.practices] == ["apteka"]
        assert read == {"practice/"}
        with watched.reads.gathered() as read:
            found = watched.get(Practice, "apteka")
            assert found
            facts.row(found)
        assert read == {"practice/apteka", "region/tula"}
        with watched.reads.gathered() as read:
            assert facts.offered("practices/apteka/") is facts.offered("practices/shkola/")  # worked out once
        assert read == {"=offered_of/practices/"}


def test_prints_differ_where_what_they_stand_for_does() -> None:
    files = region("tula") | practice("apteka", "regions: [tula]") | practice("shkola")
    keys = ("region/tula", "region/", "practice/apteka", "practice/shkola", "practice/", "<region/tula", "#practice", "*", "practice/none")

    def prints(files: dict[str, str], changes: dict[str, list[Change]] | None = None) -> dict[str, str]:
        found = Prints(base(files), changes or {}, lambda *_: None)
        return {key: found.of(key) for key in keys}

    def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
        return {key for key in keys if one[key] != other[key]}

    before = prints(files)
    assert prints(dict(reversed(files.items()))) == before
    changed = {"practice/apteka", "practice/", "<region/tula", "*"}
    assert differing(before, prints(files | practice("apteka", "regions: [tula]\nsummary: Другая суть"))) == changed
    assert differing(before, prints(files, {"practices/2021/apteka.yml": [Change(date(2022, 1, 1), "abc", "Правка")]})) == changed
    assert differing(before, prints(files | practice("shkola", "regions: [tula]"))) == {"practice/shkola", "practice/", "<region/tula", "*"}
    assert differing(before, prints(files | practice("none"))) == {"practice/none", "practice/", "#practice", "*"}


def test_what_is_gone_has_a_print_of_its_own() -> None:
    watched = WatchedBase(base(region("tula")))
    facts = Facts(watched, date(2022, 1, 10))
    prints = Prints(watched, {}, lambda name, argument: getattr(facts, name)(argument))
    assert prints.of("=helpers/gone#1") == ""
    assert watched.get(Region, "tula")
