"""How alike practices are and in what: by words, problems, situations and vocabulary they share.

Not every pair is compared: candidates come from the rarer words and the problems that practices
share, so the work grows with the number of practices and not with its square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from heapq import nlargest
from typing import Protocol

from generator.knowledge.base import KnowledgeBase
from generator.model.practice import HelpsWith, Practice, PracticeKind
from generator.model.region import Region
from generator.model.scalars import DirectionId, LifeSituationId, PracticeId, SubcategoryId

from .language import content_forms, content_lemmas

FIELD_WEIGHTS = {"title": 3.0, "question": 2.0, "summary": 2.0, "problem": 1.0, "solution": 1.0}
STRONGEST_WORDS = 60  # of a practice; the rest would hardly change how alike two texts are
POSTINGS = 500  # how many (word, practice) pairs are looked at to find candidates for one practice
PROBLEM_POSTINGS = 500  # how many practices of a shared problem
CANDIDATES = 16  # how many of these are compared in full
_STEP = math.log(2) / 8
WORDS_SHOWN = 4
LEAST_WORD_SHARE = 0.04  # of the likeness of two texts, for a word to be named as a reason


Counts = Mapping[str, float]
"""Words of a practice in their dictionary form, each counted by the weight of its field."""


class ReasonKind(StrEnum):
    """What two practices share; ``Reason.shared`` holds ids, or words for the last two."""

    PROBLEM = "problem"
    LIFE_SITUATION = "life_situation"
    SUBCATEGORY = "subcategory"
    DIRECTION = "direction"
    KIND = "kind"
    BENEFICIARIES = "beneficiaries"
    WORDS = "words"


# How much of the score each ground can bring; together 1. Words are never all alike, so their
# likeness is raised (see ``_raised``), and one shared problem or two say nearly all they can.
WEIGHTS: Mapping[ReasonKind, float] = {
    ReasonKind.WORDS: 0.5,
    ReasonKind.PROBLEM: 0.2,
    ReasonKind.LIFE_SITUATION: 0.08,
    ReasonKind.SUBCATEGORY: 0.08,
    ReasonKind.BENEFICIARIES: 0.08,
    ReasonKind.DIRECTION: 0.03,
    ReasonKind.KIND: 0.03,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of likeness; ``weight`` is what it adds to the score."""

    kind: ReasonKind
    shared: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Similar:
    """A practice like another one. ``score`` is from 0 to 1, ``reasons`` start with the weightiest."""

    practice: Practice
    score: float
    reasons: tuple[Reason, ...]


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


@dataclass(frozen=True, slots=True)
class Profile:
    """A practice as weighted words (length 1 as a vector) and sets of what it belongs to."""

    words: Mapping[str, float]
    groups: Mapping[ReasonKind, frozenset[str]]


