"""What the manifest of the static index says whatever the documents: how it is written, and by which rules it is searched."""

from __future__ import annotations

from generator.analysis.stop_words import STOP_WORDS

from .heads import FACETS
from .query import BEGUN, GUESS, KIN, LIGHT, PARTS, PREFIX_FORMS, RELATED, SYNONYM, TYPO_LEMMAS, TYPO_LENGTH
from .ranking import FEW, LACK, LEAST_COVERAGE, SCATTERED
from .snippet import WIDTH
from .static_coding import ALPHABET
from .static_sections import PLACES

FORMAT = 5  # of the shards; ``search.js`` refuses another
RULES = {
    "few": FEW,
    "coverage": LEAST_COVERAGE,
    "lack": LACK,
    "scattered": SCATTERED,
    "parts": PARTS,
    "guess": GUESS,
    "begun": BEGUN,
    "kin": KIN,
    "synonym": SYNONYM,
    "related": RELATED,
    "light": LIGHT,
    "prefixForms": PREFIX_FORMS,
    "typoLemmas": TYPO_LEMMAS,
    "typoLength": TYPO_LENGTH,
    "width": WIDTH,
}
"""What the browser does as the command line does, told to it in numbers."""

TAILS_TOGETHER = 32  # shards of tails in a folder

ALWAYS = {
    "format": FORMAT,
    "symbols": ALPHABET,
    "places": PLACES,
    "together": TAILS_TOGETHER,
    "facets": list(FACETS),
    "rules": RULES,
    "stop": " ".join(sorted(STOP_WORDS)),
}
