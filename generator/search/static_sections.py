"""Sections of the static index: a stretch of the alphabet with its shard of the dictionary and its shards of postings.

A section says of its own lemmas where they stand within it, and tells lemmas of others apart. So a new
word changes the section that it belongs to and those that speak of lemmas behind it there, and no others.
Lemmas are numbered by shards: ``PLACES`` for each shard of postings of all sections, from the first on.
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

DICTIONARY_CHARACTERS = 3_500  # of a shard
POSTINGS_CHARACTERS = 4_000
PLACES = 128
COMPLETIONS = 12  # of two letters that begin the words of several sections

_T = TypeVar("_T")
Completion = tuple[str, tuple[str, ...], tuple[int, ...]]  # letters, the commonest words, the likeliest lemma of each
Place = tuple[int, int]  # section; shard times ``PLACES``, and place there


@dataclass(slots=True)
class Section:
    """``shards``: lemmas of each shard of postings; ``others``: lemmas of other sections that its dictionary speaks of."""

    groups: tuple[str, ...]  # first letters
    shards: list[tuple[int, ...]]
    postings: list[Shard] = field(default_factory=list)
    completions: list[Completion] = field(default_factory=list)
    others: tuple[int, ...] = ()
    told_others: str = ""
    dictionary: Shard | None = None

    @property
    def folder(self) -> Folder:
        assert self.dictionary is not None
        return {"d": self.dictionary, **{f"p{place}": each for place, each in enumerate(self.postings)}}


def first_letters(sections: Sequence[Section]) -> list[str]:
    return [section.groups[0] for section in sections]


def cut(groups: Mapping[str, Group]) -> list[tuple[str, ...]]:
    """Groups of each section: as many as fit."""
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


def homes(names: Sequence[str], starts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Lemmas of each section, all in order."""
    ends = [*(bisect_left(names, start) for start in starts[1:]), len(names)] if starts else []
    first = 0
    for end in ends:
        yield names[first:end]
        first = end


def cut_postings(lemmas: Iterable[int], sizes: Sequence[int]) -> list[tuple[int, ...]]:
    """Lemmas of each shard of postings: as many as fit. ``sizes``: letters by lemma."""
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
    """Of all lemmas."""
    return {
        lemma: (place, shard * PLACES + position)
        for place, section in enumerate(sections)
        for shard, lemmas in enumerate(section.shards)
        for position, lemma in enumerate(lemmas)
    }


def completed(lexicon: Lexicon, starts: Sequence[str]) -> dict[str, int]:
    """Two letters that begin words of several sections, each with the section in which their completions lie."""
    forms = lexicon.forms
    found = {}
    for letters in dict.fromkeys(start[:2] for start in starts):
        last = forms[bisect_left(forms, (letters + "\uffff", "")) - 1][0] if forms else ""
        if len(letters) == 2 and last.startswith(letters) and section_of(letters, starts) != section_of(last, starts):
            found[letters] = section_of(letters, starts)
    return found


def completion(lexicon: Lexicon, letters: str) -> Completion:
    forms = lexicon.forms
    meant, told = lexicon.merged(forms[bisect_left(forms, (letters, "")) : bisect_left(forms, (letters + "\uffff", ""))])
    postings, known = lexicon.counts.postings, lexicon.counts.words.lemmas

    def often(word: str) -> int:
        lemma = known.get(word)
        return max(1, told[word], 0 if lemma is None else len(postings[lemma]))

    best = sorted(meant, key=often, reverse=True)[:COMPLETIONS]  # by the alphabet among equals, as they came
    return letters, tuple(best), tuple([meant[word][0] for word in best])


def section_of(word: str, starts: Sequence[str]) -> int:
    """In which section a word is looked up."""
    return max(bisect_right(starts, word[:KEY]) - 1, 0)


