"""Sections of the static index: a range of the alphabet with one dictionary shard and its postings shards.

A section refers to its own lemmas by their place in it, and lists the lemmas of other sections to which it
refers. So a new word changes its own section and those that refer to lemmas after it there, no others.
In the browser lemmas are numbered by shard: ``PLACES`` numbers for each postings shard, over all sections.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from .lexicon import Lexicon
from .names import Names
from .static_coding import front_coded, number, numbers, shared, signed
from .static_dictionary import MOST_LEMMAS, WHOLE, Dictionary, Entry, Group
from .static_levels import EncodedPostings
from .static_lexemes import KEY
from .static_shards import Folder, Shard

DICTIONARY_CHARACTERS = 3_500  # maximum of a dictionary shard, approximately
POSTINGS_CHARACTERS = 4_000  # maximum of a postings shard, approximately
PLACES = 128  # maximum number of lemmas in a postings shard
COMPLETIONS = 12  # of two typed letters whose words are in several sections

_T = TypeVar("_T")
Completion = tuple[str, tuple[str, ...], tuple[int, ...]]  # letters, the most common words, the likeliest lemma of each
Place = tuple[int, int]  # section; shard × ``PLACES`` + place in the shard


@dataclass(slots=True)
class Section:
    """``shards``: lemmas of each postings shard; ``others``: lemmas of other sections to which its dictionary refers."""

    groups: tuple[str, ...]  # their prefixes of ``KEY`` letters
    shards: list[tuple[int, ...]]
    postings: list[Shard] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    others: tuple[int, ...] = ()
    encoded_others: str = ""
    dictionary: Shard | None = None

    @property
    def folder(self) -> Folder:
        assert self.dictionary is not None
        return {"d": self.dictionary, **{f"p{place}": each for place, each in enumerate(self.postings)}}


def first_letters(sections: Sequence[Section]) -> list[str]:
    return [section.groups[0] for section in sections]


def cut(groups: Mapping[str, Group]) -> list[tuple[str, ...]]:
    """The groups of each section: filled greedily up to ``DICTIONARY_CHARACTERS``."""
    found: list[tuple[str, ...]] = []
    now: list[str] = []
    size = 0
    for letters, group in sorted(groups.items()):
        size += group.size
        if size > DICTIONARY_CHARACTERS and now:
            found.append(tuple(now))
            now, size = [], group.size
        now.append(letters)
    return [*found, tuple(now)] if now else []


def section_lemmas(names: Sequence[str], starts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lemmas of each section; ``names``: all, sorted; ``starts``: the first group of each section."""
    ends = [*(bisect_left(names, start) for start in starts[1:]), len(names)] if starts else []
    first = 0
    for end in ends:
        yield names[first:end]
        first = end


