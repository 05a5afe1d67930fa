"""What in the base a draft is like, and which records it may be a copy of: the editors' near-duplicates.

How alike two practices are is worked out in ``likeness``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice

from .language import content_lemmas
from .likeness import LEAST_SCORE, Likeness, Similar
from .practice_words import PracticeLike

SHINGLE = 3  # content words in a row
LEAST_SHINGLES = 8  # of the shorter text: less is too little to call a text copied


class Verdict(StrEnum):
    SAME = "same"  # most likely the record is in the base already
    PROBABLE = "probable"  # somebody should look


# A title that is the same says more than a text that is partly the same: digests retell each other.
_SAME_TEXT, _SAME_TITLE = 0.6, 0.95
_PROBABLE_TEXT, _PROBABLE_TITLE = 0.2, 0.8
# Of two published practices none are so alike in their words (0.27 at most); the same matter told by
# somebody else in his own words is (0.38 and more).
_PROBABLE_WORDS = 0.33


@dataclass(frozen=True, slots=True)
class Twin:
    """A practice of the base that a text may be a copy of.

    ``title`` is how alike the titles are, ``text`` which part of the shorter text stands in the other
    one too, in threes of words, and ``words`` how alike the words are, in whatever order: what tells a
    paraphrase; all from 0 to 1. ``phrases`` are some of the threes, ``shared`` the words that tell most.
    """

    practice: Practice
    verdict: Verdict
    title: float
    text: float
    words: float
    phrases: tuple[str, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextSimilarity:
    """What a draft is like, best first, and what it may be a copy of, the surest first."""

    similar: tuple[Similar, ...]
    twins: tuple[Twin, ...]


def similar_to_text(
    base: KnowledgeBase, draft: PracticeLike, limit: int = 5, likeness: Likeness | None = None
) -> TextSimilarity:
    """What of the base a draft is like; a record of the base with the draft's own id does not count.

    ``likeness`` saves the work of preparing the base for many drafts.
    """
    likeness = likeness or Likeness(base)
    own = getattr(draft, "id", None)
    near = likeness.like_text(draft, max(limit, 20), own)
    looked_at = {similar.practice.id: similar.practice for similar in near}
    title = content_lemmas(draft.title)
    for practice in likeness.practices.values():
        if practice.id != own and _title_ratio(title, likeness.title_lemmas[practice.id]) >= _PROBABLE_TITLE:
            looked_at.setdefault(practice.id, practice)
    shingles = _shingles(draft)
    twins = [twin for p in looked_at.values() if (twin := _twin(draft, shingles, title, p, likeness))]
    twins.sort(key=lambda twin: (twin.verdict is not Verdict.SAME, -max(twin.title, twin.text, twin.words), twin.practice.id))
    return TextSimilarity(tuple(s for s in near[:limit] if s.score >= LEAST_SCORE), tuple(twins))


def _title_ratio(title: Sequence[str], other: Sequence[str]) -> float:
    """1 for titles of the same words in any order and form."""
    return fuzz.ratio(sorted(title), sorted(other)) / 100 if title and other else 0.0


def _shingles(practice: PracticeLike) -> frozenset[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in (practice.summary, practice.problem, practice.solution):
        words = content_lemmas(text or "")
        found.update(zip(*(words[i:] for i in range(SHINGLE)), strict=False))
    return frozenset(found)


def _twin(
    draft: PracticeLike, shingles: frozenset[tuple[str, ...]], title: Sequence[str], practice: Practice,
    likeness: Likeness,
) -> Twin | None:
    others = _shingles(practice)
    shared = shingles & others
    shorter = min(len(shingles), len(others))
    contained = len(shared) / shorter if shorter >= LEAST_SHINGLES else 0.0
    ratio = _title_ratio(title, likeness.title_lemmas[practice.id])
    words, telling = likeness.words_alike(draft, practice.id) if len(shingles) >= LEAST_SHINGLES else (0.0, ())
    if contained >= _SAME_TEXT or ratio >= _SAME_TITLE:
        verdict = Verdict.SAME
    elif contained >= _PROBABLE_TEXT or ratio >= _PROBABLE_TITLE or words >= _PROBABLE_WORDS:
        verdict = Verdict.PROBABLE
    else:
        return None
    phrases = tuple(" ".join(words) for words in sorted(shared)[:3])
    return Twin(practice, verdict, round(ratio, 4), round(contained, 4), round(words, 4), phrases, telling)
