"""A query as a reader types it → the lemmas it asks for, mended where it was mistyped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from generator.analysis.language import Token, is_stop_word, lemma, lemmas, other_layout, tokenise

from .root_stem import root_stem

PREFIX_FORMS = 40  # how many words an unfinished one may stand for, the commonest first
TYPO_LEMMAS = 3
TYPO_LENGTH = 5  # in shorter words one other letter makes another word
KIN_LENGTH = 5  # of a stem: words that begin with a shorter one have little else in common
GUESS, KIN = 0.8, 0.3  # what finding a guessed word counts, and a word of the same root


class Reading(IntEnum):
    """How a word of the query was understood, the surest first."""

    EXACT = 0
    PREFIX = 1  # the last word is not finished
    TYPO = 2  # one letter is wrong, missing, too many, or two have changed places
    UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Lemmas that all have to stand in a document, and how much finding them counts."""

    lemmas: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One thing asked for: any of the alternatives is an answer, none if the word is unknown."""

    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """``suggestion`` is the query as it was read, if that is not how it was typed."""

    words: tuple[QueryWord, ...]
    suggestion: str | None = None

    @property
    def lemmas(self) -> frozenset[str]:
        alternatives = (alternative for word in self.words for alternative in word.alternatives)
        return frozenset(lemma for alternative in alternatives for lemma in alternative.lemmas)


class Vocabulary:
    """Word forms that stand in the indexed documents, with the number of documents of each."""

    def __init__(self, forms: Mapping[str, int], knows_lemma: Callable[[str], bool]) -> None:
        self._counts = forms  # in alphabetical order
        self._sorted = list(forms)
        self._knows_lemma = knows_lemma

    def known_lemmas(self, word: str) -> tuple[str, ...]:
        """Lemmas of a word that some document has."""
        return tuple(found for found in lemmas(word) if self._knows_lemma(found))

    def starting_with(self, prefix: str) -> list[str]:
        """Forms that begin like this, the commonest first."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\uffff")
        return sorted(self._sorted[start:end], key=self._commonest)[:PREFIX_FORMS]

    def kin(self, lemma: str) -> list[str]:
        """Lemmas that begin with the stem of this one: «телемедицина» and «телемедицинский»."""
        stem = lemma[: len(root_stem(lemma))]
        if len(stem) < KIN_LENGTH or not stem.isalpha():
            return []
        return [found for found in self.lemmas_of(self.starting_with(stem)) if found != lemma]

    def lemmas_of(self, forms: list[str]) -> list[str]:
        """The likeliest lemmas of the forms that some document has."""
        return list(dict.fromkeys(found for form in forms if self._knows_lemma(found := lemma(form))))

    def near(self, word: str) -> list[str]:
        """Forms one edit away from the word or from its lemma, the commonest first."""
        found: dict[str, None] = {}
        for spelling in dict.fromkeys((word, lemma(word))):
            near = process.extract(spelling, self._sorted, scorer=OSA.distance, score_cutoff=1, limit=None)
            found.update((form, None) for form in sorted((form for form, _, _ in near), key=self._commonest))
        return list(found)

    def _commonest(self, form: str) -> tuple[int, str]:
        return (-self._counts[form], form)


@dataclass(frozen=True, slots=True)
class _Read:
    """A stretch of the query without spaces as understood; ``text`` is how it should be typed."""

    reading: Reading
    words: tuple[QueryWord, ...]
    text: str
    retyped: bool = False


def understand(query: str, vocabulary: Vocabulary) -> Understood:
    """Read a query word by word in the layout and the spelling in which the vocabulary knows it.

    A query that ends with a space is finished; otherwise its last word may be the beginning of one.
    """
    chunks = query.split()
    finished = query.endswith((" ", "\u00a0"))
    read: list[_Read] = []
    for number, chunk in enumerate(chunks):
        unfinished = number == len(chunks) - 1 and not finished
        typed = _read(chunk, unfinished, vocabulary)
        if typed.reading is not Reading.EXACT:
            other = other_layout(chunk)
            retyped = _read(other, unfinished, vocabulary)
            small = _only_stop_words(other) and bool(read) and read[-1].retyped  # «d» in «cghfdrf d irjke»
            if small or (retyped.words and retyped.reading < typed.reading):
                typed = replace(retyped, retyped=True)
        read.append(typed)
    words = tuple(dict.fromkeys(word for part in read for word in part.words))
    text = " ".join(part.text for part in read)
    mended = text.casefold() != " ".join(chunks).casefold()
    return Understood(words, text if mended else None)


