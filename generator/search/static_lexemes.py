"""All forms of the words of a corpus, so that a query matches in forms that no document contains.

A lexeme is stored as a stem and one of few lists of endings («школ» + «а, ы, е, у…»). These are read
directly from the paradigms of the morphological dictionary: generating every form through its API would
take longer than the rest of the index.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from os.path import commonprefix
from typing import Any, NamedTuple

# Only ``language`` decides which words share a lemma.
from generator.analysis.language import SAME, lemmas
from generator.analysis.morphology import (
    NAMING,
    PARTICIPLES,
    analyser,
    known_by_end,
    known_parses,
    paradigm_rows,
    parses,
)
from generator.analysis.tokens import normalise

from .corpus import Compound
from .names import MARK

KEY = 3  # length of the prefix by which words are looked up: words that share it are in the same section
_LETTERS = re.compile("[а-я]+")
_DECLINED = re.compile("[а-я]{1,2}[аеиоуыэюя][бвгджзклмнпрстфхцчшщ]")  # ФАП, ВУЗ, but not ТСР
_NOUN_ENDINGS = ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")

# OpenCorpora grammemes of forms that nobody types: «побольнее», «человече», «информацьею».
_NEVER = frozenset("Infr Arch Slng Dist Erro V-oy V-ey V-be Cmp2 voct".split())


@dataclass(frozen=True, slots=True)
class Lexeme:
    """Forms with the same lemmas: ``stem`` with each of the endings; the likeliest lemma first."""

    stem: str
    endings: tuple[str, ...]
    lemmas: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Forms of a paradigm with the same lemmas; ``start``: the common prefix of their endings, not included in ``endings``."""

    start: str
    endings: tuple[str, ...]
    participle: str | None  # ending of the participle's own normal form; None for other forms


@dataclass(frozen=True, slots=True)
class _Paradigm:
    first: str  # ending of the normal form
    groups: tuple[_Group, ...]


class Inflected(NamedTuple):
    """A word of the dictionary, or an unknown word with a predicted paradigm."""

    stem: str
    paradigm: int


@cache
def _paradigm(number: int) -> _Paradigm:
    rows = paradigm_rows(number)
    groups: dict[tuple[str, ...], list[str]] = {}
    participles: dict[tuple[str, ...], str] = {}
    for prefix, tag, ending in rows:
        never, key, naming = _form_facts(tag)
        if prefix or never:
            continue
        if naming:
            participles.setdefault(key, ending)
        groups.setdefault(key, []).append(ending.replace("ё", "е"))
    found = []
    for key, endings in groups.items():
        start = commonprefix(endings)  # noqa: RUF071  # letters of words, not paths
        cut = tuple(dict.fromkeys(ending[len(start) :] for ending in endings))
        found.append(_Group(start, cut, participles.get(key)))
    return _Paradigm(rows[0][2], tuple(found))


@cache
def _form_facts(tag: Any) -> tuple[bool, tuple[str, ...], bool]:
    """Whether nobody types the form; which participle of its verb it belongs to; whether it is the normal form of that."""
    key = (str(tag.voice), str(tag.tense), str(tag.aspect)) if tag.POS in PARTICIPLES else ()
    return bool(tag.grammemes & _NEVER), key, bool(key) and tag.grammemes >= NAMING


def _known(word: str) -> Iterator[tuple[str, Inflected]]:
    """Readings of a word in the dictionary: the lemma as spelled there, and the lexeme."""
    for parse in known_parses(word):
        inflected = Inflected(parse.stem, parse.row.paradigm)
        yield parse.normal_form, inflected
        if parse.row.participle and parse.row.tag.grammemes >= NAMING:
            yield parse.word, inflected


def _guessed(word: str) -> tuple[Inflected, ...]:
    """The likeliest reading of an unknown word in which it is its own lemma, if any."""
    end = known_by_end(word)
    start = word[: -len(end)]
    if end and end in _GUESSED:
        return tuple([Inflected(start + tail, paradigm) for tail, paradigm in _GUESSED[end]])
    found: tuple[Inflected, ...] = ()
    for parse in parses(word):
        if parse.row.paradigm >= 0 and parse.normal_form.replace("ё", "е") == word:
            found = (Inflected(parse.stem, parse.row.paradigm),)
            break
    if end and all(inflected.stem.startswith(start) for inflected in found):
        _GUESSED[end] = tuple((inflected.stem[len(start) :], inflected.paradigm) for inflected in found)
    return found


_GUESSED: dict[str, tuple[tuple[str, int], ...]] = {}  # by the word ending that determines the prediction


_ALIASES: dict[str, list[str]] = {}
for _alias, _meant in SAME.items():
    _ALIASES.setdefault(normalise(_meant), []).append(normalise(_alias))


@cache
def inflected(lemma: str) -> tuple[Inflected, ...]:
    """Lexemes of a lemma: several for homographs («стать», a verb and a noun)."""
    if not _LETTERS.fullmatch(lemma):
        return ()
    found = [
        inflected
        for word in (lemma, *_ALIASES.get(lemma, ()))
        for normal, inflected in _known(word)
        if SAME.get(normal, normal).replace("ё", "е") == lemma
    ]
    return tuple(dict.fromkeys(found or _guessed(lemma)))


@cache
def _abbreviation(lemma: str) -> tuple[str, ...]:
    """Noun endings of a short abbreviation that is not in the dictionary but is declined: «фапы», «фапов»."""
    if not _DECLINED.fullmatch(lemma) or analyser().word_is_known(lemma):
        return ()
    return tuple(ending for ending in _NOUN_ENDINGS if lemma in lemmas(lemma + ending))


def lexemes(
    asked: Iterable[str], numbers: Mapping[str, int], compounds: Mapping[str, Compound], letters: set[str] | None = None
) -> list[Lexeme]:
    """Lexemes of the lemmas ``asked``, sorted; lexemes with the same forms are merged into one with all their lemmas.

    ``numbers``: of all lemmas; ``letters``: if given, only stems with one of these prefixes of ``KEY``
    letters, and shorter stems.
    """
    found: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    seen: set[tuple[str, int]] = set()
    for lemma in asked:
        if lemma.startswith(MARK):
            continue
        if endings := _abbreviation(lemma):
            found[lemma, endings] = [numbers[lemma]]
            continue
        compound = compounds.get(lemma)
        prefix, base = (compound.prefix, compound.last) if compound else ("", lemma)
        for own_stem, place in inflected(base):
            whole = (prefix + own_stem, place)
            if whole in seen:
                continue
            seen.add(whole)
            paradigm = _paradigm(place)
            normal = own_stem + paradigm.first
            verb = numbers.get(prefix + SAME.get(normal, normal).replace("ё", "е"))
            stem = whole[0].replace("ё", "е")
            for group in paradigm.groups:
                own = None
                if group.participle:
                    own = numbers.get(prefix + (own_stem + group.participle).replace("ё", "е"))
                if own is None and verb is None:
                    continue
                known = found.setdefault((stem + group.start, group.endings), [])
                if own is not None and own not in known:
                    known.append(own)
                if verb is not None and verb not in known:
                    known.append(verb)
    kept = [
        (key, meant) for key, meant in found.items() if letters is None or len(key[0]) < KEY or key[0][:KEY] in letters
    ]
    return [Lexeme(stem, endings, tuple(meant)) for (stem, endings), meant in sorted(kept)]


def stems(lemma: str, compound: Compound | None) -> list[str]:
    """Stems of the lexemes of a lemma."""
    prefix, base = (compound.prefix, compound.last) if compound else ("", lemma)
    return [(prefix + found.stem).replace("ё", "е") for found in inflected(base)]
