"""The page of one РСС report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from urllib.parse import urlencode

from generator.analysis.deadlines import DueDay, Grounds, age, due_days, newest_reports, plan_days, plan_of
from generator.analysis.plan_addresses import body_calendar, item_anchor, item_named, plan_calendar
from generator.analysis.progress import Light, Progress, by_body, is_overdue, light, of_report, of_section
from generator.analysis.report_diff import diff_address
from generator.model.common import Figure, PlanFact
from generator.model.report import ReportItem, StandardReport, Status
from generator.wording import russian as wording

from .common import FigureView, Ref, figure_view
from .facts import Facts

# Symbols of statuses, so that they do not differ by colour alone.
MARKS = {
    Status.DONE: "●",
    Status.PARTLY: "◐",
    Status.NOT_DONE: "✕",
    Status.CROSSED: "–",
    Status.NONE: "○",
}
LIGHT_MARKS = {Light.DONE: "●", Light.OVERDUE: "✕", Light.SOON: "▲", Light.AHEAD: "◷", Light.UNDATED: "–"}
NEXT_DAYS = 6  # next deadlines shown


@dataclass(frozen=True, slots=True)
class ItemView:
    """``due_iso`` is the last day as «2024-03-31» or empty, for the script of the page."""

    item: ReportItem
    anchor: str
    section: int
    status: str
    status_title: str
    mark: str
    light: str
    light_title: str
    light_mark: str
    overdue: bool
    due: str
    due_iso: str
    figures: tuple[FigureView, ...]
    practices: tuple[Ref, ...]  # whose source is this item


@dataclass(frozen=True, slots=True)
class ReportSectionView:
    number: int
    title: str
    items: tuple[ItemView, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class NextDay:
    """Items with a deadline on a day; ``assumed`` if the source gives only a recurrence."""

    day: str
    items: tuple[tuple[str, str, str, bool], ...]  # number, anchor, title, assumed


@dataclass(frozen=True, slots=True)
class PlanFactView:
    """Plan and fact of one indicator, period and item; bars are per cent of the longer one. An unknown value is empty."""

    title: str
    period: str
    number: str
    anchor: str
    first_title: str  # «план» or «было»
    second_title: str
    first: str
    second: str
    first_bar: float
    second_bar: float
    verdict: str


@dataclass(frozen=True, slots=True)
class BodyView:
    body: str
    progress: Progress
    way: float  # share of items done, per cent
    filter: str  # the query string that filters the items of this body
    calendar: str  # address of its calendar, or empty


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: StandardReport
    region: Ref
    as_of: str
    as_of_iso: str
    as_of_is_today: bool
    today: str
    overdue_today: int
    progress: Progress
    sections: tuple[ReportSectionView, ...]
    bodies: tuple[BodyView, ...]
    overdue: tuple[ItemView, ...]
    doubtful: tuple[ItemView, ...]
    statuses: tuple[tuple[str, str, str, int], ...]  # (value, title, mark, count)
    lights: tuple[tuple[str, str, str, int], ...]
    next: tuple[NextDay, ...]
    plan_ended: str  # the last day of the plan, if it is before the day of the report
    plan_fact: tuple[PlanFactView, ...]
    calendar: str
    others: tuple[Ref, ...]  # comparisons with other reports on the plan; the note says which one


def report_page(facts: Facts, report: StandardReport) -> ReportPage:
    as_of = report.as_of.last_day if report.as_of else facts.today
    practices_of: dict[str, list[Ref]] = defaultdict(list)
    if facts.retold(report.title):  # else another record has the same title
        for place, practice in facts.practices_told_in(report.title):
            practices_of[item_named(place)].append(practice)
    sections = tuple(
        ReportSectionView(
            section.number, section.title,
            tuple(_item(item, section.number, as_of, practices_of.get(item.number, [])) for item in section.items),
            of_section(section, as_of),
        )
        for section in report.sections
    )
    items = [item for section in sections for item in section.items]
    progress = of_report(report, as_of)
    of_plan = sorted((r for r in facts.base.all(StandardReport) if plan_of(r) == plan_of(report)), key=age)
    # No calendars are written for drafts.
    newest = not report.draft and report in newest_reports([r for r in of_plan if not r.draft]) and plan_days(report) is not None
    plan = plan_days(report)
    return ReportPage(
        report=report,
        region=facts.region(report.region),
        as_of=wording.day(as_of),
        as_of_iso=as_of.isoformat(),
        as_of_is_today=report.as_of is None,
        today=wording.day(facts.today),
        overdue_today=len(of_report(report, facts.today).overdue),
        progress=progress,
        sections=sections,
        bodies=tuple(
            BodyView(
                body, of_body, round(of_body.done * 100 / of_body.total, 1), "?" + urlencode({"body": body}) + "#items",
                body_calendar(report.region, body) if newest else "",
            )
            for body, of_body in by_body(report, as_of).items()
        ),
        overdue=tuple(i for i in items if i.overdue),
        doubtful=tuple(i for i in items if i.item.doubts),
        statuses=tuple(
            (s.value, wording.STATUSES[s], MARKS[s], progress.counts[s]) for s in MARKS if progress.counts.get(s)
        ),
        lights=tuple((x.value, wording.LIGHTS[x.value], LIGHT_MARKS[x], progress.lights.get(x, 0)) for x in LIGHT_MARKS),
        next=tuple(_next(due_days(report, as_of))),
        plan_ended=wording.day(plan[1]) if plan and plan[1] < as_of else "",
        plan_fact=tuple(pair for item in items for pair in plan_and_fact(item)),
        calendar=plan_calendar(report.region) if newest else "",
        others=tuple(
            Ref(f"{_when(old)} → {_when(new)}", diff_address(old, new))
            for old, new in pairwise(of_plan)
            if report in (old, new)
        ),
    )


def _when(report: StandardReport) -> str:
    return wording.partial_date(report.as_of) if report.as_of else "дата не указана"


def _item(item: ReportItem, section: int, as_of: date, practices: Sequence[Ref]) -> ItemView:
    due = item.deadline.due if item.deadline else None
    of_item = light(item, as_of)
    return ItemView(
        item=item,
        anchor=item_anchor(item.number),
        section=section,
        status=item.status.value.value,
        status_title=wording.STATUSES[item.status.value],
        mark=MARKS[item.status.value],
        light=of_item.value,
        light_title=wording.LIGHTS[of_item.value],
        light_mark=LIGHT_MARKS[of_item],
        overdue=is_overdue(item, as_of),
        due=wording.day(due) if due else "",
        due_iso=due.isoformat() if due else "",
        figures=tuple(figure_view(f) for f in item.figures),
        practices=tuple(practices),
    )


def _next(found: Sequence[DueDay]) -> Iterator[NextDay]:
    for number, (day, on_day) in enumerate(groupby(found, key=lambda f: f.day)):
        if number == NEXT_DAYS:
            return
        yield NextDay(
            wording.day(day),
            tuple((f.item.number, item_anchor(f.item.number), f.item.title, f.grounds is Grounds.PERIOD_END) for f in on_day),
        )


def plan_and_fact(item: ItemView) -> Iterator[PlanFactView]:
    """Figures of an item with a plan or a «before», each with the value it is compared to."""
    rows: dict[tuple[str, str | None, str | None], dict[PlanFact, Figure]] = {}
    for figure in item.item.figures:
        if figure.before is not None and figure.after is not None:
            yield _bars(item, figure, ("было", "стало"), figure.before, figure.after, "")
        elif figure.value is not None and figure.value_to is None:
            rows.setdefault((figure.title, figure.unit, figure.period), {}).setdefault(figure.kind, figure)
    for pair in rows.values():
        plan = pair.get(PlanFact.PLAN)
        if plan is None:
            continue  # a fact without a plan is shown at its item only
        fact = pair.get(PlanFact.FACT)
        yield _bars(item, plan, ("план", "факт"), plan.value, fact.value if fact else None, _verdict(plan, fact))


def _bars(item: ItemView, figure: Figure, titles: tuple[str, str], first: Decimal | None, second: Decimal | None, verdict: str) -> PlanFactView:
    top = max(abs(first or Decimal(0)), abs(second or Decimal(0))) or Decimal(1)

    def shown(value: Decimal | None) -> str:
        return wording.unit_after(wording.number(value), figure.unit) if value is not None else ""

    def share(value: Decimal | None) -> float:
        return float(round(abs(value or Decimal(0)) * 100 / top, 1))

    return PlanFactView(
        figure.title, figure.period or "", item.item.number, item.anchor, *titles, shown(first), shown(second), share(first), share(second), verdict,
    )


def _verdict(plan: Figure, fact: Figure | None) -> str:
    """«меньше плана на 5,9 п. п.»; whether that is bad is added only if the record gives the better direction."""
    if fact is None or fact.value is None or plan.value is None:
        return "факт в отчёте не приведён"
    difference = fact.value - plan.value
    if not difference:
        return "ровно по плану"
    points = f"{wording.NBSP}п.{wording.NBSP}п." if plan.unit == "%" else ""  # a difference of percentages is in percentage points
    text = f"{'больше' if difference > 0 else 'меньше'} плана на {wording.number(abs(difference))}{points}"
    better = plan.better or fact.better
    if better is None:
        return text
    reached = (difference > 0) == (better.value == "higher")
    return f"план {'достигнут' if reached else 'не достигнут'}: {text}"
