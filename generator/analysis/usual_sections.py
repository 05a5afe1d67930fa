"""Into which section of the digest a practice usually goes: learned from the issues so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.knowledge.base import KnowledgeBase
from generator.model.digest import Digest
from generator.model.practice import Practice

LIKELY = 0.5  # mean share below which a guess is called a guess


class GuessBasis(StrEnum):
    WORDS = "words"  # direction and subcategories
    LIKE = "like"  # these are new, but a practice much like it was told before
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Guess:
    """``share`` (0 to 1), of a guess by words, is the mean of two shares: of the earlier entries of
    the same direction that stand in the section, and of those that share a subcategory.
    """

    title: str | None
    basis: GuessBasis
    share: float = 0.0

    @property
    def likely(self) -> bool:
        return self.basis is GuessBasis.WORDS and self.share >= LIKELY


class UsualSections:
    """Sections as the newest issue has them; where practices go is learned from all issues of its series."""

    def __init__(self, base: KnowledgeBase, issues: Sequence[Digest]) -> None:
        self.newest = max(issues, key=lambda d: (d.starts, d.id), default=None)
        self.titles: tuple[str, ...] = tuple(s.title for s in self.newest.sections) if self.newest else ()
        self._entries: dict[str, Counter[str]] = {}  # by direction or subcategory: section → entries
        self._told: dict[str, str] = {}  # by practice: the section it first stood in
        for digest in issues:
            if self.newest is None or digest.series != self.newest.series:
                continue
            for section in digest.sections:
                if section.title not in self.titles:
                    continue
                for entry in section.entries:
                    self._told.setdefault(entry.practice, section.title)
                    practice = base.get(Practice, entry.practice)
                    for word in _words(practice) if practice else ():
                        self._entries.setdefault(word, Counter())[section.title] += 1

    def of(self, practice: Practice, like: Practice | None = None) -> Guess:
        """The likeliest section; of two as likely the one that comes first in the issue.

        ``like`` is a practice much like it, whose section serves where no word is known.
        """
        grounds = [
            shares
            for words in ([practice.direction] if practice.direction else [], practice.subcategories)
            if (shares := self._shares(words))
        ]
        if not grounds:
            told = self._told.get(like.id) if like else None
            return Guess(told, GuessBasis.LIKE) if told else Guess(None, GuessBasis.NONE)
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
