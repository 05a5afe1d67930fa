"""Documents → the words of each field, counted; marks of names where the texts use them.

The same words as everywhere (``analysis.language``); every spelling is taken apart once, however
often it stands in the texts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from operator import mul

from generator.analysis.language import Token, is_stop_word, lemmas, token_lemmas, tokenise
from generator.analysis.stop_words import LIGHT_WORDS

from .documents import SearchDocument
from .names import MARK, NO_NAMES, Names
from .scoring import DOCUMENT_SHIFT, FIELD_LIMITS, FIELD_SHIFTS, FIELDS, field_texts

_GROUPED_DIGITS = re.compile(r"\d\s\d")
_CHUNK = re.compile(r"(?:\S|(?<=\d)\s(?=\d))+")  # what may be one token: no spaces but between digits
_PUNCTUATION = "«»“”„()[]…,;:!?"
_LETTERS = re.compile("[а-я]+")
_PLAIN = re.compile("[А-Яа-яЁё]+")
_COUNTS = (1 << DOCUMENT_SHIFT) - 1


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound written as one word: its last part is declined, what stands before is not."""

    prefix: str
    last: str


@dataclass(slots=True)
class Corpus:
    """All words of the documents; lemmas and forms in the order of the alphabet.

    Lemmas hold marks of names, too, which stand first, and words that no document has but queries may
    use: other names of what is named, light words.
    """

    documents: int
    lengths: list[array[int]]  # by field: how many lemmas each document has there
    lemmas: list[str]
    postings: list[array[int]]  # by lemma, in the order of the documents
    forms: dict[str, tuple[int, ...]]  # form → numbers of its lemmas, the likeliest first
    counts: dict[str, int]  # form → number of documents, more or less; nought of a spare one
    compounds: dict[str, Compound]  # by lemma

    @property
    def marks(self) -> int:
        """How many of the lemmas are marks."""
        return bisect_left(self.lemmas, MARK + "\uffff")

    def forms_by_lemma(self) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in self.lemmas]
        for form, readings in self.forms.items():
            for reading in readings:
                found[reading].append(form)
        return found


class Words:
    """Words and lemmas by number. Numbers are given in the order of meeting.

    A form is a word as it is read: «телемедицина» and «теле-медицина» are two of one spelling.
    """

    def __init__(self) -> None:
        self.forms: dict[tuple[str, str], int] = {}  # word and what its last part stands after, if it has parts
        self.readings: list[tuple[int, ...]] = []  # by form
        self.lemmas: dict[str, int] = {}

    def forms_of(self, text: str) -> Iterator[int]:
        for token in tokenise(text):
            for part in (token, *token.parts):
                if not is_stop_word(part.word):
                    yield self.form(part)

    def form(self, token: Token) -> int:
        prefix = ""
        if len(token.parts) > 1 and _LETTERS.fullmatch(token.word):
            prefix = "".join([part.word for part in token.parts[:-1]])
        number = self.forms.get((token.word, prefix))
        if number is None:
            number = self.forms[token.word, prefix] = len(self.forms)
            self.readings.append(tuple([self.lemma(each) for each in token_lemmas(token)]))
        return number

    def lemma(self, lemma: str) -> int:
        """Number of a lemma or of a mark."""
        return self.lemmas.setdefault(lemma, len(self.lemmas))


