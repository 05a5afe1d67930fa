"""The issue as Telegram messages: TOP-5, then every practice in a sentence with a link.

Texts are for ``sendMessage`` with ``parse_mode=HTML``. Telegram limits the length without tags, in
UTF-16 code units (an emoji is two), and the number of formatting entities (100 in a message); longer
messages are refused, further entities ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from .document import DigestDocument, Entry

MOST_UNITS = 4096
MOST_MARKS = 100
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs that are not split between messages."""

    text: str

    @property
    def units(self) -> int:
        return length(self.text)

    @property
    def marks(self) -> int:
        return len(re.findall(r"<[a-z]", self.text))


def length(html: str) -> int:
    """The length of a message as Telegram counts it."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def messages(document: DigestDocument) -> list[str]:
    """Messages in order, each within the limits; split between practices only."""
    done: list[str] = []
    waiting: list[_Part] = []
    for part in _parts(document):
        units = sum(p.units + 2 for p in waiting) + part.units
        if waiting and (units > MOST_UNITS or sum(p.marks for p in waiting) + part.marks > MOST_MARKS):
            done.append("\n\n".join(p.text for p in waiting))
            waiting = []
        waiting.append(part)
    return [*done, "\n\n".join(p.text for p in waiting)]


def write_telegram(document: DigestDocument) -> str:
    """All messages as one text, each after a line with its number."""
    texts = messages(document)
    return "\n\n".join(f"=== Сообщение {n} из {len(texts)} ===\n\n{text}" for n, text in enumerate(texts, 1)) + "\n"


def _parts(document: DigestDocument) -> Iterator[_Part]:
    yield _Part(f"<b>{escape(document.series)}</b>\n{escape(document.dates)}\n\n{escape(document.lead)}")
    if document.top:
        places = (
            f"{t.place}. {_link(t.address, t.title)}{escape(f', {t.regions}' if t.regions else '')}" for t in document.top
        )
        yield from _fitting(f"<b>{escape(document.top_title)}</b>", "\n".join(places))
    for section in document.sections:
        heading = f"<b>{escape(section.heading)}</b>\n\n"
        for entry in section.entries:
            yield from _fitting(heading + _head(entry), _body(entry))
            heading = ""
    whole = f"{_link(document.address, 'Выпуск целиком')}\n\n" if document.address else ""
    yield _Part(f"{whole}{escape(document.imprint[0])}")


def _head(entry: Entry) -> str:
    return f"<b>{_link(entry.address, entry.title)}</b>{escape(f', {entry.regions}' if entry.regions else '')}"


def _body(entry: Entry) -> str:
    if entry.seen_in:
        return f"<i>См. «{escape(entry.seen_in)}»</i>"
    announced = f"\n<i>{escape(entry.stage[:1].upper() + entry.stage[1:])}</i>" if entry.announced else ""
    return f"{escape(entry.summary)}{announced}"


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)


def _fitting(head: str, body: str) -> Iterator[_Part]:
    """Head and body as one part; if that is too long for a message, the rest of the body as further parts."""
    if length(head) + 1 + length(body) <= MOST_UNITS:
        yield _Part(f"{head}\n{body}")
        return
    yield _Part(head)
    yield from map(_Part, body.split("\n"))
