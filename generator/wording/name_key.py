"""By what spellings of one name are told to be equal."""

from __future__ import annotations


def name_key(text: str) -> str:
    """Letters and digits of a text, lower case, е for ё: equal for spellings that mean one name."""
    return "".join(c for c in text.lower().replace("ё", "е") if c.isalnum())
