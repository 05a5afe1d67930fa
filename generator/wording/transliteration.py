"""Transliteration of Russian, for ids and anchors."""

from __future__ import annotations

import re

_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)


def slug(text: str) -> str:
    """Lowercase Latin letters, digits and hyphens; empty if the text has no Russian or Latin letter and no digit."""
    latin = "".join(_LATIN.get(c, c) for c in text.lower()).replace("_", "")
    return re.sub(r"[^a-z0-9]+", "-", latin).strip("-")