class Likeness:
    """The practices of a base, ready to be compared with each other and with drafts."""

    def __init__(self, base: KnowledgeBase, known: Mapping[PracticeId, Counts] | None = None) -> None:
        """``known``: words of practices that were counted before, as in ``counts``; they are not counted again."""
        known = known or {}
        self.practices = {practice.id: practice for practice in base.all(Practice)}
        self._ignored = ignored_words(base)
        self.counts = {id: known.get(id) or self._counts(practice) for id, practice in self.practices.items()}
        documents = Counter(word for words in self.counts.values() for word in words)
        self._unknown_rarity = _rarity_of_word(len(self.counts) + 1, 1)
        self.rarity = {word: _rarity_of_word(len(self.counts) + 1, count) for word, count in documents.items()}
        self._ids = list(self.practices)  # candidates are counted by number: it is twice as quick as by id
        self._numbers = {id: number for number, id in enumerate(self._ids)}
        self._profiles = [self._profile(self.practices[id], self.counts[id]) for id in self._ids]
        self._by_word: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._by_problem: dict[str, list[int]] = defaultdict(list)
        for number, profile in enumerate(self._profiles):
            for word, weight in profile.words.items():
                self._by_word[word].append((number, weight))
            for problem in profile.groups[ReasonKind.PROBLEM]:
                self._by_problem[problem].append(number)

    @cached_property
    def title_lemmas(self) -> dict[PracticeId, Sequence[str]]:
        return {id: content_lemmas(practice.title) for id, practice in self.practices.items()}

    def profile(self, id: PracticeId) -> Profile:
        return self._profiles[self._numbers[id]]

    def having(self, word: str) -> list[PracticeId]:
        """Practices among whose strongest words this one is."""
        return [self._ids[number] for number, _ in self._by_word.get(word, ())]

    def helping_with(self, problem: str) -> list[PracticeId]:
        return [self._ids[number] for number in self._by_problem.get(problem, ())]

    def looked_at(self, profile: Profile, more: Mapping[str, int] | None = None) -> list[str]:
        """The rarer words of a profile, by which practices like it are looked for, rarest first.

        ``more`` tells how many more practices there are to be taken to have a word.
        """
        more = more or {}
        lengths = sorted((len(found) + more.get(word, 0), word) for word in profile.words if (found := self._by_word.get(word)))
        left = POSTINGS
        looked_at = []
        for count, word in lengths:
            left -= count
            if left < 0:
                break
            looked_at.append(word)
        return looked_at

    def like(self, id: PracticeId, limit: int = 5, least: float = 0.1) -> tuple[Similar, ...]:
        """Practices most like one of the base, best first."""
        return self._best(self._profiles[self._numbers[id]], limit, least, without=id)

    def like_text(
        self, draft: PracticeLike, limit: int = 5, least: float = 0.1, without: str | None = None
    ) -> tuple[Similar, ...]:
        """Practices most like a text that need not be in the base."""
        return self._best(self._profile(draft, self._counts(draft)), limit, least, without)

    def words_alike(self, draft: PracticeLike, id: PracticeId) -> tuple[float, tuple[str, ...]]:
        """How alike the words of a text and of a practice are, from 0 to 1, and those that tell most of it."""
        products = _products(self._profile(draft, self._counts(draft)).words, self._profiles[self._numbers[id]].words)
        telling = sorted(products, key=lambda word: (-products[word], word))
        return math.fsum(products.values()), tuple(telling[:WORDS_SHOWN])

    def _best(self, profile: Profile, limit: int, least: float, without: str | None) -> tuple[Similar, ...]:
        others = [number for number in self._candidates(profile) if self._ids[number] != without]
        # Reasons are worked out for the best only; a few to spare, as scores are rounded with them.
        scores = {number: self._score(profile, self._profiles[number]) for number in others}
        best = nlargest(limit + 2, others, key=scores.__getitem__)
        found = [similar for number in best if (similar := self._compare(profile, number)).score >= least]
        return tuple(sorted(found, key=lambda similar: (-similar.score, similar.practice.id))[:limit])

    def _candidates(self, profile: Profile) -> list[int]:
        """Numbers of practices that share rare words or problems, those with most of them first."""
        scores: dict[int, float] = {}
        for word in self.looked_at(profile):
            own = profile.words[word]
            for number, weight in self._by_word[word]:
                scores[number] = scores.get(number, 0.0) + own * weight
        for problem in sorted(profile.groups[ReasonKind.PROBLEM]):
            for number in self._by_problem.get(problem, ())[:PROBLEM_POSTINGS]:
                scores[number] = scores.get(number, 0.0) + WEIGHTS[ReasonKind.PROBLEM]
        return nlargest(CANDIDATES + 1, scores, key=scores.__getitem__)

    def _compare(self, profile: Profile, number: int) -> Similar:
        other = self._profiles[number]
        reasons = [*_shared_words(profile.words, other.words), *self._shared_groups(profile, other)]
        reasons.sort(key=lambda reason: (-reason.weight, reason.kind))
        score = round(min(1.0, sum(reason.weight for reason in reasons)), 4)
        return Similar(self.practices[self._ids[number]], score, tuple(reasons))

    def _score(self, profile: Profile, other: Profile) -> float:
        """The sum of the weights that ``_compare`` gives its reasons, without the reasons."""
        score = WEIGHTS[ReasonKind.WORDS] * _raised(math.fsum(_products(profile.words, other.words).values()))
        for kind, members in profile.groups.items():
            if not members.isdisjoint(other.groups[kind]):
                score += WEIGHTS[kind] * self._share(kind, members, other.groups[kind])
        return score

    def _shared_groups(self, profile: Profile, other: Profile) -> Iterator[Reason]:
        for kind, members in profile.groups.items():
            if shared := tuple(sorted(members & other.groups[kind])):
                share = self._share(kind, members, other.groups[kind])
                yield Reason(kind, shared, round(WEIGHTS[kind] * share, 4))

    def _share(self, kind: ReasonKind, members: frozenset[str], others: frozenset[str]) -> float:
        """How much of its weight a ground brings: for words by their rarity, for problems by their number."""
        if kind is ReasonKind.BENEFICIARIES:
            return self._rarity_of(members & others) / self._rarity_of(members | others)
        if kind is ReasonKind.PROBLEM:
            return 1.0 - 0.4 ** len(members & others)
        return 1.0

    def _rarity_of(self, words: Iterable[str]) -> float:
        return sum(self.rarity.get(word, self._unknown_rarity) for word in sorted(words))

    def _counts(self, practice: PracticeLike) -> dict[str, float]:
        counts: dict[str, float] = defaultdict(float)
        for name, weight in FIELD_WEIGHTS.items():
            for word in content_forms(getattr(practice, name) or ""):
                if word not in self._ignored and not word.isdigit():
                    counts[word] += weight
        return counts

    def _profile(self, practice: PracticeLike, counts: Mapping[str, float]) -> Profile:
        weighted = {
            word: (1.0 + math.log(count)) * self.rarity.get(word, self._unknown_rarity)
            for word, count in counts.items()
        }
        strongest = sorted(weighted, key=lambda word: (-weighted[word], word))[:STRONGEST_WORDS]
        length = math.sqrt(sum(weighted[word] ** 2 for word in strongest)) or 1.0
        return Profile({word: weighted[word] / length for word in strongest}, _groups(practice))


