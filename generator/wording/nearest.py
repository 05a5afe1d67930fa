"""The word that somebody meant who typed another."""

from __future__ import annotations

import re
from typing import Any


def nearest(word: str, words: list[str] | tuple[str, ...]) -> str | None:
    """The word that ``word`` was most likely meant to be, or None.

    First the beginnings count («ryazan» → «ryazanskaya-oblast»), then all letters, then the parts
    between hyphens («komi» → «respublika-komi»).
    """
    from rapidfuzz import fuzz, process  # only who is wrong needs it: a check starts sooner without
    from rapidfuzz.distance import JaroWinkler

    word = word.lower()
    for scorer, cutoff in ((JaroWinkler.similarity, 0.82), (fuzz.ratio, 60), (_likest_part, 61)):
        if found := process.extractOne(word, words, scorer=scorer, score_cutoff=cutoff):
            return found[0]
    return None


def _likest_part(word: str, other: str, **_: Any) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(word, part) for part in re.split("[-_ /]", other))
