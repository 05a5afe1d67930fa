"""Documents → the words of each field, counted; marks of names where the texts use them.

The same words as everywhere (``analysis.language``); every spelling is taken apart once, however
often it stands in the texts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Protocol

from generator.analysis.language import Token, is_stop_word, token_lemmas, tokenise
from generator.analysis.stop_words import LIGHT_WORDS

from .documents import SearchDocument
from .names import MARK, NO_NAMES, Names
from .scoring import DOCUMENT_SHIFT, FIELD_LIMITS, FIELD_SHIFTS, FIELDS, field_texts

_GROUPED_DIGITS = re.compile(r"\d\s\d")
_CHUNK = re.compile(r"(?:\S|(?<=\d)\s(?=\d))+")  # what may be one token: no spaces but between digits
_PUNCTUATION = "«»“”„()[]…,;:!?"
_LETTERS = re.compile("[а-я]+")
_PLAIN = re.compile("[А-Яа-яЁё]+")


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


class Words(dict[str, tuple[int, ...]]):
    """Spelling → numbers of all readings of its words. Numbers are given in the order of meeting.

    A form is a word as it is read: «телемедицина» and «теле-медицина» are two of one spelling.
    """

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[tuple[str, str], int] = {}  # word and what its last part stands after, if it has parts
        self.readings: list[tuple[int, ...]] = []  # by form
        self.lemmas: dict[str, int] = {}
        self.spelled: dict[str, tuple[int, ...]] = {}  # spelling → numbers of its forms

    def __missing__(self, chunk: str) -> tuple[int, ...]:
        bare = chunk.strip(_PUNCTUATION)
        if bare != chunk:
            found = self[bare]
            self.spelled[chunk] = self.spelled[bare]
        elif _PLAIN.fullmatch(chunk):  # most of all spellings: the same as ``tokenise``, only quicker
            word = chunk.lower().replace("ё", "е")
            form = -1 if is_stop_word(word) else self._form(Token(word, 0, 0))
            self.spelled[chunk] = (form,) if form >= 0 else ()
            found = self.readings[form] if form >= 0 else ()
        else:
            forms = self.spelled[chunk] = tuple(self.forms_of(chunk))
            found = tuple([reading for form in forms for reading in self.readings[form]])
        self[chunk] = found
        return found

    def forms_of(self, text: str) -> Iterator[int]:
        for token in tokenise(text):
            for part in (token, *token.parts):
                if not is_stop_word(part.word):
                    yield self._form(part)

    def _form(self, token: Token) -> int:
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


@dataclass(frozen=True, slots=True)
class Analysis:
    """The words of one document, by the numbers of ``Words``."""

    lengths: array[int]  # by field: how many lemmas
    lemmas: array[int]
    counts: array[int]  # of each of the lemmas by field, packed as in a posting
    forms: array[int]  # a form that is spelled in two ways stands there twice


class Kept(Protocol):
    """Analyses of an earlier build with the words that they number."""

    words: Words

    def analysis(self, document: SearchDocument, make: Callable[[], Analysis]) -> Analysis: ...


def analyse(document: SearchDocument, words: Words, names: Names) -> Analysis:
    """The words of a document, counted."""
    packed: Counter[int] = Counter()
    present: set[str] = set()
    lengths = array("l")
    for text, shift, limit in zip(field_texts(document), FIELD_SHIFTS, FIELD_LIMITS, strict=True):
        chunks = _CHUNK.findall(text) if _GROUPED_DIGITS.search(text) else text.split()
        present.update(chunks)
        readings = list(chain.from_iterable(map(words.__getitem__, chunks)))
        lengths.append(len(readings))
        readings += map(words.lemma, names.marks_among(chunks))
        _count(packed, readings, shift, limit)
    forms = array("i", chain.from_iterable(map(words.spelled.__getitem__, present)))
    return Analysis(lengths, array("i", packed), array("q", packed.values()), forms)


def read_corpus(
    documents: Sequence[SearchDocument], names: Names = NO_NAMES, kept: Kept | None = None
) -> Corpus:
    """Count the words of all documents, numbered as they come."""
    words = kept.words if kept else Words()
    lengths = [array("l") for _ in FIELDS]
    postings: list[array[int]] = []
    counts: Counter[int] = Counter()
    for number, document in enumerate(documents):
        make = partial(analyse, document, words, names)
        found = kept.analysis(document, make) if kept else make()
        for length, column in zip(found.lengths, lengths, strict=True):
            column.append(length)
        while len(postings) < len(words.lemmas):
            postings.append(array("q"))
        at = number << DOCUMENT_SHIFT
        for lemma, often in zip(found.lemmas, found.counts, strict=True):
            postings[lemma].append(at + often)
        counts.update(found.forms)
    spare: set[int] = set()
    for group in names.groups:
        if (mark := words.lemmas.get(group.mark, len(postings))) < len(postings) and postings[mark]:
            spare.update(words.forms_of("\n".join(group.names)))
    light = {words.lemma(each) for each in LIGHT_WORDS} if documents else set()
    while len(postings) < len(words.lemmas):
        postings.append(array("q"))
    asked = light.union(*(words.readings[form] for form in spare))
    return _sorted(len(documents), words, lengths, postings, counts, spare, asked)


def _count(packed: Counter[int], readings: list[int], shift: int, limit: int) -> None:
    if len(readings) > limit:
        for lemma, often in Counter(readings).items():
            packed[lemma] += min(often, limit) << shift
    elif shift:
        for lemma in readings:
            packed[lemma] += 1 << shift
    else:
        packed.update(readings)


def _sorted(
    documents: int,
    words: Words,
    lengths: list[array[int]],
    postings: list[array[int]],
    counts: Counter[int],
    spare: set[int],
    asked: set[int],
) -> Corpus:
    """Numbers by the alphabet, so that neighbours in it are neighbours in the index.

    Without forms and lemmas that no document has (any more) and no query may ask for.
    """
    names = sorted([name for name, old in words.lemmas.items() if postings[old] or old in asked])
    new = [0] * len(words.lemmas)
    for position, name in enumerate(names):
        new[words.lemmas[name]] = position
    forms: dict[str, tuple[int, ...]] = {}
    told: dict[str, int] = {}
    compounds: dict[str, Compound] = {}
    for word, prefix in sorted([key for key, form in words.forms.items() if form in counts or form in spare]):
        form = words.forms[word, prefix]
        readings = tuple([new[old] for old in words.readings[form]])
        known = forms.get(word)
        forms[word] = tuple(dict.fromkeys(known + readings)) if known else readings
        told[word] = told.get(word, 0) + counts[form]
        if prefix:
            for reading in readings:
                compounds.setdefault(names[reading], Compound(prefix, names[reading][len(prefix) :]))
    return Corpus(
        documents=documents,
        lengths=lengths,
        lemmas=names,
        postings=[postings[words.lemmas[name]] for name in names],
        forms=forms,
        counts=told,
        compounds=compounds,
    )
