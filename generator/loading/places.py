"""Checks of the names and folders of record files, and diagnostics for misplaced ones."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.model.common import Record
from generator.model.diagnostic import Diagnostic, Location, error, warning
from generator.model.registry import RecordType, Registry
from generator.model.scalars import is_id

from .yaml_reader import Document

if TYPE_CHECKING:
    from .records import Loaded

# Device names reserved by Windows: a file with such a name cannot be opened there.
WINDOWS_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)

_TELLING = 3  # minimum of type-specific fields from which the kind of a record is guessed
_COMMON = frozenset(Record.model_fields)


def meant_folders(root: Path, registry: Registry, tops: Collection[str]) -> set[str]:
    """Folders in the root that are not record folders (``tops``) but were probably meant to be: «events», «practice», «Regions»."""
    words = {part for t in registry for part in (*t.folder.split("/"), t.kind, t.collection.replace("-", "_"))}
    try:
        names = [entry.name for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False)]
    except OSError:  # reported when the record folders are listed
        return set()
    return {name for name in names if name not in tops and _folded(name) in words and not (_folded(name) in tops and _same(root / name, root / _folded(name)))}


def _folded(name: str) -> str:
    return name.casefold().replace("-", "_")


def _same(one: Path, other: Path) -> bool:
    """Whether both paths are the same folder, as on a case-insensitive file system."""
    return other.is_dir() and one.samefile(other)


def as_yml(path: str) -> str:
    """The path with the extension it should have: ``.yaml``, ``.YML`` and ``.yml.txt`` → ``.yml``."""
    lower = path.lower()
    for wrong in (".yml.txt", ".yaml.txt", ".yaml", ".yml"):
        if lower.endswith(wrong):
            return f"{path[: -len(wrong)]}.yml"
    return path


def wrong_extension(path: str) -> Diagnostic:
    right = PurePosixPath(as_yml(path)).name
    wrong = PurePosixPath(path).name[len(right) - len(".yml") :]
    why = "; Блокнот дописывает .txt сам: при сохранении выберите «Все файлы»" if wrong.lower().endswith(".txt") else ""
    return error("wrong-extension", f"расширение файла {wrong}, а нужно .yml", Location(path), f"переименуйте файл в {right}{why}")


def place_faults(record: Record, path: str, document: Document) -> Iterator[Diagnostic]:
    """The id must be the file name, the name must be valid on every system, and a region's record must be in its folder."""
    name = PurePosixPath(path).stem
    for part in PurePosixPath(path).parts:
        if part.partition(".")[0].casefold() in WINDOWS_DEVICES:
            line, column = document.position(("id",))
            yield error(
                "reserved-name",
                f"имя «{part}» занято системой Windows, файл там не открыть",
                Location(path, line, column),
                "назовите файл или папку иначе",
            )
    if record.id != name:
        line, column = document.position(("id",))
        yield error(
            "id-differs-from-file",
            f"id «{record.id}» не равен имени файла «{name}»",
            Location(path, line, column),
            (f"напишите id: {name} или " if is_id(name) else "") + f"переименуйте файл в {record.id}.yml",
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


def unexpected_place(path: str, registry: Registry, keys: Collection[str] = ()) -> Diagnostic:
    """A record file outside the record folders. ``keys``: its top-level fields, if readable, from which its kind is guessed.

    An error if the kind is clear, since the site would silently lack the record; else a warning.
    """
    if kind := _kind_of(keys, registry):
        return error("wrong-folder", f"похоже, это {kind.forms[0]}, но файл лежит не в папке записей и не прочитан", Location(path), _move(path, kind))
    single = {t: f"{t.folder}/{t.file}" for t in registry if "*" not in t.file}
    folders = sorted({single.get(t, f"{t.folder.replace('*', '…')}/") for t in registry})
    # Imported here: needed only for faulty files, and a check starts faster without it.
    from rapidfuzz import fuzz, process

    guess = process.extractOne(f"{path.rpartition('/')[0]}/", folders, scorer=fuzz.ratio, score_cutoff=60)
    return warning(
        "unexpected-place",
        "файл лежит не в папке записей и не прочитан",
        Location(path),
        f"папки записей: {', '.join(folders)}" + (f"; возможно, {guess[0]}" if guess else ""),
    )


def other_kind(path: str, record_type: RecordType, registry: Registry, keys: Collection[str]) -> Diagnostic | None:
    """One diagnostic for a record that fits another kind than that of its folder, instead of one for each field."""
    kind = _kind_of(keys, registry)
    if kind is None or kind is record_type or 2 * len(_own(keys) & set(record_type.model.model_fields)) > len(_own(keys)):
        return None
    return error("wrong-folder", f"похоже, это {kind.forms[0]}, а эта папка – для {record_type.forms[2]}", Location(path), _move(path, kind))


def _own(keys: Collection[str]) -> set[str]:
    return set(keys) - _COMMON


def _kind_of(keys: Collection[str], registry: Registry) -> RecordType | None:
    """The only kind whose required fields are all there and that has all these fields, or else the one that has nearly all of them."""
    own = _own(keys)
    whole = [t for t in registry if _own(_required(t)) and _own(_required(t)) <= own <= set(t.model.model_fields)]
    if len(whole) == 1:
        return whole[0]
    known = sorted(((len(own & set(t.model.model_fields)), t) for t in registry), key=lambda pair: -pair[0])
    (most, best), (next_most, _) = known[:2]
    return best if most >= _TELLING and most > next_most and 5 * most >= 4 * len(own) else None


def _required(record_type: RecordType) -> set[str]:
    return {name for name, info in record_type.model.model_fields.items() if info.is_required()}


def _move(path: str, kind: RecordType) -> str:
    parts = PurePosixPath(path).parts
    year = next((part for part in parts if len(part) == 4 and part.isdecimal()), "ГОД")
    region = parts[1] if parts[0] == "regions" and len(parts) > 2 else "РЕГИОН"
    folder = kind.folder.replace("*", region if kind.folder.startswith("regions/") else year)
    return f"перенесите файл в {folder}/" if kind.file == "*.yml" else f"такая запись одна: {folder}/{kind.file}"


def same_ids(records: Iterable[Loaded]) -> list[Diagnostic]:
    """Duplicate ids of one kind: reported at the record whose file name differs from the id (probably the copy), else at the later path."""
    by_id: dict[tuple[str, str], list[Loaded]] = {}
    for item in records:
        by_id.setdefault((item.type.kind, item.record.id), []).append(item)
    several = [item for items in by_id.values() if len(items) > 1 for item in items]
    found: list[Diagnostic] = []
    first: dict[tuple[str, str], Loaded] = {}
    for loaded in sorted(several, key=lambda item: (PurePosixPath(item.path).stem != item.record.id, item.path)):
        key = (loaded.type.kind, loaded.record.id)
        before = first.setdefault(key, loaded)
        if before is loaded:
            continue
        name = PurePosixPath(loaded.path).stem
        step = "удалите лишнюю или дайте этой другой id и имя файла" if name == loaded.record.id else f"для новой записи напишите id: {name}" if is_id(name) else "удалите лишнюю"
        found.append(
            error(
                "duplicate-id",
                f"id «{loaded.record.id}» уже занят",
                loaded.location("id"),
                f"первая запись – {before.path}; {step}",
                before.location("id"),
            )
        )
    return found
