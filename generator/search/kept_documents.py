"""What the index holds of each record, kept between builds: made anew where something it was made from has changed.

Kept in sixteen files, so that an edit writes one of them. Losing one costs only time.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.knowledge.reads import Key, Reads
from generator.loading.own_cache import keep

from .documents import Facets, SearchDocument

_FILES = 16
_SUM = 32  # bytes before the rest, its hash
_Made = tuple[list[SearchDocument], tuple[str, ...]]


class KeptDocuments:
    """``folder`` is the user's own, or None where nothing can be kept.

    ``whole``: the print of what everything is made from; ``print_of``: that of a key of ``reads``.
    """

    def __init__(self, folder: Path | None, name: str, whole: str, reads: Reads, print_of: Callable[[Key], str]) -> None:
        self._files = [folder / f"{name}-{number:x}" for number in range(_FILES)] if folder else []
        self._whole = whole
        self._reads = reads
        self._print_of = print_of
        self._known: dict[str, Any] = {}
        self._made: list[dict[str, Any]] = [{} for _ in range(_FILES)]
        self._anew: set[int] = set()
        for number, file in enumerate(self._files):
            if (found := self._read(file)) is None:
                self._anew.add(number)
            else:
                self._known |= found

    def _read(self, file: Path) -> dict[str, Any] | None:
        try:
            data = file.read_bytes()
        except OSError:
            return None
        if len(data) < _SUM or sha256(memoryview(data)[_SUM:]).digest() != data[:_SUM]:
            return None
        whole, found = marshal.loads(memoryview(data)[_SUM:])
        return found if whole == self._whole else None

    def of(self, record: str, make: Callable[[], _Made]) -> _Made:
        """Documents of a record, and what a list shows of it beside them; ``record``: ``practice/apteka``."""
        place = zlib.crc32(record.encode()) % _FILES
        if (known := self._known.pop(record, None)) is not None:
            keys, prints, documents, row = known
            if "".join(map(self._print_of, keys)) == prints:
                self._made[place][record] = known
                return list(map(_document, documents)), row
        with self._reads.gathered() as read:
            made, row = make()
        if self._files:
            keys = tuple(sorted({record, *read}))
            prints = "".join(map(self._print_of, keys))
            self._made[place][record] = keys, prints, list(map(_told, made)), row
            self._anew.add(place)
        return made, row

    def save(self) -> None:
        """Each file whole or not at all."""
        self._anew.update(zlib.crc32(record.encode()) % _FILES for record in self._known)  # records that are gone
        for place, file in enumerate(self._files):
            if place in self._anew:
                data = marshal.dumps((self._whole, self._made[place]))
                keep(file, sha256(data).digest() + data)


def _told(document: SearchDocument) -> tuple[Any, ...]:
    """As ``marshal`` has it: ids and days are strings of their own types."""
    d, f = document, document.facets
    facets = (_strings(f.regions), str(f.direction), _strings(f.subcategories), _strings(f.life_situations), str(f.stage), f.year)
    return (
        d.type, str(d.id), d.title, d.url, d.question, _strings(d.keywords), d.results, d.summary, d.text,
        _strings(d.region_titles), d.effect, facets, str(d.date), d.kind,
    )  # fmt: skip


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _document(told: Sequence[Any]) -> SearchDocument:
    *before, facets, date, kind = told
    fields: Any = (*before, Facets(*facets), date, kind)
    return SearchDocument(*fields)
