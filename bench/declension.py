"""Russian nouns and adjectives by regular paradigms, enough for synthetic texts.

A word is written ``stem/class``; the class says which endings it takes. No dictionary and no
library take part, so that the same words give the same texts on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")

# Endings: six cases of the singular, then six of the plural; "-" is no ending.
_NOUNS: dict[str, tuple[str, str]] = {
    "m": ("m", "- а у - ом е ы ов ам ы ами ах"),  # центр
    "mk": ("m", "- а у - ом е и ов ам и ами ах"),  # график
    "mx": ("m", "- а у - ем е и ей ам и ами ах"),  # колледж
    "ml": ("m", "ь я ю ь ем е и ей ям и ями ях"),  # показатель
    "mj": ("m", "й я ю й ем е и ев ям и ями ях"),  # случай
    "mi": ("m", "й я ю й ем и и ев ям и ями ях"),  # сценарий
    "mo": ("m", "ок ка ку ок ком ке ки ков кам ки ками ках"),  # участок
    "f": ("f", "а ы е у ой е ы - ам ы ами ах"),  # школа
    "fv": ("f", "а и е у ой е и - ам и ами ах"),  # поликлиника
    "fc": ("f", "а ы е у ей е ы - ам ы ами ах"),  # больница
    "fx": ("f", "а и е у ей е и - ам и ами ах"),  # встреча
    "fk": ("f", "ка ки ке ку кой ке ки ок кам ки ками ках"),  # справка
    "fe": ("f", "ка ки ке ку кой ке ки ек кам ки ками ках"),  # поддержка
    "fi": ("f", "я и и ю ей и и й ям и ями ях"),  # комиссия
    "fs": ("f", "ь и и ь ью и и ей ям и ями ях"),  # очередь
    "n": ("n", "е я ю е ем и я й ям я ями ях"),  # учреждение
    "no": ("n", "о а у о ом е а - ам а ами ах"),  # средство
}

# Endings of the masculine, feminine, neuter and plural, six cases each.
_ADJECTIVES: dict[str, dict[str, str]] = {
    "": {  # новый
        "m": "ый ого ому ый ым ом", "f": "ая ой ой ую ой ой", "n": "ое ого ому ое ым ом",
        "p": "ые ых ым ые ыми ых",
    },
    "o": {  # выездной
        "m": "ой ого ому ой ым ом", "f": "ая ой ой ую ой ой", "n": "ое ого ому ое ым ом",
        "p": "ые ых ым ые ыми ых",
    },
    "k": {  # сельский
        "m": "ий ого ому ий им ом", "f": "ая ой ой ую ой ой", "n": "ое ого ому ое им ом",
        "p": "ие их им ие ими их",
    },
    "ok": {  # городской
        "m": "ой ого ому ой им ом", "f": "ая ой ой ую ой ой", "n": "ое ого ому ое им ом",
        "p": "ие их им ие ими их",
    },
    "s": {  # ранний
        "m": "ий его ему ий им ем", "f": "яя ей ей юю ей ей", "n": "ее его ему ее им ем",
        "p": "ие их им ие ими их",
    },
}


@dataclass(frozen=True, slots=True)
class Noun:
    """All forms of a noun: singular cases, plural cases."""

    gender: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]


@cache
def noun(word: str) -> Noun:
    """``"справ/fk"`` → справка with its twelve forms."""
    stem, _, name = word.partition("/")
    gender, endings = _NOUNS[name]
    forms = tuple(stem + ending.replace("-", "") for ending in endings.split())
    return Noun(gender, forms[:6], forms[6:])


@cache
def adjective(word: str, gender: str, case: str) -> str:
    """``"нов"``, ``"сельск/k"`` in a gender (m, f, n; p for the plural) and a case of an inanimate noun."""
    stem, _, name = word.partition("/")
    return stem + _ADJECTIVES[name][gender].split()[CASES.index(case)]


@cache
def phrase(adjective_word: str, noun_word: str, case: str, *, plural: bool) -> str:
    """Adjective (or none) and noun, agreeing."""
    found = noun(noun_word)
    at = CASES.index(case)
    form = found.plural[at] if plural else found.singular[at]
    if not adjective_word:
        return form
    return f"{adjective(adjective_word, 'p' if plural else found.gender, case)} {form}"


def counted(number: int, one: str, few: str, many: str) -> str:
    """1 день, 2 дня, 5 дней, 11 дней, 21 день."""
    if number % 100 in range(11, 15):
        return f"{number} {many}"
    return f"{number} {({1: one} | dict.fromkeys((2, 3, 4), few)).get(number % 10, many)}"


_REGION_TAILS = (
    ("ская область", "ской области"), ("ая автономная область", "ой автономной области"),
    ("ский край", "ском крае"), ("ий автономный округ", "ом автономном округе"),
    ("ая Республика", "ой Республике"),
)


@cache
def in_region(title: str) -> str:
    """«в Рязанской области»; where the form is not regular, «в регионе «Москва»»."""
    if title.startswith("Республика "):
        return f"в Республике {title.removeprefix('Республика ')}"
    for tail, form in _REGION_TAILS:
        if title.endswith(tail):
            preposition = "во" if title[:2] in ("Вл", "Вс") else "в"
            return f"{preposition} {title.removesuffix(tail)}{form}"
    return f"в регионе «{title}»"
