"""Files of a content root → loaded records and diagnostics."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.model.common import Record
from generator.model.diagnostic import Diagnostic, Location, Severity, error, warning
from generator.model.registry import RecordType, Registry
from generator.wording.system_errors import system_reason

from .fields import text_field
from .key_hints import meant_keys
from .messages import explain
from .places import as_yml, meant_folders, other_kind, place_faults, same_ids, unexpected_place, wrong_extension
from .quick_reader import read_quickly
from .record_bytes import record_bytes
from .text_remarks import may_be_remarked, remarks
from .yaml_files import yaml_files
from .yaml_reader import Document, decode, read, too_large
from .yaml_signs import MAX_BYTES, place_of, shown

_MEANT_AS_TEXT = re.compile(r"#(?:[^\s#]| ?\d)")  # «#МЫВМЕСТЕ», «# 5»


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record with its file's path and text (``source``: as UTF-8 bytes, which take less memory)."""

    record: Record
    type: RecordType
    path: str
    source: bytes = field(repr=False, compare=False, hash=False)

    @property
    def text(self) -> str:
        return self.source.decode()

    def location(self, *where: str | int) -> Location:
        """Location of a value in the file, or of its nearest existing ancestor."""
        line, column = _document(self.text, self.path).position(where)
        return Location(self.path, line, column)

    def location_of(self, piece: str, *where: str | int) -> Location:
        """Location of ``piece`` in a text value; of the whole value if the source spells the piece differently."""
        start = self.location(*where)
        text = self.text
        begin = sum(len(line) + 1 for line in text.split("\n")[: start.line - 1]) + start.column - 1
        found = text.find(piece, begin)
        return place_of(text, found, self.path) if found >= 0 else start


@lru_cache(maxsize=64)
def _document(text: str, path: str) -> Document:
    """Parse the text again, with positions: they are needed for few records, and not for many at a time."""
    return read(text, path)


@dataclass(slots=True)
class LoadResult:
    """``unreadable``: (kind, id from the file name) of files with errors.

    A record whose only error is its place (its id is not the file name) is also in ``records``, so that
    the rules still check it and references to either id cause no further errors.
    """

    records: list[Loaded] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unreadable: set[tuple[str, str]] = field(default_factory=set)


def content_files(root: FilePath, registry: Registry) -> Iterator[str]:
    """Relative paths of all YAML files in the content folders and in folders probably meant as such; sorted by folder.

    Includes broken links, and folders that cannot be listed (with a trailing slash), so that no record is
    silently missing.
    """
    tops = {t.folder.partition("/")[0] for t in registry}
    for top in sorted(tops | meant_folders(root, registry, tops)):
        yield from sorted(yaml_files(f"{root}{os.sep}{top}", top))


def load(root: FilePath, registry: Registry, paths: Iterable[str] | None = None) -> LoadResult:
    """Load every content file (or just ``paths``). An error in one file does not hide those in others."""
    return joined([load_part(root, registry, content_files(root, registry) if paths is None else paths)])


def load_part(root: FilePath, registry: Registry, paths: Iterable[str]) -> LoadResult:
    """Load some of the files, in any order; ``joined`` merges the results."""
    result = LoadResult()
    for path in paths:
        loaded, diagnostics = load_file(root, path, registry)
        result.diagnostics += diagnostics
        if loaded:
            result.records.append(loaded)
        if _errors(diagnostics) and (record_type := registry.for_path(as_yml(path))):
            result.unreadable.add((record_type.kind, PurePosixPath(path).stem))
    return result


def joined(parts: Iterable[LoadResult]) -> LoadResult:
    """Merge results of different files: records sorted by path, diagnostics by location; also checks for duplicate ids."""
    result = LoadResult()
    for part in parts:
        result.records += part.records
        result.diagnostics += part.diagnostics
        result.unreadable |= part.unreadable
    result.records.sort(key=lambda loaded: loaded.path)
    copies = same_ids(result.records)
    reported = {d.location for d in copies}  # a copy under another name is one fault, not two
    result.diagnostics = [d for d in result.diagnostics if d.code != "id-differs-from-file" or d.location not in reported] + copies
    result.diagnostics.sort(key=lambda d: d.sort_key)
    return result


def load_file(root: FilePath, path: str, registry: Registry) -> tuple[Loaded | None, list[Diagnostic]]:
    """One file → its record and diagnostics; None with the errors if there is no record."""
    if path.endswith("/"):
        return None, [_unlisted(root, path.removesuffix("/"))]
    right_path = as_yml(path)
    record_type = registry.for_path(right_path)
    if not path.isprintable():
        shown_path = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in path)
        return None, [
            error(
                "bad-file-name", "в имени файла невидимые или испорченные знаки", Location(shown_path),
                "переименуйте файл: строчные латинские буквы, цифры и дефис",
            )
        ]
    if record_type and path != right_path:
        return None, [wrong_extension(path)]
    text, diagnostics = _text(root, path)
    if record_type is None:
        return None, [unexpected_place(path, registry, _top_keys(text, path))]
    if text is None:
        return None, diagnostics
    loaded, diagnostics = load_text(text, path, record_type)
    if loaded is None and (other := other_kind(path, record_type, registry, _top_keys(text, path))):
        return None, [other]
    return loaded, diagnostics


