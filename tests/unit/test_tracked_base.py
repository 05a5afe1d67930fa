"""Nothing can be read of a base unnoticed, and nothing that is made from one is kept past the notice."""

from __future__ import annotations

from datetime import date
from functools import cached_property

import pytest
from builders import base, practice, region, taxonomy

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff, derived, derived_for
from generator.knowledge.tracked_base import Fingerprints, TrackedBase
from generator.loading.history import Change
from generator.model.practice import Practice
from generator.model.region import Region
from generator.rendering.site import Site
from generator.rendering.views.facts import Facts

FIXED = {"reads", "registry", "unreadable", "left_out"}  # the rest of the base; no page asks for the last two


def test_every_question_is_noted() -> None:
    plain = base({})
    questions = {name for name in (*vars(plain), *vars(KnowledgeBase)) if not name.startswith("_")} - FIXED
    through_others = {name for name, value in vars(KnowledgeBase).items() if isinstance(value, derived)}
    assert questions - through_others <= set(vars(TrackedBase)), "TrackedBase answers these without a note"


@pytest.mark.parametrize("owner", [Facts, Site])
def test_what_pages_share_passes_on_what_it_was_made_from(owner: type) -> None:
    assert [name for part in owner.__mro__ for name, value in vars(part).items() if isinstance(value, cached_property)] == []


def test_reads_are_passed_on_to_every_reader() -> None:
    watched = TrackedBase(base(region("tula") | practice("apteka", "regions: [tula]") | taxonomy()))
    facts = Facts(watched, date(2022, 1, 10))
    for _ in range(2):  # the second time from what was worked out
        with watched.reads.recorded() as read:
            assert [p.id for p in facts.practices] == ["apteka"]
        assert read == {"practice/"}
        with watched.reads.recorded() as read:
            facts.row("apteka")
        assert read == {"practice/apteka", "region/tula"}
        with watched.reads.recorded() as read:
            assert facts.offered("practices/apteka/") is facts.offered("practices/shkola/")  # worked out once
        assert read == {"=offered_of/practices/"}


def test_prints_differ_where_what_they_stand_for_does() -> None:
    files = region("tula") | practice("apteka", "regions: [tula]") | practice("shkola")
    keys = ("region/tula", "region/", "practice/apteka", "practice/shkola", "practice/", "<region/tula", "#practice", "*", "practice/none")

    def fingerprints(files: dict[str, str], changes: dict[str, list[Change]] | None = None) -> dict[str, str]:
        found = Fingerprints(base(files), changes or {}, lambda *_: None)
        return {key: found.of(key) for key in keys}

    def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
        return {key for key in keys if one[key] != other[key]}

    before = fingerprints(files)
    assert fingerprints(dict(reversed(files.items()))) == before
    changed = {"practice/apteka", "practice/", "<region/tula", "*"}
    assert differing(before, fingerprints(files | practice("apteka", "regions: [tula]\nsummary: Другая суть"))) == changed
    assert differing(before, fingerprints(files, {"practices/2021/apteka.yml": [Change(date(2022, 1, 1), "abc", "Правка")]})) == changed
    assert differing(before, fingerprints(files | practice("shkola", "regions: [tula]"))) == {"practice/shkola", "practice/", "<region/tula", "*"}
    assert differing(before, fingerprints(files | practice("none"))) == {"practice/none", "practice/", "#practice", "*"}


def test_what_stays_from_one_revision_to_the_next() -> None:
    """What is kept between revisions is what would be made anew, and nothing of it is made in vain."""
    files = taxonomy() | region("tula") | region("orel") | practice("apteka", "regions: [tula]") | practice("shkola", "regions: [orel]")
    made: list[str] = []

    class Shared:
        def __init__(self, base: TrackedBase) -> None:
            self.base, self.reads = base, base.reads

        @cutoff
        def titles(self) -> list[str]:
            made.append("titles")
            return [practice.title for practice in self.base.all(Practice)]

        @derived
        def listed(self) -> str:
            made.append("listed")
            return ", ".join(self.titles)

        @derived_for
        def summary(self, id: str) -> str:
            made.append(id)
            found = self.base.get(Practice, id)
            return found.summary if found else ""

    plain = base(files)
    shared = Shared(TrackedBase(plain))
    fingerprints = Fingerprints(plain, {}, lambda name, _: getattr(shared, name))

    def edit(**changed: str) -> list[str]:
        """What was made for the base with these practices; fingerprints are those of a base read for the first time."""
        nonlocal plain, fingerprints
        new = base(files | {path: text for id, fields in changed.items() for path, text in practice(id, fields).items()})
        same = {item.path: item for item in plain.loaded}
        loaded = [same[item.path] if item.path in same and same[item.path].text == item.text else item for item in new.loaded]
        plain = KnowledgeBase(loaded, new.registry, before=plain)
        anew = KnowledgeBase(loaded, new.registry)
        assert plain.references == anew.references
        assert {target: links for target, links in plain._backlinks.items() if links} == anew._backlinks
        shared.reads.next_revision(fingerprints.changed_keys(plain))
        shared.base.become(plain)
        fingerprints = fingerprints.next_revision(plain, fingerprints._compute, shared.reads)
        keys = ("practice/apteka", "practice/shkola", "practice/", "<region/tula", "<region/orel", "#practice", "*", "=titles/")
        fresh = Fingerprints(plain, {}, fingerprints._compute)
        assert [fingerprints.of(key) for key in keys] == [fresh.of(key) for key in keys]
        ask()
        there, made[:] = list(made), []
        return there

    def ask() -> None:
        assert shared.listed == ", ".join(practice.title for practice in plain.all(Practice))
        for each in plain.all(Practice):
            assert shared.summary(each.id) == each.summary

    ask()
    made.clear()
    assert edit() == []
    assert edit(apteka="regions: [tula]\nsummary: Другая суть") == ["titles", "apteka"]  # the titles stay, so what lists them does
    assert edit(apteka="regions: [tula]\nsummary: Другая суть", shkola="title: Новая школа") == ["titles", "listed", "shkola"]
    assert edit(apteka="regions: [tula]", kvartal="regions: [tula]") == ["titles", "listed", "apteka", "kvartal", "shkola"]
    assert edit() == ["titles", "listed"]
    assert shared.summary("kvartal") == ""


def test_what_is_gone_has_a_print_of_its_own() -> None:
    watched = TrackedBase(base(region("tula")))
    facts = Facts(watched, date(2022, 1, 10))
    fingerprints = Fingerprints(watched, {}, lambda name, argument: getattr(facts, name)(argument))
    assert fingerprints.of("=helpers/gone#1") == ""
    assert watched.get(Region, "tula")
