"""One synthetic practice as plain values, told from templates and declined words.

Everything follows from the seed and the record's number: the same number tells the same story.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from . import phrases, words
from .declension import CASES, adjective, counted, in_region, phrase

T = TypeVar("T")

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
_BEFORE_VOWEL = re.compile(r"\bо (?=[аиоуэ])")  # «отчёт об осмотрах»
_THEME_SHARE = 0.65  # the rest of the nouns and adjectives are everybody's
_COMPOUND_SHARE = 0.12
_PREFIX_SHARE = 0.08
_DOUBLE_SHARE = 0.5  # of the place names have two roots


class Dice:
    """Random choices that stay the same in every Python: only ``random()`` is promised to."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed).random

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Different items, in their own order where there are no more than asked for."""
        rest = list(items)
        if count >= len(rest):
            return rest
        return [rest.pop(self.below(len(rest))) for _ in range(count)]

    def chance(self, share: float) -> bool:
        return self._random() < share

    def skewed(self, items: Sequence[T]) -> T:
        """The first items come several times as often as the last, as regions do in life."""
        return items[int(self._random() ** 1.6 * len(items))]


@dataclass(frozen=True, slots=True)
class Scene:
    """What stays the same through one record."""

    theme: words.Theme
    people: tuple[str, ...]
    office: tuple[str, str, str, str]
    region: str  # title, or empty where the record names no region
    year: int


class Narrator:
    """Fills the slots of ``phrases`` for one record."""

    def __init__(self, dice: Dice, scene: Scene) -> None:
        self.dice = dice
        self.scene = scene
        self._fill: dict[str, Callable[[str], str]] = {
            "n": lambda case: self._words(case, described=False, plural=False),
            "N": lambda case: self._words(case, described=False, plural=True),
            "a": lambda case: self._words(case, described=True, plural=False),
            "A": lambda case: self._words(case, described=True, plural=True),
            "who": lambda case: scene.people[CASES.index(case)],
            "office": lambda case: scene.office[("nom", "gen", "ins").index(case) + 1],
            "did": lambda _: dice.pick(phrases.VERBS) + scene.office[0],
            "region": lambda _: in_region(scene.region) if scene.region else "в одном из регионов",
            "place": lambda _: self._place(),
            "district": self._district,
            "project": lambda _: f"«{dice.pick(phrases.PROJECT_FIRST)} {dice.pick(phrases.PROJECT_SECOND)}»",
            "weekday": lambda _: dice.pick(phrases.WEEKDAYS),
            "name": lambda _: dice.pick(phrases.FIRST_NAMES),
            "few": lambda _: str(dice.between(5, 11)),
            "num": lambda _: str(dice.between(12, 20)),
            "year": lambda _: str(scene.year - dice.below(3)),
            "share": lambda _: f"{dice.between(12, 94)}\N{NO-BREAK SPACE}%",
            "sum": lambda _: f"{dice.between(2, 90)},{dice.between(1, 9)}\N{NO-BREAK SPACE}млн",
            "people": lambda _: counted(dice.between(40, 9000), "человек", "человека", "человек"),
            "months": lambda _: counted(dice.between(2, 11), "месяц", "месяца", "месяцев"),
            "days": self._days,
        }

    def tell(self, template: str) -> str:
        """The template with its slots filled, beginning with a capital."""
        parts: list[str] = []
        for text, slot, case in _parse(template):
            parts.append(text)
            if slot:
                parts.append(self._fill[slot](case))
        told = _BEFORE_VOWEL.sub("об ", "".join(parts))
        return told[0].upper() + told[1:]

    def tell_one(self, templates: Sequence[str]) -> str:
        return self.tell(self.dice.pick(templates))

    def tell_some(self, templates: Sequence[str], count: int) -> list[str]:
        return [self.tell(template) for template in self.dice.some(templates, count)]

    def _words(self, case: str, *, described: bool, plural: bool) -> str:
        theme = self._theme()
        noun_word = self.dice.pick(theme.countable if plural else theme.nouns)
        adjective_word = self.dice.pick(self._theme().adjectives) if described else ""
        if described and self.dice.chance(_PREFIX_SHARE):
            adjective_word = self.dice.pick(words.PREFIXES) + adjective_word
        if described and self.dice.chance(_COMPOUND_SHARE):
            adjective_word = f"{self.dice.pick(words.COMPOUNDS)}-{adjective_word}"
        return phrase(adjective_word, noun_word, case, plural=plural)

    def _theme(self) -> words.Theme:
        return self.scene.theme if self.dice.chance(_THEME_SHARE) else words.GENERAL

    def _days(self, case: str) -> str:
        number = self.dice.between(2, 90)
        if case == "gen":
            return counted(number, "дня", "дней", "дней")
        return counted(number, "день", "дня", "дней")

    def _name_stem(self) -> str:
        first = self.dice.pick(words.PLACE_DOUBLES if self.dice.chance(_DOUBLE_SHARE) else words.PLACE_FIRST)
        root = self.dice.pick(words.PLACE_ROOTS)
        return first + (root.capitalize() if not first or first.endswith("-") else root)

    def _place(self) -> str:
        stem = self._name_stem()
        kind = self.dice.below(4)
        if kind == 0:
            return f"в городе {stem}ске"
        if kind == 1:
            return f"в селе {stem}о" if stem.endswith(("в", "н")) else f"в селе {stem}ском"
        if kind == 2:
            return f"в посёлке {stem}ском"
        return f"в деревне {stem}ке"

    def _district(self, case: str) -> str:
        return f"{adjective(self._name_stem() + 'ск/k', 'm', case)} {_DISTRICT[case]}"


_DISTRICT = {"nom": "район", "gen": "района", "prep": "районе"}


@cache
def _parse(template: str) -> tuple[tuple[str, str, str], ...]:
    """Pieces of a template: text, the slot after it (or none), the slot's case."""
    pieces: list[tuple[str, str, str]] = []
    at = 0
    for match in _SLOT.finditer(template):
        pieces.append((template[at : match.start()], match[1], match[2] or ""))
        at = match.end()
    pieces.append((template[at:], "", ""))
    return tuple(pieces)
