"""Similarity of practices, with reasons: shared words, problems, situations and vocabulary terms.

Not all pairs are compared: candidates are found by shared rare words and problems, so the time is linear
in the number of practices.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.scalars import PracticeId

from .language import content_lemmas
from .practice_words import Groups, PracticeLike, PracticeWords
from .profiles import Profile, Rarity, make_profile, places_in_alphabet, using

POSTINGS = 500  # postings (word, practice) visited to find candidates for one practice
PROBLEM_POSTINGS = 500  # practices visited for each shared problem
CANDIDATES = 16  # candidates compared in full
WORDS_SHOWN = 4
LEAST_WORD_SHARE = 0.04  # minimum share of the cosine for a word to be named as a reason
LEAST_SCORE = 0.1  # threshold from which a practice is called similar
_ROUNDED = 0.001  # upper bound of what rounding of reasons changes a score


class ReasonKind(StrEnum):
    """What two practices share; ``Reason.shared`` contains ids, or words for the last two."""

    PROBLEM = "problem"
    LIFE_SITUATION = "life_situation"
    SUBCATEGORY = "subcategory"
    DIRECTION = "direction"
    KIND = "kind"
    BENEFICIARIES = "beneficiaries"
    WORDS = "words"


# Maximum contribution of each kind of reason to the score; together 1. Texts never share all words, so their
# cosine is raised (``_raised``); one or two shared problems give nearly the maximum.
WEIGHTS: Mapping[ReasonKind, float] = {
    ReasonKind.WORDS: 0.5,
    ReasonKind.PROBLEM: 0.2,
    ReasonKind.LIFE_SITUATION: 0.08,
    ReasonKind.SUBCATEGORY: 0.08,
    ReasonKind.BENEFICIARIES: 0.08,
    ReasonKind.DIRECTION: 0.03,
    ReasonKind.KIND: 0.03,
}
_WORDS, _PROBLEM = WEIGHTS[ReasonKind.WORDS], WEIGHTS[ReasonKind.PROBLEM]
_BENEFICIARIES = WEIGHTS[ReasonKind.BENEFICIARIES]


class Ground(Protocol):
    """What two practices share."""

    @property
    def kind(self) -> ReasonKind: ...
    @property
    def shared(self) -> tuple[str, ...]: ...


class Alike(Protocol):
    """A similar practice; ``reasons``: those with the largest weight first."""

    @property
    def practice(self) -> Practice: ...
    @property
    def reasons(self) -> Sequence[Ground]: ...


class Reason(NamedTuple):
    """One reason of similarity; ``weight``: its contribution to the score."""

    kind: ReasonKind
    shared: tuple[str, ...]
    weight: float


class Similar(NamedTuple):
    """A similar practice. ``score``: 0 to 1; ``reasons``: those with the largest weight first."""

    practice: Practice
    score: float
    reasons: tuple[Reason, ...]


class Likeness:
    """The practices of a base, prepared for comparison with each other and with drafts."""

    def __init__(self, base: KnowledgeBase) -> None:
        words, practices = PracticeWords(base), base.all(Practice)
        counts = [words.counts(practice) for practice in practices]
        rarity = Rarity(len(practices), using(counts, words))
        groups = [words.groups(practice) for practice in practices]
        alphabet = places_in_alphabet(words.words.names)
        profiles = [make_profile(each, each.values(), groups[number], rarity, alphabet) for number, each in enumerate(counts)]
        self._set_up(words, practices, rarity, profiles)

    @classmethod
    def of_profiles(cls, words: PracticeWords, practices: Sequence[Practice], rarity: Rarity, profiles: Sequence[Profile]) -> Likeness:
        """A ``Likeness`` of practices with known profiles."""
        made = cls.__new__(cls)
        made._set_up(words, practices, rarity, profiles)
        return made

    def _set_up(self, words: PracticeWords, practices: Sequence[Practice], rarity: Rarity, profiles: Sequence[Profile]) -> None:
        self._words = words
        self._all = practices
        self._rarity = rarity
        self._profiles = profiles
        self._numbers = {practice.id: number for number, practice in enumerate(practices)}
        having = Counter(chain.from_iterable([profile.words for profile in profiles]))
        names = words.words.names
        self._having = [having[word] for word in range(len(names))]
        rarest_first = sorted(sorted(having, key=names.__getitem__), key=having.__getitem__)
        self._order = {word: place for place, word in enumerate(rarest_first)}
        # Posting lists: practice numbers and weights of the word. Longer ones would never be visited.
        by_word = {word: (array("I"), array("d")) for word, count in having.items() if count <= POSTINGS}
        self._by_word = by_word
        self._by_problem: dict[int, list[int]] = defaultdict(list)
        for number, profile in enumerate(profiles):
            for word, weight in zip(profile.words, profile.weights, strict=True):
                if word in by_word:
                    listed = by_word[word]
                    listed[0].append(number)
                    listed[1].append(weight)
            for problem in profile.groups.problems:
                self._by_problem[problem].append(number)
        self._grounds = _Grounds(words.ids.names)

    @cached_property
    def practices(self) -> dict[PracticeId, Practice]:
        return {practice.id: practice for practice in self._all}

    @cached_property
    def title_lemmas(self) -> dict[PracticeId, Sequence[str]]:
        return {practice.id: content_lemmas(practice.title) for practice in self._all}

    def having(self, word: int) -> Sequence[int]:
        """Numbers of the practices whose profile contains the word."""
        if word in self._by_word:
            return self._by_word[word][0]
        return [number for number, profile in enumerate(self._profiles) if word in profile.words]

    def count_having(self, word: int) -> int:
        return self._having[word] if word < len(self._having) else 0

    def helping_with(self, problem: int) -> Sequence[int]:
        return self._by_problem.get(problem, ())

    def looked_at(self, profile: Profile, more: Mapping[int, int] | None = None) -> list[int]:
        """The rare words of a profile by which candidates are looked up, rarest first, up to ``POSTINGS`` postings in all.

        ``more``: word → number of practices to add to its document frequency.
        """
        counts: Mapping[int, int] | Sequence[int] = self._having
        words = sorted([word for word in profile.words if word in self._order], key=self._order.__getitem__)
        if more and not more.keys().isdisjoint(words):
            names = self._words.words.names
            counts = {word: self._having[word] + more.get(word, 0) for word in words}
            words.sort(key=lambda word: (counts[word], names[word]))
        left = POSTINGS
        for place, word in enumerate(words):
            left -= counts[word]
            if left < 0:
                return words[:place]
        return words

    def like(self, id: PracticeId, limit: int = 5, least: float = LEAST_SCORE) -> tuple[Similar, ...]:
        """Practices most similar to one of the base, best first."""
        return self._best(self._profiles[self._numbers[id]], limit, least, self._numbers[id])

    def like_text(self, draft: PracticeLike, limit: int, without: str | None) -> tuple[Similar, ...]:
        """Practices most similar to a draft, of any score; ``without``: id of its own record in the base, if any."""
        own = self._numbers.get(PracticeId(without)) if without else None
        return self._best(self._profile(draft), limit, 0.0, own)

    def words_alike(self, draft: PracticeLike, id: PracticeId) -> tuple[float, tuple[str, ...]]:
        """The cosine of the words of a draft and a practice, 0 to 1, and the words that contribute most."""
        profile = self._profile(draft)
        products = _products(dict(zip(profile.words, profile.weights, strict=True)), self._profiles[self._numbers[id]])
        return math.fsum(products.values()), self._telling(products)

    def _profile(self, draft: PracticeLike) -> Profile:
        counts, groups = self._words.counts(draft), self._words.groups(draft)
        return make_profile(counts, counts.values(), groups, self._rarity, self._words.words.names)

    def _best(self, profile: Profile, limit: int, least: float, own: int | None) -> tuple[Similar, ...]:
        words = dict(zip(profile.words, profile.weights, strict=True))
        compared = [self._compared(words, profile.groups, number) for number in self._candidates(profile, words) if number != own]
        compared.sort(key=_score, reverse=True)
        found: list[Similar] = []
        # Reasons are computed only for the best, and for a few more, since their rounding changes scores.
        for each in compared[: limit + 2]:
            if len(found) >= limit and each.score < min([similar.score for similar in found]) - _ROUNDED:
                break
            similar = self._with_reasons(each, profile.groups)
            if similar.score >= least:
                found.append(similar)
        found.sort(key=lambda similar: (-similar.score, similar.practice.id))
        return tuple(found[:limit])

    def _candidates(self, profile: Profile, words: Mapping[int, float]) -> list[int]:
        """Numbers of practices that share rare words or problems, by a preliminary score, best first."""
        scores: dict[int, float] = {}
        get = scores.get  # a plain dict is a third faster than ``defaultdict``; runs some 500 times per practice
        for word in self.looked_at(profile):
            own = words[word]
            for number, weight in zip(*self._by_word[word], strict=True):
                scores[number] = get(number, 0.0) + own * weight
        for problem in profile.groups.problems:
            for number in self._by_problem.get(problem, ())[:PROBLEM_POSTINGS]:
                scores[number] = get(number, 0.0) + _PROBLEM
        least = sorted(scores.values())[-CANDIDATES - 1 :][:1]
        found = [number for number, score in scores.items() if score >= least[0]]
        found.sort(key=scores.__getitem__, reverse=True)
        return found[: CANDIDATES + 1]

    def _compared(self, words: Mapping[int, float], groups: Groups, number: int) -> _Compared:
        products = _products(words, self._profiles[number])
        cosine = math.fsum(products.values())  # exact, independent of the order
        other = self._profiles[number].groups
        score = sum(self._grounds[groups.ids & other.ids].weights, _WORDS * _raised(cosine))
        if not groups.beneficiaries.isdisjoint(other.beneficiaries):
            score += _BENEFICIARIES * self._share_of_beneficiaries(groups, other)
        return _Compared(score, number, cosine, products)

    def _with_reasons(self, compared: _Compared, groups: Groups) -> Similar:
        other = self._profiles[compared.number].groups
        reasons = [*self._grounds[groups.ids & other.ids].reasons, *self._shared_beneficiaries(groups, other)]
        if (cosine := compared.cosine) > 0:
            least = LEAST_WORD_SHARE * cosine
            telling = self._telling({word: product for word, product in compared.products.items() if product >= least})
            reasons.append(Reason(ReasonKind.WORDS, telling, round(_WORDS * _raised(cosine), 4)))
        reasons.sort(key=_weightiest)
        score = round(min(1.0, sum([reason.weight for reason in reasons])), 4)
        return Similar(self._all[compared.number], score, tuple(reasons))

    def _telling(self, products: Mapping[int, float]) -> tuple[str, ...]:
        """The words that contribute most, best first."""
        names = self._words.words.names
        words = sorted(products, key=names.__getitem__)
        words.sort(key=products.__getitem__, reverse=True)
        return tuple([names[word] for word in words[:WORDS_SHOWN]])

    def _shared_beneficiaries(self, groups: Groups, others: Groups) -> list[Reason]:
        people = groups.beneficiaries & others.beneficiaries
        if not people:
            return []
        weight = round(_BENEFICIARIES * self._share_of_beneficiaries(groups, others), 4)
        return [Reason(ReasonKind.BENEFICIARIES, tuple(sorted([self._words.words.names[word] for word in people])), weight)]

    def _share_of_beneficiaries(self, groups: Groups, others: Groups) -> float:
        one, other = groups.beneficiaries, others.beneficiaries
        return 1.0 if one is other else self._rarity_of(one & other) / self._rarity_of(one | other)

    def _rarity_of(self, words: Iterable[int]) -> float:
        names = self._words.words.names
        rarity_of = self._rarity.of_all(len(names))
        return sum([rarity_of[word] for word in sorted(words, key=names.__getitem__)])


class _Compared(NamedTuple):
    """Unrounded result for practice ``number``. ``products``: contribution of each shared word to the ``cosine``."""

    score: float
    number: int
    cosine: float
    products: Mapping[int, float]


class _Shared(NamedTuple):
    """Contributions of shared ids to the score: exact weights, and reasons with rounded weights."""

    weights: tuple[float, ...]
    reasons: tuple[Reason, ...]


class _Grounds(dict[frozenset[int], _Shared]):
    """Shared ids of two practices (``Groups.ids``) → their contributions, computed on first access."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, shared: frozenset[int]) -> _Shared:
        by_kind: dict[str, list[str]] = defaultdict(list)
        for name in sorted([self._names[number] for number in shared]):
            kind, _, id = name.partition(" ")
            by_kind[kind].append(id)
        exact = {
            kind: weight * (1.0 - 0.4 ** len(by_kind[kind]) if kind is ReasonKind.PROBLEM else 1.0)
            for kind, weight in WEIGHTS.items() if kind in by_kind
        }
        reasons = [Reason(kind, tuple(by_kind[kind]), round(weight, 4)) for kind, weight in exact.items()]
        found = self[shared] = _Shared(tuple(exact.values()), tuple(reasons))
        return found


def _weightiest(reason: Reason) -> tuple[float, ReasonKind]:
    return -reason.weight, reason.kind


def _score(compared: _Compared) -> float:
    return compared.score


def _raised(cosine: float) -> float:
    """1 − (1 − cosine)²: texts of two authors on one subject reach a cosine of at most 0.5, which should count for most."""
    left = 1.0 - min(1.0, cosine)
    return 1.0 - left * left


def _products(words: Mapping[int, float], other: Profile) -> dict[int, float]:
    """Contribution of each shared word to the cosine."""
    return {word: words[word] * weight for word, weight in zip(other.words, other.weights, strict=True) if word in words}
