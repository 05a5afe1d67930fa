"""Suggestions for mistyped words: «did you mean …»."""

from __future__ import annotations

import re
from typing import Any


def nearest(word: str, words: list[str] | tuple[str, ...]) -> str | None:
    """The most similar of ``words``, or None if none is similar enough.

    First by the beginning of a word or of its parts («ryazan» → «ryazanskaya-oblast», «komi» → «respublika-komi»),
    then by all letters, then by the parts in any order. The thresholds keep a word that has no counterpart from
    matching another one: «Крым» is not a typo of «Колыма», nor «krym» of «altayskiy-kray».
    """
    # Imported here: needed only for faulty input, and a check starts faster without it.
    from rapidfuzz import fuzz, process, utils

    word = word.lower()
    beginning = word[: len(word) // 2 + 1]
    begun = [other for other in words if any(part.startswith(beginning) for part in _parts(other))]
    if found := process.extractOne(word, begun, scorer=_beginning, score_cutoff=0.82):
        return found[0]
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        if found := process.extractOne(word, words, scorer=scorer, processor=utils.default_process, score_cutoff=75):
            return found[0]
    return None


def _parts(word: str) -> list[str]:
    return [word, *re.split("[-_ /]", word)]


def _beginning(word: str, other: str, **_: Any) -> float:
    from rapidfuzz.distance import JaroWinkler

    return max(JaroWinkler.similarity(word, part) for part in _parts(other))
