"""Reports on the standard: traffic light, days of deadlines, comparison of two, calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from builders import base, region
from builders import report as report_file

from generator.analysis.deadlines import days_of, due_days, newest_reports
from generator.analysis.plan_addresses import body_calendar
from generator.analysis.progress import Light, light, of_report
from generator.analysis.report_diff import Change, compare, diff_address, execution
from generator.exports.calendars import plan_files
from generator.exports.feeds import Publisher
from generator.model.report import Deadline, ReportItem, StandardReport, Status
from generator.pipeline import Checked
from generator.rendering.views.facts import Facts
from generator.rendering.views.report import plan_and_fact, report_page


def item(number: str = "1.1", status: str = "not_done", title: str = "Дело", **values: object) -> ReportItem:
    return ReportItem.model_validate({"number": number, "title": title, "status": {"text": "", "value": status}, **values})


def due(day: str) -> dict[str, str]:
    return {"text": day, "kind": "date", "due": day}


def report(*items: ReportItem, id: str = "a", as_of: str | None = "2024-06-01", period: str = "2024–2025 годы") -> StandardReport:
    sections = [{"number": 1, "title": "Раздел", "items": [i.model_dump(mode="json") for i in items]}]
    return StandardReport.model_validate(
        {"id": id, "title": "Отчёт", "region": "r", "period": period, "as_of": as_of, "sections": sections, "sources": [{"title": "Источник"}]}
    )


@pytest.mark.parametrize(
    ("status", "deadline", "expected"),
    [
        ("done", due("2024-01-01"), Light.DONE), ("not_done", due("2024-05-31"), Light.OVERDUE), ("crossed", due("2024-05-31"), Light.OVERDUE),
        ("not_done", due("2024-06-01"), Light.SOON), ("partly", due("2024-07-01"), Light.SOON), ("none", due("2024-07-02"), Light.AHEAD),
        ("none", {"text": "постоянно", "kind": "standing"}, Light.UNDATED), ("not_done", None, Light.UNDATED),
    ],
)
def test_the_light_goes_by_status_and_last_day_alone(status: str, deadline: object, expected: Light) -> None:
    assert light(item(status=status, deadline=deadline), date(2024, 6, 1)) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"kind": "quarter", "due": "2024-03-31"}, ["2024-03-31 due"]),
        ({"kind": "date", "due": "2026-03-31"}, []),
        ({"kind": "standing", "report_by": "12-25"}, ["2024-12-25 yearly", "2025-12-25 yearly"]),
        ({"kind": "several", "days": ["08-01", "12-25"]}, ["2024-08-01 yearly", "2024-12-25 yearly", "2025-08-01 yearly", "2025-12-25 yearly"]),
        ({"kind": "recurring", "every": "half_year"}, [f"{day} period_end" for day in ("2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31")]),
        ({"kind": "recurring", "every": "year"}, ["2024-12-31 period_end", "2025-12-31 period_end"]),
        ({"kind": "recurring", "every": "year", "report_by": "02-29"}, ["2024-02-29 yearly", "2025-02-28 yearly"]),
        ({"kind": "as_needed"}, []),
    ],
)
def test_days_of_a_deadline_within_the_plan(values: dict[str, object], expected: list[str]) -> None:
    deadline = Deadline.model_validate({"text": "срок", **values})
    assert [f"{day} {grounds.value}" for day, grounds in days_of(deadline, date(2024, 1, 1), date(2025, 12, 31))] == expected


def test_next_deadlines_leave_out_what_is_done_and_what_is_past() -> None:
    yearly = {"text": "ежегодно до 5 июля", "kind": "recurring", "every": "year", "report_by": "07-05"}
    made = report(item("1.1", "done", deadline=due("2024-09-01")), item("1.2", deadline=due("2024-08-01")), item("1.3", "done", deadline=yearly))
    found = [(str(f.day), f.item.number) for f in due_days(made, date(2024, 7, 5))]
    assert found == [("2024-08-01", "1.2"), ("2025-07-05", "1.3")]
    assert due_days(report(item(), period="без лет")) == []


def test_the_newest_report_of_each_plan_counts() -> None:
    """The years tell a plan, however its period is written; without years the words do."""
    old, new, other = report(item(), id="old"), report(item(), id="new", as_of="2025-01-01", period="в 2024 и 2025 гг."), report(item(), id="other", period="2026 год")
    assert [r.id for r in newest_reports([new, other, old])] == ["new", "other"]
    undated = [report(item(), id=id, as_of=None, period=period) for id, period in (("b", "весь срок"), ("a", "весь срок"), ("c", "до отмены"))]
    assert [r.id for r in newest_reports(undated)] == ["b", "c"]


def test_a_comparison_tells_what_changed() -> None:
    old = report(
        item("1.1", "not_done", "Первое дело", deadline=due("2024-05-01"), execution=[{"text": "Начали. Ищут."}]),
        item("1.2", "done", "Второе дело"), item("1.3", "done", "Третье, особое"), item("1.4", "crossed", "Четвёртое", execution_mark="Х"),
        item("1.5", title="Пятое снято"),
    )
    new = report(
        item("1.1", "done", "Первое дело", deadline=due("2024-09-01"), execution=[{"text": "Начали. Нашли."}]),
        item("1.2", "partly", "Второе дело"), item("1.3", "done", "Четвёртая по счёту новость"), item("1.4", "done", "Третье, особое"),
        item("1.6", "crossed", "Четвёртое", execution_mark="Х"),
        id="b",
    )
    diff = compare(old, new)
    assert [(change.item.number, sorted(change.kinds)) for change in diff.items] == [
        ("1.1", ["deadline", "execution", "status_better"]), ("1.2", ["status_worse"]), ("1.3", ["added"]), ("1.4", ["renumbered"]),
        ("1.6", ["renumbered"]), ("1.5", ["removed"]),
    ]
    (changed,) = [c for c in diff.items[0].changes if c.change is Change.EXECUTION]
    assert (changed.old, changed.new) == ("Ищут.", "Нашли.")
    assert diff.count(Change.DEADLINE) == 1
    assert compare(new, new).same == 5
    assert not compare(new, new).items
    assert diff_address(old, new) == "reports/r/a..b/"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("not_done", "partly", Change.STATUS_BETTER), ("partly", "not_done", Change.STATUS_WORSE), ("crossed", "done", Change.STATUS_BETTER),
        ("done", "none", Change.STATUS_WORSE), ("none", "not_done", Change.STATUS_OTHER), ("partly", "crossed", Change.STATUS_OTHER),
    ],
)
def test_a_status_gets_better_or_worse_where_one_can_say_so(was: str, now: str, expected: Change) -> None:
    (found,) = compare(report(item(status=was)), report(item(status=now), id="b")).items
    assert [change.change for change in found.changes] == [expected]


def test_what_was_done_is_compared_by_sentences_whatever_their_signs() -> None:
    assert execution(item(execution=[{"body": "Минздрав", "text": "Начали."}, {"text": "Нашли."}])) == "Минздрав: Начали.\nНашли."
    assert (execution(item(execution_mark="Х")), execution(item())) == ("Х", "")
    old = item(execution=[{"body": "МФЦ", "text": "Начали: завёз 3 дома. Ищут. Едут."}])
    new = item(execution=[{"body": "МФЦ", "text": "НАЧАЛИ – завез 3 дома! Едут.\nНашли"}])
    ((changed,),) = [each.changes for each in compare(report(old), report(new, id="b")).items]
    assert (changed.change, changed.old, changed.new) == (Change.EXECUTION, "Ищут.", "Нашли")


def test_plan_and_fact_stand_side_by_side(sample_checked: Checked) -> None:
    facts = Facts(sample_checked.base, date(2026, 1, 1))
    newest = next(r for r in sample_checked.base.all(StandardReport) if r.id == "ozernaya-rss-2025")
    page = report_page(facts, newest)
    routes, people = page.plan_fact
    assert (routes.first_title, routes.first, routes.second_bar) == ("было", "3\u00a0маршрутов", 100.0)
    assert (people.first, people.second, people.verdict) == ("500\u00a0человек", "480\u00a0человек", "план не достигнут: меньше плана на 20")
    assert page.overdue_today == 1
    assert not page.overdue
    assert [(x.title, x.address) for x in page.others] == [
        ("31\u00a0декабря\u00a02024 → 31\u00a0марта\u00a02025", "reports/ozernaya-oblast/ozernaya-rss..ozernaya-rss-2025/")
    ]
    undecided = item(figures=[{"title": "Х", "value": 5, "kind": "plan"}, {"title": "Х", "value": 4}])
    view = report_page(facts, newest.model_copy(update={"sections": report(undecided).sections})).sections[0].items[0]
    assert [f.verdict for f in plan_and_fact(view)] == ["меньше плана на 1"]


def test_calendars_of_the_plan_by_region_and_body(sample_checked: Checked) -> None:
    files = {f.path: f.data for f in plan_files(sample_checked.base, Publisher("Смартека", "https://smarteka.example/", "smarteka.example,2026"))}
    assert set(files) == {"calendars/plans/ozernaya-oblast.ics", *(body_calendar("ozernaya-oblast", body) for body in ("Минздрав", "МФЦ"))}

    def days(path: str) -> list[tuple[str, str]]:
        events: list[Any] = icalendar.Calendar.from_ical(files[path]).walk("VEVENT")
        return [(str(e["dtstart"].dt), str(e["summary"]).partition(" ")[0]) for e in events]

    quarters = [f"{year}-{end}" for year in (2024, 2025) for end in ("03-31", "06-30", "09-30", "12-25", "12-31")]
    assert days(body_calendar("ozernaya-oblast", "МФЦ")) == [(day, "1.3") for day in quarters]
    assert ("2025-04-15", "1.2") in days("calendars/plans/ozernaya-oblast.ics")
    every: list[Any] = icalendar.Calendar.from_ical(files["calendars/plans/ozernaya-oblast.ics"]).walk("VEVENT")
    assert len({str(e["uid"]) for e in every}) == len(every)
    event = next(e for e in every if e["summary"].startswith("1.2 "))
    assert (event["uid"], event["summary"], event["location"]) == (
        "plan-ozernaya-oblast-2024-2025-item-1-2-20250415@smarteka.example", "1.2 Открыть аптеку", "Озёрная область"
    )
    assert (event["dtstamp"].dt, event["dtend"].dt, event["transp"]) == (datetime(2025, 3, 31, tzinfo=UTC), date(2025, 4, 16), "TRANSPARENT")
    page = "https://smarteka.example/reports/ozernaya-oblast/ozernaya-rss-2025/#item-1-2"
    assert event["url"] == page
    assert event["description"].split("\n") == [
        "Срок: до 15 апреля 2025 г.", "Отвечают: Минздрав", "Отметка в отчёте: не выполнено", f"Страница: {page}",
    ]
    recurring = next(e for e in every if str(e["dtstart"].dt) == "2024-03-31")
    assert recurring["description"].split("\n")[1].startswith("День взят как последний в периоде")


def test_a_calendar_of_a_plan_is_found_under_former_names_of_the_region() -> None:
    one = base(region("tulskaya-oblast", "aliases: [regions/tula]") | report_file("plan", "period: 2024 год"))
    files = {f.path: f.data for f in plan_files(one, Publisher("Смартека", "https://smarteka.example/", "smarteka.example,2026"))}
    assert sorted(files) == ["calendars/plans/tula.ics", "calendars/plans/tulskaya-oblast.ics"]
    assert len(set(files.values())) == 1


def test_long_names_of_bodies_keep_apart() -> None:
    long = "Рабочая группа по организации и проведению всероссийского голосования по отбору "
    assert body_calendar("r", f"{long}территорий") != body_calendar("r", f"{long}дворов")
    assert len(body_calendar("r", long * 5)) < 120


def test_progress_counts_lights(sample_checked: Checked) -> None:
    newest = next(r for r in sample_checked.base.all(StandardReport) if r.id == "ozernaya-rss-2025")
    told = of_report(newest, date(2025, 3, 31))
    assert (told.counts, told.lights) == (
        {Status.DONE: 2, Status.NOT_DONE: 1, Status.NONE: 1}, {Light.DONE: 2, Light.SOON: 1, Light.UNDATED: 1}
    )
