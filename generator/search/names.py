"""Synonym groups in the index: every use of a name of a group is indexed as the mark of the group.

A mark is an artificial lemma such as ``#0007``. The query «пенсионеры» looks for its own lemma and,
with a lower weight, for the mark of its group, which is indexed in every field that contains
«пожилые люди». So a name of several words is found as a phrase, an abbreviation by its expansion, and
the field counts as for any lemma: a name in a title more than one in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from generator.analysis import names_in_text
from generator.analysis.language import is_stop_word, token_lemmas
from generator.analysis.tokens import every_word

MARK = "#"  # first character of marks: no word has it, and it sorts before all letters


@dataclass(frozen=True, slots=True)
class Group:
    """Names of one thing; ``related``: of different but related things."""

    mark: str
    names: tuple[str, ...]
    related: bool = False


class Names:
    """Synonym groups (``KnowledgeBase.name_groups``) as indexing and queries need them."""

    def __init__(self, groups: Iterable[tuple[Sequence[str], bool]] = ()) -> None:
        self.groups = [Group(f"{MARK}{n:04}", tuple(names), related) for n, (names, related) in enumerate(groups)]
        self.by_mark = {group.mark: group for group in self.groups}

    @cached_property
    def _found(self) -> names_in_text.Names:  # lazy: it needs the morphological dictionary or its cached forms
        return names_in_text.Names(group.names for group in self.groups)

    def words(self) -> set[str]:
        """Normalised words of all names."""
        return {token.word for group in self.groups for name in group.names for token in every_word(name)}

    def begin_with(self, lemma: str) -> bool:
        """Whether a name begins with a word of this lemma."""
        return self._found.begin_with(lemma)

    def begin_at(self, chunk: str) -> bool:
        """Whether a name may begin in this whitespace-delimited chunk of a text."""
        return self._found.begin_at(chunk)

    def marks_at(self, places: Iterable[int], chunks: Sequence[str]) -> list[str]:
        """Marks of the names that begin at these positions of a text split into chunks at whitespace (at all of it or some)."""
        return [self.groups[number].mark for number in self._found.groups_at(places, chunks)]

    def places(self, text: str, wanted: frozenset[str]) -> Iterator[tuple[int, int, str]]:
        """Names in a text whose mark is wanted: start, end, mark."""
        for start, end, number in self._found.places(text):
            if (mark := self.groups[number].mark) in wanted:
                yield start, end, mark

    def starting_with(self, lemma: str) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Names whose first content word has this lemma: the lemmas of the rest, and the group."""
        for rest, number in self._found.starting_with(lemma):
            yield rest, self.groups[number]

    def query_words(self, marks: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Words of the names of these groups, with their lemmas: a query may contain any of them even if no document does."""
        names = (name for mark in marks for name in self.by_mark[mark].names)
        tokens = (token for name in names for token in every_word(name))
        return {token.word: token_lemmas(token) for token in tokens if not is_stop_word(token.word)}

    def digest(self) -> str:
        """A hash of all names and their order."""
        return sha256(repr(self.groups).encode()).hexdigest()[:24]


NO_NAMES = Names()