class Spellings(dict[str, int]):
    """Stretch of a text without spaces → its class, found out once, however often it stands in the texts.

    Spellings of one class are read alike: «школа» and «Школа,». Lists by class are quicker to ask than
    a table of all spellings.
    """

    def __init__(self, words: Words, names: Names) -> None:
        super().__init__()
        self.words, self.names = words, names
        self.readings: list[tuple[int, ...]] = []  # by class: numbers of lemmas
        self.forms: list[tuple[int, ...]] = []  # by class
        self.sizes: list[int] = []  # by class: how many readings
        self.naming = bytearray()  # by class: whether a name of something may begin there
        self._nothing = self._add((), (), False)
        self._of_forms: dict[tuple[int, bool], int] = {}
        self._of_lemmas: dict[int, int] = {}
        self._begins: dict[int, bool] = {}  # by lemma

    def _add(self, readings: tuple[int, ...], forms: tuple[int, ...], names: bool) -> int:
        self.readings.append(readings)
        self.forms.append(forms)
        self.sizes.append(len(readings))
        self.naming.append(names)
        return len(self.readings) - 1

    def __missing__(self, chunk: str) -> int:
        bare = chunk.strip(_PUNCTUATION)
        if bare != chunk:
            found = self[bare]
        elif _PLAIN.fullmatch(chunk):  # the same as ``tokenise``, only quicker
            word = chunk.lower().replace("ё", "е")
            found = self._nothing if is_stop_word(word) else self._of_word(word, chunk)
        elif forms := tuple(self.words.forms_of(chunk)):
            readings = tuple([reading for form in forms for reading in self.words.readings[form]])
            found = self._add(readings, forms, self.names.begin_at(chunk))
        else:
            found = self._nothing
        self[chunk] = found
        return found

    def _of_word(self, word: str, chunk: str) -> int:
        words = self.words
        form = words.forms.get((word, ""))
        if form is None:
            form = words.form(Token(word, 0, 0))
        readings = words.readings[form]
        begins = self._begins.get(readings[0])
        if begins is None:
            begins = self._begins[readings[0]] = self.names.begin_with(lemmas(word)[0])
        begins = begins and self.names.begin_at(chunk)  # names of one word may have to stand in capitals
        found = self._of_forms.get((form, begins))
        if found is None:
            found = self._of_forms[form, begins] = self._add(readings, (form,), begins)
        return found

    def of_lemma(self, lemma: int) -> int:
        """The class of what counts for a lemma or a mark and is no spelling of it."""
        found = self._of_lemmas.get(lemma)
        if found is None:
            found = self._of_lemmas[lemma] = self._add((lemma,), (), False)
        return found


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of one document, by the numbers of ``Words``."""

    lengths: Sequence[int]  # by field: how many lemmas
    classes: Sequence[int]  # of spellings, in no order, some more than once
    counts: Sequence[int]  # of each of the classes by field, packed as in a posting
    spellings: Sequence[int]  # the class of each spelling


_ONES = tuple(1 << shift for shift in FIELD_SHIFTS)
_TEXT = FIELD_SHIFTS.index(0)
_AT_ONCE = 500  # documents


def analyse(documents: Sequence[SearchDocument], spellings: Spellings) -> list[Analysis]:
    """The words of documents, counted.

    Every spelling is looked up once for a document, and one step is done for all documents before the next:
    the tables of all words of a base are too large to lie near the processor together.
    """
    texts = [[_CHUNK.findall(text) if _GROUPED_DIGITS.search(text) else text.split() for text in field_texts(d)] for d in documents]
    often = [_counted(fields) for fields in texts]
    classes = [list(map(spellings.__getitem__, found)) for found in often]
    lengths = [
        _lengths(fields, found, list(map(spellings.sizes.__getitem__, told)))
        for fields, found, told in zip(texts, often, classes, strict=True)
    ]
    naming = [set(compress(found, map(spellings.naming.__getitem__, told))) for found, told in zip(often, classes, strict=True)]
    marks = [[_marks(chunks, begun, spellings) for chunks in fields] for fields, begun in zip(texts, naming, strict=True)]
    return [
        _analysis(fields, list(found.values()), told, length, named, spellings)
        for fields, found, told, length, named in zip(texts, often, classes, lengths, marks, strict=True)
    ]


def _counted(fields: Sequence[Sequence[str]]) -> Counter[str]:
    """How often each spelling stands in each field, packed."""
    often = Counter(fields[_TEXT])
    get = often.get
    for chunks, one in zip(fields[:_TEXT], _ONES, strict=False):
        for chunk in chunks:
            often[chunk] = get(chunk, 0) + one
    return often


def _analysis(
    fields: Sequence[Sequence[str]], counts: list[int], classes: list[int], lengths: list[int], marks: Sequence[list[int]],
    spellings: Spellings,
) -> Analysis:
    if any(length + len(named) > limit for length, named, limit in zip(lengths, marks, FIELD_LIMITS, strict=True)):
        packed = _within_limits(fields, marks, spellings)
        return Analysis(lengths, list(map(spellings.of_lemma, packed)), list(packed.values()), classes)
    told = list(classes)
    for named, one in zip(marks, _ONES, strict=True):
        if named:
            told += map(spellings.of_lemma, named)
            counts += [one] * len(named)
    return Analysis(lengths, told, counts, classes)


def _lengths(fields: Sequence[Sequence[str]], often: Mapping[str, int], sizes: list[int]) -> list[int]:
    """How many lemmas each field has. ``sizes``: of the spellings of ``often``."""
    most = max(sizes, default=0)
    if all(len(chunks) * most <= limit for chunks, limit in zip(fields, FIELD_LIMITS, strict=True)):
        total = sum(map(mul, sizes, often.values()))
        return [total >> shift & limit for shift, limit in zip(FIELD_SHIFTS, FIELD_LIMITS, strict=True)]
    of = dict(zip(often, sizes, strict=True))
    return [sum(map(of.__getitem__, chunks)) for chunks in fields]


def _marks(chunks: Sequence[str], naming: set[str], spellings: Spellings) -> list[int]:
    """Numbers of the marks of what a field names."""
    places = list(compress(count(), map(naming.__contains__, chunks)))
    return [spellings.words.lemma(mark) for mark in spellings.names.marks_at(places, chunks)] if places else []


def _within_limits(fields: Sequence[Sequence[str]], marks: Sequence[list[int]], spellings: Spellings) -> dict[int, int]:
    """Lemmas and marks of a document, none told oftener for a field than a posting has place for."""
    packed: Counter[int] = Counter()
    for chunks, named, shift, limit in zip(fields, marks, FIELD_SHIFTS, FIELD_LIMITS, strict=True):
        told = Counter(chain(named, chain.from_iterable([spellings.readings[spellings[chunk]] for chunk in chunks])))
        for lemma, often in told.items():
            packed[lemma] += min(often, limit) << shift
    return packed


@dataclass(slots=True)
class Change:
    """What other documents have changed: ``lemmas`` whose postings are others; ``still``: by lemma, documents that
    have it as often as what stood in their place, but may be longer."""

    lemmas: set[int]
    still: dict[int, list[int]]


@dataclass(slots=True)
class Counts:
    """The words of documents, counted. What is numbered once keeps its number when documents change."""

    words: Words
    lengths: list[array[int]]  # by field: how many lemmas each document has there
    postings: list[array[int]]  # by lemma, in the order of the documents
    often: array[int]  # by form: number of documents, more or less
    forms: list[array[int]]  # by document: forms, some more than once; none where nothing is kept

    def replace(self, documents: Sequence[SearchDocument], places: Sequence[int | None], names: Names) -> Change | None:
        """Count these documents instead; ``places``: which of the earlier each of them is, if any.

        None if documents have changed their numbers.
        """
        before = len(self.lengths[0])
        gone = sorted(set(range(before)).difference(place for place in places if place is not None))
        for number in gone:
            for form in self.forms[number]:
                self.often[form] -= 1
        moved = len(places) != before or any(place not in (None, number) for number, place in enumerate(places))
        without = {} if moved else self._without(gone)
        if moved:
            self._move(places)
        now = self._add(documents, [number for number, place in enumerate(places) if place is None], names)
        if moved:
            return None
        change = Change(set(), {})
        for key in without.keys() | now.keys():
            lemma, number = key
            if without.get(key) == now.get(key):
                change.still.setdefault(lemma, []).append(number)
            else:
                change.lemmas.add(lemma)
        return change

    def _without(self, gone: Sequence[int]) -> dict[tuple[int, int], int]:
        """Take documents out; by lemma and document, how often they had it."""
        found: dict[tuple[int, int], int] = {}
        for number in gone:
            at = number << DOCUMENT_SHIFT
            for lemma, postings in enumerate(self.postings):
                place = bisect_left(postings, at)
                if place < len(postings) and postings[place] >> DOCUMENT_SHIFT == number:
                    found[lemma, number] = postings.pop(place) & _COUNTS
        return found

    def _move(self, places: Sequence[int | None]) -> None:
        """Give documents other numbers, and leave out those that have none."""
        new = [-1] * len(self.lengths[0])
        for number, place in enumerate(places):
            if place is not None:
                new[place] = number << DOCUMENT_SHIFT
        for lemma, postings in enumerate(self.postings):
            found = [at | value & _COUNTS for value in postings if (at := new[value >> DOCUMENT_SHIFT]) >= 0]
            self.postings[lemma] = array("q", sorted(found))
        self.lengths = [array("l", [0 if place is None else column[place] for place in places]) for column in self.lengths]
        self.forms = [array("i") if place is None else self.forms[place] for place in places]

    def _add(self, documents: Sequence[SearchDocument], fresh: Sequence[int], names: Names) -> dict[tuple[int, int], int]:
        """Put documents in; by lemma and document, how often they have it."""
        spellings = Spellings(self.words, names)
        added: dict[tuple[int, int], int] = {}
        for number, found in zip(fresh, analyse([documents[number] for number in fresh], spellings), strict=True):
            for column, length in zip(self.lengths, found.lengths, strict=True):
                column[number] = length
            told: Counter[int] = Counter()
            for known, often in zip(found.classes, found.counts, strict=True):
                for lemma in spellings.readings[known]:
                    told[lemma] += often
            self.fill()
            for lemma, often in told.items():
                insort(self.postings[lemma], number << DOCUMENT_SHIFT | often)
                added[lemma, number] = often
            self.forms[number] = array("i", chain.from_iterable(map(spellings.forms.__getitem__, found.spellings)))
            for form in self.forms[number]:
                self.often[form] += 1
        return added

    def fill(self) -> None:
        """Make place for words that have been numbered since."""
        self.postings += [array("q") for _ in range(len(self.words.lemmas) - len(self.postings))]
        self.often.extend([0] * (len(self.words.readings) - len(self.often)))


def read_corpus(documents: Sequence[SearchDocument], names: Names = NO_NAMES) -> Corpus:
    """Count the words of all documents."""
    return corpus_of(count_words(documents, names), names)


def count_words(documents: Sequence[SearchDocument], names: Names, lasting: bool = False) -> Counts:
    """The words of all documents, numbered as they come; ``lasting``: counts that can be changed."""
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
        for column, told in zip(lengths, zip(*(found.lengths for found in analyses), strict=True), strict=True):
            column.extend(told)
        if lasting:
            of = spellings.forms.__getitem__
            forms += [array("i", list(chain.from_iterable(map(of, found.spellings)))) for found in analyses]
    often = array("i", [0]) * len(words.readings)
    for known, times in spelled.items():
        for form in spellings.forms[known]:
            often[form] += times
    return Counts(words, lengths, _by_lemma(by_class, spellings), often, forms)


def corpus_of(counts: Counts, names: Names) -> Corpus:
    """What an index is made of."""
    words, postings = counts.words, counts.postings
    documents = len(counts.lengths[0])
    spare: set[int] = set()
    for group in names.groups:
        if (mark := words.lemmas.get(group.mark)) is not None and postings[mark]:
            spare.update(words.forms_of("\n".join(group.names)))
    light = {words.lemma(each) for each in LIGHT_WORDS} if documents else set()
    counts.fill()
    asked = light.union(*(words.readings[form] for form in spare))
    return _sorted(counts, spare, asked)


def _by_lemma(by_class: Sequence[array[int]], spellings: Spellings) -> list[array[int]]:
    """Postings of spellings → those of lemmas: in the order of documents, one for each."""
    classes: list[list[int]] = [[] for _ in spellings.words.lemmas]
    for known, postings in enumerate(by_class):
        if postings:
            for lemma in spellings.readings[known]:
                classes[lemma].append(known)
    return [_merged([by_class[known] for known in found]) for found in classes]


def _merged(parts: Sequence[array[int]]) -> array[int]:
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
    """Make calls whose results nobody needs: a loop without a step of its own."""
    deque(calls, maxlen=0)


def _sorted(counts: Counts, spare: set[int], asked: set[int]) -> Corpus:
    """Numbers by the alphabet, so that neighbours in it are neighbours in the index.

    Without forms and lemmas that no document has (any more) and no query may ask for.
    """
    words, postings, often = counts.words, counts.postings, counts.often
    names = sorted([name for name, old in words.lemmas.items() if postings[old] or old in asked])
    new = [0] * len(words.lemmas)
    for position, name in enumerate(names):
        new[words.lemmas[name]] = position
    forms: dict[str, tuple[int, ...]] = {}
    told: dict[str, int] = {}
    compounds: dict[str, Compound] = {}
    for (word, prefix), form in sorted([item for item in words.forms.items() if often[item[1]] or item[1] in spare]):
        readings = tuple([new[old] for old in words.readings[form]])
        known = forms.get(word)
        forms[word] = tuple(dict.fromkeys(known + readings)) if known else readings
        told[word] = told.get(word, 0) + often[form]
        if prefix:
            for reading in readings:
                compounds.setdefault(names[reading], Compound(prefix, names[reading][len(prefix) :]))
    return Corpus(
        documents=len(counts.lengths[0]),
        lengths=counts.lengths,
        lemmas=names,
        postings=[postings[words.lemmas[name]] for name in names],
        forms=forms,
        counts=told,
        compounds=compounds,
    )
