"""Documents → the words of each field, counted; marks of names where the texts use them.

The same words as everywhere (``analysis.language``); every spelling is taken apart once, however
often it stands in the texts.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

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


class _Words(dict[str, tuple[int, ...]]):
    """Spelling → numbers of all readings of its words. Numbers are given in the order of meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, int] = {}
        self.lemmas: dict[str, int] = {}
        self.readings: list[tuple[int, ...]] = []  # by form
        self.compounds: dict[str, Compound] = {}
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
            forms = self.spelled[chunk] = tuple(self._forms(chunk))
            found = tuple([reading for form in forms for reading in self.readings[form]])
        self[chunk] = found
        return found

    def _forms(self, chunk: str) -> Iterator[int]:
        for token in tokenise(chunk):
            for part in (token, *token.parts):
                if not is_stop_word(part.word):
                    yield self._form(part)

    def _form(self, token: Token) -> int:
        number = self.forms.get(token.word)
        if number is None:
            number = self.forms[token.word] = len(self.forms)
            found = self._lemmas(token)
            self.readings.append(tuple([self.lemmas.setdefault(each, len(self.lemmas)) for each in found]))
        return number

    def _lemmas(self, token: Token) -> tuple[str, ...]:
        found = token_lemmas(token)
        if len(token.parts) > 1 and _LETTERS.fullmatch(token.word):
            prefix = "".join(part.word for part in token.parts[:-1])
            for last in lemmas(token.parts[-1].word):
                self.compounds[prefix + last] = Compound(prefix, last)
        return found

    def mark(self, mark: str) -> int:
        return self.lemmas.setdefault(mark, len(self.lemmas))

    def add_spare(self, text: str) -> None:
        """Words that a query may use, whether documents have them or not."""
        for token in tokenise(text):
            for part in (token, *token.parts):
                if not is_stop_word(part.word):
                    self._form(part)


def read_corpus(documents: Sequence[SearchDocument], names: Names = NO_NAMES) -> Corpus:
    """Count the words of all documents, numbered as they come."""
    words = _Words()
    lengths = [array("l") for _ in FIELDS]
    postings: list[array[int]] = []
    spellings: Counter[str] = Counter()
    for number, document in enumerate(documents):
        packed: Counter[int] = Counter()
        present: set[str] = set()
        for text, shift, limit, length in zip(field_texts(document), FIELD_SHIFTS, FIELD_LIMITS, lengths, strict=True):
            chunks = _CHUNK.findall(text) if _GROUPED_DIGITS.search(text) else text.split()
            present.update(chunks)
            readings = list(chain.from_iterable(map(words.__getitem__, chunks)))
            length.append(len(readings))
            readings += map(words.mark, names.marks_among(chunks))
            _count(packed, readings, shift, limit)
        spellings.update(present)
        while len(postings) < len(words.lemmas):
            postings.append(array("q"))
        at = number << DOCUMENT_SHIFT
        for lemma, often in packed.items():
            postings[lemma].append(at + often)
    for group in names.groups:
        if group.mark in words.lemmas:
            words.add_spare("\n".join(group.names))
    for light in LIGHT_WORDS if documents else ():
        words.lemmas.setdefault(light, len(words.lemmas))
    while len(postings) < len(words.lemmas):
        postings.append(array("q"))
    counts: Counter[int] = Counter()
    for spelling, often in spellings.items():
        for form in words.spelled[spelling]:
            counts[form] += often
    return _sorted(len(documents), words, lengths, postings, counts)


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
    documents: int, words: _Words, lengths: list[array[int]], postings: list[array[int]], counts: Counter[int]
) -> Corpus:
    """Numbers by the alphabet, so that neighbours in it are neighbours in the index."""
    names = sorted(words.lemmas)
    new = [0] * len(names)
    for position, name in enumerate(names):
        new[words.lemmas[name]] = position
    forms = sorted(words.forms)
    return Corpus(
        documents=documents,
        lengths=lengths,
        lemmas=names,
        postings=[postings[words.lemmas[name]] for name in names],
        forms={form: tuple(new[old] for old in words.readings[words.forms[form]]) for form in forms},
        counts={form: counts[words.forms[form]] for form in forms},
        compounds=words.compounds,
    )
