"""Pictures for the README, taken by the browser: SMARTEKA_PICTURES=1 takes them, otherwise they are checked."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
from kinds import PAGES
from observing import Observed
from publishing import ROOT

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "pictures"
PICTURES = {"home-1280": "home", "practice-1280": "practice", "situation-1280": "situation", "home-390": "home"}
HEIGHTS = {1280: 800, 390: 780}
MOST_BYTES = 250_000
SIGNATURE = b"\x89PNG\r\n\x1a\n"
TAKING = os.environ.get("SMARTEKA_PICTURES") == "1"


@pytest.mark.skipif(not TAKING, reason="снимки делает SMARTEKA_PICTURES=1")
@pytest.mark.parametrize("name", PICTURES)
def test_take(open_page: Callable[..., Observed], name: str) -> None:
    width = int(name.rpartition("-")[2])
    page = open_page(PAGES[PICTURES[name]], width=width, height=HEIGHTS[width]).page
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.png").write_bytes(smaller(page.screenshot()))


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_there(name: str) -> None:
    """Of the right size, small enough for a README, and not one colour."""
    file = FOLDER / f"{name}.png"
    assert file.is_file(), "make pictures"
    data = file.read_bytes()
    assert data.startswith(SIGNATURE)
    width = int(name.rpartition("-")[2])
    assert struct.unpack(">II", data[16:24]) == (width, HEIGHTS[width])
    assert 10_000 < len(data) < MOST_BYTES


def test_nothing_else_lies_beside_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.png" for name in PICTURES}


def smaller(png: bytes) -> bytes:
    """The same picture with at most 256 colours where its colours can be counted so, packed as hard as zlib can."""
    width, height, channels, rows = _read(png)
    pixels = [row[i : i + 3] for row in rows for i in range(0, width * channels, channels)]
    counted: dict[bytes, int] = {}
    for pixel in pixels:
        counted[pixel] = counted.get(pixel, 0) + 1
    palette = sorted(counted, key=lambda colour: (-counted[colour], colour))[:256]
    nearest = {colour: _nearest(colour, palette) for colour in counted}
    packed = b"".join(
        b"\x00" + bytes(nearest[p] for p in pixels[y * width : (y + 1) * width]) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(packed, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, body) for kind, body in chunks)


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(colour, palette[i], strict=True)))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _read(png: bytes) -> tuple[int, int, int, list[bytes]]:
    """Width, height, bytes a pixel and unfiltered rows of an 8-bit picture as Chromium writes it."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[colour]
    assert depth == 8
    raw = zlib.decompress(b"".join(body for kind, body in _chunks(png) if kind == b"IDAT"))
    size, rows = width * channels, [bytes(width * channels)]
    for y in range(height):
        start = y * (size + 1)
        rows.append(_unfilter(raw[start], raw[start + 1 : start + 1 + size], rows[-1], channels))
    return width, height, channels, rows[1:]


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12


def _unfilter(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """A row before the filter of the PNG standard was laid over it."""
    out = bytearray(row)
    for i, value in enumerate(row):
        left = out[i - step] if i >= step else 0
        up, corner = above[i], above[i - step] if i >= step else 0
        if kind == 1:
            out[i] = (value + left) & 255
        elif kind == 2:
            out[i] = (value + up) & 255
        elif kind == 3:
            out[i] = (value + (left + up) // 2) & 255
        elif kind == 4:
            guess = left + up - corner
            distances = (abs(guess - left), abs(guess - up), abs(guess - corner))
            out[i] = (value + (left, up, corner)[distances.index(min(distances))]) & 255
    return bytes(out)


def test_a_smaller_picture_shows_the_same(open_page: Callable[..., Observed]) -> None:
    """Few colours: not a pixel differs."""
    page = open_page("", width=200, height=100).page
    page.set_content("<body style='margin:0;background:#fff'><div style='width:60px;height:40px;background:#0b5d66'></div>")
    png = page.screenshot()
    _, _, channels, rows = _read(png)
    small = smaller(png)
    assert struct.unpack(">IIBB", small[16:26]) == (200, 100, 8, 3)
    palette = dict(_chunks(small))[b"PLTE"]
    data = zlib.decompress(dict(_chunks(small))[b"IDAT"])
    shown = [b"".join(palette[3 * i : 3 * i + 3] for i in data[y * 201 + 1 : (y + 1) * 201]) for y in range(100)]
    assert shown == [b"".join(row[i : i + 3] for i in range(0, len(row), channels)) for row in rows]
