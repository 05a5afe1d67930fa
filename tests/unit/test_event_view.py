"""Decisions of an event, by whoever made them."""

from __future__ import annotations

from generator.model.event import Event
from generator.rendering.views.event import DecisionGroup, decisions_of


def event(*decisions: dict[str, str]) -> Event:
    return Event.model_validate({
        "id": "ozernaya-vstrecha", "title": "Встреча", "region": "ozernaya-oblast", "summary": "Обсудили.",
        "decisions": decisions, "sources": [{"title": "Газета"}],
    })


def test_decisions_in_a_row_stand_under_whoever_made_them_and_keep_their_numbers() -> None:
    found = event(
        {"text": "Первое.", "by": "глава"}, {"text": "Второе.", "by": "глава"}, {"text": "Третье."}, {"text": "Четвёртое.", "by": "глава"},
    )
    first, second, third, fourth = found.decisions
    assert decisions_of(found).groups == (
        DecisionGroup("глава", 1, (first, second)), DecisionGroup(None, 3, (third,)), DecisionGroup("глава", 4, (fourth,)),
    )


def test_what_the_source_leaves_out_is_counted_for_all_decisions() -> None:
    made = decisions_of(event(
        {"text": "А.", "due": "2021-05"}, {"text": "Б.", "due_text": "через неделю"}, {"text": "В.", "status": "done"}, {"text": "Г."},
    ))
    assert (made.total, made.with_date, made.with_end) == (4, 2, 1)


def test_an_event_without_decisions() -> None:
    made = decisions_of(event())
    assert (made.groups, made.total) == ((), 0)
