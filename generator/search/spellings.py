"""Analysis of documents into lemma counts: every distinct spelling is analysed once, however often it occurs.

Tokens and lemmas are those of ``analysis.tokens`` and ``analysis.language``, plus marks of the names used in the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress, count
from operator import mul

from generator.analysis.language import is_stop_word, lemmas, token_lemmas
from generator.analysis.tokens import Token, in_cyrillic, tokenise

from .document import SearchDocument
from .names import Names
from .scoring import FIELD_LIMITS, FIELD_SHIFTS, field_texts

_GROUPED_DIGITS = re.compile(r"\d\s\d")
_CHUNK = re.compile(r"(?:\S|(?<=\d)\s(?=\d))+")  # what may be one token: no spaces except between digits
_PUNCTUATION = "«»“”„()[]…,;:!?"
_LETTERS = re.compile("[а-я]+")
_PLAIN = re.compile("[А-Яа-яЁё]+")


class Words:
    """Numbers of forms and lemmas, given in order of occurrence.

    A form is a normalised word with its division into parts: «телемедицина» and «теле-медицина» are two
    forms of the same word.
    """

    def __init__(self) -> None:
        self.forms: dict[tuple[str, str], int] = {}  # word and, if it is a compound, the parts before its last one
        self.readings: list[tuple[int, ...]] = []  # by form
        self.lemmas: dict[str, int] = {}

    def forms_of(self, text: str) -> Iterator[int]:
        for token in tokenise(text):
            for part in (token, *token.parts):
                if not is_stop_word(part.word):
                    yield self.form(part)
                    if (heard := in_cyrillic(part.word)) != part.word:  # «NIVgian» is typed as «нивгиан», too
                        yield self.form(Token(heard, 0, 0))

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
    """Whitespace-delimited chunk of a text → its class, computed on first access.

    Chunks of one class have the same readings: «школа» and «Школа,». Lists indexed by class are faster than
    a dict of all chunks.
    """

    def __init__(self, words: Words, names: Names) -> None:
        super().__init__()
        self.words, self.names = words, names
        self.readings: list[tuple[int, ...]] = []  # by class: numbers of lemmas
        self.forms: list[tuple[int, ...]] = []  # by class
        self.sizes: list[int] = []  # by class: number of readings
        self.naming = bytearray()  # by class: whether a name of a synonym group may begin there
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
        elif _PLAIN.fullmatch(chunk):  # same result as ``tokenise``, faster
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
        begins = begins and self.names.begin_at(chunk)  # one-word names may have to be in capitals
        found = self._of_forms.get((form, begins))
        if found is None:
            found = self._of_forms[form, begins] = self._add(readings, (form,), begins)
        return found

    def of_lemma(self, lemma: int) -> int:
        """The class for a lemma or mark as such, without a spelling."""
        found = self._of_lemmas.get(lemma)
        if found is None:
            found = self._of_lemmas[lemma] = self._add((lemma,), (), False)
        return found


@dataclass(frozen=True, slots=True)
class Analysis:
    """The word counts of one document."""

    lengths: Sequence[int]  # by field: number of lemmas
    classes: Sequence[int]  # of spellings, lemmas and marks; unordered, possibly repeated
    counts: Sequence[int]  # parallel to ``classes``: frequencies by field, packed as in a posting
    spellings: Sequence[int]  # the class of each distinct spelling


_ONES = tuple(1 << shift for shift in FIELD_SHIFTS)
_TEXT = FIELD_SHIFTS.index(0)


def analyse(documents: Sequence[SearchDocument], spellings: Spellings) -> list[Analysis]:
    """Count the words of documents.

    Every distinct spelling is looked up once per document. Each step runs over all documents before the next
    one begins, since the tables of all steps together do not fit into the processor's cache.
    """
    texts = [[_CHUNK.findall(text) if _GROUPED_DIGITS.search(text) else text.split() for text in field_texts(d)] for d in documents]
    often = [_counted(fields) for fields in texts]
    classes = [list(map(spellings.__getitem__, found)) for found in often]
    lengths = [
        _lengths(fields, found, list(map(spellings.sizes.__getitem__, own_classes)))
        for fields, found, own_classes in zip(texts, often, classes, strict=True)
    ]
    naming = [set(compress(found, map(spellings.naming.__getitem__, own_classes))) for found, own_classes in zip(often, classes, strict=True)]
    marks = [[_marks(chunks, begun, spellings) for chunks in fields] for fields, begun in zip(texts, naming, strict=True)]
    return [
        _analysis(fields, list(found.values()), own_classes, length, named, spellings)
        for fields, found, own_classes, length, named in zip(texts, often, classes, lengths, marks, strict=True)
    ]


def _counted(fields: Sequence[Sequence[str]]) -> Counter[str]:
    """Frequencies of each spelling by field, packed as in a posting."""
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
    all_classes = list(classes)
    for named, one in zip(marks, _ONES, strict=True):
        if named:
            all_classes += map(spellings.of_lemma, named)
            counts += [one] * len(named)
    return Analysis(lengths, all_classes, counts, classes)


def _lengths(fields: Sequence[Sequence[str]], often: Mapping[str, int], sizes: list[int]) -> list[int]:
    """Number of lemmas in each field. ``sizes``: numbers of readings, parallel to ``often``."""
    most = max(sizes, default=0)
    if all(len(chunks) * most <= limit for chunks, limit in zip(fields, FIELD_LIMITS, strict=True)):
        total = sum(map(mul, sizes, often.values()))
        return [total >> shift & limit for shift, limit in zip(FIELD_SHIFTS, FIELD_LIMITS, strict=True)]
    of = dict(zip(often, sizes, strict=True))
    return [sum(map(of.__getitem__, chunks)) for chunks in fields]


def _marks(chunks: Sequence[str], naming: set[str], spellings: Spellings) -> list[int]:
    """Numbers of the marks of all names in a field."""
    places = list(compress(count(), map(naming.__contains__, chunks)))
    return [spellings.words.lemma(mark) for mark in spellings.names.marks_at(places, chunks)] if places else []


def _within_limits(fields: Sequence[Sequence[str]], marks: Sequence[list[int]], spellings: Spellings) -> dict[int, int]:
    """Lemma or mark → frequencies by field, packed, each cut to what fits into a posting."""
    packed: Counter[int] = Counter()
    for chunks, named, shift, limit in zip(fields, marks, FIELD_SHIFTS, FIELD_LIMITS, strict=True):
        frequencies = Counter(chain(named, chain.from_iterable([spellings.readings[spellings[chunk]] for chunk in chunks])))
        for lemma, often in frequencies.items():
            packed[lemma] += min(often, limit) << shift
    return packed