def _text(root: FilePath, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Text of a file; None with the error if it cannot be read."""
    try:
        data, size = record_bytes(root, path, MAX_BYTES)
    except OSError as fault:
        return None, [unreadable(fault, path)]
    if data is None:
        return None, [too_large(size, path)]
    return decode(data, path)


def _top_keys(text: str | None, path: str) -> frozenset[str]:
    """Names of the top-level fields, as far as the text can be parsed."""
    document = _document(text, path) if text is not None else None
    return frozenset(document.mapping or () if document else ())


def load_text(text: str, path: str, record_type: RecordType) -> tuple[Loaded | None, list[Diagnostic]]:
    """Text of a file → its record and diagnostics sorted by location; None with the errors if there is no record.

    A record that is only misplaced, or has only warnings, is returned together with these diagnostics.
    """
    loaded = _load_quickly(text, path, record_type)
    if loaded:
        return loaded, []
    document = _document(text, path)
    diagnostics = list(document.diagnostics)
    if document.mapping is None:
        return None, sorted(diagnostics, key=lambda d: d.sort_key)
    try:
        record = record_type.model.model_validate(document.mapping)
    except ValidationError as fault:
        found = fault.errors(include_url=False)
        meant = meant_keys(found, record_type.model)
        faults = [f for f in found if f["loc"] not in meant and not _is_noise(f, document)]
        if any(d.code == "several-documents" for d in diagnostics):  # they may be in the next document
            faults = [f for f in faults if f["type"] != "missing" or len(f["loc"]) > 1]
        diagnostics += _cut_texts(document, record_type, path, {f["loc"] for f in faults})
        diagnostics += [explain(f, record_type.model, document, path) for f in faults]
        return None, sorted(diagnostics, key=lambda d: d.sort_key)
    diagnostics += _cut_texts(document, record_type, path)
    diagnostics += remarks(document, record_type.model, text, path)
    if _errors(diagnostics):
        return None, sorted(diagnostics, key=lambda d: d.sort_key)
    diagnostics += place_faults(record, path, document)
    return Loaded(record, record_type, path, text.encode()), sorted(diagnostics, key=lambda d: d.sort_key)


def _load_quickly(text: str, path: str, record_type: RecordType) -> Loaded | None:
    """The record if it has no fault; None if there may be a diagnostic."""
    source = text.encode("utf-8", "surrogatepass")
    mapping = None if may_be_remarked(source) else read_quickly(text)
    if mapping is None:
        return None
    try:
        record = record_type.model.model_validate(mapping)
    except ValidationError:
        return None
    well_placed = next(place_faults(record, path, Document()), None) is None
    return Loaded(record, record_type, path, source) if well_placed else None


def _errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)


def _cut_texts(document: Document, record_type: RecordType, path: str, faulty: Collection[tuple[str | int, ...]] = ()) -> Iterator[Diagnostic]:
    """Warnings for unquoted text that a ``#`` cuts off although it was probably not meant as a comment.

    That is, the value of a text field has several words before the sign, or a word («Акция #МЫВМЕСТЕ») or a
    number («Школа # 5») follows it directly. No warning for a comment after an id, number, date, vocabulary term
    or empty value, nor for the field description that a draft contains. Skips ``faulty`` values, which have an error.
    """
    for where, (line, column, comment) in document.comments.items():
        if where in faulty:
            continue
        value = document.value(where)
        several_words = isinstance(value, str) and " " in value
        if not several_words and not _MEANT_AS_TEXT.match(comment):
            continue
        text = text_field(record_type.model, where)
        if text and comment.strip("# ") != text.description:
            yield warning(
                "comment-cuts-text", f"знак # обрывает текст: «{shown(comment)}» читается как пометка, на сайт не попадёт",
                Location(path, line, column), "если это часть текста, возьмите всё значение в кавычки; если пометка, перенесите её на свою строку",
            )


def _is_noise(fault: ErrorDetails, document: Document) -> bool:
    """Whether the error only follows from another diagnostic.

    The value was rejected while reading, or pydantic counts a list without its faulty items.
    """
    if fault["loc"] in document.faulty:
        return True
    items = fault["input"]
    return fault["type"] == "too_short" and isinstance(items, list) and len(items) >= fault["ctx"]["min_length"]


def unreadable(fault: OSError, path: str) -> Diagnostic:
    """The diagnostic for a file that cannot be read."""
    return error("unreadable-file", f"файл не читается: {system_reason(fault)}", Location(path), "проверьте файл и права на него")


def _unlisted(root: FilePath, path: str) -> Diagnostic:
    reason = "она изменилась во время чтения"
    try:
        with os.scandir(root / path):
            pass
    except OSError as fault:
        reason = system_reason(fault)
    return error(
        "unreadable-folder", f"папка не читается: {reason}", Location(path), "проверьте папку и права на неё: записей в ней не видно, и сайта без них не собрать"
    )
