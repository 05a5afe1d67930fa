"""What somebody meant who named a record almost right: by its id or by a name that people use."""

from __future__ import annotations

from generator.model.region import Region
from generator.wording.nearest import nearest

from .base import KnowledgeBase


def suggest(base: KnowledgeBase, kind: str, word: str) -> str | None:
    """The id of the record that ``word`` most likely means: «tulla», «Тульская», «ЯНАО»; or None."""
    if guess := nearest(word, base.ids(kind)):
        return guess
    names: dict[str, str] = {}
    for item in base.of_kind(kind):
        record = item.record
        short = getattr(record, "short_title", "")
        for name in (record.title, short, *(record.other_names if isinstance(record, Region) else ())):
            if name:
                names.setdefault(name.lower().replace("ё", "е"), str(record.id))
    guess = nearest(word.replace("ё", "е").replace("Ё", "Е"), list(names))
    return names[guess] if guess else None
