"""Documents → the words of each field, as the static index counts them.

The same words as everywhere (``analysis.language``); every spelling is taken apart once, however
often it stands in the texts. A compound as a whole («учебно-финансовыми») is declined as its last
part is: the dictionary knows no such word, and guessing it from the letters is slow and often wrong.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from generator.analysis.language import Token, is_stop_word, lemmas, tokenise

from .documents import SearchDocument

FIELDS: tuple[str, ...] = ("title", "keywords", "question", "results", "text")
FIELD_BITS = 6
MOST = (1 << FIELD_BITS) - 1  # oftener in one field counts no more

_GROUPED_DIGITS = re.compile(r"\d\s\d")
_PUNCTUATION = "«»“”„()[]…,;:!?"
_LETTERS = re.compile("[а-я]+")


def field_texts(document: SearchDocument) -> tuple[str, ...]:
    """The texts of a document by ``FIELDS``: which words weigh how much."""
    return (
        document.title,
        "\n".join(document.keywords),
        document.question,
        f"{document.summary}\n{document.results}",
        document.text,
    )


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound written as one word: its last part is declined, what stands before is not."""

    prefix: str
    last: str


@dataclass(slots=True)
class Postings:
    """Where a lemma stands: numbers of documents, rising, and how often in each field.

    The counts of the fields are packed into one number, ``FIELD_BITS`` each, the title lowest.
    """

    documents: array[int] = field(default_factory=lambda: array("l"))
    counts: array[int] = field(default_factory=lambda: array("q"))


@dataclass(slots=True)
class Corpus:
    """All words of the documents; lemmas and forms in the order of the alphabet."""

    documents: int
    lengths: list[array[int]]  # by field: how many lemmas each document has there
    lemmas: list[str]
    postings: list[Postings]  # by lemma
    forms: dict[str, tuple[int, ...]]  # form → numbers of its lemmas, the likeliest first
    counts: dict[str, int]  # form → number of documents
    compounds: dict[str, Compound]  # by lemma

    def forms_by_lemma(self) -> list[list[str]]:
        found: list[list[str]] = [[] for _ in self.lemmas]
        for form, readings in self.forms.items():
            for reading in readings:
                found[reading].append(form)
        return found


class _Words:
    """Numbers of words, in the order in which they are met."""

    def __init__(self) -> None:
        self.forms: dict[str, int] = {}
        self.lemmas: dict[str, int] = {}
        self.readings: list[tuple[int, ...]] = []  # by form
        self.compounds: dict[str, Compound] = {}
        self._seen: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}

    def of(self, text: str) -> tuple[list[int], list[int]]:
        """Numbers of the forms in a text, and of all readings of them."""
        forms: list[int] = []
        readings: list[int] = []
        seen = self._seen
        for chunk in (text,) if _GROUPED_DIGITS.search(text) else text.split():
            known = seen.get(chunk)
            if known is None:
                known = seen[chunk] = self._chunk(chunk)
            forms += known[0]
            readings += known[1]
        return forms, readings

    def _chunk(self, chunk: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        bare = chunk.strip(_PUNCTUATION)
        if bare != chunk:
            if bare not in self._seen:
                self._seen[bare] = self._chunk(bare)
            return self._seen[bare]
        forms = tuple(
            self._form(part)
            for token in tokenise(chunk)
            for part in (token, *token.parts)
            if not is_stop_word(part.word)
        )
        return forms, tuple(reading for form in forms for reading in self.readings[form])

    def _form(self, token: Token) -> int:
        number = self.forms.get(token.word)
        if number is None:
            number = self.forms[token.word] = len(self.forms)
            self.readings.append(tuple(self._lemma(lemma) for lemma in self._lemmas(token)))
        return number

    def _lemma(self, lemma: str) -> int:
        return self.lemmas.setdefault(lemma, len(self.lemmas))

    def _lemmas(self, token: Token) -> tuple[str, ...]:
        if len(token.parts) < 2 or not _LETTERS.fullmatch(token.word):
            return lemmas(token.word)
        prefix = "".join(part.word for part in token.parts[:-1])
        found = {prefix + last: Compound(prefix, last) for last in lemmas(token.parts[-1].word)}
        self.compounds.update(found)
        return tuple(found)


def read_corpus(
    documents: Sequence[SearchDocument], texts: Callable[[SearchDocument], Iterable[str]] = field_texts
) -> Corpus:
    """Count the words of all documents, numbered as they come."""
    words = _Words()
    lengths = [array("l") for _ in FIELDS]
    postings: list[Postings] = []
    counts: Counter[int] = Counter()
    for number, document in enumerate(documents):
        packed: dict[int, int] = {}
        present: set[int] = set()
        for place, text in enumerate(texts(document)):
            forms, readings = words.of(text) if text else ((), ())
            present.update(forms)
            lengths[place].append(len(readings))
            for lemma, often in Counter(readings).items():
                packed[lemma] = packed.get(lemma, 0) + (min(often, MOST) << FIELD_BITS * place)
        counts.update(present)
        while len(postings) < len(words.lemmas):
            postings.append(Postings())
        for lemma, often in packed.items():
            postings[lemma].documents.append(number)
            postings[lemma].counts.append(often)
    return _sorted(len(documents), words, lengths, postings, counts)


def _sorted(
    documents: int, words: _Words, lengths: list[array[int]], postings: list[Postings], counts: Counter[int]
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
