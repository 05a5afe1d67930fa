"""The real unpacked size of an Office archive: the sizes in its directory may be false (zip bombs)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

_CHUNK = 1 << 20
_MARKUP = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<")  # XML in any of its encodings


def unpacked_sizes(archive: zipfile.ZipFile, data: bytes, most: int) -> tuple[int, int]:
    """Bytes of all parts, and of the XML parts, which take many times their size when parsed; stops soon after ``most``.

    Raises BadZipFile, zlib.error. ``zipfile`` would unpack a whole part before its size can be checked.
    """
    every = markup = 0
    for item in archive.infolist():
        is_markup = None
        for chunk in _chunks(item, data):
            if is_markup is None and (begun := chunk.lstrip()):  # XML may begin with white space, even a megabyte of it
                is_markup = begun.startswith(_MARKUP)
            every += len(chunk)
            markup += len(chunk) if is_markup else 0
            if every > most:
                return every, markup
    return every, markup


def _chunks(item: zipfile.ZipInfo, data: bytes) -> Iterator[bytes]:
    head = item.header_offset
    if data[head : head + 4] != b"PK\3\4":
        raise zipfile.BadZipFile("no part where the table of contents says")
    start = head + 30 + int.from_bytes(data[head + 26 : head + 28], "little") + int.from_bytes(data[head + 28 : head + 30], "little")
    packed = data[start : start + item.compress_size]
    if item.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif item.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        while packed and not stream.eof:
            yield stream.decompress(packed, _CHUNK)
            packed = stream.unconsumed_tail
    else:
        raise zipfile.BadZipFile("a packing that Office does not know")
