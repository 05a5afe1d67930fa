"""The page of one road map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.analysis.roadmap_progress import Progress, activities, by_body, is_overdue, progress, way_gone
from generator.model.life_situation import LifeSituation
from generator.model.roadmap import Activity, ActivityStatus, Approval, Measure, Roadmap, RoadmapKpi
from generator.wording import russian as wording

from .common import PracticeRow, Ref
from .facts import Facts
from .gantt import Gantt, Item, gantt

# Symbols of statuses, so that they do not differ by colour alone.
MARKS = {
    ActivityStatus.DONE: "●",
    ActivityStatus.IN_PROGRESS: "◐",
    ActivityStatus.PLANNED: "○",
    ActivityStatus.CANCELLED: "–",
}
DAY_FORMS = ("день", "дня", "дней")
SOON = 5  # next deadlines shown


@dataclass(frozen=True, slots=True)
class KpiView:
    """``way`` is the progress from current to target, per cent; ``bar`` the same, clamped to 0–100."""

    kpi: RoadmapKpi
    kind: str
    way: str
    bar: float | None
    working: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    activity: Activity
    anchor: str
    number: str  # «1.2»: measure and activity
    status: str
    status_title: str
    mark: str
    overdue: bool
    late: str  # «12 дней», how long ago the last day passed


@dataclass(frozen=True, slots=True)
class MeasureView:
    number: int
    measure: Measure
    problems: tuple[Ref, ...]  # the note is the number
    practices: tuple[PracticeRow, ...]
    activities: tuple[ActivityView, ...]
    progress: Progress


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    roadmap: Roadmap
    region: Ref
    situation: Ref
    as_of: str
    kpis: tuple[KpiView, ...]
    measures: tuple[MeasureView, ...]
    progress: Progress
    statuses: tuple[tuple[str, str, str, int], ...]  # (value, title, mark, count)
    bodies: tuple[tuple[str, Progress], ...]
    overdue: tuple[ActivityView, ...]  # most overdue first
    next: tuple[ActivityView, ...]  # by last day
    approvals: tuple[Approval, ...]
    going: int  # activities that are not cancelled
    done_share: float  # of these, per cent
    gantt: Gantt | None


def roadmap_page(facts: Facts, roadmap: Roadmap) -> RoadmapPage:
    """Overdue activities are computed for the day of the build."""
    today = facts.today
    situation = facts.base[LifeSituation, roadmap.life_situation]
    measures = tuple(_measure(facts, i, measure) for i, measure in enumerate(roadmap.measures, 1))
    listed = [a for measure in measures for a in measure.activities]
    total = progress(activities(roadmap), today)
    return RoadmapPage(
        roadmap=roadmap,
        region=facts.region(roadmap.region),
        situation=facts.ref(situation),
        as_of=wording.day(today),
        kpis=tuple(map(_kpi, roadmap.kpis)),
        measures=measures,
        progress=total,
        statuses=tuple(
            (s.value, wording.ACTIVITY_STATUSES[s], MARKS[s], total.counts[s]) for s in MARKS if total.counts.get(s)
        ),
        bodies=tuple(by_body(roadmap, today).items()),
        overdue=tuple(sorted((a for a in listed if a.overdue), key=_last_day)),
        next=tuple(sorted((a for a in listed if _is_ahead(a, today)), key=_last_day)[:SOON]),
        approvals=roadmap.approvals,
        going=total.going,
        done_share=round(total.done * 100 / total.going, 1) if total.going else 0.0,
        gantt=gantt([(f"{m.number}. {m.measure.title}", [_gantt_item(a) for a in m.activities]) for m in measures], today),
    )


def _gantt_item(view: ActivityView) -> Item:
    start, end = view.activity.start, view.activity.end
    dates = f"{start:%d.%m.%Y} – {end:%d.%m.%Y}" if start and end else f"до {end:%d.%m.%Y}" if end else f"с {start:%d.%m.%Y}" if start else "дат нет"
    late = f", просрочено на {view.late}" if view.overdue else ""
    return Item(view.number, view.anchor, view.activity, view.overdue, f"{dates}, {view.status_title}{late}")


def _kpi(kpi: RoadmapKpi) -> KpiView:
    way = way_gone(kpi)
    working = ""
    if way is not None:
        assert kpi.current is not None and kpi.target is not None and kpi.actual is not None  # checked by the property
        gone = f"{wording.number(kpi.actual)} − {_in_brackets(wording.number(kpi.current))}"
        whole = f"{wording.number(kpi.target)} − {_in_brackets(wording.number(kpi.current))}"
        working = f"({gone}) ÷ ({whole})"
    return KpiView(
        kpi=kpi,
        kind=wording.KPI_KINDS[kpi.kind] if kpi.kind else "",
        way=f"{wording.number(way)}{wording.NBSP}%" if way is not None else "",
        bar=min(max(float(way), 0.0), 100.0) if way is not None else None,
        working=working,
    )


def _in_brackets(number: str) -> str:
    return f"({number})" if number.startswith("−") else number


def _measure(facts: Facts, number: int, measure: Measure) -> MeasureView:
    return MeasureView(
        number=number,
        measure=measure,
        problems=tuple(_problems(facts, measure)),
        practices=tuple(facts.row(id) for id in measure.practices),
        activities=tuple(
            _activity(activity, f"{number}.{i}", facts.today) for i, activity in enumerate(measure.activities, 1)
        ),
        progress=progress(measure.activities, facts.today),
    )


def _problems(facts: Facts, measure: Measure) -> Iterator[Ref]:
    for id in measure.problems:
        found = facts.base.problem(id)
        assert found is not None, id  # references were checked before rendering
        situation, problem = found
        yield Ref(problem.title, f"{facts.ref(situation).address}#problem-{problem.number}", str(problem.number))


def _activity(activity: Activity, number: str, today: date) -> ActivityView:
    overdue = is_overdue(activity, today)
    return ActivityView(
        activity=activity,
        anchor=f"activity-{number.replace('.', '-')}",
        number=number,
        status=activity.status.value,
        status_title=wording.ACTIVITY_STATUSES[activity.status],
        mark=MARKS[activity.status],
        overdue=overdue,
        late=wording.count((today - activity.end).days, *DAY_FORMS) if overdue and activity.end else "",
    )


def _is_ahead(view: ActivityView, today: date) -> bool:
    open_still = view.activity.status in (ActivityStatus.PLANNED, ActivityStatus.IN_PROGRESS)
    return open_still and view.activity.end is not None and view.activity.end >= today


def _last_day(view: ActivityView) -> date:
    return view.activity.end or date.max
