"""Ids of new records: checks of a given id, and unique ids made from a title in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from generator.analysis.language import is_stop_word, readings
from generator.analysis.tokens import normalise
from generator.knowledge.base import KnowledgeBase
from generator.loading.places import WINDOWS_DEVICES
from generator.model.scalars import ID_LENGTH, is_id
from generator.wording.transliteration import slug

LENGTH = 60  # at most, of an id made from a title


def unfit(id: str, example: str = "tulskiy-opyt") -> str:
    """Why a text is not a valid id, in Russian; empty if it is valid."""
    if not is_id(id):
        return f"id «{id}» не годится: только строчные латинские буквы, цифры и дефис, до {ID_LENGTH} знаков, например {example}"
    return f"id «{id}» не годится: так Windows называет устройство, файла с этим именем там не сделать" if id in WINDOWS_DEVICES else ""


def unfit_or_taken(base: KnowledgeBase, kind: str, id: str, example: str = "tulskiy-opyt") -> str:
    """Why a new record of this kind may not get the id, in Russian; empty if it may. ``base`` includes drafts."""
    found = base.find(kind, id)
    return unfit(id, example) or (f"id «{id}» уже занят записью {found.path}" if found else "")


def taken_ids(base: KnowledgeBase, kind: str) -> set[str]:
    """Ids that a new record of a kind may not get: of records, of unreadable files, and former ones (aliases)."""
    taken = {*base.ids(kind), *(id for other, id in base.unreadable if other == kind)}
    return taken | {alias.rstrip("/").rpartition("/")[2] for item in base.loaded for alias in item.record.aliases}


def new_id(title: str, taken: Collection[str], suffixes: Iterable[str] = ()) -> str:
    """An id made from the first words of a title: «besplatnye-lekarstva-v-kommercheskikh-aptekakh».

    If it is taken, the first of ``suffixes`` (regions, say) that makes it unique is appended, else a number.
    """
    base = _short(title) or "praktika"
    candidates = [base, *(f"{base}-{suffix}" for suffix in suffixes)]
    for candidate in candidates:
        if candidate not in taken and candidate not in WINDOWS_DEVICES:
            return candidate[:ID_LENGTH].strip("-")
    return free_id(base, {*taken, *WINDOWS_DEVICES})


def free_id(id: str, taken: Collection[str]) -> str:
    """The id, truncated to the maximum length; if taken, with the first number appended that makes it free: «…-2»."""
    free, number = id[:ID_LENGTH].strip("-"), 2
    while free in taken:
        free, number = f"{id[: ID_LENGTH - 4].strip('-')}-{number}", number + 1
    return free


def _short(title: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", re.sub(r"(?<=\d)\s?\+", " plus ", title)) if slug(word)]
    kept: list[str] = []
    for word in words:
        if kept and len("-".join(slug(k) for k in (*kept, word))) > LENGTH:
            break
        kept.append(word)
    cut = len(kept) < len(words)
    while len(kept) > 1 and (is_stop_word(normalise(kept[-1])) or (cut and _is_adjective(kept[-1]))):
        kept.pop()
    return "-".join(slug(word) for word in kept)[:LENGTH].strip("-")


def _is_adjective(word: str) -> bool:
    """A title must not be cut after an adjective, without its noun: «skoroy-meditsinskoy»."""
    return readings(word)[0].tag.POS in ("ADJF", "PRTF")
