"""Progress of a road map: activities by status, overdue activities, progress of indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from generator.model.roadmap import Activity, ActivityStatus, Roadmap, RoadmapKpi

ENDED = frozenset({ActivityStatus.DONE, ActivityStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of activities by status, and the activities overdue on the given day."""

    counts: dict[ActivityStatus, int]
    overdue: tuple[Activity, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def going(self) -> int:
        """Number of activities without cancelled ones, the basis of shares."""
        return self.total - self.counts.get(ActivityStatus.CANCELLED, 0)

    @property
    def done(self) -> int:
        return self.counts.get(ActivityStatus.DONE, 0)


def is_overdue(activity: Activity, as_of: date) -> bool:
    """Whether it is neither done nor cancelled although its last day has passed. Never without a last day."""
    return activity.status not in ENDED and activity.end is not None and activity.end < as_of


def progress(activities: Iterable[Activity], as_of: date) -> Progress:
    listed = list(activities)
    return Progress(dict(Counter(a.status for a in listed)), tuple(a for a in listed if is_overdue(a, as_of)))


def activities(roadmap: Roadmap) -> list[Activity]:
    """All activities, in the order of the road map."""
    return [activity for measure in roadmap.measures for activity in measure.activities]


def by_body(roadmap: Roadmap, as_of: date) -> dict[str, Progress]:
    """Progress by responsible body, most activities first; an activity of several bodies counts for each."""
    found: dict[str, list[Activity]] = {}
    for activity in activities(roadmap):
        for body in activity.responsible:
            found.setdefault(body, []).append(activity)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {body: progress(listed, as_of) for body, listed in ordered}


def way_gone(kpi: RoadmapKpi) -> Decimal | None:
    """Completed share of the change from the current value to the target, in whole per cent.

    None if a value is unknown or no change is planned. Below 0: away from the target; above 100: beyond it.
    Works in both directions: days decrease, satisfaction increases.
    """
    if kpi.current is None or kpi.target is None or kpi.actual is None or kpi.current == kpi.target:
        return None
    share = (kpi.actual - kpi.current) * 100 / (kpi.target - kpi.current)
    return share.quantize(Decimal(1), ROUND_HALF_UP)
