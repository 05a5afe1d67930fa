"""Addresses and tooltips of glossary terms."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.vocabulary import Term

from .transliteration import slug


def term_anchor(term: Term) -> str:
    """Anchor of a term on the glossary page: its abbreviation, else its name, in Latin letters."""
    return slug(term.abbreviation or term.term)


def abbreviations(terms: Iterable[Term]) -> dict[str, str]:
    """Abbreviation → meaning, for tooltips; without those of one letter, which are ambiguous in running text."""
    return {t.abbreviation: t.term for t in terms if t.abbreviation and len(t.abbreviation) > 1}
