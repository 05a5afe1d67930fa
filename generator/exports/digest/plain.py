"""The issue as plain text: the alternative part of the e-mail, for readers without HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .document import DigestDocument, Entry

WIDTH = 72


def write_plain(document: DigestDocument) -> str:
    """The content of the e-mail in lines of at most 72 characters; URLs are not broken."""
    return "\n\n".join(_parts(document)) + "\n"


def _parts(document: DigestDocument) -> Iterator[str]:
    yield _wrapped(document.series.upper())
    yield f"{_wrapped(document.dates)}\n{_wrapped(document.lead)}"
    if document.top:
        yield _wrapped(document.top_title.upper())
    for t in document.top:
        yield "\n".join([
            _wrapped(f"{t.title}, {t.regions}" if t.regions else t.title, f"{t.place}. "),
            _wrapped(t.summary, "   "),
            *([f"   {t.address}"] if t.address else []),
        ])
    for section in document.sections:
        yield _wrapped(section.heading.upper())
        for entry in section.entries:
            yield "\n".join(_entry(entry))
    yield "-- "
    whole = [f"Выпуск целиком: {document.address}"] if document.address else []
    yield "\n".join([*(_wrapped(sentence) for sentence in document.imprint), *whole])


def _entry(entry: Entry) -> Iterator[str]:
    yield _wrapped(entry.heading, "* ")
    if entry.seen_in:
        yield _wrapped(f"См. «{entry.seen_in}»", "  ")
        return
    yield _wrapped(entry.summary, "  ")
    if entry.announced:
        yield _wrapped(f"{entry.stage[:1].upper()}{entry.stage[1:]}", "  ")
    if entry.address:
        yield f"  {entry.address}"


def _wrapped(text: str, first: str = "") -> str:
    """Wrapped lines; ``first`` is the prefix of the first one, the others are indented by its width."""
    indent = " " * len(first)  # no-break spaces keep words together while wrapping
    filled = textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return filled.replace("\u00a0", " ")
