"""Pagefind's own files in one order: it writes its lists of filters and of sorts as they come.

The files are gzipped CBOR of text, whole numbers and lists, after a mark of twelve bytes. Names
carry a hash of the content; ``pagefind-entry.json`` names the list of files of each language.
"""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_TEXT, _LIST = 3, 4  # major types of CBOR; 0 is a whole number
_FILTERS, _SORTS = 3, 4  # places in the list of files: (version, pages, chunks, filters, sorts, fields)


def fragments(folder: Path) -> dict[str, dict[str, Any]]:
    """What is shown of each found page, by Pagefind's id of the page."""
    found = sorted((folder / "fragment").iterdir())
    return {file.name.partition(".")[0]: json.loads(_unpack(file.read_bytes())) for file in found}


def put_in_order(folder: Path, shown: dict[str, dict[str, Any]]) -> None:
    """Rewrite what differs from run to run; ``shown`` are the fragments. Equal input, equal bytes."""
    entry_file = folder / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text("utf-8"))
    for language, about in entry["languages"].items():
        old = folder / f"pagefind.{about['hash']}.pf_meta"
        listed, _ = _decode(_unpack(old.read_bytes()), 0)
        listed[_FILTERS] = sorted(
            [name, _filter_in_order(folder, language, id)] for name, id in listed[_FILTERS]
        )
        pages = [shown[id]["meta"] for id, *_ in listed[1]]
        listed[_SORTS] = sorted([name, _by(name, numbers, pages)] for name, numbers in listed[_SORTS])
        data = _encode(listed)
        about["hash"] = f"{language}_{_hash(data)}"
        old.unlink()
        (folder / f"pagefind.{about['hash']}.pf_meta").write_bytes(_pack(data))
    entry_file.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), "utf-8")


def _by(name: str, numbers: list[int], pages: list[dict[str, str]]) -> list[int]:
    """Numbers of pages by a value of theirs that is metadata, too; pages with equal values by number."""
    return sorted(numbers, key=lambda number: (pages[number][name], number))


def _filter_in_order(folder: Path, language: str, id: str) -> str:
    """Write one filter's file anew with its values sorted; returns its new id."""
    old = folder / "filter" / f"{id}.pf_filter"
    (name, values), _ = _decode(_unpack(old.read_bytes()), 0)
    data = _encode([name, sorted([value, sorted(pages)] for value, pages in values)])
    old.unlink()
    new = f"{language}_{_hash(data)}"
    (folder / "filter" / f"{new}.pf_filter").write_bytes(_pack(data))
    return new


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()[:10]


def _pack(data: bytes) -> bytes:
    return gzip.compress(_MARK + data, 9, mtime=0)


def _unpack(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(_MARK)


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    """The value that starts ``at``, and where the next one does."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    size = short
    if short >= 24:
        width = 1 << (short - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == 0:
        return size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind == _LIST and short < 28:
        values = []
        for _ in range(size):
            value, at = _decode(data, at)
            values.append(value)
        return values, at
    raise ValueError(
        f"Pagefind's files hold CBOR of type {kind} with size {short}, which this version did not"
    )


def _encode(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(_TEXT, len(data)) + data
    return _head(_LIST, len(value)) + b"".join(_encode(item) for item in value)


def _head(kind: int, size: int) -> bytes:
    """The shortest head that holds the size, as the standard asks."""
    if size < 24:
        return bytes([kind << 5 | size])
    width = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([kind << 5 | 24 + width]) + size.to_bytes(1 << width, "big")
