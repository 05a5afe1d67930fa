"""Files of a content root → loaded records and diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from pathlib import PurePosixPath

from pydantic import ValidationError

from generator.model.common import Record
from generator.model.diagnostic import Diagnostic, Location, error, warning
from generator.model.registry import RecordType, Registry

from .messages import explain, nearest
from .yaml_reader import Document, Path, decode, read


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record with the file it came from and the positions of its values."""

    record: Record
    type: RecordType
    path: str
    positions: dict[Path, tuple[int, int]] = field(repr=False, compare=False, hash=False)

    def location(self, *where: str | int) -> Location:
        """Place of a value in the file, or of its nearest existing ancestor."""
        path: Path = where
        while path and path not in self.positions:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Location(self.path, line, column)


@dataclass(slots=True)
class LoadResult:
    """``unreadable``: (kind, id) of files that exist but gave no record."""

    records: list[Loaded] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unreadable: set[tuple[str, str]] = field(default_factory=set)


def content_files(root: FilePath, registry: Registry) -> Iterator[str]:
    """Paths of all YAML files below the content folders, relative, sorted."""
    tops = sorted({t.folder.partition("/")[0] for t in registry})
    for top in tops:
        folder = root / top
        found = [
            p.relative_to(root).as_posix()
            for pattern in ("*.yml", "*.yaml")
            for p in folder.rglob(pattern)
            if p.is_file() and not any(part.startswith(".") for part in p.relative_to(root).parts)
        ]
        yield from sorted(found)


def load(root: FilePath, registry: Registry, paths: Iterable[str] | None = None) -> LoadResult:
    """Load every content file (or just ``paths``). An error in one file hides none in another."""
    result = LoadResult()
    for path in paths if paths is not None else content_files(root, registry):
        loaded, diagnostics = load_file(root, path, registry)
        result.diagnostics += diagnostics
        if loaded:
            result.records.append(loaded)
        elif record_type := registry.for_path(path):
            result.unreadable.add((record_type.kind, PurePosixPath(path).stem))
    result.diagnostics += _same_ids(result.records)
    return result


def load_file(root: FilePath, path: str, registry: Registry) -> tuple[Loaded | None, list[Diagnostic]]:
    """One file → its record, or the reasons why not."""
    record_type = registry.for_path(path)
    if record_type is None:
        return None, [_unexpected_place(path, registry)]
    if path.endswith(".yaml"):
        return None, [error("wrong-extension", "расширение .yaml", Location(path), "переименуйте файл в .yml")]
    try:
        data = (root / path).read_bytes()
    except OSError as fault:
        return None, [error("unreadable-file", f"файл не читается: {fault.strerror}", Location(path))]
    text, diagnostics = decode(data, path)
    if text is None:
        return None, diagnostics
    return load_text(text, path, record_type)


def load_text(text: str, path: str, record_type: RecordType) -> tuple[Loaded | None, list[Diagnostic]]:
    """Text of a file → its record, or the reasons why not."""
    document = read(text, path)
    diagnostics = document.diagnostics
    if document.mapping is None:
        return None, diagnostics
    try:
        record = record_type.model.model_validate(document.mapping)
    except ValidationError as fault:
        faults = fault.errors(include_url=False)
        diagnostics += [explain(f, record_type.model, document, path) for f in faults]
        return None, diagnostics
    diagnostics += _place_faults(record, path, document)
    if diagnostics:
        return None, diagnostics
    return Loaded(record, record_type, path, document.positions), []


def _place_faults(record: Record, path: str, document: Document) -> Iterator[Diagnostic]:
    """The id is the file's name; a record of a region lies in that region's folder."""
    name = PurePosixPath(path).stem
    if record.id != name:
        line, column = document.position(("id",))
        yield error(
            "id-differs-from-file",
            f"id «{record.id}» не равен имени файла «{name}»",
            Location(path, line, column),
            f"напишите id: {name} или переименуйте файл в {record.id}.yml",
        )
    parts = PurePosixPath(path).parts
    region = getattr(record, "region", None)
    if region and parts[0] == "regions" and len(parts) > 2 and parts[1] != region:
        line, column = document.position(("region",))
        yield error(
            "region-differs-from-folder",
            f"регион «{region}», а файл лежит в папке «{parts[1]}»",
            Location(path, line, column),
            f"перенесите файл в regions/{region}/ или исправьте поле region",
        )


def _unexpected_place(path: str, registry: Registry) -> Diagnostic:
    folders = sorted({t.folder.replace("*", "…") for t in registry})
    folder = path.rpartition("/")[0]
    guess = nearest(folder, folders)
    return warning(
        "unexpected-place",
        "файл лежит не в папке записей и не прочитан",
        Location(path),
        f"папки записей: {', '.join(folders)}" + (f"; возможно, {guess}/" if guess else ""),
    )


def _same_ids(records: list[Loaded]) -> Iterator[Diagnostic]:
    first: dict[tuple[str, str], Loaded] = {}
    for loaded in records:
        key = (loaded.type.kind, loaded.record.id)
        if key in first:
            yield error(
                "duplicate-id",
                f"id «{loaded.record.id}» уже занят",
                loaded.location("id"),
                f"первая запись — {first[key].path}",
                first[key].location("id"),
            )
        else:
            first[key] = loaded
