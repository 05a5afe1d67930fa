"""The constant part of the static index's manifest: its format and the parameters of the search."""

from __future__ import annotations

from generator.analysis.stop_words import STOP_WORDS

from .headers import FACETS
from .query import BEGUN, GUESS, KIN, LIGHT, PARTS, PREFIX_FORMS, RELATED, SYNONYM, TYPO_LEMMAS, TYPO_LENGTH
from .ranking import FEW, LACK, LEAST_COVERAGE, SCATTERED
from .snippet import WIDTH
from .static_coding import ALPHABET
from .static_sections import PLACES

FORMAT = 5  # of the shards; ``search.js`` rejects any other
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
"""Parameters that the search in the browser shares with the command line."""

TAILS_PER_FOLDER = 32  # shards of tails

ALWAYS = {
    "format": FORMAT,
    "symbols": ALPHABET,
    "places": PLACES,
    "together": TAILS_PER_FOLDER,
    "facets": list(FACETS),
    "rules": RULES,
    "stop": " ".join(sorted(STOP_WORDS)),
}
