"""Practices similar to a draft, and near-duplicates: records of which it may be a copy.

The similarity of practices itself is computed in ``likeness``.
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

SHINGLE = 3  # consecutive content words
LEAST_SHINGLES = 8  # minimum of the shorter text to call it a copy


class Verdict(StrEnum):
    SAME = "same"  # most likely the record is in the base already
    PROBABLE = "probable"  # an editor should check


# An equal title is stronger evidence than a partly equal text, since digests repeat each other.
_SAME_TEXT, _SAME_TITLE = 0.6, 0.95
_PROBABLE_TEXT, _PROBABLE_TITLE = 0.2, 0.8
# Between the cosines of published practices (0.27 at most) and of paraphrases of one practice (0.38 and more).
_PROBABLE_WORDS = 0.33


@dataclass(frozen=True, slots=True)
class Twin:
    """A practice of the base of which a text may be a copy.

    Similarities from 0 to 1: ``title``; ``text``, the share of the shingles of the shorter text that the other one
    contains; ``words``, the cosine, which detects paraphrases. ``phrases``: some shared shingles; ``shared``: the
    words that contribute most.
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
    """Similar practices, best first, and possible originals, the most certain first."""

    similar: tuple[Similar, ...]
    twins: tuple[Twin, ...]


def similar_to_text(
    base: KnowledgeBase, draft: PracticeLike, limit: int = 5, likeness: Likeness | None = None
) -> TextSimilarity:
    """Compare a draft with the base, except the record with the draft's own id.

    ``likeness``: pass it to prepare the base only once for many drafts.
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
    """Similarity of titles, 1 if they have the same words in any order and form."""
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
