"""Checks whether a road map is ready for approval: the rules shared by ``roadmap check`` and the builder.

``site_templates/assets/roadmap/record.js`` implements the same rules; shared test vectors keep them equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.roadmap import ActivityStatus, Roadmap
from generator.wording.roadmaps import CHECKS

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A key of ``wording.roadmaps.CHECKS`` with a path in the record; ``text`` and ``hint`` in Russian."""

    code: str
    where: Path
    text: str

    @property
    def hint(self) -> str:
        return CHECKS[self.code].hint

    @property
    def is_error(self) -> bool:
        return CHECKS[self.code].severity == "error"


def findings(roadmap: Roadmap) -> Iterator[Finding]:
    """Findings in the order of the record. A cancelled activity needs no dates and no responsible body."""
    if not roadmap.kpis:
        yield _found("roadmap-no-kpis", ("kpis",))
    for k, kpi in enumerate(roadmap.kpis):
        if kpi.current is None:
            yield _found("kpi-without-current", ("kpis", k), what=kpi.title)
        if kpi.target is None:
            yield _found("kpi-without-target", ("kpis", k), what=kpi.title)
    if not roadmap.measures:
        yield _found("roadmap-no-measures", ("measures",))
    for m, measure in enumerate(roadmap.measures):
        if not measure.problem and not measure.problems:
            yield _found("measure-without-problem", ("measures", m), what=measure.title)
        if not measure.activities:
            yield _found("measure-without-activities", ("measures", m), what=measure.title)
        for a, activity in enumerate(measure.activities):
            where = ("measures", m, "activities", a)
            if activity.start and activity.end and activity.end < activity.start:
                yield _found(
                    "dates-out-of-order", (*where, "end"), start=activity.start.isoformat(), end=activity.end.isoformat()
                )
            if activity.status is ActivityStatus.CANCELLED:
                continue
            if activity.start is None:
                yield _found("activity-without-start", where, what=activity.title)
            if activity.end is None:
                yield _found("activity-without-end", where, what=activity.title)
            if not activity.responsible:
                yield _found("activity-without-responsible", where, what=activity.title)


def _found(code: str, where: Path, **values: str) -> Finding:
    return Finding(code, where, CHECKS[code].text.format_map(values))
