"""The text of a cell of a form → a number, a date, ids of the base; None or empty if it is not valid."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from generator.wording import russian

from .form_cells import Value

_NUMBER = re.compile(r"[-−–]?\d+(?:[.,]\d+)?")
_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г(?:ода|\.)?)?")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WORDS = re.compile(r"(\d{1,2})\s+([а-я]+)\s+(\d{4})(?:\s*г(?:ода|\.)?)?")
_APPROVED = re.compile(rf"(?:(?:(\d{{1,2}})\s+)?({'|'.join([*russian.MONTHS, *russian.MONTHS_GENITIVE])})\s+)?(\d{{4}})", re.IGNORECASE)


def number(value: Value) -> Decimal | None:
    """A number, also from text: «61,5», «1 234», «−5»."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, date):
        return None
    text = _GROUPS.sub("", value)
    return Decimal(text.replace(",", ".").replace("−", "-").replace("–", "-")) if _NUMBER.fullmatch(text) else None


def day(value: Value) -> date | None:
    """A date, also from text: «01.12.2026», «2026-12-01», «1 декабря 2026 г.»."""
    if isinstance(value, Decimal):
        return None
    if isinstance(value, date):
        return value
    text = " ".join(value.split()).lower()
    if found := _ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := _DOTTED.fullmatch(text):
        number, month, year = map(int, found.groups())
    elif (found := _WORDS.fullmatch(text)) and found[2] in russian.MONTHS_GENITIVE:
        number, month, year = int(found[1]), russian.MONTHS_GENITIVE.index(found[2]) + 1, int(found[3])
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def approval(text: str) -> dict[str, Any]:
    """«Проектный офис, январь 2022, Протокол 1» → who, when, document. Without a date, the whole text is who."""
    parts = text.split(", ")
    for place, part in enumerate(parts[1:], 1):
        when = _approved_on(part)
        if when is not None:
            document = ", ".join(parts[place + 1 :])
            return {"body": ", ".join(parts[:place]), "date": when, **({"document": document} if document else {})}
    return {"body": text}


def _approved_on(text: str) -> int | str | None:
    if whole := day(text):
        return whole.isoformat()
    found = _APPROVED.fullmatch(text)
    if not found:
        return None
    if not found[2]:
        return int(found[3])
    if found[1] or found[2].lower() not in russian.MONTHS:
        return None  # invalid: «31 февраля 2026», «января 2026» (a genitive without a day)
    return f"{found[3]}-{russian.MONTHS.index(found[2].lower()) + 1:02}"


def named(text: str, known: Mapping[str, str], id_pattern: str) -> tuple[list[str], list[str]]:
    """(ids, unknown names) of a list «А (Тульская область); Б»; names may contain semicolons.

    ``known``: ids by name. A piece that looks like an id is taken as one; the rules check whether it exists.
    """
    pieces = [piece.strip() for piece in re.split(r";\s|\n", f"{text} ") if piece.strip()]
    ids: list[str] = []
    unknown: list[str] = []
    while pieces:
        for length in range(len(pieces), 0, -1):
            name = "; ".join(pieces[:length])
            id = known.get(name) or (name if length == 1 and re.fullmatch(id_pattern, name) else None)
            if id:
                ids.append(id)
                break
        else:
            length = 1
            unknown.append(pieces[0])
        del pieces[:length]
    return ids, unknown


def listed(text: str, separator: str) -> list[str]:
    """Items of a list in a cell, split at separators and line breaks."""
    *broken, last = text.split("\n")
    lines = [*(line.rstrip().removesuffix(separator.strip()) for line in broken), last]
    return [item.strip() for line in lines for item in line.split(separator) if item.strip()]


def one_line(text: str) -> str:
    """A text without the line breaks of the form."""
    return " ".join(part.strip() for part in text.splitlines() if part.strip())
