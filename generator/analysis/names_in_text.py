"""Finds names of synonym groups in texts, in any grammatical form. Optimised for speed: the index runs it on every text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .language import content_lemma, content_lemmas
from .tokens import PIECE


class _Begun:
    """Names that begin with the same content word."""

    def __init__(self) -> None:
        self.alone: dict[bool, dict[int, None]] = {False: {}, True: {}}  # whether in capitals → groups with this one-word name
        self.longer: dict[str, list[tuple[tuple[str, ...], int]]] = {}  # second word → (all words, group)


class _Content(dict[str, tuple[tuple[str, bool], ...]]):
    """Whitespace-delimited chunk → (lemma, whether in capitals) of its content words."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, bool], ...]:
        raws = PIECE.findall(chunk)
        found = self[chunk] = tuple([(lemma, raw.isupper()) for raw in raws if (lemma := content_lemma(raw))])
        return found


class _Chunks(dict[str, "tuple[int, ...] | None"]):
    """Whitespace-delimited chunk → groups named by its words; None if that depends on the following chunks."""

    def __init__(self, names: Mapping[str, _Begun]) -> None:
        super().__init__()
        self.content = _Content()
        self._names = names

    def __missing__(self, chunk: str) -> tuple[int, ...] | None:
        begun = [(self._names[lemma], capitals) for lemma, capitals in self.content[chunk] if lemma in self._names]
        found = tuple([group for names, capitals in begun for group in names.alone[capitals]])
        result = self[chunk] = None if any(names.longer for names, _ in begun) else found
        return result


class Names:
    """Synonym groups (``KnowledgeBase.name_groups``), matched in texts by content lemmas.

    A one-word abbreviation matches only in capitals: «ДК» but not «дк».
    """

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._by_first: dict[str, _Begun] = {}
        self._chunks = _Chunks(self._by_first)
        for number, group in enumerate(groups):
            for name in dict.fromkeys(group):
                sequence = tuple(content_lemmas(name))
                if not sequence:
                    continue
                names = self._by_first.setdefault(sequence[0], _Begun())
                if len(sequence) > 1:
                    names.longer.setdefault(sequence[1], []).append((sequence, number))
                    continue
                names.alone[True][number] = None
                if len(name) == 1 or not name.isupper():
                    names.alone[False][number] = None

    def starting_with(self, lemma: str) -> Iterator[tuple[tuple[str, ...], int]]:
        """Names whose first content word has this lemma: the lemmas of the rest, and the group."""
        if names := self._by_first.get(lemma):
            yield from (((), group) for group in names.alone[True])
            yield from ((words[1:], group) for found in names.longer.values() for words, group in found)

    def begin_with(self, lemma: str) -> bool:
        """Whether a name begins with a word of this lemma."""
        return lemma in self._by_first

    def begin_at(self, chunk: str) -> bool:
        """Whether a name may begin in this whitespace-delimited chunk."""
        return self._chunks[chunk] != ()

    def groups_at(self, places: Iterable[int], chunks: Sequence[str]) -> list[int]:
        """Groups whose names begin at these positions of a text split at whitespace."""
        found: list[int] = []
        for place in places:
            groups = self._chunks[chunks[place]]
            found += self._named_from(place, chunks) if groups is None else groups
        return found

    def _named_from(self, place: int, chunks: Sequence[str]) -> list[int]:
        """Groups whose names begin with one of the words of a chunk."""
        content = self._chunks.content
        named: list[int] = []
        ahead = content[chunks[place]]
        after, end = place + 1, len(chunks)
        for at, (first, capitals) in enumerate(ahead):
            begun = self._by_first.get(first)
            if begun is None:
                continue
            found = begun.alone[capitals]
            if begun.longer:
                while len(ahead) < at + 2 and after < end:
                    ahead += content[chunks[after]]
                    after += 1
                for sequence, group in begun.longer.get(ahead[at + 1][0], ()) if len(ahead) > at + 1 else ():
                    while len(ahead) < at + len(sequence) and after < end:
                        ahead += content[chunks[after]]
                        after += 1
                    if tuple([lemma for lemma, _ in ahead[at : at + len(sequence)]]) == sequence:
                        found = {**found, group: None}
            named += found
        return named

    def places(self, text: str) -> list[tuple[int, int, int]]:
        """(start, end, group) of the names in a text."""
        pieces = list(PIECE.finditer(text))
        found = self._found([piece.group() for piece in pieces])
        return [(pieces[first].start(), pieces[last].end(), group) for first, last, group in found]

    def _found(self, raws: list[str]) -> Iterator[tuple[int, int, int]]:
        """(index of the first word, index of the last word, group) of the names in a list of words."""
        content = [(place, lemma) for place, raw in enumerate(raws) if (lemma := content_lemma(raw))]
        for at, (place, first) in enumerate(content):
            names = self._by_first.get(first)
            if names is None:
                continue
            last = dict.fromkeys(names.alone[raws[place].isupper()], place)
            second = content[at + 1][1] if at + 1 < len(content) else ""
            for sequence, group in names.longer.get(second, ()):
                words = content[at : at + len(sequence)]
                if len(words) == len(sequence) and all(a[1] == b for a, b in zip(words, sequence, strict=True)):
                    last[group] = max(last.get(group, 0), words[-1][0])
            for group, end in last.items():
                yield place, end, group
