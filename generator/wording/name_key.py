"""The comparison key of names."""

from __future__ import annotations


def name_key(text: str) -> str:
    """Only letters and digits, in lower case, with «е» for «ё»: equal for different spellings of one name."""
    return "".join(c for c in text.lower().replace("ё", "е") if c.isalnum())
