"""A query as a reader types it → the lemmas it asks for, mended where it was mistyped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from generator.analysis.language import is_light, is_stop_word, lemma, lexeme, token_lemmas
from generator.analysis.tokens import Token, in_cyrillic, is_slip, other_layout, tokenise

from .names import NO_NAMES, Names
from .root_stem import root_stem

PREFIX_FORMS = 40  # how many words an unfinished one may stand for, the commonest first
TYPO_LEMMAS = 3
TYPO_LENGTH = 5  # in shorter words one other letter makes another word
KIN_LENGTH = 5  # of a stem: words that begin with a shorter one have little else in common
# What finding counts: by its parts for a compound, of a guessed word, of a word of the same root,
# of another name of the same thing, of a name of a thing near it.
PARTS, GUESS, KIN, SYNONYM, RELATED = 0.9, 0.8, 0.5, 0.75, 0.19
BEGUN = 0.7  # and of a word of which only two letters are typed: too little to name anything
LIGHT = 0.6  # and of a word that says little of the matter
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


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
    """One thing asked for: any of the alternatives is an answer, none if the word is unknown.

    An answer may lack a light one.
    """

    alternatives: tuple[Alternative, ...]
    light: bool = False

    @property
    def weight(self) -> float:
        return LIGHT if self.light else 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a query, from ``start`` to before ``end``, that together are a name of something."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """``suggestion`` is the query as it was read, if that is not how it was typed."""

    words: tuple[QueryWord, ...]
    suggestion: str | None = None
    phrases: tuple[Phrase, ...] = ()

    @property
    def lemmas(self) -> frozenset[str]:
        """Lemmas asked for, and marks of names."""
        asked: list[QueryWord | Phrase] = [*self.words, *self.phrases]
        alternatives = (alternative for each in asked for alternative in each.alternatives)
        return frozenset(lemma for alternative in alternatives for lemma in alternative.lemmas)


class Vocabulary:
    """What the indexed documents know of words: forms that stand in them, with the number of documents
    of each; lemmas; and marks of the names that they use, with the words of all their names (``Names.spare``)
    where these are known already."""

    def __init__(
        self, forms: Mapping[str, int], known: Iterable[str], names: Names = NO_NAMES, marks: Container[str] = (),
        spare: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        if spare is None:
            spare = names.spare(group.mark for group in names.groups if group.mark in marks)
        readings = {found for meant in spare.values() for found in meant}
        self._counts = {**forms, **{word: 1 for word in spare if word not in forms}}
        self._sorted = sorted(self._counts)  # quick where the forms are in order already
        self._known = readings.union(known)
        self._names = names
        self._marks = marks

    def known_lemmas(self, token: Token) -> tuple[str, ...]:
        """Lemmas of a word that some document has; light ones are known whatever documents have."""
        for word in dict.fromkeys((token, token._replace(word=in_cyrillic(token.word)))):
            known = tuple(found for found in token_lemmas(word) if found in self._known or is_light(found))
            if known:
                return known
        return ()

    def named(self, lemma: str) -> Iterator[tuple[tuple[str, ...], Alternative]]:
        """Names that begin with a lemma: the lemmas of the rest, and what having such a name counts."""
        for rest, group in self._names.starting_with(lemma):
            if group.mark in self._marks:
                yield rest, Alternative((group.mark,), RELATED if group.related else SYNONYM)

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
        return list(dict.fromkeys(found for form in forms if (found := lemma(form)) in self._known))

    def near(self, word: str) -> list[str]:
        """Forms one slip away from the word or from its lemma, the commonest first."""
        from rapidfuzz import process  # here: few queries need it, and it takes as long to load as an answer
        from rapidfuzz.distance import OSA

        found: dict[str, None] = {}
        for spelling in dict.fromkeys((word, lemma(word))):
            near = process.extract(spelling, self._sorted, scorer=OSA.distance, score_cutoff=1, limit=None)
            forms = [form for form, _, _ in near if is_slip(spelling, form)]
            found.update((form, None) for form in sorted(forms, key=self._commonest))
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
            # What Russian letters spell as Latin keys is taken as it is: a slip in it besides means nothing.
            retyped = _read(other, unfinished, vocabulary, slips=not _RUSSIAN.search(chunk))
            small = _only_stop_words(other) and bool(read) and read[-1].retyped  # «d» in «cghfdrf d irjke»
            if small or (retyped.words and retyped.reading < typed.reading):
                typed = replace(retyped, retyped=True)
        read.append(typed)
    words = list(dict.fromkeys(word for part in read for word in part.words))
    if all(word.light for word in words):
        words = [replace(word, light=False) for word in words]
    text = " ".join(part.text for part in read)
    mended = text.casefold() != " ".join(chunks).casefold()
    named, phrases = _with_names(words, vocabulary)
    return Understood(tuple(named), text if mended else None, tuple(phrases))


def _with_names(words: list[QueryWord], vocabulary: Vocabulary) -> tuple[list[QueryWord], list[Phrase]]:
    """The words with other names of what each of them names, and what several name together.

    Of names that overlap the longest counts.
    """
    # Parts of compounds are words of names: «медико-социальная экспертиза» is one of three.
    pieces = [(place, piece, lemmas) for place, word in enumerate(words) for piece, lemmas in enumerate(_pieces(word))]
    found = list(words)
    spans: dict[tuple[int, int], list[Alternative]] = {}
    for at, (place, piece, meant) in enumerate(pieces):
        for rest, alternative in [named for each in meant for named in vocabulary.named(each)]:
            following = pieces[at + 1 : at + 1 + len(rest)]
            if len(following) < len(rest) or not all(r in p[2] for r, p in zip(rest, following, strict=True)):
                continue
            last, last_piece, _ = following[-1] if rest else pieces[at]
            whole = piece == 0 and last_piece == len(_pieces(words[last])) - 1
            if whole and place < last:
                count = last + 1 - place
                spans.setdefault((place, last + 1), []).append(replace(alternative, weight=alternative.weight * count))
            elif whole:
                found[place] = _with(found[place], alternative)
            elif not rest:
                found[place] = _with(found[place], *_renamed(words[place], piece, alternative))
    phrases: list[Phrase] = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if not any(start < phrase.end and phrase.start < end for phrase in phrases):
            phrases.append(Phrase(start, end, tuple(dict.fromkeys(spans[start, end]))))
    return found, phrases


def _with(word: QueryWord, *more: Alternative) -> QueryWord:
    return replace(word, alternatives=tuple(dict.fromkeys((*word.alternatives, *more))))


def _pieces(word: QueryWord) -> list[frozenset[str]]:
    """Lemmas that each part of a word may mean."""
    for alternative in word.alternatives:
        if len(alternative.lemmas) > 1:
            return [frozenset((lemma,)) for lemma in alternative.lemmas]
    return [frozenset(a.lemmas[0] for a in word.alternatives if a.weight >= GUESS)]


def _renamed(word: QueryWord, piece: int, name: Alternative) -> Iterator[Alternative]:
    """The parts of a compound with another name for one of them: «ИТ-старт» is «IT-старт»."""
    for alternative in word.alternatives:
        if len(alternative.lemmas) > 1:
            lemmas = (*alternative.lemmas[:piece], *name.lemmas, *alternative.lemmas[piece + 1 :])
            yield Alternative(lemmas, alternative.weight * name.weight)


def _only_stop_words(text: str) -> bool:
    tokens = tokenise(text)
    return bool(tokens) and all(is_stop_word(token.word) for token in tokens)


def _read(chunk: str, unfinished: bool, vocabulary: Vocabulary, slips: bool = True) -> _Read:
    worst, words, text = Reading.EXACT, [], chunk
    tokens = tokenise(chunk)
    for token in reversed(tokens):  # from the end, so that places in ``text`` stay right
        if is_stop_word(token.word):
            continue
        last = unfinished and token is tokens[-1]
        for reading, word, mended in _read_token(token, last, vocabulary, slips):
            worst = max(worst, reading)
            words.append(word)
            if mended:
                form, start, end = mended
                text = text[:start] + form + text[end:]
    return _Read(worst, tuple(reversed(words)), text)


# How a word was understood, what it asks for, and what should have been typed from where to where.
_Understood = tuple[Reading, QueryWord, tuple[str, int, int] | None]


def _read_token(token: Token, unfinished: bool, vocabulary: Vocabulary, slips: bool) -> list[_Understood]:
    """A compound is found by its whole or by all its parts; unknown as a whole, part by part."""
    alternatives = [Alternative((found,)) for found in vocabulary.known_lemmas(token)]
    parts = [vocabulary.known_lemmas(part)[:1] for part in token.parts if not is_stop_word(part.word)]
    if parts and all(parts) and (len(token.parts) > 1 or not alternatives):
        alternatives.append(Alternative(tuple(found for part in parts for found in part), PARTS))
    if alternatives:
        kin = _kin(token.word, alternatives, unfinished, vocabulary)
        light = all(is_light(alternative.lemmas[0]) for alternative in alternatives)
        return [(Reading.EXACT, QueryWord((*alternatives, *kin), light), None)]
    if len(token.parts) > 1:
        simple = [part for part in reversed(token.parts) if not is_stop_word(part.word)]
        begun = [unfinished and part is simple[0] for part in simple]
        return [found for args in zip(simple, begun, strict=True) for found in _read_token(*args, vocabulary, slips)]
    return [_guess(token, unfinished, vocabulary, slips)]


def _kin(word: str, known: list[Alternative], unfinished: bool, vocabulary: Vocabulary) -> list[Alternative]:
    """Words of the same root, and what the word may yet become: both count little."""
    found = [kin for alternative in known for lemma in alternative.lemmas for kin in vocabulary.kin(lemma)]
    if unfinished and len(word) >= TYPO_LENGTH - 1 and word.isalpha():
        found += vocabulary.lemmas_of(vocabulary.starting_with(word))
    own = {lemma for alternative in known for lemma in alternative.lemmas}
    return [Alternative((kin,), KIN) for kin in dict.fromkeys(found) if kin not in own]


def _guess(token: Token, unfinished: bool, vocabulary: Vocabulary, slips: bool) -> _Understood:
    """What an unknown word may be: the beginning of a known one, or a known one mistyped."""
    if unfinished and len(token.word) > 1:
        begun = vocabulary.lemmas_of(vocabulary.starting_with(token.word))
        if begun:
            weight = GUESS if len(token.word) > 2 else BEGUN
            return Reading.PREFIX, QueryWord(tuple(Alternative((found,), weight) for found in begun)), None
    if slips and len(token.word) >= TYPO_LENGTH:
        forms = vocabulary.near(token.word)
        meant = vocabulary.lemmas_of(forms)[:TYPO_LEMMAS]
        if meant:
            word = QueryWord(tuple(Alternative((found,), GUESS) for found in meant))
            best = next(form for form in forms if meant[0] == lemma(form))
            return Reading.TYPO, word, (_as_typed(best, token.word), token.start, token.end)
    return Reading.UNKNOWN, QueryWord(()), None


def _as_typed(form: str, typed: str) -> str:
    """A form found by the lemma of a mistyped word, in the form that was meant: «лижачим» is «лежачим», not «лежачий»."""
    if is_slip(typed, form):
        return form
    return min((each for each in lexeme(lemma(form)) if is_slip(typed, each)), default=form)
