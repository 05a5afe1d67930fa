"""Query parsing: the typed text → the lemmas to look for, with typos corrected."""

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

PREFIX_FORMS = 40  # most expansions of an unfinished word, the most common first
TYPO_LEMMAS = 3
TYPO_LENGTH = 5  # in a shorter word another letter makes another word
KIN_LENGTH = 5  # minimum length of a common stem: with a shorter one words have little else in common
# Weights of matches: the parts of a compound, a guessed word (prefix or typo), a word of the same root,
# a synonym, a name of a related thing.
PARTS, GUESS, KIN, SYNONYM, RELATED = 0.9, 0.8, 0.5, 0.75, 0.19
BEGUN = 0.7  # a word of which only two letters are typed
LIGHT = 0.6  # a light word: one that says little about the subject
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


class Reading(IntEnum):
    """How a word of the query was understood, the most certain first."""

    EXACT = 0
    PREFIX = 1  # the last word is unfinished
    TYPO = 2  # one letter is wrong, missing or extra, or two neighbours are swapped
    UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Alternative:
    """Lemmas that a document must all contain, and the weight of such a match."""

    lemmas: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of the query: any of the alternatives matches it; an unknown word has none.

    A document may lack a ``light`` word and still be a complete match.
    """

    alternatives: tuple[Alternative, ...]
    light: bool = False

    @property
    def weight(self) -> float:
        return LIGHT if self.light else 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``start:end`` of a query that together are a name of something."""

    start: int
    end: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """``suggestion`` is the corrected query, if it differs from what was typed."""

    words: tuple[QueryWord, ...]
    suggestion: str | None = None
    phrases: tuple[Phrase, ...] = ()

    @property
    def lemmas(self) -> frozenset[str]:
        """All lemmas and marks of names to look for."""
        asked: list[QueryWord | Phrase] = [*self.words, *self.phrases]
        alternatives = (alternative for each in asked for alternative in each.alternatives)
        return frozenset(lemma for alternative in alternatives for lemma in alternative.lemmas)


