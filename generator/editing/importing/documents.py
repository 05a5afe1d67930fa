"""A file from an editor → its lines with their places.

The format is detected by content, not by name. Broken, encrypted and unsupported files give
a diagnostic with the next step.
"""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.model.diagnostic import Diagnostic, Location, error, warning

from .archive_size import unpacked_sizes

MAX_BYTES = 50_000_000
WANTED = "нужен .docx, .pdf или .txt"
MAX_UNPACKED = 200_000_000  # bytes of a .docx: a small archive may contain a huge file
MAX_MARKUP = 50_000_000  # bytes of its XML, which takes twenty times as much when parsed
_LEAST_CYRILLIC = 0.3  # share of letters of a text that is not UTF-8, to accept the guessed encoding

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word files, and encrypted new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a line in its document.

    ``number`` is that of the line in a text or a PDF, or of the paragraph in a Word file, from 1; ``words``
    is the place for people: «строка 57», «абзац 12», «страница 3, строка 5».
    """

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, unchanged.

    ``opens``: a paragraph begins here, as far as the document shows it. ``level`` is that of a heading,
    1 for the top level, 0 for normal text. ``bold``: the whole line is bold.
    """

    text: str
    place: Place
    opens: bool = True
    level: int = 0
    bold: bool = False
    item: bool = False  # an item of a list whose marker is not in the text


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the lines of each cell. A merged cell is followed by empty ones for its other columns."""

    cells: tuple[tuple[Line, ...], ...]
    place: Place
    table: int


Block = Line | Row


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The content of a file, in reading order. ``name`` is the path as given by the user."""

    name: str
    blocks: tuple[Block, ...]

    def location(self, place: Place) -> Location:
        return Location(self.name, place.number)


class DocumentFault(Exception):
    """The file cannot be read; converted to a diagnostic within this package."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def read_document(data: bytes, name: str) -> tuple[SourceDocument | None, list[Diagnostic]]:
    """The content of a .docx, .pdf or text file → its lines, or None with diagnostics."""
    place = Location(name)
    try:
        blocks, remarks = _read(data)
    except DocumentFault as fault:
        return None, [error(fault.code, fault.message, place, fault.hint)]
    if not any(_has_text(block) for block in blocks):
        return None, [error("empty-document", "в документе нет текста", place, "проверьте, тот ли это файл")]
    return SourceDocument(name, blocks), [warning("damaged-text", text, place, hint) for text, hint in remarks]


def _has_text(block: Block) -> bool:
    lines = [block] if isinstance(block, Line) else [line for cell in block.cells for line in cell]
    return any(line.text.strip() for line in lines)


Remarks = list[tuple[str, str]]  # (what is odd about the file, hint)


def _read(data: bytes) -> tuple[tuple[Block, ...], Remarks]:
    if not data:
        raise DocumentFault("empty-document", "файл пуст", "проверьте, тот ли это файл")
    if len(data) > MAX_BYTES:
        raise DocumentFault(
            "file-too-large", f"файл больше {MAX_BYTES // 1_000_000} МБ", "сохраните текст без картинок"
        )
    if b"%PDF-" in data[:1024]:
        from .pdf_reader import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        if package_kind(data) is not Package.WORD:
            raise DocumentFault("wrong-document", "это не документ Word", WANTED)
        from .word_reader import read_word

        return tuple(read_word(data)), []
    refuse_foreign(data)
    text, remarks = decode_text(data)
    return tuple(_text_lines(text)), remarks


class Package(Enum):
    """The kind of an Office archive."""

    WORD = "word/"
    SHEET = "xl/"
    OTHER = ""


def package_kind(data: bytes) -> Package:
    """Distinguishes Word documents, workbooks and other Office files. Raises DocumentFault for other data."""
    broken = DocumentFault(
        "broken-document", "файл Word или Excel повреждён и не читается", "откройте его и сохраните заново или скопируйте текст в .txt"
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(item.flag_bits & 1 for item in archive.infolist()):
                raise DocumentFault("locked-document", "архив закрыт паролем", "снимите пароль и сохраните файл заново")
            size, markup = unpacked_sizes(archive, data, MAX_UNPACKED)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        raise broken from None
    if markup > MAX_MARKUP:
        raise DocumentFault("file-too-large", f"без картинок в файле больше {MAX_MARKUP // 1_000_000} МБ", "оставьте в нём только нужное и сохраните заново")
    if size > MAX_UNPACKED:
        raise DocumentFault(
            "file-too-large", f"в распакованном виде файл больше {MAX_UNPACKED // 1_000_000} МБ", "сохраните текст без картинок"
        )
    for kind in (Package.WORD, Package.SHEET):
        if any(name.startswith(kind.value) for name in names):
            return kind
    if "[Content_Types].xml" in names:
        return Package.OTHER
    if "mimetype" in names:
        raise DocumentFault("wrong-document", "это документ LibreOffice (.odt, .ods)", "сохраните его как .docx или .xlsx")
    raise broken


def refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise DocumentFault("locked-document", "документ Word закрыт паролем", "снимите пароль и сохраните файл заново")
        raise DocumentFault("wrong-document", "это документ Word старого вида (.doc)", "сохраните его как .docx")
    if data.lstrip().startswith(b"{\\rtf"):
        raise DocumentFault("wrong-document", "это документ RTF", "сохраните его как .docx")
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise DocumentFault("wrong-document", "это страница HTML", "скопируйте её текст в .txt или .docx")


def decode_text(data: bytes, wanted: str = WANTED) -> tuple[str, Remarks]:
    """Decode a text: by its byte order mark, as UTF-8, else as a Cyrillic code page.

    A few bytes that are not UTF-8 (a file truncated within a character) are replaced and reported.
    Raises DocumentFault if it is not a text; ``wanted`` are the accepted formats, for its hint.
    """
    marks = (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
    for mark, encoding in marks:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, _lost_letters(text)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 200 <= len(text):
            return text, _lost_letters(text)
        text = max((data.decode(page, "replace") for page in ("cp1251", "koi8-r", "cp866")), key=_looks_russian)
        if _looks_russian(text) < _LEAST_CYRILLIC:
            text = "\0"
    if "\0" in text:
        raise DocumentFault("wrong-document", "файл не похож на текст", wanted)
    return text, []


def _lost_letters(text: str) -> Remarks:
    lost = text.count("\ufffd")
    hint = "сверьте с источником места, где стоит знак �"
    return [(f"часть знаков не читается, их {lost}: файл повреждён или обрезан", hint)] if lost else []


def _looks_russian(text: str) -> float:
    """Share of the most common Russian lower-case letters among the non-ASCII characters."""
    characters = [c for c in text[:100_000] if c > "\x7f"]
    return sum(c in "оеаинтсрвлкмдпу" for c in characters) / len(characters) if characters else 0.0


def _text_lines(text: str) -> Iterator[Line]:
    opens = True
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n"), 1):
        if raw.strip():
            yield Line(raw, Place(number, f"строка {number}"), opens)
            opens = False
        else:
            opens = True
