"""How far a road map has come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.roadmap_progress import by_body, is_overdue, progress, way_gone
from generator.model.common import Source
from generator.model.roadmap import Activity, ActivityStatus, Measure, Roadmap, RoadmapKpi
from generator.model.scalars import LifeSituationId, RegionId, RoadmapId

TODAY = date(2022, 1, 10)


def activity(status: ActivityStatus = ActivityStatus.PLANNED, end: date | None = None, *bodies: str) -> Activity:
    return Activity(title="Мероприятие", status=status, end=end, responsible=bodies)


@pytest.mark.parametrize(
    ("status", "end", "overdue"),
    [
        (ActivityStatus.PLANNED, date(2022, 1, 9), True),
        (ActivityStatus.IN_PROGRESS, date(2022, 1, 9), True),
        (ActivityStatus.DONE, date(2022, 1, 9), False),
        (ActivityStatus.CANCELLED, date(2022, 1, 9), False),
        (ActivityStatus.PLANNED, TODAY, False),  # the last day is still in time
        (ActivityStatus.PLANNED, None, False),
    ],
)
def test_overdue(status: ActivityStatus, end: date | None, overdue: bool) -> None:
    assert is_overdue(activity(status, end), TODAY) is overdue


def test_progress_counts_by_status() -> None:
    late = activity(ActivityStatus.IN_PROGRESS, date(2021, 12, 1))
    found = progress([activity(ActivityStatus.DONE), late, activity(), activity(ActivityStatus.CANCELLED)], TODAY)
    assert (found.total, found.going, found.done, found.overdue) == (4, 3, 1, (late,))
    assert progress([], TODAY).total == 0


def test_an_activity_of_two_bodies_counts_for_each() -> None:
    roadmap = Roadmap.model_construct(
        id=RoadmapId("a"), title="Карта", region=RegionId("b"), life_situation=LifeSituationId("c"),
        measures=(
            Measure(title="Первая", activities=(activity(ActivityStatus.DONE, None, "МФЦ"), activity(ActivityStatus.PLANNED, None, "МФЦ", "Минздрав"))),
            Measure(title="Вторая", activities=(activity(),)),
        ),
        sources=(Source(title="Протокол"),),
    )
    assert [(body, p.total, p.done) for body, p in by_body(roadmap, TODAY).items()] == [("МФЦ", 2, 1), ("Минздрав", 1, 0)]


@pytest.mark.parametrize(
    ("current", "target", "actual", "way"),
    [
        ("50", "60", "54", "40"),
        ("12", "3", "9", "33"),  # fewer days are better
        ("50", "60", "48", "-20"),
        ("50", "60", "63", "130"),
        ("0", "8", "1", "13"),  # 12.5 is rounded away from zero
        ("50", "50", "50", None),
        (None, "60", "54", None),
        ("50", None, "54", None),
        ("50", "60", None, None),
    ],
)
def test_way_gone(current: str | None, target: str | None, actual: str | None, way: str | None) -> None:
    number = {k: Decimal(v) for k, v in (("current", current), ("target", target), ("actual", actual)) if v is not None}
    assert way_gone(RoadmapKpi.model_validate({"title": "Показатель", "unit": "%", **number})) == (Decimal(way) if way else None)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_the_target_is_the_whole_way(current: int, target: int) -> None:
    kpi = RoadmapKpi(title="Показатель", unit="%", current=Decimal(current), target=Decimal(target), actual=Decimal(target))
    assert way_gone(kpi) == (None if current == target else 100)
