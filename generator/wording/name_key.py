"""The key by which two spellings of one name are equal."""

from __future__ import annotations


def name_key(text: str) -> str:
    """Letters and digits of a text, lower case, е for ё: equal for spellings that mean one name."""
    return "".join(c for c in text.lower().replace("ё", "е") if c.isalnum())
