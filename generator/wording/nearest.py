"""The word that somebody meant who typed another."""

from __future__ import annotations

import re
from typing import Any


def nearest(word: str, words: list[str] | tuple[str, ...]) -> str | None:
    """The word that ``word`` was most likely meant to be, or None.

    First the beginning of the word or of its parts counts («ryazan» → «ryazanskaya-oblast», «komi» → «respublika-komi»),
    then all letters, then the parts in any order. Whoever names what is not there at all is not led elsewhere: «Крым» is
    no slip of «Колыма», nor «krym» of «altayskiy-kray».
    """
    from rapidfuzz import fuzz, process, utils  # only who is wrong needs it: a check starts sooner without

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
