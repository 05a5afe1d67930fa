"""Names of one thing in the index: a mark stands wherever a text uses one of them.

«Пенсионеры» asks for its own word and, counting a little less, for the mark of its group, which lies
in every field that says «пожилые люди». So a name of several words is found as a phrase, an
abbreviation by its expansion, and each where it stands: in a title it counts more than in passing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from generator.analysis import names_in_text
from generator.analysis.language import is_stop_word, token_lemmas
from generator.analysis.tokens import every_word

MARK = "#"  # begins no word, and stands before all of them in the alphabet


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one thing; ``related``: of things near each other."""

    mark: str
    names: tuple[str, ...]
    related: bool = False


class Names:
    """Groups of names (``KnowledgeBase.name_groups``) as documents and queries use them."""

    def __init__(self, groups: Iterable[tuple[Sequence[str], bool]] = ()) -> None:
        self.groups = [Group(f"{MARK}{n:04}", tuple(names), related) for n, (names, related) in enumerate(groups)]
        self.by_mark = {group.mark: group for group in self.groups}

    @cached_property
    def _found(self) -> names_in_text.Names:  # when asked for: it needs the dictionary, or forms that are kept of it
        return names_in_text.Names(group.names for group in self.groups)

    def words(self) -> set[str]:
        """Normalised words of all names."""
        return {token.word for group in self.groups for name in group.names for token in every_word(name)}

    def begin_with(self, lemma: str) -> bool:
        """Whether a name begins with a word of this lemma."""
        return self._found.begin_with(lemma)

    def begin_at(self, chunk: str) -> bool:
        """Whether a name may begin in a stretch of a text without spaces."""
        return self._found.begin_at(chunk)

    def marks_at(self, places: Iterable[int], chunks: Sequence[str]) -> list[str]:
        """Marks of what is named from these places on in a text cut at its spaces, or at some of them."""
        return [self.groups[number].mark for number in self._found.groups_at(places, chunks)]

    def places(self, text: str, wanted: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Where a text names what the wanted marks stand for: start, end, mark."""
        for start, end, number in self._found.places(text):
            if (mark := self.groups[number].mark) in wanted:
                yield start, end, mark

    def starting_with(self, lemma: str) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Names whose first content word has this lemma: the lemmas of the rest, and the group."""
        for rest, number in self._found.starting_with(lemma):
            yield rest, self.groups[number]

    def spare(self, marks: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Words of the names of these groups with their lemmas: a query may use any, even if no document does."""
        names = (name for mark in marks for name in self.by_mark[mark].names)
        tokens = (token for name in names for token in every_word(name))
        return {token.word: token_lemmas(token) for token in tokens if not is_stop_word(token.word)}

    def digest(self) -> str:
        """Changes with any name."""
        return sha256(repr(self.groups).encode()).hexdigest()[:24]


NO_NAMES = Names()
