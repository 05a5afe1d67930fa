"""Russian words as the dictionary has them: lemmas and word forms.

Everything that compares texts (search, similar practices, near-duplicates) goes through here and
through ``tokens``, so that a query and a record are normalised alike. Pure functions; the morphological dictionary is
loaded by the first Cyrillic word that needs it and never by an import.
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

# Forms nobody writes in a record or types in a query: «побольнее», «человече», «новейший», «станешь».
# By the names of OpenCorpora.
_RARE = frozenset("Infr Arch Slng Dist Erro V-oy V-ey V-be COMP Cmp2 Supr voct GRND impr 2per".split())

# The dictionary joins ребёнок–дети, человек–люди and год–лет itself; these it keeps apart.
SAME = {"дитя": "ребёнок", "ребята": "ребёнок", "детишки": "ребёнок", "деньга": "деньги"}


@cache
def is_known_word(word: str) -> bool:
    """Whether the dictionary has the word, in any form and with either letter, е or ё."""
    return bool(analyser().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Any, ...]:
    """What a word may be, the likeliest first: parses of pymorphy3 with ``tag`` and ``inflect``."""
    return tuple(analyser().parse(word.lower()))


@cache
def dictionary_forms(word: str) -> tuple[str, ...]:
    """Dictionary forms as people write them (with ё), the likeliest first: «детей» → «ребёнок».

    Homonyms give several («банки», «беременных»); readings that are rare beside the first are left
    out. A participle is a word of its own before it is its verb: «удалённых» → «удалённый», «удалить».
    """
    if not _CYRILLIC.fullmatch(word):
        return (word,)
    if _kept and (forms := _kept[-1](word)):
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


_kept: list[Callable[[str], tuple[str, ...]]] = []


@contextmanager
def kept_forms(of: Callable[[str], tuple[str, ...]]) -> Iterator[None]:
    """Inside, dictionary forms are first asked ``of`` what somebody has kept of earlier answers; nothing for a new word.

    For a program that asks little and ends: the dictionary takes longer to load than that.
    """
    _kept.append(of)
    try:
        yield
    finally:
        _kept.pop()


_TAILS: dict[str, tuple[str, ...]] = {}  # of forms, by the end of words of which nothing else is known


def _dictionary_forms(word: str) -> tuple[str, ...]:
    found = unweighed_parses(word)
    first = found[0].normal_form
    for parse in found:
        if parse.row.participle or parse.normal_form != first:
            forms = _likeliest(weighed(word, found))
            if word in forms[1:] and not is_known_word(word):  # «медкарта» is no form of «медкарот»
                forms = (word, *[form for form in forms if form != word])
            return forms
    return (SAME.get(first, first),)


def _likeliest(found: list[Parse]) -> tuple[str, ...]:
    """Dictionary forms of these readings."""
    scores: dict[str, float] = {}
    participles: dict[tuple[str, ...], str] = {}  # one name for those of a verb that differ in nothing else
    for parse in found:
        # Words that never change are taken for any form of themselves, and records command nobody.
        score = parse.score * 0.5 if parse.row.steady else parse.score
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
    """Lemmas of a word of a text; a compound («учебно-финансовыми») is declined as its last part is.

    The dictionary knows no such word, and guessing it from the letters is slow and often wrong.
    """
    if len(token.parts) < 2 or not _CYRILLIC.fullmatch(token.word):
        return lemmas(token.word)
    prefix = "".join(part.word for part in token.parts[:-1])
    return tuple(prefix + last for last in lemmas(token.parts[-1].word))


def is_light(lemma: str) -> bool:
    """Whether a lemma says little of the matter in a query: «получить», «помощь», «человек»."""
    return lemma in LIGHT_WORDS


def is_stop_word(word: str) -> bool:
    """Whether a normalised word says nothing of the matter: prepositions, pronouns and the like."""
    return word in STOP_WORDS


@cache
def content_form(raw: str) -> str:
    """Dictionary form of a word as it stands in a text; empty if it says nothing of the matter."""
    word = normalise(raw)
    letter = len(word) == 1 and not word.isdigit()
    return "" if letter or word in STOP_WORDS else dictionary_forms(word)[0]


def content_forms(text: str) -> list[str]:
    """Likeliest dictionary forms of a text in order, without stop words and lone letters.

    Compounds and numbers are taken apart: this is for comparing long texts, and it is quick.
    """
    return [form for raw in PIECE.findall(text) if (form := content_form(raw))]


def content_lemmas(text: str) -> list[str]:
    """The same as lemmas: ё as е."""
    return [normalise(form) for form in content_forms(text)]


@cache
def content_lemma(raw: str) -> str:
    """Of a word as it stands in a text; empty if it says nothing of the matter."""
    return normalise(content_form(raw))


@cache
def lexeme(wanted: str) -> tuple[str, ...]:
    """Forms in which a word of the dictionary is met, normalised: «ребёнок» gives «детям».

    For engines that know stems but no dictionary. What people neither write in records nor type in
    queries is left out: participles of a verb (but not those of a participle), «скажешь», «новейший».
    """
    if not _RUSSIAN.fullmatch(wanted):
        return ()
    for parse in analyser().parse(wanted):
        participle = parse.tag.POS in PARTICIPLES
        # Words the dictionary does not know are declined by guess, which is wrong for abbreviations.
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
