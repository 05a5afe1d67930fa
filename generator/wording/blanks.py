"""Placeholders of drafts, for texts that an editor still has to write."""

from __future__ import annotations

BLANK = "ДОПИСАТЬ"


def blank(what: str) -> str:
    """«ДОПИСАТЬ: суть одной фразой»."""
    return f"{BLANK}: {what}"


def is_blank(text: str) -> bool:
    return text.startswith(BLANK)