def _only_stop_words(text: str) -> bool:
    tokens = tokenise(text)
    return bool(tokens) and all(is_stop_word(token.word) for token in tokens)


def _read(chunk: str, unfinished: bool, vocabulary: Vocabulary) -> _Read:
    worst, words, text = Reading.EXACT, [], chunk
    tokens = tokenise(chunk)
    for token in reversed(tokens):  # from the end, so that places in ``text`` stay right
        if is_stop_word(token.word):
            continue
        last = unfinished and token is tokens[-1]
        for reading, word, mended in _read_token(token, last, vocabulary):
            worst = max(worst, reading)
            words.append(word)
            if mended:
                form, start, end = mended
                text = text[:start] + form + text[end:]
    return _Read(worst, tuple(reversed(words)), text)


# How a word was understood, what it asks for, and what should have been typed from where to where.
_Understood = tuple[Reading, QueryWord, tuple[str, int, int] | None]


def _read_token(token: Token, unfinished: bool, vocabulary: Vocabulary) -> list[_Understood]:
    """A compound is found by its whole or by all its parts; unknown as a whole, part by part."""
    alternatives = [Alternative((found,)) for found in vocabulary.known_lemmas(token.word)]
    parts = [vocabulary.known_lemmas(part.word)[:1] for part in token.parts if not is_stop_word(part.word)]
    if parts and all(parts) and (len(token.parts) > 1 or not alternatives):
        alternatives.append(Alternative(tuple(found for part in parts for found in part), 0.9))
    if alternatives:
        kin = _kin(token.word, alternatives, unfinished, vocabulary)
        return [(Reading.EXACT, QueryWord((*alternatives, *kin)), None)]
    if len(token.parts) > 1:
        simple = [part for part in reversed(token.parts) if not is_stop_word(part.word)]
        begun = [unfinished and part is simple[0] for part in simple]
        return [found for args in zip(simple, begun, strict=True) for found in _read_token(*args, vocabulary)]
    return [_guess(token, unfinished, vocabulary)]


def _kin(word: str, known: list[Alternative], unfinished: bool, vocabulary: Vocabulary) -> list[Alternative]:
    """Words of the same root, and what the word may yet become: both count little."""
    found = [kin for alternative in known for lemma in alternative.lemmas for kin in vocabulary.kin(lemma)]
    if unfinished and len(word) >= TYPO_LENGTH - 1 and word.isalpha():
        found += vocabulary.lemmas_of(vocabulary.starting_with(word))
    own = {lemma for alternative in known for lemma in alternative.lemmas}
    return [Alternative((kin,), KIN) for kin in dict.fromkeys(found) if kin not in own]


def _guess(token: Token, unfinished: bool, vocabulary: Vocabulary) -> _Understood:
    """What an unknown word may be: the beginning of a known one, or a known one mistyped."""
    if unfinished and len(token.word) > 1:
        begun = vocabulary.lemmas_of(vocabulary.starting_with(token.word))
        if begun:
            return Reading.PREFIX, QueryWord(tuple(Alternative((found,), GUESS) for found in begun)), None
    if len(token.word) >= TYPO_LENGTH:
        forms = vocabulary.near(token.word)
        meant = vocabulary.lemmas_of(forms)[:TYPO_LEMMAS]
        if meant:
            word = QueryWord(tuple(Alternative((found,), GUESS) for found in meant))
            best = next(form for form in forms if meant[0] == lemma(form))
            return Reading.TYPO, word, (best, token.start, token.end)
    return Reading.UNKNOWN, QueryWord(()), None