# What any practice is told in: counting, calendar, money, and the manner of the sources.
_COMMON_WORDS = """
один два три четыре пять десять сто тысяча миллион миллиард первый второй третий год месяц неделя день
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь рубль процент
практика опыт называть лучший хороший новый разный другой
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def ignored_words(base: KnowledgeBase) -> frozenset[str]:
    """Words that tell nothing about what a practice is like."""
    return _COMMON | _region_words(base)


def _rarity_of_word(all: int, having: int) -> float:
    """How rare a word is, in steps of an eighth of an octave.

    So one more practice leaves the rarity of nearly all words, and with it what practices are like, as it was.
    """
    return max(1, round(8 * math.log2(all)) - round(8 * math.log2(having))) * _STEP


def _region_words(base: KnowledgeBase) -> frozenset[str]:
    """Names of regions: practices are not alike because both name the region they come from."""
    names = (name for region in base.all(Region) for name in (region.title, *region.other_names))
    return frozenset(word for name in names for word in content_forms(name))


def _groups(practice: PracticeLike) -> dict[ReasonKind, frozenset[str]]:
    problems = frozenset(str(link.problem) for link in practice.helps_with)
    situations = {str(id) for id in practice.life_situations}
    return {
        ReasonKind.PROBLEM: problems,
        ReasonKind.LIFE_SITUATION: frozenset(situations | {p.partition("#")[0] for p in problems}),
        ReasonKind.SUBCATEGORY: frozenset(map(str, practice.subcategories)),
        ReasonKind.DIRECTION: frozenset([str(practice.direction)] if practice.direction else []),
        ReasonKind.KIND: frozenset([practice.kind.value] if practice.kind else []),
        ReasonKind.BENEFICIARIES: frozenset(content_forms(practice.beneficiaries or "")),
    }


def _raised(cosine: float) -> float:
    """Texts of one matter told by two people reach a cosine of a half at most: that counts as most."""
    return 1.0 - (1.0 - min(1.0, cosine)) ** 2


def _products(words: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """What each shared word adds to the cosine, in no order: they are few, and sets find them in a tenth of the time."""
    return {word: words[word] * others[word] for word in words.keys() & others.keys()}


def _shared_words(words: Mapping[str, float], others: Mapping[str, float]) -> Iterator[Reason]:
    products = _products(words, others)
    cosine = math.fsum(products.values())
    telling = [w for w, product in products.items() if product >= LEAST_WORD_SHARE * cosine]
    telling.sort(key=lambda word: (-products[word], word))
    if cosine > 0:
        shown = tuple(telling[:WORDS_SHOWN])
        yield Reason(ReasonKind.WORDS, shown, round(WEIGHTS[ReasonKind.WORDS] * _raised(cosine), 4))
