"""What a draft says where an editor still has to write: a mark that can be told from any text."""

from __future__ import annotations

BLANK = "ДОПИСАТЬ"


def blank(what: str) -> str:
    """«ДОПИСАТЬ: суть одной фразой»."""
    return f"{BLANK}: {what}"


def is_blank(text: str) -> bool:
    return text.startswith(BLANK)
