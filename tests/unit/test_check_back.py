"""Checks of announcements: states and their order, promises, what they do to the evidence."""

from __future__ import annotations

from datetime import date

import pytest
from builders import base, practice

from generator.analysis.check_back import CheckState, check_backs, promise
from generator.analysis.evidence import Grade, evidence
from generator.model.practice import Practice

TODAY = date(2022, 6, 1)


def one(extra: str) -> Practice:
    (found,) = base(practice("apteka", extra)).all(Practice)
    return found


def follow_up(day: str, outcome: str, extra: str = "") -> str:
    return f"follow_ups:\n  - {{date: {day}, outcome: {outcome}, text: Узнали, source: {{title: Новость}}{extra}}}"


def test_states_stand_in_the_order_of_their_urgency() -> None:
    files = (
        practice("a", "stage: announced")
        | practice("b", "stage: pilot\ncheck_on: 2022-06-02")
        | practice("c", "stage: announced\ncheck_on: 2022-06-01")
        | practice("d", "stage: pilot\ncheck_on: 2022-01-01")
        | practice("e", f"stage: pilot\ncheck_on: 2021-01-01\n{follow_up('2021-01-02', 'worked')}")
        | practice("f", f"stage: closed\n{follow_up('2021-05-02', 'did_not')}")
        | practice("g", f"stage: pilot\n{follow_up('2021-05-02', 'postponed', ', next_check: 2022-07-01')}")
        | practice("h")
        | practice("j", "stage: pilot")
        | practice("i", "stage: closed\ncheck_on: 2022-01-01")
    )
    found = check_backs(base(files).all(Practice), TODAY)
    assert [(c.practice.id, c.state, str(c.on)) for c in found] == [
        ("d", CheckState.DUE, "2022-01-01"),
        ("c", CheckState.DUE, "2022-06-01"),
        ("b", CheckState.LATER, "2022-06-02"),
        ("g", CheckState.LATER, "2022-07-01"),
        ("f", CheckState.DONE, "None"),
        ("e", CheckState.DONE, "None"),
        ("a", CheckState.UNDATED, "None"),
        ("j", CheckState.UNDATED, "None"),
    ]


def test_where_the_stage_has_no_day_the_newest_source_tells_what_is_yet_to_come() -> None:
    found = promise(one(
        "timeline:\n  - {date: 2021-11, text: Открыли}\n  - {date: 2022-01, text: Откроют второй}\n"
        "sources:\n  - {title: Первый, date: 2021-10}\n  - {title: Второй, date: 2021-12-20}"
    ))
    assert [entry.text for entry in found.entries] == ["Откроют второй"]


def test_a_promise_is_what_was_a_plan_when_it_was_told() -> None:
    found = promise(one(
        "stage: announced\nstage_date: 2021-11\n"
        "timeline:\n"
        "  - {date: 2021, text: Представили}\n"
        "  - {date: 2021, text: Закончат программу (план)}\n"
        "  - {date: 2021-11-30, text: Подписали}\n"
        "  - {date: 2021-12, text: Запуск}\n"
        "results:\n"
        "  - {title: Доплата, value: 800, unit: рублей, kind: plan}\n"
        "  - {title: Справки, value: 5, unit: штук}"
    ))
    assert [entry.text for entry in found.entries] == ["Закончат программу (план)", "Запуск"]
    assert [figure.title for figure in found.figures] == ["Доплата"]


@pytest.mark.parametrize(
    ("outcome", "grade"),
    [("worked", Grade.REPORTED), ("did_not", Grade.ANNOUNCED), ("postponed", Grade.ANNOUNCED), ("unknown", Grade.ANNOUNCED)],
)
def test_only_a_promise_that_came_true_is_more_than_a_promise(outcome: str, grade: Grade) -> None:
    assert evidence(one(f"stage: announced\n{follow_up('2022-01-01', outcome, ', next_check: 2023-01-01')}")).grade is grade
