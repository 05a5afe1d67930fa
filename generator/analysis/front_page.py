"""Proposes the TOP-5 of a week: points for facts that can be verified in the record.

The editor decides; every point is given with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.knowledge.base import KnowledgeBase
from generator.model.common import Figure, PlanFact
from generator.model.practice import Practice, Stage
from generator.model.scalars import PracticeId, RegionId

from .evidence import Grade, evidence, headline
from .language import content_lemmas
from .likeness import Likeness
from .publication import Published

TOP = 5
LIKE = 0.25  # threshold of the similarity score
FEW_STEPS = 3

_PEOPLE = frozenset(
    "человек житель ребенок семья школьник студент ученик обучающийся пенсионер пациент участник гражданин получатель "
    "посетитель клиент волонтер инвалид ветеран сирота родитель мать врач медик работник сотрудник специалист педагог "
    "учитель безработный выпускник пользователь заявитель слушатель".split()
)
_TIMES = {"тыс": 1_000, "тысяча": 1_000, "млн": 1_000_000, "миллион": 1_000_000}
_CROWDS = (100, 1_000, 10_000)  # thresholds of people, one point for each


class Merit(StrEnum):
    MEASURED = "measured"
    NEW = "new"
    REPLICABLE = "replicable"
    PEOPLE = "people"


MOST = {Merit.MEASURED: 3, Merit.NEW: 2, Merit.REPLICABLE: 3, Merit.PEOPLE: 3}


class Ground(StrEnum):
    """Reason for points; ``Points`` has the details."""

    VERIFIED = "verified"
    BEFORE_AND_AFTER = "before_and_after"
    COUNTED = "counted"
    PROMISED = "promised"  # only planned figures
    NEW_REGION = "new_region"
    UNLIKE = "unlike"  # no similar practice in the base
    STEPS = "steps"
    RESOURCES = "resources"
    REPEATED = "repeated"  # scaled, or adopted by another region
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Points:
    ground: Ground
    points: int
    figure: Figure | None = None
    regions: tuple[RegionId, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """``like``: the most similar practice of the base, if above the threshold."""

    published: Published
    grounds: tuple[Points, ...]
    like: Practice | None

    @property
    def practice(self) -> Practice:
        return self.published.practice

    @property
    def total(self) -> int:
        return sum(p.points for p in self.grounds)


def candidates(base: KnowledgeBase, week: Sequence[Published]) -> list[Candidate]:
    """All practices of a week, best first: news of the week before practices only added in it, then by points."""
    own = {p.practice.id for p in week}
    known = {r for p in base.all(Practice) if p.id not in own for r in p.regions}
    likeness = Likeness(base)
    found = []
    for when in week:
        practice = when.practice
        like = _like(likeness, practice, own)
        grounds = (*_measured(practice), *_new(practice, known, like), *_replicable(practice), *_people(practice))
        found.append(Candidate(when, grounds, like))
    return sorted(found, key=lambda c: (not c.published.fresh, -c.total, c.practice.title, c.practice.id))


def propose(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Up to five, in the given order; a region is repeated only if there are too few others."""
    ranked = list(ranked)
    chosen: list[Candidate] = []
    seen: set[str] = set()
    for candidate in ranked:
        regions = set(candidate.practice.regions)
        if len(chosen) < TOP and not (regions and regions <= seen):
            chosen.append(candidate)
            seen |= regions
    chosen += [c for c in ranked if c not in chosen][: TOP - len(chosen)]
    return sorted(chosen, key=ranked.index)


def people(figure: Figure) -> Decimal | None:
    """Number of people that a figure counts; None if its unit is not a word for people."""
    words = content_lemmas(figure.unit or "")
    number = figure.after if figure.value is None else figure.value
    if number is None or not _PEOPLE.intersection(words):
        return None
    times = next((n for word, n in _TIMES.items() if word in words), 1)
    return number * times


def _like(likeness: Likeness, practice: Practice, own: set[PracticeId]) -> Practice | None:
    near = likeness.like(practice.id, limit=len(own) + 1, least=LIKE)
    return next((s.practice for s in near if s.practice.id not in own), None)


def _measured(practice: Practice) -> Iterable[Points]:
    found = evidence(practice)
    pair = next((f for f in practice.results if f.kind is PlanFact.FACT and f.before is not None and f.after is not None), None)
    if found.grade in (Grade.VERIFIED, Grade.REPLICATED):
        yield Points(Ground.VERIFIED, 3, pair or headline(practice))
    elif pair:
        yield Points(Ground.BEFORE_AND_AFTER, 3, pair)
    elif found.figure:
        yield Points(Ground.COUNTED, 2, headline(practice))
    elif practice.results:
        yield Points(Ground.PROMISED, 1, headline(practice))


def _new(practice: Practice, known: set[RegionId], like: Practice | None) -> Iterable[Points]:
    regions = tuple(r for r in practice.regions if r not in known)
    if regions:
        yield Points(Ground.NEW_REGION, 1, regions=regions)
    if like is None:
        yield Points(Ground.UNLIKE, 1)


def _replicable(practice: Practice) -> Iterable[Points]:
    if len(practice.steps) >= FEW_STEPS:
        yield Points(Ground.STEPS, 1)
    if practice.resources and any((practice.resources.cost, practice.resources.staff, practice.resources.time_to_launch)):
        yield Points(Ground.RESOURCES, 1)
    if practice.adoptions or practice.stage is Stage.SCALED:
        yield Points(Ground.REPEATED, 1)


def _people(practice: Practice) -> Iterable[Points]:
    """Points for the largest number of people in an actual figure; planned ones do not count."""
    counted = [(n, f) for f in practice.results if f.kind is PlanFact.FACT and (n := people(f)) is not None]
    if not counted:
        return
    number, figure = max(counted, key=lambda pair: pair[0])
    points = sum(number >= crowd for crowd in _CROWDS)
    if points:
        yield Points(Ground.PEOPLE, points, figure)