class Vocabulary:
    """The words of the indexed documents: ``forms`` with their document frequencies, ``known`` lemmas, and
    ``marks`` of the synonym groups used in them. ``query_words``: ``Names.query_words`` of these groups, if known already."""

    def __init__(
        self, forms: Mapping[str, int], known: Iterable[str], names: Names = NO_NAMES, marks: Container[str] = (),
        query_words: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        if query_words is None:  # synonyms, which no document need contain
            query_words = names.query_words(group.mark for group in names.groups if group.mark in marks)
        readings = {found for meant in query_words.values() for found in meant}
        self._counts = {**forms, **{word: 1 for word in query_words if word not in forms}}
        self._sorted = sorted(self._counts)  # fast if the forms are sorted already
        self._known = readings.union(known)
        self._names = names
        self._marks = marks

    def known_lemmas(self, token: Token) -> tuple[str, ...]:
        """Lemmas of a word that some document contains; light ones are always known."""
        for word in dict.fromkeys((token, token._replace(word=in_cyrillic(token.word)))):
            known = tuple(found for found in token_lemmas(word) if found in self._known or is_light(found))
            if known:
                return known
        return ()

    def named(self, lemma: str) -> Iterator[tuple[tuple[str, ...], Alternative]]:
        """Names that begin with a lemma: the lemmas of the other words, and the alternative that such a name adds."""
        for rest, group in self._names.starting_with(lemma):
            if group.mark in self._marks:
                yield rest, Alternative((group.mark,), RELATED if group.related else SYNONYM)

    def starting_with(self, prefix: str) -> list[str]:
        """At most ``PREFIX_FORMS`` forms with this prefix, the most common first."""
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
        """The likeliest lemma of each form, without those that no document contains."""
        return list(dict.fromkeys(found for form in forms if (found := lemma(form)) in self._known))

    def near(self, word: str) -> list[str]:
        """Forms one typo away from the word, then those from its lemma; the most common first."""
        from rapidfuzz import process  # imported here: few queries need it, and importing takes as long as a search
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
    """A whitespace-delimited chunk of the query as understood; ``text`` is its correct spelling."""

    reading: Reading
    words: tuple[QueryWord, ...]
    text: str
    retyped: bool = False


def understand(query: str, vocabulary: Vocabulary) -> Understood:
    """Parse a query word by word, in the keyboard layout and spelling in which the vocabulary has the word.

    Unless the query ends with a space, its last word may be a prefix.
    """
    chunks = query.split()
    finished = query.endswith((" ", "\u00a0"))
    read: list[_Read] = []
    for number, chunk in enumerate(chunks):
        unfinished = number == len(chunks) - 1 and not finished
        typed = _read(chunk, unfinished, vocabulary)
        if typed.reading is not Reading.EXACT:
            other = other_layout(chunk)
            # Russian letters read as Latin keys must match exactly: correcting a typo in them as well would find noise.
            retyped = _read(other, unfinished, vocabulary, allow_typos=not _RUSSIAN.search(chunk))
            small = _only_stop_words(other) and bool(read) and read[-1].retyped  # «d» in «cghfdrf d irjke»
            if small or (retyped.words and retyped.reading < typed.reading):
                typed = replace(retyped, retyped=True)
        read.append(typed)
    words = list(dict.fromkeys(word for part in read for word in part.words))
    if all(word.light for word in words):
        words = [replace(word, light=False) for word in words]
    text = " ".join(part.text for part in read)
    corrected = text.casefold() != " ".join(chunks).casefold()
    named, phrases = _with_names(words, vocabulary)
    return Understood(tuple(named), text if corrected else None, tuple(phrases))


def _with_names(words: list[QueryWord], vocabulary: Vocabulary) -> tuple[list[QueryWord], list[Phrase]]:
    """The words with synonyms added to each, and the phrases that several words form together.

    Of overlapping phrases the longest wins.
    """
    # A name may consist of parts of compounds: «медико-социальная экспертиза» has three words.
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
    """For each part of a word (one part unless it is a compound): its possible lemmas."""
    for alternative in word.alternatives:
        if len(alternative.lemmas) > 1:
            return [frozenset((lemma,)) for lemma in alternative.lemmas]
    return [frozenset(a.lemmas[0] for a in word.alternatives if a.weight >= GUESS)]


def _renamed(word: QueryWord, piece: int, name: Alternative) -> Iterator[Alternative]:
    """Alternatives of a compound in which one part is replaced by a synonym: «ИТ-старт» and «IT-старт»."""
    for alternative in word.alternatives:
        if len(alternative.lemmas) > 1:
            lemmas = (*alternative.lemmas[:piece], *name.lemmas, *alternative.lemmas[piece + 1 :])
            yield Alternative(lemmas, alternative.weight * name.weight)


def _only_stop_words(text: str) -> bool:
    tokens = tokenise(text)
    return bool(tokens) and all(is_stop_word(token.word) for token in tokens)


def _read(chunk: str, unfinished: bool, vocabulary: Vocabulary, allow_typos: bool = True) -> _Read:
    worst, words, text = Reading.EXACT, [], chunk
    tokens = tokenise(chunk)
    for token in reversed(tokens):  # from the end, so that offsets in ``text`` stay valid
        if is_stop_word(token.word):
            continue
        last = unfinished and token is tokens[-1]
        for reading, word, corrected in _read_token(token, last, vocabulary, allow_typos):
            worst = max(worst, reading)
            words.append(word)
            if corrected:
                form, start, end = corrected
                text = text[:start] + form + text[end:]
    return _Read(worst, tuple(reversed(words)), text)


# How a word was understood, what to look for, and the correction (text, start, end) if it was mistyped.
_Understood = tuple[Reading, QueryWord, tuple[str, int, int] | None]


def _read_token(token: Token, unfinished: bool, vocabulary: Vocabulary, allow_typos: bool) -> list[_Understood]:
    """A compound matches as a whole or by all its parts; if it is unknown, each part is a word of its own."""
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
        return [found for args in zip(simple, begun, strict=True) for found in _read_token(*args, vocabulary, allow_typos)]
    return [_guess(token, unfinished, vocabulary, allow_typos)]


def _kin(word: str, known: list[Alternative], unfinished: bool, vocabulary: Vocabulary) -> list[Alternative]:
    """Words of the same root, and completions of an unfinished word; both have a low weight."""
    found = [kin for alternative in known for lemma in alternative.lemmas for kin in vocabulary.kin(lemma)]
    if unfinished and len(word) >= TYPO_LENGTH - 1 and word.isalpha():
        found += vocabulary.lemmas_of(vocabulary.starting_with(word))
    own = {lemma for alternative in known for lemma in alternative.lemmas}
    return [Alternative((kin,), KIN) for kin in dict.fromkeys(found) if kin not in own]


def _guess(token: Token, unfinished: bool, vocabulary: Vocabulary, allow_typos: bool) -> _Understood:
    """An unknown word as a prefix of a known one or as a typo of one."""
    if unfinished and len(token.word) > 1:
        begun = vocabulary.lemmas_of(vocabulary.starting_with(token.word))
        if begun:
            weight = GUESS if len(token.word) > 2 else BEGUN
            return Reading.PREFIX, QueryWord(tuple(Alternative((found,), weight) for found in begun)), None
    if allow_typos and len(token.word) >= TYPO_LENGTH:
        forms = vocabulary.near(token.word)
        meant = vocabulary.lemmas_of(forms)[:TYPO_LEMMAS]
        if meant:
            word = QueryWord(tuple(Alternative((found,), GUESS) for found in meant))
            best = next(form for form in forms if meant[0] == lemma(form))
            return Reading.TYPO, word, (_as_typed(best, token.word), token.start, token.end)
    return Reading.UNKNOWN, QueryWord(()), None


def _as_typed(form: str, typed: str) -> str:
    """The form of the found lexeme that was meant: for «лижачим» it is «лежачим», not «лежачий»."""
    if is_slip(typed, form):
        return form
    return min((each for each in lexeme(lemma(form)) if is_slip(typed, each)), default=form)
