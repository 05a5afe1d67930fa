"""The properties by which practices are compared: their words, weighted by field, and the groups they belong to."""

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
"""Number of a word (dictionary form) → its frequency in a practice, weighted by field."""

# Words of any practice: numerals, calendar, money, and the style of the sources.
_COMMON_WORDS = """
один два три четыре пять десять сто тысяча миллион миллиард первый второй третий год месяц неделя день
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь рубль процент
практика опыт называть лучший хороший новый разный другой
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_AROUND = ".,;:!?…()«»„“\"–—"  # punctuation around a word, never inside


class PracticeLike(Protocol):
    """The fields that are compared: of a ``Practice``, or of a ``Draft``."""

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
    """An incomplete practice: only a title is required."""

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
    """Name → number, from 0; a new name gets the next number on first access."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = list(names)
        super().__init__(zip(self.names, range(len(self.names)), strict=True))

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self.names)
        self.names.append(name)
        return number


class Groups(NamedTuple):
    """Groups of a practice: numbers of ids (``PracticeWords.ids``), and numbers of the words of its beneficiaries."""

    ids: frozenset[int]
    problems: tuple[int, ...]  # the problems among ``ids``, sorted by id
    beneficiaries: frozenset[int]


class PracticeWords:
    """Converts practices of a base and drafts to ``Counts`` and ``Groups``.

    Numbers ``words``, and ``ids`` prefixed with their kind: «direction sotsialnaya-sfera».
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
        # Equal sets are interned: they are compared often.
        return Groups(numbers, tuple([self.ids[name] for name in problems]), self._sets.setdefault(people, people))


class _Forms(dict[str, tuple[int, ...]]):
    """Whitespace-delimited chunk → numbers of the dictionary forms of its significant words."""

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
    """Names of all regions; their words are ignored, since naming the same region does not make practices similar."""
    return [name for region in base.all(Region) for name in (region.title, *region.other_names)]