def cut_postings(lemmas: Iterable[int], sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """The lemmas of each postings shard, filled greedily; ``sizes``: characters by lemma."""
    found: list[tuple[int, ...]] = []
    now: list[int] = []
    size = 0
    for lemma in lemmas:
        size += sizes[lemma]
        if now and (size > POSTINGS_CHARACTERS or len(now) == PLACES):
            found.append(tuple(now))
            now, size = [], sizes[lemma]
        now.append(lemma)
    return [*found, tuple(now)] if now else []


def places(sections: Sequence[Section]) -> dict[int, Place]:
    """Lemma → its place, for all lemmas."""
    return {
        lemma: (place, shard * PLACES + position)
        for place, section in enumerate(sections)
        for shard, lemmas in enumerate(section.shards)
        for position, lemma in enumerate(lemmas)
    }


def completed(lexicon: Lexicon, starts: Sequence[str]) -> dict[str, int]:
    """Pairs of letters whose words are in several sections → the section that stores their completions."""
    forms = lexicon.forms
    found = {}
    for letters in dict.fromkeys(start[:2] for start in starts):
        last = forms[bisect_left(forms, (letters + "\uffff", "")) - 1][0] if forms else ""
        if len(letters) == 2 and last.startswith(letters) and section_of(letters, starts) != section_of(last, starts):
            found[letters] = section_of(letters, starts)
    return found


def completion(lexicon: Lexicon, letters: str) -> Completion:
    forms = lexicon.forms
    meant, counts = lexicon.merged(forms[bisect_left(forms, (letters, "")) : bisect_left(forms, (letters + "\uffff", ""))])
    postings, known = lexicon.counts.postings, lexicon.counts.words.lemmas

    def often(word: str) -> int:
        lemma = known.get(word)
        return max(1, counts[word], 0 if lemma is None else len(postings[lemma]))

    best = sorted(meant, key=often, reverse=True)[:COMPLETIONS]  # stable: ties stay in alphabetical order
    return letters, tuple(best), tuple([meant[word][0] for word in best])


def section_of(word: str, starts: Sequence[str]) -> int:
    """The section in which a word is looked up."""
    return max(bisect_right(starts, word[:KEY]) - 1, 0)


class Dictionaries:
    """Encodes the dictionary shards."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary, names: Names, where: Mapping[int, Place]) -> None:
        self._lexicon = lexicon
        self._dictionary = dictionary
        self._names = names
        self._where = where

    def shard(self, place: int, section: Section) -> tuple[str, ...]:
        """Fields of the shard: endings, records, kin, completions, names, lemmas of other sections. Stores the latter in ``section``."""
        entries = [entry for letters in section.groups for entry in self._dictionary.groups[letters].entries]
        kin = self._dictionary.kin
        own = {lemma for entry in entries for lemma in entry.lemmas}
        named = {lemma: found for lemma in own if (found := self._named(lemma))}
        referenced = own.union(*(kin.get(lemma, ()) for lemma in own))
        referenced.update([each for found in named.values() for mark, _, rest in found for each in (mark, *rest)])
        referenced.update([lemma for _, _, firsts in section.completions for lemma in firsts])
        where, name = self._where, self._lexicon.lemma_names
        section.others = tuple(sorted([lemma for lemma in referenced if where[lemma][0] != place], key=name.__getitem__))
        section.encoded_others = encoded_places(section.others, where)
        count = len(section.others)
        code = {lemma: where[lemma][1] + count for lemma in referenced if where[lemma][0] == place}
        code |= {lemma: at for at, lemma in enumerate(section.others)}
        in_order = sorted(own, key=code.__getitem__)
        return (
            *_encoded_entries(entries, code),
            _rows(code, [(lemma, kin[lemma]) for lemma in in_order if lemma in kin], lambda lemma, found: _steps(code, lemma, found)),
            "|".join([f"{','.join([letters, *best])} {numbers([code[each] for each in firsts])}" for letters, best, firsts in section.completions]),
            _rows(code, [(lemma, named[lemma]) for lemma in in_order if lemma in named], lambda _, found: _named_rows(code, found)),
            section.encoded_others,
        )

    def _named(self, lemma: int) -> list[tuple[int, bool, tuple[int, ...]]]:
        """Names that begin with a lemma: mark, whether the thing is only related, lemmas of the other words."""
        found: dict[tuple[int, bool, tuple[int, ...]], None] = {}
        numbers, where = self._lexicon.counts.words.lemmas, self._where
        for rest, group in self._names.starting_with(self._lexicon.lemma_names[lemma]):
            lemmas = [numbers.get(each, -1) for each in (group.mark, *rest)]
            if all(each in where for each in lemmas):
                found[lemmas[0], group.related, tuple(lemmas[1:])] = None
        return list(found)


def encoded_places(lemmas: Iterable[int], where: Mapping[int, Place]) -> str:
    """Code of lemmas of other sections: for each its section and its place there."""
    return "".join([number(section) + number(place) for section, place in map(where.__getitem__, lemmas)])


def _encoded_entries(entries: Sequence[Entry], code: Mapping[int, int]) -> tuple[str, str]:
    """Code of the lists of endings, and of the entries: stem, a space, then numbers.

    The numbers: list of endings combined with the number of lemmas; each lemma as the difference to the one
    before; each form that documents contain as its place among the endings and its frequency level.
    """
    lists: dict[tuple[str, ...], int] = {WHOLE: 0}
    records, last = [], 0
    for entry, stem in zip(entries, front_coded([entry.stem for entry in entries]), strict=True):
        place = lists.setdefault(entry.endings, len(lists))
        codes = [number(place * MOST_LEMMAS + len(entry.lemmas) - 1)]
        for lemma in entry.lemmas:
            codes.append(signed(code[lemma] - last))
            last = code[lemma]
        codes += [number(ending) + level for ending, level in entry.seen]
        records.append(f"{stem} {''.join(codes)}")
    return "|".join([",".join(endings) for endings in lists]), "|".join(records)


def _rows(code: Mapping[int, int], found: Iterable[tuple[int, Sequence[_T]]], encode: Callable[[int, Sequence[_T]], str]) -> str:
    """For each lemma: the gap to the one before, the number of its items, and their code."""
    rows, last = [], -1
    for lemma, each in found:
        rows.append(f"{number(code[lemma] - last - 1)}{number(len(each))}{encode(lemma, each)}")
        last = code[lemma]
    return "".join(rows)


def _steps(code: Mapping[int, int], lemma: int, others: Iterable[int]) -> str:
    return "".join([signed(code[each] - code[lemma]) for each in others])


def _named_rows(code: Mapping[int, int], found: Iterable[tuple[int, bool, tuple[int, ...]]]) -> str:
    """For each name: 2 × mark + 1 if it is only related, number of further lemmas, and these."""
    return "".join([numbers([2 * code[mark] + related, len(rest), *(code[each] for each in rest)]) for mark, related, rest in found])


def row_words(lexicon: Lexicon, lemmas: Iterable[int] | None) -> dict[int, str]:
    """Lemma → its name and the forms to highlight, front-coded; for these lemmas, or None for all in use."""
    found = lexicon.words_by_lemma(lemmas)
    names = lexicon.lemma_names
    known = lexicon.numbers.values() if lemmas is None else lemmas
    texts = {}
    for lemma in known:
        name, forms = names[lemma], found.get(lemma, ())
        if len(forms) == 1 and forms[0] == name:  # the most frequent case
            texts[lemma] = f"{name} {shared(name)}"
        else:
            texts[lemma] = " ".join([name, *front_coded([name, *forms])[1:]])
    return texts


def postings_rows(lemmas: Iterable[int], words: Sequence[str], encoded: EncodedPostings, lexicon: Lexicon, names: Names) -> list[list[str]]:
    """The row of each lemma: words, documents, scores; for a mark also the names of its group.

    The names explain why a document matches a word that it does not contain.
    """
    rows = []
    for lemma in lemmas:
        row = [words[lemma], encoded.gaps[lemma], encoded.symbols[lemma]]
        if (group := names.by_mark.get(lexicon.lemma_names[lemma])) is not None:
            row.append("~".join(group.names))
        rows.append(row)
    return rows


def row_sizes(words: Sequence[str], encoded: EncodedPostings, lexicon: Lexicon, names: Names) -> list[int]:
    """Number of characters of each lemma's row."""
    found = [len(word) + len(gaps) + len(symbols) for word, gaps, symbols in zip(words, encoded.gaps, encoded.symbols, strict=True)]
    for mark, group in names.by_mark.items():
        if (lemma := lexicon.counts.words.lemmas.get(mark)) is not None:
            found[lemma] += sum(map(len, group.names)) + len(group.names) - 1
    return found
