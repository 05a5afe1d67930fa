"""Limits of time and memory for PDF files. pdfminer has none: five kilobytes may draw, or unpack to, gigabytes.

All limits are numbers of operations or bytes, not seconds, so a file has the same result on any computer.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import Any

from .documents import MAX_UNPACKED, DocumentFault

MAX_PAGE = 2_000_000  # bytes of drawing operations on a page: tens of thousands of characters take a tenth of it
MAX_DRAWN = 20 * MAX_PAGE  # on all pages
MAX_STEPS = 20_000_000  # of loops whose length is a number in the file
MAX_CROSSINGS = 10_000  # of lines on a page, for finding tables: the time is quadratic
_OF_A_CHARACTER = 20  # bytes that a character counts as: it takes kilobytes of memory
_OF_A_SHAPE = 40
_OF_A_STREAM = 200  # bytes that a drawn stream counts as, even an empty one: a form within a form
_LZW_CODES = 4096
_BLANKS = b" \t\n\r\x0b\x0c\x00"


class PdfBounds:
    """Counters of one document, and the fault when a limit is exceeded, since pdfminer wraps or swallows exceptions."""

    def __init__(self) -> None:
        self.fault: DocumentFault | None = None
        self.pages_without_tables: list[int] = []  # with too many lines to look for tables
        self._unpacked = self._steps = self._drawn = self._on_page = 0
        self._page = 0

    def begin_page(self, number: int) -> None:
        self._page, self._on_page = number, 0

    def unpacked(self, size: int) -> None:
        self._unpacked += size
        if self._unpacked > MAX_UNPACKED:
            self._end(f"в распакованном виде файл больше {MAX_UNPACKED // 1_000_000} МБ", "сохраните текст без картинок")

    def left_to_unpack(self) -> int:
        return MAX_UNPACKED - self._unpacked

    def steps(self, count: int) -> None:
        self._steps += max(0, count)
        if self._steps > MAX_STEPS:
            self._end("PDF велит повторять одно и то же без конца", "сохраните его заново или скопируйте текст в .txt")

    def drawn(self, size: int) -> None:
        self._drawn += size
        self._on_page += size
        if self._on_page > MAX_PAGE:
            self._end(f"на странице {self._page} нарисовано слишком много", "сохраните текст без картинок или скопируйте его в .txt")
        if self._drawn > MAX_DRAWN:
            self._end("в PDF нарисовано слишком много", "оставьте только страницы с текстом или скопируйте его в .txt")

    def without_tables(self) -> None:
        self.pages_without_tables.append(self._page)

    def _end(self, message: str, hint: str) -> None:
        self.fault = DocumentFault("file-too-large", message, hint)
        raise self.fault

    # Replacements of functions of pdfminer

    def range(self, *of: int) -> range:
        found = range(*of)
        self.steps(max(0, -((found.start - found.stop) // found.step)))  # len() has a limit
        return found

    def lzw(self, data: bytes) -> bytes:
        """LZW decoder; that of pdfminer has a table without a limit and copies it at each code."""
        from pdfminer.lzw import CorruptDataError, LZWDecoder

        decoder, found = LZWDecoder(BytesIO(data)), bytearray()
        while True:
            self.steps(1)
            try:
                piece = decoder.feed(decoder.readbits(decoder.nbits))
            except (EOFError, CorruptDataError):
                return bytes(found)
            del decoder.table[_LZW_CODES:]
            self.unpacked(len(piece))
            found += piece

    def run_length(self, data: bytes) -> bytes:
        found, at = bytearray(), 0
        while at < len(data) and (length := data[at]) != 128:
            self.steps(1)
            piece = data[at + 1 : at + 2 + length] if length < 128 else data[at + 1 : at + 2] * (257 - length)
            self.unpacked(len(piece))
            found += piece
            at += length + 2 if length < 128 else 2
        return bytes(found)

    def png_predictor(self, kind: int, colors: int, columns: int, bits: int, data: bytes) -> bytes:
        from pdfminer.utils import apply_png_predictor

        self.unpacked(abs(columns) + len(data))
        return apply_png_predictor(kind, colors, columns, bits, data)

    def ascii85(self, data: bytes) -> bytes:
        """ASCII85 decoder; that of pdfminer is quadratic in the length of white space."""
        from pdfminer.ascii85 import ascii85decode

        return ascii85decode(data.translate(None, _BLANKS))


class _Bounded:
    """zlib for one document, with a limit of the unpacked size.

    Truncated data, or data with a wrong checksum, are unpacked as far as possible. pdfminer does that byte by byte,
    copying the result each time: thirty kilobytes that unpack to thirty megabytes took forty seconds.
    """

    error = zlib.error

    def __init__(self, bounds: PdfBounds) -> None:
        self._bounds = bounds

    def decompress(self, data: bytes) -> bytes:
        if len(data) < 2 or int.from_bytes(data[:2], "big") % 31 or data[0] & 15 != 8 or data[1] & 32:  # as RFC 1950 has it
            raise zlib.error
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[2:], self._bounds.left_to_unpack() + 1)
        self._bounds.unpacked(len(found))
        return found

    def decompressobj(self) -> None:
        """Called by pdfminer only after ``decompress`` has failed, when nothing can be unpacked."""
        raise zlib.error


@contextmanager
def bounded() -> Iterator[PdfBounds]:
    """Patches pdfminer to respect the limits; raises DocumentFault at the end of the block if one was exceeded."""
    import pdfminer.cmapdb
    import pdfminer.converter
    import pdfminer.pdffont
    import pdfminer.pdfinterp
    import pdfminer.pdftypes
    import pdfplumber.table

    bounds, interpreter = PdfBounds(), pdfminer.pdfinterp.PDFPageInterpreter
    analyzer, unicode_map = pdfminer.converter.PDFLayoutAnalyzer, pdfminer.cmapdb.FileUnicodeMap
    execute, paint, place, add = interpreter.execute, analyzer.paint_path, analyzer.render_char, unicode_map.add_cid2unichr
    cross = pdfplumber.table.edges_to_intersections

    def bounded_execute(self: Any, streams: Sequence[Any]) -> None:
        """Counts streams of a page and of forms, which may be used many times and be nested."""
        for each in streams:
            bounds.drawn(_OF_A_STREAM + len(pdfminer.pdftypes.stream_value(each).get_data()))
        execute(self, streams)

    def bounded_place(self: Any, *of: Any, **more: Any) -> float:
        """Counts characters, each of which may map to a long text."""
        width: float = place(self, *of, **more)
        bounds.drawn(_OF_A_CHARACTER * max(1, len(self.cur_item._objs[-1].get_text())))
        return width

    def bounded_paint(self: Any, *of: Any) -> None:
        bounds.drawn(_OF_A_SHAPE)
        paint(self, *of)

    def bounded_add(self: Any, cid: int, code: Any) -> None:
        bounds.steps(len(code) if isinstance(code, bytes) else 1)
        add(self, cid, code)

    def bounded_cross(edges: list[dict[str, Any]], *of: Any) -> dict[Any, Any]:
        upright = sum(edge["orientation"] == "v" for edge in edges)
        crossings = upright * (len(edges) - upright)
        if crossings <= MAX_CROSSINGS:
            bounds.steps(crossings * crossings // 125)
            return dict(cross(edges, *of))
        bounds.without_tables()
        return {}

    own: Sequence[tuple[Any, str, Any]] = (
        (pdfminer.pdftypes, "zlib", _Bounded(bounds)),
        (pdfminer.pdftypes, "lzwdecode", bounds.lzw),
        (pdfminer.pdftypes, "rldecode", bounds.run_length),
        (pdfminer.pdftypes, "ascii85decode", bounds.ascii85),
        (pdfminer.pdftypes, "ccittfaxdecode", lambda *_: b""),  # pictures have no text
        (pdfminer.pdftypes, "apply_png_predictor", bounds.png_predictor),
        (pdfminer.pdffont, "range", bounds.range),
        (pdfminer.cmapdb, "range", bounds.range),
        (interpreter, "execute", bounded_execute),
        (analyzer, "render_char", bounded_place),
        (analyzer, "paint_path", bounded_paint),
        (unicode_map, "add_cid2unichr", bounded_add),
        (pdfplumber.table, "edges_to_intersections", bounded_cross),
    )
    with ExitStack() as replaced:
        for owner, name, value in own:
            before = vars(owner).get(name)
            replaced.callback(setattr, owner, name, before) if before else replaced.callback(delattr, owner, name)
            setattr(owner, name, value)
        try:
            yield bounds
        except Exception:
            if not bounds.fault:
                raise
    if bounds.fault:
        raise bounds.fault
