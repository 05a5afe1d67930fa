"""Predicts the section of the digest for a practice from earlier issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice

LIKELY = 0.5  # threshold of ``Guess.share`` from which a guess is called likely


class GuessBasis(StrEnum):
    WORDS = "words"  # direction and subcategories
    LIKE = "like"  # these are new, but a similar practice was in an earlier issue
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """``share`` (0 to 1), for ``WORDS``: the mean of the section's shares of earlier entries with the same
    direction, and of those with a common subcategory.
    """

    title: str | None
    basis: GuessBasis
    share: float = 0.0

    @property
    def likely(self) -> bool:
        return self.basis is GuessBasis.WORDS and self.share >= LIKELY


class UsualSections:
    """The sections of the newest issue; statistics are taken from all issues of its series."""

    def __init__(self, base: KnowledgeBase, issues: Sequence[Digest]) -> None:
        self.newest = max(issues, key=lambda d: (d.starts, d.id), default=None)
        self.titles: tuple[str, ...] = tuple(s.title for s in self.newest.sections) if self.newest else ()
        self._entries: dict[str, Counter[str]] = {}  # direction or subcategory → section → number of entries
        self._first_section: dict[str, str] = {}  # practice → its first section
        for digest in issues:
            if self.newest is None or digest.series != self.newest.series:
                continue
            for section in digest.sections:
                if section.title not in self.titles:
                    continue
                for entry in section.entries:
                    self._first_section.setdefault(entry.practice, section.title)
                    practice = base.get(Practice, entry.practice)
                    for word in _words(practice) if practice else ():
                        self._entries.setdefault(word, Counter())[section.title] += 1

    def of(self, practice: Practice, like: Practice | None = None) -> Guess:
        """The likeliest section, on a tie the first in the issue.

        ``like``: a similar practice, whose section is used if no direction or subcategory is known.
        """
        grounds = [
            shares
            for words in ([practice.direction] if practice.direction else [], practice.subcategories)
            if (shares := self._shares(words))
        ]
        if not grounds:
            section = self._first_section.get(like.id) if like else None
            return Guess(section, GuessBasis.LIKE) if section else Guess(None, GuessBasis.NONE)
        scores = {t: sum(shares.get(t, 0.0) for shares in grounds) / len(grounds) for t in self.titles}
        best = max(self.titles, key=lambda t: scores[t])
        return Guess(best, GuessBasis.WORDS, round(scores[best], 4))

    def _shares(self, words: Iterable[str]) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for word in words:
            counts.update(self._entries.get(word, {}))
        return {title: n / counts.total() for title, n in counts.items()}


def _words(practice: Practice) -> list[str]:
    return [*([practice.direction] if practice.direction else []), *practice.subcategories]
