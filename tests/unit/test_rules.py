"""All rules of the whole base together; those of one module each stand in test_rules_<module>.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from builders import REGISTRY, TODAY, base, numbered_problems, practice, region, situation

from generator.knowledge import rules
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import (
    RULES,
    canvases,
    check,
    dates,
    digests,
    figures,
    identity,
    links,
    reports,
    situations,
    texts,
)
from generator.knowledge.rules.per_record import PassedRecords, Records
from generator.model.diagnostic import Diagnostic


def test_every_rule_says_what_it_asks_for() -> None:
    assert len(set(RULES)) == len(RULES)
    modules = (canvases, dates, digests, figures, identity, links, reports, situations, texts)
    defined = {
        value
        for module in modules
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    }
    assert defined == set(RULES), "a rule that is not in RULES is never asked"
    assert all(rule.__doc__ for rule in RULES)


def test_an_empty_base_breaks_no_rule() -> None:
    assert check(KnowledgeBase([], REGISTRY), TODAY) == []


def test_all_rules_speak_at_once_and_sorted() -> None:
    files = (
        practice(
            "apteka",
            "title: Одно\nregions: [tula]\nresults:\n  - {title: а, value: 1}\naliases: [practices]",
        )
        | practice("kiosk", "title: Одно\nsolution: <b>да</b>")
        | situation("odinokaya", numbered_problems(2))
    )
    diagnostics = check(base(files), TODAY)
    assert [(d.code, d.location.path.rpartition("/")[2]) for d in diagnostics] == [
        ("situation-without-model", "odinokaya.yml"),
        ("problem-number", "odinokaya.yml"),
        ("unknown-reference", "apteka.yml"),
        ("figure-without-unit", "apteka.yml"),
        ("redirect-collision", "apteka.yml"),
        ("equal-titles", "kiosk.yml"),
        ("html-in-text", "kiosk.yml"),
    ]
    assert diagnostics == sorted(diagnostics, key=lambda d: d.sort_key)


def test_what_rules_say_does_not_depend_on_the_order_of_files() -> None:
    files = practice("a", "title: Одно\naliases: [x]") | practice("b", "title: Одно\naliases: [x]") | region(
        "c", "other_names: [Тула]", tile=1
    ) | region("d", "other_names: [Тула]", iso="RU-RYA", tile=2)
    backwards = dict(reversed(list(files.items())))
    assert check(base(files), TODAY) == check(base(backwards), TODAY)
    assert {d.code for d in check(base(files), TODAY)} == {
        "equal-titles",
        "redirect-collision",
        "region-clash",
    }


def test_sound_records_are_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same objects, on the same day; those in which something was found are."""
    looked_at: list[str] = []

    def spy(records: Records, today: date) -> Iterator[Diagnostic]:
        looked_at.extend(item.record.id for item in records.loaded)
        yield from dates.announcements_are_checked_in_time(records, today)

    monkeypatch.setattr(rules, "RECORD_RULES", (spy,))
    due = practice("due", f"check_on: {TODAY}")
    first = base(practice("apteka") | practice("vrachi") | due)
    edited = base(practice("vrachi", "title: Другая"))
    second = KnowledgeBase([*(item for item in first.loaded if item.record.id != "vrachi"), *edited.loaded], REGISTRY)
    passed = PassedRecords()
    for checked, day, looked in [
        (first, TODAY, ["apteka", "due", "vrachi"]), (first, TODAY, ["due"]), (second, TODAY, ["due", "vrachi"]),
        (second, TODAY + timedelta(1), ["apteka", "due", "vrachi"]),
    ]:
        looked_at.clear()
        assert check(checked, day, passed) == check(checked, day)
        assert looked_at == [*looked, *(item.record.id for item in checked.loaded)]
