"""Rules of texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.knowledge.texts import texts
from generator.loading.fields import is_one_line
from generator.model.diagnostic import Diagnostic, error, warning
from generator.wording.blanks import BLANK, is_blank

from .alone import Records

_FILL_IN = "впишите значение вместо этих слов; поле, которого источник не знает, сотрите"
_BLANK = BLANK.encode()
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>]*)?>|<!--")


def texts_hold_no_html(records: Records, today: date) -> Iterator[Diagnostic]:
    """Texts are Markdown; HTML in them is shown as it stands and never takes effect (a warning)."""
    for item in records.loaded:
        if b"<" not in item.source and b"\\" not in item.source:  # nor written as an escape
            continue
        for where, text in texts(item.record):
            if "<" in text and (match := _TAG.search(text)):
                line = is_one_line(item.type.model, where)
                yield warning(
                    "html-in-text", f"разметка HTML «{match.group()[:40]}» покажется как есть", item.location_of(match.group(), *where),
                    "сотрите теги: это поле – простой текст" if line else "пишите Markdown: **жирный**, *курсив*, [ссылка](https://…)",
                )


def blanks_are_filled_in(records: Records, today: date) -> Iterator[Diagnostic]:
    """What a draft leaves to be written is written before it is published (in a draft a warning)."""
    for item in records.loaded:
        if _BLANK not in item.source:  # the walk costs more than the look
            continue
        for where, text in texts(item.record):
            if is_blank(text):
                message, place = f"здесь ещё нужно дописать: «{text[:60]}»", item.location(*where)
                if item.record.draft:
                    yield warning("blank-left", message, place, _FILL_IN)
                else:
                    yield error("blank-left", message, place, _FILL_IN)

