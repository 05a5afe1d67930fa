"""A change of many files at once: the errors it would cause, its diff, and writing it, all or nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from generator.atomic_files import write_file, write_files
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import references
from generator.knowledge.rules import check
from generator.loading.records import Loaded, load_text
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.scalars import ProblemId, RecordId

from .text_edits import Edit, node_at, root_of, value_at, without_item


@dataclass(frozen=True, slots=True)
class Rewriting:
    """The plan of a change.

    ``moves``: old path → new path. ``texts``: new path → full text of every file that changes or moves.
    ``gone``: paths of files to be deleted. ``before``: old path → old text, of all these.
    """

    moves: Mapping[str, str]
    texts: Mapping[str, str]
    before: Mapping[str, str] = field(repr=False)
    gone: tuple[str, ...] = ()

    def former(self, path: str) -> str:
        """The old path of a file by its new one."""
        return next((old for old, new in self.moves.items() if new == path), path)


def followed(base: KnowledgeBase, kind: str, old: str, new: str) -> tuple[dict[str, list[Edit]], dict[str, int]]:
    """Edits by path that change every reference from ``old`` to ``new``; and the number of references by path.

    References to problems of a life situation change with it. An item is removed if ``new`` is in the same list already.
    """
    edits: dict[str, list[Edit]] = {}
    counts: dict[str, int] = {}
    for item in base.loaded:
        found = [(ref.where, name) for ref in references(item.record) if (name := _new_name(ref.target, kind, old, new))]
        if not found:
            continue
        root = root_of(item.text)
        own = edits.setdefault(item.path, [])
        counts[item.path] = len(found)
        for where, name in found:
            items = node_at(root, where[:-1])
            if isinstance(items, yaml.SequenceNode) and any(node.value == name for node in items.value):
                own.append(without_item(item.text, items, int(where[-1])))
            else:
                own.append(value_at(root, where, name))
    return edits, counts


def _new_name(target: RecordId, kind: str, old: str, new: str) -> str:
    """The new text of a reference; empty if it refers to something else."""
    if isinstance(target, ProblemId) and (kind, old) == ("life_situation", target.life_situation):
        return f"{new}#{target.number}"
    return new if (target.kind, target) == (kind, old) else ""


def difference(rewriting: Rewriting) -> Iterator[str]:
    """Lines of a unified diff, file by file, as ``git diff`` shows it."""
    for path, text in sorted(rewriting.texts.items()):
        old = rewriting.former(path)
        if old != path:
            yield f"переезжает: {old} → {path}"
        yield from _unified(old, path, rewriting.before[old], text)
    for path in rewriting.gone:
        yield f"удаляется: {path}"


def _unified(old: str, new: str, before: str, after: str) -> Iterator[str]:
    yield from difflib.unified_diff(before.splitlines(), after.splitlines(), f"a/{old}", f"b/{new}", lineterm="")


def new_faults(base: KnowledgeBase, rewriting: Rewriting, today: date, *, faultless: bool = False) -> list[Diagnostic]:
    """Errors that the change would add to the base; unreadable files that it makes readable are checked too.

    ``faultless``: also report errors that the changed files had before.
    """
    was: set[tuple[str, str]] = {(d.code, d.location.path) for d in check(base, today) if d.severity is Severity.ERROR}
    known = {item.path for item in base.loaded}
    for path, text in rewriting.before.items():
        record_type = base.registry.for_path(path)
        if path not in known and record_type is not None:
            was |= {(d.code, d.location.path) for d in load_text(text, path, record_type)[1]}
    was |= {(code, rewriting.moves[path]) for code, path in was if path in rewriting.moves}
    leaving = {*map(rewriting.former, rewriting.texts), *rewriting.moves, *rewriting.gone}
    loaded: list[Loaded] = [item for item in base.loaded if item.path not in leaving]
    faults: list[Diagnostic] = []
    unreadable = set(base.unreadable)
    for path, text in rewriting.texts.items():
        record_type = base.registry.for_path(path)
        assert record_type is not None  # only files of records are rewritten
        again, found = load_text(text, path, record_type)
        faults += found
        name = (record_type.kind, path.rpartition("/")[2].removesuffix(".yml"))
        if again is None:
            unreadable.add(name)
        else:
            loaded.append(again)
            unreadable.discard(name)
    faults += check(KnowledgeBase(loaded, base.registry, frozenset(unreadable)), today)
    held = rewriting.texts if faultless else ()
    return [d for d in faults if d.severity is Severity.ERROR and ((d.code, d.location.path) not in was or d.location.path in held)]


def write(root: Path, rewriting: Rewriting) -> None:
    """Write the plan, all or nothing. Raises OSError after a rollback."""
    originals = {path: (root / path).read_bytes() for path in {*map(rewriting.former, rewriting.texts), *rewriting.gone}}
    made: list[Path] = []
    folders: list[Path] = []
    new: dict[Path, bytes] = {}
    try:
        for path, text in rewriting.texts.items():
            target, old = root / path, rewriting.former(path)
            missing = [f for f in (target.parent, *target.parent.parents) if not f.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            folders += missing
            if old != path:
                made.append(target)
            new[target] = _encoded(text, originals[old])
        write_files(new)
        for old in (*rewriting.moves, *rewriting.gone):
            (root / old).unlink()
    except OSError:
        for half_done in made:
            half_done.unlink(missing_ok=True)
        for name, data in originals.items():
            if not (root / name).exists() or (root / name).read_bytes() != data:
                write_file(root / name, data)
        for folder in folders:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    for old in (*rewriting.moves, *rewriting.gone):
        for folder in (root / old).parents:
            if folder in (root, root / "regions") or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _encoded(text: str, original: bytes) -> bytes:
    """Encoded with the line endings and the byte order mark of the original file."""
    data = text.replace("\n", "\r\n") if b"\r\n" in original else text
    return (b"\xef\xbb\xbf" if original.startswith(b"\xef\xbb\xbf") else b"") + data.encode("utf-8")
