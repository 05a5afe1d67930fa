"""How far a road map has come: activities by status, what is overdue, indicators on their way."""

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
    """Counts of activities by status, and the activities overdue on the day asked about."""

    counts: dict[ActivityStatus, int]
    overdue: tuple[Activity, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def going(self) -> int:
        """What there is to do: all but the cancelled. Shares of what is done are of these."""
        return self.total - self.counts.get(ActivityStatus.CANCELLED, 0)

    @property
    def done(self) -> int:
        return self.counts.get(ActivityStatus.DONE, 0)


def is_overdue(activity: Activity, as_of: date) -> bool:
    """Neither done nor cancelled although its last day has passed. Without a last day it never is."""
    return activity.status not in ENDED and activity.end is not None and activity.end < as_of


def progress(activities: Iterable[Activity], as_of: date) -> Progress:
    listed = list(activities)
    return Progress(dict(Counter(a.status for a in listed)), tuple(a for a in listed if is_overdue(a, as_of)))


def activities(roadmap: Roadmap) -> list[Activity]:
    """All activities, in the order of the road map."""
    return [activity for measure in roadmap.measures for activity in measure.activities]


def by_body(roadmap: Roadmap, as_of: date) -> dict[str, Progress]:
    """Progress of each responsible body, most activities first; an activity of several counts for each."""
    found: dict[str, list[Activity]] = {}
    for activity in activities(roadmap):
        for body in activity.responsible:
            found.setdefault(body, []).append(activity)
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {body: progress(listed, as_of) for body, listed in ordered}


def way_gone(kpi: RoadmapKpi) -> Decimal | None:
    """Share of the way from the current value to the target that is behind, in whole per cent.

    None where a value is unknown or there is no way to go. Below 0: away from the target; above
    100: beyond it. The direction does not matter: days go down, satisfaction goes up.
    """
    if kpi.current is None or kpi.target is None or kpi.actual is None or kpi.current == kpi.target:
        return None
    share = (kpi.actual - kpi.current) * 100 / (kpi.target - kpi.current)
    return share.quantize(Decimal(1), ROUND_HALF_UP)
