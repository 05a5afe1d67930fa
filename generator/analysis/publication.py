"""The publication day of a practice, and its basis.

The day is the first of these that is known:

1. the day of its newest source, if a source has a full date;
2. the day of its stage (``stage_date``), if it is a full date;
3. the day on which its file was added to the repository, by git.

The first two are the days of the news. The third is only the day on which the base got it, used if
the source gives no more than a month; ``fresh`` tells whether that month or year may include the
week. Renames are not followed: a renamed file counts as added on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice
from generator.model.scalars import PartialDate
from generator.model.week import IsoWeek

from .dating import record_date
from .issues import practices_of_all


class Basis(StrEnum):
    SOURCE = "source"
    STAGE = "stage"
    ADDED = "added"  # to the repository


@dataclass(frozen=True, slots=True)
class Published:
    practice: Practice
    day: date
    basis: Basis
    vague: PartialDate | None  # the record's own date, if ``day`` is not based on it

    @property
    def week(self) -> IsoWeek:
        return IsoWeek.of(self.day)

    @property
    def fresh(self) -> bool:
        """Whether it is news of its week as far as the record shows, rather than only added to the base in it."""
        return self.basis is not Basis.ADDED or (self.vague is not None and self.vague.last_day >= self.week.starts)


@dataclass(frozen=True, slots=True)
class WeekOfPractices:
    """Practices for an issue of one week.

    ``practices``: not yet in any issue; ``in_issues``: already in one. ``late``: added to the base in the week but
    dated earlier, and in no issue. ``undated``: number of all practices in no issue and without a day.
    """

    week: IsoWeek
    practices: tuple[Published, ...]
    in_issues: tuple[Practice, ...]
    late: tuple[Published, ...]
    undated: int


def published(practice: Practice, added: date | None) -> Published | None:
    """``added``: day of the file's first commit."""
    sources = [s.date for s in practice.sources if s.date and s.date.day is not None]
    if sources:
        return Published(practice, max(sources).first_day, Basis.SOURCE, None)
    stage = practice.stage_date
    if stage and stage.day is not None:
        return Published(practice, stage.first_day, Basis.STAGE, None)
    if added is None:
        return None
    vague = record_date(practice)
    return Published(practice, added, Basis.ADDED, vague if isinstance(vague, PartialDate) else None)


def practices_of_week(base: KnowledgeBase, week: IsoWeek, added: Mapping[str, date]) -> WeekOfPractices:
    """``added``: path → day of the first commit; empty without git."""
    in_issues = {p.id for p in practices_of_all(base, base.all(Digest))}
    found: list[Published] = []
    late: list[Published] = []
    undated = 0
    for item, practice in base.items(Practice):
        when = published(practice, added.get(item.path))
        if when is None:
            undated += practice.id not in in_issues
        elif when.week == week:
            found.append(when)
        elif practice.id not in in_issues and when.week < week and item.path in added and IsoWeek.of(added[item.path]) == week:
            late.append(when)
    return WeekOfPractices(
        week,
        tuple(p for p in found if p.practice.id not in in_issues),
        tuple(p.practice for p in found if p.practice.id in in_issues),
        tuple(late),
        undated,
    )


def weeks_with_practices(base: KnowledgeBase, added: Mapping[str, date]) -> dict[IsoWeek, int]:
    """Number of practices in no issue by week, in chronological order."""
    in_issues = {p.id for p in practices_of_all(base, base.all(Digest))}
    days = (published(p, added.get(item.path)) for item, p in base.items(Practice) if p.id not in in_issues)
    return dict(sorted(Counter(when.week for when in days if when).items()))


def nearest_weeks(weeks: Iterable[IsoWeek], week: IsoWeek, most: int) -> list[IsoWeek]:
    """The ``most`` weeks nearest to a week, in chronological order; on a tie the later one is preferred."""
    by_distance = sorted(weeks, key=lambda w: (abs((w.starts - week.starts).days), -w.starts.toordinal()))
    return sorted(by_distance[:most])
