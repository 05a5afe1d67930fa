"""Addresses and tooltips of glossary terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.vocabulary import Term

_LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(), strict=True))


def term_anchor(term: Term) -> str:
    """Anchor of a term on the glossary page: its abbreviation, else its name, in Latin letters."""
    name = (term.abbreviation or term.term).lower()
    latin = "".join(_LATIN.get(c, c) for c in name).replace("_", "")
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")


def abbreviations(terms: Iterable[Term]) -> dict[str, str]:
    """Short form → meaning, for tooltips. Forms of one letter explain nothing in a running text."""
    return {t.abbreviation: t.term for t in terms if t.abbreviation and len(t.abbreviation) > 1}
