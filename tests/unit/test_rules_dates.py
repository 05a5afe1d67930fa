"""Dates in order, and checks of announcements that are due. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from builders import (
    TODAY,
    assert_explained,
    base,
    found,
    place,
    places,
    practice,
    report,
    report_items,
    roadmap,
    survey,
)

from generator.knowledge.rules import check, dates
from generator.model.diagnostic import Severity, warning

APTEKA = "practices/2021/apteka.yml"
OTCHET = "regions/tulskaya-oblast/reports/otchet.yml"


def timeline(*days: str) -> str:
    return "timeline:\n" + "\n".join(f"  - {{date: {day}, text: Событие}}" for day in days)


@pytest.mark.parametrize(
    "days",
    [
        ["2020", "2021-11", "2021-11-15", "2021-12"],
        ["2021-11-15", "2021"],  # the year may mean a later day
        ["2021-11-15", "2021-11"],
        ["2021", "2021-01-01"],
        ["2021-11-15", "2021-11-15"],
        ["2021"],
        [],
    ],
)
def test_a_timeline_that_runs_forward(days: list[str]) -> None:
    extra = timeline(*days) if days else ""
    assert found(dates.dates_are_in_order, practice("apteka", extra)) == []


@pytest.mark.parametrize(
    ("days", "faulty"),
    [
        (["2021", "2020"], ["2020"]),
        (["2021-11", "2021-10-31"], ["2021-10-31"]),
        (["2021-11-15", "2021-11-14"], ["2021-11-14"]),
        (["2021-12", "2021", "2021-01"], ["2021-01"]),  # the year between fits both
        (["2022", "2020", "2021", "2023", "2019"], ["2020", "2021", "2019"]),
        (["2020", "2022", "2021"], ["2021"]),
    ],
)
def test_a_timeline_that_runs_back(days: list[str], faulty: list[str]) -> None:
    files = practice("apteka", timeline(*days))
    diagnostics = found(dates.dates_are_in_order, files)
    assert places(diagnostics) == [("dates-out-of-order", place(files, APTEKA, f"{day},")) for day in faulty]
    assert_explained(diagnostics)


def test_an_activity_that_ends_before_it_starts() -> None:
    path = "regions/tulskaya-oblast/roadmaps/karta.yml"
    files = roadmap(
        "karta",
        "measures:\n  - title: Мера\n    activities:\n"
        "      - {title: Хорошо, start: 2022-01-01, end: 2022-01-01}\n"
        "      - {title: Открыто, start: 2022-01-01}\n"
        "      - {title: Плохо, start: 2022-01-02, end: 2022-01-01}",
    )
    assert places(found(dates.dates_are_in_order, files)) == [
        ("dates-out-of-order", place(files, path, "2022-01-01}", 3))
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "faults"),
    [
        ("2021-10", "2021-09", 1),
        ("2021-10-02", "2021-10-01", 1),
        ("2021-10-02", "2021-10-02", 0),
        ("2021-10-02", "2021-10", 0),
        ("2021", "2021", 0),
    ],
)
def test_a_survey_that_ends_before_it_starts(starts: str, ends: str, faults: int) -> None:
    path = "regions/tulskaya-oblast/surveys/opros.yml"
    files = survey("opros", f"starts: {starts}\nends: {ends}")
    expected = [("dates-out-of-order", place(files, path, f"ends: {ends}").line)] * faults
    assert [(d.code, d.location.line) for d in found(dates.dates_are_in_order, files)] == expected


def test_a_deadline_before_its_start() -> None:
    files = report(
        "otchet",
        report_items(
            "number: '1.1', title: А, deadline: {text: год, kind: range, start: 2024-01-01, due: 2024-12-31}",
            "number: '1.2', title: Б, deadline: {text: год, kind: range, start: 2024-12-31, due: 2024-01-01}",
            "number: '1.3', title: В, deadline: {text: год, kind: date, due: 2024-01-01}",
            "number: '1.4', title: Г, deadline: {text: д, kind: range, start: 2024-01-01, due: 2024-01-01}",
        ),
    )
    assert places(found(dates.dates_are_in_order, files)) == [
        ("dates-out-of-order", place(files, OTCHET, "2024-01-01", 2))
    ]


CHECK_ON = date(2022, 1, 10)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (CHECK_ON - timedelta(days=1), False),
        (CHECK_ON, True),
        (CHECK_ON + timedelta(days=400), True),
    ],
)
def test_a_practice_past_its_check(today: date, due: bool) -> None:
    files = practice("apteka", f"stage: announced\ncheck_on: {CHECK_ON}")
    expected = [
        warning(
            "check-due",
            "проверка назначена на 10.01.2022, а итога нет; стадия – «announced»",
            place(files, APTEKA, str(CHECK_ON)),
            "узнайте, что стало с практикой, и впишите итог в follow_ups; что обещано: smarteka follow-up",
        )
    ]
    assert found(dates.announcements_are_checked_in_time, files, today) == (expected if due else [])


def test_a_closed_practice_waits_for_no_check() -> None:
    files = practice("a", f"stage: closed\ncheck_on: {CHECK_ON}") | practice("b", "stage: announced")
    assert found(dates.announcements_are_checked_in_time, files, date(2030, 1, 1)) == []


FOUND = "{{date: {}, outcome: {}, text: Узнали, source: {{title: Новость}}}}"


@pytest.mark.parametrize(
    ("follow_ups", "due"),
    [
        ([("2022-01-10", "worked", "")], None),  # on the very day
        ([("2022-01-09", "worked", "")], "2022-01-10"),  # before it: the plan stands
        ([("2022-01-09", "postponed", "2022-02-01")], "2022-01-10"),  # two plans: the earlier one first
        ([("2022-01-10", "postponed", "2022-02-01")], "2022-02-01"),
        ([("2022-01-10", "postponed", "2022-02-01"), ("2022-01-20", "did_not", "")], None),  # the newest word counts
        ([("2022-01-10", "postponed", "2022-02-01"), ("2022-02-03", "unknown", "2023-01-01")], "2023-01-01"),
    ],
)
def test_a_follow_up_answers_a_planned_check(follow_ups: list[tuple[str, str, str]], due: str | None) -> None:
    entries = [FOUND.format(day, outcome).replace("}}", f"}}, next_check: {after}}}") if after else FOUND.format(day, outcome) for day, outcome, after in follow_ups]
    files = practice("apteka", f"stage: pilot\ncheck_on: {CHECK_ON}\nfollow_ups:\n" + "".join(f"  - {e}\n" for e in entries))
    expected = [("check-due", place(files, APTEKA, due, 1))] if due else []
    assert places(found(dates.announcements_are_checked_in_time, files, date(2030, 1, 1))) == expected
    assert found(dates.dates_are_in_order, files) == []
    if due:
        before = date.fromisoformat(due) - timedelta(days=1)
        assert found(dates.announcements_are_checked_in_time, files, before) == []


def test_dates_of_follow_ups_run_forward() -> None:
    files = practice(
        "apteka",
        "follow_ups:\n"
        f"  - {FOUND.format('2021-06-01', 'unknown')}\n"
        f"  - {FOUND.format('2021-05-31', 'unknown')}\n"
        "  - {date: 2021-07-01, outcome: unknown, text: Узнали, next_check: 2021-07-01}\n",
    )
    diagnostics = found(dates.dates_are_in_order, files)
    assert_explained(diagnostics)
    assert places(diagnostics) == [
        ("dates-out-of-order", place(files, APTEKA, "2021-05-31")),
        ("dates-out-of-order", place(files, APTEKA, "2021-07-01", 2)),
    ]


def test_follow_ups_are_complete() -> None:
    files = practice(
        "apteka",
        "stage: announced\nfollow_ups:\n"
        "  - {date: 2021-06-01, outcome: postponed, text: Ждут, source: {title: Ответ}}\n"
        "  - {date: 2021-07-01, outcome: did_not, text: Забыли}\n"
        "  - {date: 2021-08-01, outcome: unknown, text: Ничего не нашли}\n"
        "  - {date: 2022-01-11, outcome: worked, text: Открыли, source: {title: Новость}}\n",
    )
    diagnostics = found(dates.follow_ups_are_complete, files)
    assert_explained(diagnostics)
    assert [(d.code, d.severity, d.location) for d in diagnostics] == [
        ("follow-up-without-next-check", Severity.ERROR, place(files, APTEKA, "postponed")),
        ("follow-up-without-source", Severity.ERROR, place(files, APTEKA, "{date: 2021-07-01")),
        ("follow-up-in-future", Severity.WARNING, place(files, APTEKA, "2022-01-11")),
        ("stage-behind-follow-up", Severity.WARNING, place(files, APTEKA, "announced")),
    ]
    assert found(dates.follow_ups_are_complete, practice("apteka", f"stage: pilot\nfollow_ups:\n  - {FOUND.format('2022-01-10', 'worked')}")) == []


def test_today_is_an_argument_of_all_rules() -> None:
    files = practice("apteka", f"stage: pilot\ncheck_on: {CHECK_ON}")
    one = base(files)
    assert check(one, CHECK_ON - timedelta(days=1)) == []
    assert [d.code for d in check(one, CHECK_ON)] == ["check-due"]


def test_a_source_and_a_stage_of_tomorrow_are_slips_of_the_pen() -> None:
    text = "stage_date: 2091\nsources:\n  - {title: Отчёт, date: 2091-02}\n  - {title: Новость, date: 2021-11}\ncheck_on: 2091-01-01"
    files = practice("apteka", text)
    remarks = found(dates.what_is_known_is_past, files)
    assert {(d.code, d.severity) for d in remarks} == {("date-in-future", Severity.WARNING)}
    assert {d.location for d in remarks} == {place(files, APTEKA, "2091"), place(files, APTEKA, "2091-02")}
    assert found(dates.what_is_known_is_past, practice("apteka", f"stage_date: {TODAY.year}")) == []
