"""The inverted index of a set of documents: posting lists by lemma, lemmas by form, document frequencies of forms."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from generator.analysis.stop_words import LIGHT_WORDS

from .document import SearchDocument
from .names import MARK, NO_NAMES, Names
from .scoring import DOCUMENT_SHIFT, FIELDS
from .spellings import Spellings, Words, analyse

_COUNTS = (1 << DOCUMENT_SHIFT) - 1
_AT_ONCE = 500  # documents


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound written as one word: only its last part is declined, ``prefix`` never changes."""

    prefix: str
    last: str


@dataclass(slots=True)
class Corpus:
    """All words of the documents; lemmas and forms in alphabetical order.

    Lemmas include marks of synonym groups, which sort first, and words that no document contains but
    queries may: synonyms and light words.
    """

    documents: int
    lengths: list[array[int]]  # by field: number of lemmas in each document
    lemmas: list[str]
    postings: list[array[int]]  # by lemma, in document order
    forms: dict[str, tuple[int, ...]]  # form → numbers of its lemmas, the likeliest first
    counts: dict[str, int]  # form → number of documents, approximately; 0 if only queries may contain it


class Rows:
    """A list of integer arrays, each decoded from bytes on first access: an edit touches few of thousands."""

    __slots__ = ("_code", "_parts")

    def __init__(self, code: str, parts: Iterable[array[int] | bytes] = ()) -> None:
        self._code = code
        self._parts: list[array[int] | bytes] = list(parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, number: int) -> array[int]:
        part = self._parts[number]
        if isinstance(part, bytes):
            part = self._parts[number] = array(self._code, part)
        return part

    def __setitem__(self, number: int, row: array[int]) -> None:
        self._parts[number] = row

    def __iter__(self) -> Iterator[array[int]]:
        return map(self.__getitem__, range(len(self._parts)))

    def filled(self) -> list[bool]:
        """For each row, whether it is not empty."""
        return list(map(bool, self._parts))

    def grow(self, count: int) -> None:
        """Append empty rows up to ``count`` rows."""
        self._parts += [array(self._code) for _ in range(count - len(self._parts))]

    @property
    def size(self) -> int:
        """Total number of integers in all rows."""
        return sum([len(part) // (8 if self._code == "q" else 4) if isinstance(part, bytes) else len(part) for part in self._parts])

    def packed(self) -> list[bytes]:
        return [part if isinstance(part, bytes) else part.tobytes() for part in self._parts]


@dataclass(slots=True)
class Change:
    """What replacing documents has changed in ``Counts``.

    ``lemmas``: those with other postings. ``same_postings``: by lemma, changed documents whose posting is
    that of their predecessor (their score may differ, since their length may). ``forms`` and
    ``lemma_counts``: differences of document frequencies. ``moved``: documents were renumbered;
    ``mixed``: their relative order has changed, too.
    """

    lemmas: set[int] = field(default_factory=set)
    same_postings: dict[int, list[int]] = field(default_factory=dict)
    forms: Counter[int] = field(default_factory=Counter)
    lemma_counts: Counter[int] = field(default_factory=Counter)
    moved: bool = False
    mixed: bool = False


@dataclass(slots=True)
class Counts:
    """Word counts of documents. Numbers of words and lemmas are stable: they survive changes of documents."""

    words: Words
    lengths: list[array[int]]  # by field: number of lemmas in each document
    postings: Rows  # by lemma, in document order
    form_frequencies: array[int]  # by form: number of documents, approximately
    forms: Rows  # by document: its forms, possibly repeated; empty unless counted with ``updatable``

    def replace(self, fresh: Mapping[int, SearchDocument], places: Sequence[int | None], names: Names) -> Change:
        """Replace the documents. ``places``: for each new document its earlier number, None for a new text; ``fresh``: these by number."""
        before = len(self.lengths[0])
        gone = sorted(set(range(before)).difference(place for place in places if place is not None))
        change = Change(moved=len(places) != before or any(place not in (None, number) for number, place in enumerate(places)))
        without = self._without(gone, change)
        if change.moved:
            stay = [place for place in places if place is not None]
            change.mixed = any(before > after for before, after in pairwise(stay))
            self._move(places, mixed=change.mixed)
        now = self._add(fresh, names, change)
        change.lemma_counts.update([lemma for lemma, _ in now])
        change.lemma_counts.subtract([lemma for lemma, _ in without])
        for key in without.keys() | now.keys():
            lemma, number = key
            if without.get(key) == now.get(key) and not change.moved:
                change.same_postings.setdefault(lemma, []).append(number)
            else:
                change.lemmas.add(lemma)
        return change

    def _without(self, gone: Sequence[int], change: Change) -> dict[tuple[int, int], int]:
        """Remove documents; returns their term frequencies by (lemma, document)."""
        found: dict[tuple[int, int], int] = {}
        marks = [number for lemma, number in self.words.lemmas.items() if lemma.startswith(MARK)] if gone else []
        for number in gone:
            at = number << DOCUMENT_SHIFT
            for form in self.forms[number]:
                self.form_frequencies[form] -= 1
                change.forms[form] -= 1
            for lemma in set(chain(marks, *map(self.words.readings.__getitem__, set(self.forms[number])))):
                postings = self.postings[lemma]
                place = bisect_left(postings, at)
                if place < len(postings) and postings[place] >> DOCUMENT_SHIFT == number:
                    found[lemma, number] = postings.pop(place) & _COUNTS
        return found

    def _move(self, places: Sequence[int | None], *, mixed: bool) -> None:
        """Renumber documents; those not in ``places`` must have been removed before."""
        new = [0] * len(self.lengths[0])
        for number, place in enumerate(places):
            if place is not None:
                new[place] = number << DOCUMENT_SHIFT
        staying = (place for number, place in enumerate(places) if place is not None and place != number)
        first = min(staying, default=len(new)) << DOCUMENT_SHIFT
        for postings in self.postings:
            start = bisect_left(postings, first)
            if found := [new[value >> DOCUMENT_SHIFT] | value & _COUNTS for value in postings[start:]]:
                postings[start:] = array("q", sorted(found) if mixed else found)
        self.lengths = [array("l", [0 if place is None else column[place] for place in places]) for column in self.lengths]
        self.forms = Rows("i", [array("i") if place is None else self.forms[place] for place in places])

    def _add(self, fresh: Mapping[int, SearchDocument], names: Names, change: Change) -> dict[tuple[int, int], int]:
        """Add documents; returns their term frequencies by (lemma, document)."""
        spellings = Spellings(self.words, names)
        added: dict[tuple[int, int], int] = {}
        for number, found in zip(fresh, analyse(list(fresh.values()), spellings), strict=True):
            for column, length in zip(self.lengths, found.lengths, strict=True):
                column[number] = length
            counts: Counter[int] = Counter()
            for known, packed in zip(found.classes, found.counts, strict=True):
                for lemma in spellings.readings[known]:
                    counts[lemma] += packed
            self.fill()
            for lemma, packed in counts.items():
                insort(self.postings[lemma], number << DOCUMENT_SHIFT | packed)
                added[lemma, number] = packed
            self.forms[number] = array("i", chain.from_iterable(map(spellings.forms.__getitem__, found.spellings)))
            for form in self.forms[number]:
                self.form_frequencies[form] += 1
                change.forms[form] += 1
        return added

    def fill(self) -> None:
        """Extend the tables to words that were numbered since."""
        self.postings.grow(len(self.words.lemmas))
        self.form_frequencies.extend([0] * (len(self.words.readings) - len(self.form_frequencies)))


def read_corpus(documents: Sequence[SearchDocument], names: Names = NO_NAMES) -> Corpus:
    """Count the words of all documents."""
    counts = count_words(documents, names)
    return _sorted(counts, *query_only_words(counts, names))


def count_words(documents: Sequence[SearchDocument], names: Names, updatable: bool = False) -> Counts:
    """Count the words of all documents, numbered in order of occurrence; ``updatable``: so that ``replace`` works."""
    words = Words()
    spellings = Spellings(words, names)
    lengths = [array("l") for _ in FIELDS]
    by_class: list[array[int]] = []
    spelled: Counter[int] = Counter()
    forms: list[array[int]] = []
    for start in range(0, len(documents), _AT_ONCE):
        analyses = analyse(documents[start : start + _AT_ONCE], spellings)
        by_class += [array("q") for _ in range(len(spellings.readings) - len(by_class))]
        for number, found in enumerate(analyses, start):
            values = map((number << DOCUMENT_SHIFT).__add__, found.counts)
            _exhaust(map(array.append, map(by_class.__getitem__, found.classes), values))
        for found in analyses:
            spelled.update(found.spellings)
        for column, field_lengths in zip(lengths, zip(*(found.lengths for found in analyses), strict=True), strict=True):
            column.extend(field_lengths)
        if updatable:
            of = spellings.forms.__getitem__
            forms += [array("i", list(chain.from_iterable(map(of, found.spellings)))) for found in analyses]
    form_frequencies = array("i", [0]) * len(words.readings)
    for known, times in spelled.items():
        for form in spellings.forms[known]:
            form_frequencies[form] += times
    return Counts(words, lengths, Rows("q", _by_lemma(by_class, spellings)), form_frequencies, Rows("i", forms))


def query_only_words(counts: Counts, names: Names) -> tuple[set[int], set[int]]:
    """Forms and lemmas that queries may contain even if no document does: synonyms of names in use, and light words (lemmas only)."""
    words, postings = counts.words, counts.postings
    query_forms: set[int] = set()
    for group in names.groups:
        if (mark := words.lemmas.get(group.mark)) is not None and postings[mark]:
            query_forms.update(words.forms_of("\n".join(group.names)))
    light = {words.lemma(each) for each in LIGHT_WORDS} if counts.lengths[0] else set()
    counts.fill()
    return query_forms, light.union(*(words.readings[form] for form in query_forms))


def _by_lemma(by_class: Sequence[array[int]], spellings: Spellings) -> list[array[int]]:
    """Posting lists by spelling class → by lemma, in document order, one posting per document."""
    classes: list[list[int]] = [[] for _ in spellings.words.lemmas]
    for known, postings in enumerate(by_class):
        if postings:
            for lemma in spellings.readings[known]:
                classes[lemma].append(known)
    return [_merged([by_class[known] for known in found]) for found in classes]


def _merged(parts: Sequence[array[int]]) -> array[int]:
    if len(parts) == 1 and len({value >> DOCUMENT_SHIFT for value in parts[0]}) == len(parts[0]):
        return parts[0]
    values = sorted(chain.from_iterable(parts))
    found: list[int] = []
    last = -1
    for value in values:
        document = value >> DOCUMENT_SHIFT
        if document == last:
            found[-1] += value & _COUNTS
        else:
            found.append(value)
            last = document
    return array("q", found)


def _exhaust(calls: Iterator[object]) -> None:
    """Run an iterator for its side effects, faster than a ``for`` loop."""
    deque(calls, maxlen=0)


def _sorted(counts: Counts, query_forms: set[int], query_lemmas: set[int]) -> Corpus:
    """Renumber lemmas alphabetically, so that neighbours in the alphabet are neighbours in the index.

    Drops forms and lemmas that no document contains (any more) and no query may.
    """
    words, postings, form_frequencies = counts.words, counts.postings, counts.form_frequencies
    names = sorted([name for name, old in words.lemmas.items() if postings[old] or old in query_lemmas])
    new = [0] * len(words.lemmas)
    for position, name in enumerate(names):
        new[words.lemmas[name]] = position
    forms: dict[str, tuple[int, ...]] = {}
    document_counts: dict[str, int] = {}
    for (word, _), form in sorted([item for item in words.forms.items() if form_frequencies[item[1]] or item[1] in query_forms]):
        readings = tuple([new[old] for old in words.readings[form]])
        known = forms.get(word)
        forms[word] = tuple(dict.fromkeys(known + readings)) if known else readings
        document_counts[word] = document_counts.get(word, 0) + form_frequencies[form]
    return Corpus(
        documents=len(counts.lengths[0]),
        lengths=counts.lengths,
        lemmas=names,
        postings=[postings[words.lemmas[name]] for name in names],
        forms=forms,
        counts=document_counts,
    )
