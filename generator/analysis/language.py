"""Lemmas and word forms of Russian words.

Everything that compares texts (search, similar practices, near-duplicates) uses this module and ``tokens``, so that
queries and records are normalised alike. Pure functions; the morphological dictionary is loaded on first use, never
by an import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from .morphology import PARTICIPLES, Parse, analyser, known_by_end, unweighed_parses, weighed
from .stop_words import LIGHT_WORDS, STOP_WORDS
from .tokens import PIECE, Token, normalise

_CYRILLIC = re.compile("[а-я]+")
_RUSSIAN = re.compile("[а-яё]+")

# OpenCorpora grammemes of forms that nobody uses in records or queries: «побольнее», «человече», «новейший», «станешь».
_RARE = frozenset("Infr Arch Slng Dist Erro V-oy V-ey V-be COMP Cmp2 Supr voct GRND impr 2per".split())

# Words to be treated as one lexeme; the dictionary itself does so for ребёнок–дети, человек–люди and год–лет.
SAME = {"дитя": "ребёнок", "ребята": "ребёнок", "детишки": "ребёнок", "деньга": "деньги"}


@cache
def is_known_word(word: str) -> bool:
    """Whether the dictionary has the word, in any form, with е or ё."""
    return bool(analyser().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Any, ...]:
    """Parses of pymorphy3 (with ``tag`` and ``inflect``), the likeliest first."""
    return tuple(analyser().parse(word.lower()))


@cache
def dictionary_forms(word: str) -> tuple[str, ...]:
    """Dictionary forms (with ё), the likeliest first: «детей» → «ребёнок».

    Homonyms have several («банки», «беременных»), without readings much rarer than the first. A participle
    has its own form before that of its verb: «удалённых» → «удалённый», «удалить».
    """
    if not _CYRILLIC.fullmatch(word):
        return (word,)
    if _caches and (forms := _caches[-1](word)):
        return forms
    end = known_by_end(word)
    if not end:
        return _dictionary_forms(word)
    start = word[: -len(end)]
    tails = _TAILS.get(end)
    if tails is None:
        forms = _dictionary_forms(word)
        if not all(form.startswith(start) for form in forms):
            return forms
        tails = _TAILS[end] = tuple(form[len(start) :] for form in forms)
    return tuple([start + tail for tail in tails])


_caches: list[Callable[[str], tuple[str, ...]]] = []


@contextmanager
def cached_forms(of: Callable[[str], tuple[str, ...]]) -> Iterator[None]:
    """Inside this context ``dictionary_forms`` first asks the cache ``of(word)``, which returns nothing for an unknown word.

    For a short-lived process with few words, where loading the dictionary would take longest.
    """
    _caches.append(of)
    try:
        yield
    finally:
        _caches.pop()


_TAILS: dict[str, tuple[str, ...]] = {}  # word ending that determines the readings → endings of the dictionary forms


def _dictionary_forms(word: str) -> tuple[str, ...]:
    found = unweighed_parses(word)
    first = found[0].normal_form
    for parse in found:
        if parse.row.participle or parse.normal_form != first:
            forms = _likeliest(weighed(word, found))
            if word in forms[1:] and not is_known_word(word):  # «медкарта» is not a form of «медкарот»
                forms = (word, *[form for form in forms if form != word])
            return forms
    return (SAME.get(first, first),)


def _likeliest(found: list[Parse]) -> tuple[str, ...]:
    """Dictionary forms of these readings."""
    scores: dict[str, float] = {}
    participles: dict[tuple[str, ...], str] = {}  # verb, voice, tense and aspect → one dictionary form
    for parse in found:
        # Indeclinable words would match every case, and records contain no imperatives.
        score = parse.score * 0.5 if parse.row.seldom else parse.score
        form = parse.normal_form
        form = SAME.get(form, form)
        if parse.row.participle:
            key = (form, *parse.row.participle)
            if key not in participles:
                participles[key] = parse.naming_form if parse.row.naming else form
            named = participles[key]
            scores[named] = max(scores.get(named, 0.0), score)
            score *= 0.5
        scores[form] = max(scores.get(form, 0.0), score)
    ranked = sorted(scores, key=lambda form: (-round(scores[form], 6), form))
    least = 0.15 * scores[ranked[0]]
    return tuple(form for form in ranked[:3] if scores[form] >= least)


@cache
def lemmas(word: str) -> tuple[str, ...]:
    """Lemmas of a normalised word, the likeliest first, ё as е."""
    if not _CYRILLIC.fullmatch(word):
        return (word,)
    return tuple(dict.fromkeys([normalise(form) for form in dictionary_forms(word)]))


def lemma(word: str) -> str:
    """The likeliest lemma of a normalised word."""
    return lemmas(word)[0]


def token_lemmas(token: Token) -> tuple[str, ...]:
    """Lemmas of a token. A compound («учебно-финансовыми») is declined like its last part.

    The dictionary does not have such words, and predicting them from the ending is slow and often wrong.
    """
    if len(token.parts) < 2 or not _CYRILLIC.fullmatch(token.word):
        return lemmas(token.word)
    prefix = "".join(part.word for part in token.parts[:-1])
    return tuple(prefix + last for last in lemmas(token.parts[-1].word))


def is_light(lemma: str) -> bool:
    """Whether a lemma says little about the subject of a query: «получить», «помощь», «человек»."""
    return lemma in LIGHT_WORDS


def is_stop_word(word: str) -> bool:
    """Whether a normalised word is a stop word: a preposition, pronoun and the like."""
    return word in STOP_WORDS


@cache
def content_form(raw: str) -> str:
    """The likeliest dictionary form of a word as written; empty for stop words and single letters."""
    word = normalise(raw)
    letter = len(word) == 1 and not word.isdigit()
    return "" if letter or word in STOP_WORDS else dictionary_forms(word)[0]


def content_forms(text: str) -> list[str]:
    """Likeliest dictionary forms of the words of a text, in order, without stop words and single letters.

    Splits compounds and numbers: made for fast comparison of long texts.
    """
    return [form for raw in PIECE.findall(text) if (form := content_form(raw))]


def content_lemmas(text: str) -> list[str]:
    """The same as lemmas (ё as е)."""
    return [normalise(form) for form in content_forms(text)]


@cache
def content_lemma(raw: str) -> str:
    """The likeliest lemma of a word as written; empty for stop words and single letters."""
    return normalise(content_form(raw))


@cache
def lexeme(wanted: str) -> tuple[str, ...]:
    """Normalised forms of a dictionary form: «ребёнок» has «детям».

    Without forms that nobody uses in records or queries («скажешь», «новейший»), and without the participles of
    a verb; those of a participle are included.
    """
    if not _RUSSIAN.fullmatch(wanted):
        return ()
    for parse in analyser().parse(wanted):
        participle = parse.tag.POS in PARTICIPLES
        # Unknown words are inflected by prediction, which is wrong for abbreviations.
        if (parse.normal_form != wanted and not participle) or (len(wanted) < 6 and not parse.is_known):
            continue
        alike = (parse.tag.voice, parse.tag.tense)
        forms = (
            form.word
            for form in parse.lexeme
            if not form.tag.grammemes & _RARE
            and (form.tag.POS in PARTICIPLES) == participle
            and (not participle or (form.tag.voice, form.tag.tense) == alike)
        )
        return tuple(dict.fromkeys(normalise(form) for form in forms))
    return ()
