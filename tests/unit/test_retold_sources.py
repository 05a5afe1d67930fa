"""A source that the base itself tells of leads there, and a report leads to the practices that come from it."""

from __future__ import annotations

from datetime import date

import pytest
from builders import Files, base, event, practice, region, report

from generator.analysis.plan_addresses import item_named
from generator.model.report import StandardReport
from generator.rendering.views.facts import Facts
from generator.rendering.views.report import report_page

REPORT = report("otchet", "title: Отчёт края") | region("tulskaya-oblast")


def facts(files: Files) -> Facts:
    return Facts(base(files), date(2026, 1, 1))


def told_at(found: Facts, kind: str, id: str) -> tuple[str, ...]:
    item = found.base.find(kind, id)
    assert item is not None
    return found.foot(item).told_at


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("{title: Отчёт края, place: пункт 1.1}", "reports/tulskaya-oblast/otchet/#item-1-1"),
        ("{title: Отчёт края, place: 'раздел 1, пункт 1.1'}", "reports/tulskaya-oblast/otchet/"),
        ("{title: Отчёт края, url: 'https://example.org/'}", ""),  # the source itself is better than what is told of it
        ("{title: Другой отчёт}", ""),
    ],
)
def test_a_source_leads_to_what_the_base_tells_of_it(source: str, address: str) -> None:
    found = facts(REPORT | practice("shkola", f"sources: [{source}]"))
    assert told_at(found, "practice", "shkola") == (address,)


def test_two_records_of_a_title_are_no_answer_and_a_page_is_none_to_itself() -> None:
    source = "sources: [{title: Отчёт края, place: пункт 1.1}]"
    found = facts(REPORT | event("vizit", f"title: Отчёт края\n{source}") | practice("shkola", source))
    assert told_at(found, "practice", "shkola") == ("",)
    assert told_at(facts(REPORT | event("vizit", "sources: [{title: Событие vizit}]")), "event", "vizit") == ("",)


def test_an_item_of_a_report_names_the_practices_that_come_from_it() -> None:
    found = facts(
        REPORT | practice("shkola", "sources: [{title: Отчёт края, place: пункт 1.1}]") | practice("kruzhok", "sources: [{title: Отчёт края}]")
    )
    item = report_page(found, next(iter(found.base.all(StandardReport)))).sections[0].items[0]
    assert [(each.title, each.address) for each in item.practices] == [("Практика shkola", "practices/shkola/")]


@pytest.mark.parametrize(("place", "number"), [("пункт 12.1–12.8", "12.1–12.8"), ("пункты 1, 2", ""), (None, "")])
def test_the_item_that_a_place_names(place: str | None, number: str) -> None:
    assert item_named(place) == number
