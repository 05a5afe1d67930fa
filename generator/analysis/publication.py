"""On which day a practice came out, and by what that is known.

The day is, in this order:

1. that of its newest source, where a source is dated to the day;
2. that of its stage (``stage_date``), where it is a full day;
3. the day on which its file came into the repository, where git knows it.

The first two tell when the news was news. The third tells only when the base learned of it, and
is taken where the source is dated no closer than a month; ``fresh`` says whether that month or year
still fits the week. Git follows no renaming: a file that was renamed counts from then.
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
    vague: PartialDate | None  # the record's own date, where it is not the day

    @property
    def week(self) -> IsoWeek:
        return IsoWeek.of(self.day)

    @property
    def fresh(self) -> bool:
        """News of its week, as far as the record can tell; what only the base learned in it is not."""
        return self.basis is not Basis.ADDED or (self.vague is not None and self.vague.last_day >= self.week.starts)


@dataclass(frozen=True, slots=True)
class WeekOfPractices:
    """What the base has for an issue of one week.

    ``practices`` have stood in no issue yet; ``told`` have. ``late`` came into the base in the week
    but are dated earlier, and stood in no issue either. ``undated`` is how many of all practices that
    stood in no issue have no day at all.
    """

    week: IsoWeek
    practices: tuple[Published, ...]
    told: tuple[Practice, ...]
    late: tuple[Published, ...]
    undated: int


def published(practice: Practice, added: date | None) -> Published | None:
    """``added`` is the day of the file's first commit."""
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
    """``added``: day of the first commit by path; empty where there is no git."""
    told = {p.id for p in practices_of_all(base, base.all(Digest))}
    found: list[Published] = []
    late: list[Published] = []
    undated = 0
    for item, practice in base.items(Practice):
        when = published(practice, added.get(item.path))
        if when is None:
            undated += practice.id not in told
        elif when.week == week:
            found.append(when)
        elif practice.id not in told and when.week < week and item.path in added and IsoWeek.of(added[item.path]) == week:
            late.append(when)
    return WeekOfPractices(
        week,
        tuple(p for p in found if p.practice.id not in told),
        tuple(p.practice for p in found if p.practice.id in told),
        tuple(late),
        undated,
    )


def weeks_with_practices(base: KnowledgeBase, added: Mapping[str, date]) -> dict[IsoWeek, int]:
    """How many practices that stood in no issue yet each week has, in the order of time."""
    told = {p.id for p in practices_of_all(base, base.all(Digest))}
    days = (published(p, added.get(item.path)) for item, p in base.items(Practice) if p.id not in told)
    return dict(sorted(Counter(when.week for when in days if when).items()))


def nearest_weeks(weeks: Iterable[IsoWeek], week: IsoWeek, most: int) -> list[IsoWeek]:
    """Those nearest to a week, in the order of time; of two as near the later one is taken first."""
    by_distance = sorted(weeks, key=lambda w: (abs((w.starts - week.starts).days), -w.starts.toordinal()))
    return sorted(by_distance[:most])