class Dictionaries:
    """Shards of the dictionary, packed."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary, names: Names, where: Mapping[int, Place]) -> None:
        self._lexicon = lexicon
        self._dictionary = dictionary
        self._names = names
        self._where = where

    def shard(self, place: int, section: Section) -> tuple[str, ...]:
        """Endings, records, kin, completions, names, lemmas of other sections; notes these in the section."""
        entries = [entry for letters in section.groups for entry in self._dictionary.groups[letters].entries]
        kin = self._dictionary.kin
        told = {lemma for entry in entries for lemma in entry.lemmas}
        named = {lemma: found for lemma in told if (found := self._named(lemma))}
        spoken = told.union(*(kin.get(lemma, ()) for lemma in told))
        spoken.update([each for found in named.values() for mark, _, rest in found for each in (mark, *rest)])
        spoken.update([lemma for _, _, firsts in section.completions for lemma in firsts])
        where, name = self._where, self._lexicon.lemma_names
        section.others = tuple(sorted([lemma for lemma in spoken if where[lemma][0] != place], key=name.__getitem__))
        section.told_others = told_places(section.others, where)
        count = len(section.others)
        code = {lemma: where[lemma][1] + count for lemma in spoken if where[lemma][0] == place}
        code |= {lemma: at for at, lemma in enumerate(section.others)}
        in_order = sorted(told, key=code.__getitem__)
        return (
            *_packed(entries, code),
            _rows(code, [(lemma, kin[lemma]) for lemma in in_order if lemma in kin], lambda lemma, found: _steps(code, lemma, found)),
            "|".join([f"{','.join([letters, *best])} {numbers([code[each] for each in firsts])}" for letters, best, firsts in section.completions]),
            _rows(code, [(lemma, named[lemma]) for lemma in in_order if lemma in named], lambda _, found: _named_rows(code, found)),
            section.told_others,
        )

    def _named(self, lemma: int) -> list[tuple[int, bool, tuple[int, ...]]]:
        """Names that begin with a lemma: mark, whether the thing is only near, lemmas of the other words."""
        found: dict[tuple[int, bool, tuple[int, ...]], None] = {}
        numbers, where = self._lexicon.counts.words.lemmas, self._where
        for rest, group in self._names.starting_with(self._lexicon.lemma_names[lemma]):
            told = [numbers.get(each, -1) for each in (group.mark, *rest)]
            if all(each in where for each in told):
                found[told[0], group.related, tuple(told[1:])] = None
        return list(found)


def told_places(lemmas: Iterable[int], where: Mapping[int, Place]) -> str:
    """Lemmas of other sections: each as its section and its place there."""
    return "".join([number(section) + number(place) for section, place in map(where.__getitem__, lemmas)])


def _packed(entries: Sequence[Entry], code: Mapping[int, int]) -> tuple[str, str]:
    """Lists of endings, and records: stem, a space, then numbers.

    The numbers: list and how many lemmas; each lemma as a step from the one before; each form that
    stands in a document as its place among the endings and how common it is.
    """
    lists: dict[tuple[str, ...], int] = {WHOLE: 0}
    records, last = [], 0
    for entry, stem in zip(entries, front_coded([entry.stem for entry in entries]), strict=True):
        place = lists.setdefault(entry.endings, len(lists))
        told = [number(place * MOST_LEMMAS + len(entry.lemmas) - 1)]
        for lemma in entry.lemmas:
            told.append(signed(code[lemma] - last))
            last = code[lemma]
        told += [number(ending) + level for ending, level in entry.seen]
        records.append(f"{stem} {''.join(told)}")
    return "|".join([",".join(endings) for endings in lists]), "|".join(records)


def _rows(code: Mapping[int, int], found: Iterable[tuple[int, Sequence[_T]]], told: Callable[[int, Sequence[_T]], str]) -> str:
    """For each of the lemmas: its number as a step, how many there are, and these."""
    rows, last = [], -1
    for lemma, each in found:
        rows.append(f"{number(code[lemma] - last - 1)}{number(len(each))}{told(lemma, each)}")
        last = code[lemma]
    return "".join(rows)


def _steps(code: Mapping[int, int], lemma: int, others: Iterable[int]) -> str:
    return "".join([signed(code[each] - code[lemma]) for each in others])


def _named_rows(code: Mapping[int, int], found: Iterable[tuple[int, bool, tuple[int, ...]]]) -> str:
    """Of each name: its mark, doubled and with one more if the thing is only near; how many lemmas follow the first, and these."""
    return "".join([numbers([2 * code[mark] + related, len(rest), *(code[each] for each in rest)]) for mark, related, rest in found])


def row_words(lexicon: Lexicon, lemmas: Iterable[int] | None) -> dict[int, str]:
    """Of these lemmas, or of all in use: the lemma, and its forms as they are highlighted."""
    found = lexicon.words_by_lemma(lemmas)
    names = lexicon.lemma_names
    known = lexicon.numbers.values() if lemmas is None else lemmas
    texts = {}
    for lemma in known:
        name, forms = names[lemma], found.get(lemma, ())
        if len(forms) == 1 and forms[0] == name:  # most of all
            texts[lemma] = f"{name} {shared(name)}"
        else:
            texts[lemma] = " ".join([name, *front_coded([name, *forms])[1:]])
    return texts


def postings_rows(lemmas: Iterable[int], words: Sequence[str], told: EncodedPostings, lexicon: Lexicon, names: Names) -> list[list[str]]:
    """Of each lemma: words, documents, scores; of a mark the names for which it stands, too.

    These show why a document was found by a word that it does not hold.
    """
    rows = []
    for lemma in lemmas:
        row = [words[lemma], told.gaps[lemma], told.symbols[lemma]]
        if (group := names.by_mark.get(lexicon.lemma_names[lemma])) is not None:
            row.append("~".join(group.names))
        rows.append(row)
    return rows


def row_sizes(words: Sequence[str], told: EncodedPostings, lexicon: Lexicon, names: Names) -> list[int]:
    """Letters of each lemma's row."""
    found = [len(word) + len(gaps) + len(symbols) for word, gaps, symbols in zip(words, told.gaps, told.symbols, strict=True)]
    for mark, group in names.by_mark.items():
        if (lemma := lexicon.counts.words.lemmas.get(mark)) is not None:
            found[lemma] += sum(map(len, group.names)) + len(group.names) - 1
    return found
