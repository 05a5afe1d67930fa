"""What practices are compared by: the words they are told in, each counted by its field, and what they belong to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from generator.knowledge.base import KnowledgeBase
from generator.model.practice import HelpsWith, PracticeKind
from generator.model.region import Region
from generator.model.scalars import DirectionId, LifeSituationId, SubcategoryId

from .language import content_form, content_forms

FIELD_WEIGHTS = {"title": 3, "question": 2, "summary": 2, "problem": 1, "solution": 1}

Counts = Mapping[int, int]
"""Words of a practice in their dictionary form, by number, each counted by the weight of its field."""

# What any practice is told in: counting, calendar, money, and the manner of the sources.
_COMMON_WORDS = """
один два три четыре пять десять сто тысяча миллион миллиард первый второй третий год месяц неделя день
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь рубль процент
практика опыт называть лучший хороший новый разный другой
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_AROUND = ".,;:!?…()«»„“\"–—"  # a word, and never in one


class PracticeLike(Protocol):
    """What likeness is judged by: a ``Practice``, or a ``Draft`` that is not yet one."""

    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str | None: ...
    @property
    def summary(self) -> str: ...
    @property
    def problem(self) -> str | None: ...
    @property
    def solution(self) -> str: ...
    @property
    def beneficiaries(self) -> str | None: ...
    @property
    def direction(self) -> DirectionId | None: ...
    @property
    def subcategories(self) -> tuple[SubcategoryId, ...]: ...
    @property
    def life_situations(self) -> tuple[LifeSituationId, ...]: ...
    @property
    def helps_with(self) -> tuple[HelpsWith, ...]: ...
    @property
    def kind(self) -> PracticeKind | None: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A practice as far as somebody has told it: a title and a text are enough."""

    title: str
    solution: str = ""
    summary: str = ""
    question: str | None = None
    problem: str | None = None
    beneficiaries: str | None = None
    direction: DirectionId | None = None
    subcategories: tuple[SubcategoryId, ...] = ()
    life_situations: tuple[LifeSituationId, ...] = ()
    helps_with: tuple[HelpsWith, ...] = ()
    kind: PracticeKind | None = None


class Numbered(dict[str, int]):
    """Names → their numbers in the order in which they come, from 0; one that is new gets the next."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        super().__init__(zip(self.names, range(len(self.names)), strict=True))

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self.names)
        self.names.append(name)
        return number


class Groups(NamedTuple):
    """What a practice belongs to, by numbers: of ids (``PracticeWords.ids``), and of words that name its beneficiaries."""

    ids: frozenset[int]
    problems: tuple[int, ...]  # of these, in the order of their ids
    beneficiaries: frozenset[int]


class PracticeWords:
    """Reads practices of a base, or drafts, for comparing.

    ``words`` are numbered, and so are ``ids`` with what they are of: «direction sotsialnaya-sfera».
    """

    def __init__(self, base: KnowledgeBase, words: Iterable[str] = (), ids: Iterable[str] = ()) -> None:
        self._base = base
        self.words = Numbered(words)
        self.ids = Numbered(ids)
        self._fields: dict[int, list[str]] = defaultdict(list)
        for name, weight in FIELD_WEIGHTS.items():
            self._fields[weight].append(name)
        self._sets: dict[frozenset[int], frozenset[int]] = {}

    @cached_property
    def _forms(self) -> _Forms:
        return _Forms(_COMMON.union(*map(content_forms, region_names(self._base))), self.words)

    def counts(self, practice: PracticeLike) -> Counts:
        chunks: list[str] = []
        for weight, names in self._fields.items():
            chunks += " ".join([getattr(practice, name) or "" for name in names]).split() * weight
        return Counter(chain.from_iterable(map(self._forms.__getitem__, chunks)))

    def groups(self, practice: PracticeLike) -> Groups:
        problems = [str(link.problem) for link in practice.helps_with]
        ids = [f"problem {id}" for id in problems]
        ids += [f"life_situation {id}" for id in practice.life_situations]
        ids += [f"life_situation {id.partition('#')[0]}" for id in problems]
        ids += [f"subcategory {id}" for id in practice.subcategories]
        if practice.direction:
            ids.append(f"direction {practice.direction}")
        if practice.kind:
            ids.append(f"kind {practice.kind.value}")
        beneficiaries = content_forms(practice.beneficiaries or "")
        return self.groups_of(map(self.ids.__getitem__, ids), map(self.words.__getitem__, beneficiaries))

    def groups_of(self, ids: Iterable[int], beneficiaries: Iterable[int]) -> Groups:
        names, numbers, people = self.ids.names, frozenset(ids), frozenset(beneficiaries)
        problems = sorted([name for number in numbers if (name := names[number]).startswith("problem ")])
        # Equal sets are one: they are compared often.
        return Groups(numbers, tuple([self.ids[name] for name in problems]), self._sets.setdefault(people, people))


class _Forms(dict[str, tuple[int, ...]]):
    """Stretch of a text without spaces → numbers of the dictionary forms of its words that tell what a practice is like."""

    def __init__(self, ignored: frozenset[str], words: Numbered) -> None:
        super().__init__()
        self._ignored = ignored
        self._words = words

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        word = chunk.strip(_AROUND)
        forms = [content_form(word)] if word.isalpha() else content_forms(chunk)
        found = self[chunk] = tuple([self._words[form] for form in forms if form and form not in self._ignored and not form.isdigit()])
        return found


def region_names(base: KnowledgeBase) -> list[str]:
    """Practices are not alike because both name the region they come from: words of these are left out."""
    return [name for region in base.all(Region) for name in (region.title, *region.other_names)]
