"""A record gets another id: its file moves, its old address stays alive, every reference follows.

Texts are edited at the places that hold the id and nowhere else, so comments and layout stay.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

import yaml

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import home, references
from generator.knowledge.rules import check
from generator.loading.records import WINDOWS_DEVICES, Loaded, load_text
from generator.loading.yaml_reader import nodes_and_tokens
from generator.loading.yaml_signs import plain_value
from generator.model.diagnostic import Diagnostic, Location, Severity
from generator.model.scalars import SLUG

_LONGEST = 80


class RenamingRefused(Exception):
    """The record cannot be renamed; the message says why and what to do, in Russian."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to be done, nothing is done yet.

    ``moves``: former path → new path. ``texts``: new path → whole text, of every file that changes.
    ``references``: path → how many references in it follow. ``aliases``: addresses that are kept.
    """

    moves: Mapping[str, str]
    texts: Mapping[str, str]
    references: Mapping[str, int]
    aliases: tuple[str, ...]


def plan_renaming(base: KnowledgeBase, kind: str, id: str, new: str, today: date) -> Renaming:
    """``base`` holds the drafts. Raises RenamingRefused."""
    item = base.find(kind, id)
    if item is None:
        raise RenamingRefused(f"записи «{kind}/{id}» нет")
    _refuse_names(base, item, new)
    edits: dict[str, list[tuple[Location, str, str]]] = {}
    counts: dict[str, int] = {}
    for other in base.loaded:
        for ref in references(other.record):
            if home(ref.target) == (kind, id):
                edits.setdefault(other.path, []).append((other.location(*ref.where), id, new))
                counts[other.path] = counts.get(other.path, 0) + 1
    edits.setdefault(item.path, []).append((item.location("id"), id, new))
    moves = {item.path: f"{item.path.rpartition('/')[0]}/{new}.yml"}
    of_region = [o for o in base.loaded if kind == "region" and o.path.startswith(f"regions/{id}/")]
    moves |= {o.path: f"regions/{new}/{o.path.removeprefix(f'regions/{id}/')}" for o in of_region}
    by_path = {o.path: o for o in base.loaded}
    texts: dict[str, str] = {}
    aliases: list[str] = []
    for path in sorted({*edits, *moves}):
        text = _replaced(by_path[path].text, edits.get(path, []))
        if path in moves and by_path[path].type.address:
            text, former = _with_alias(by_path[path], text, moves[path])
            aliases.append(former)
        texts[moves.get(path, path)] = text
    if clash := _new_faults(base, moves, texts, today):
        first = clash[0]
        raise RenamingRefused(f"после переименования появилась бы ошибка: {first.location.path}: {first.message}" + (f" ({first.hint})" if first.hint else ""))
    return Renaming(moves, texts, counts, tuple(aliases))


def _refuse_names(base: KnowledgeBase, item: Loaded, new: str) -> None:
    if item.type.file != "*.yml":
        raise RenamingRefused(f"{item.type.forms[0]} бывает один, его имя не меняется")
    if not re.fullmatch(SLUG, new) or len(new) > _LONGEST or new in WINDOWS_DEVICES:
        raise RenamingRefused(f"id «{new}» не годится: только строчные латинские буквы, цифры и дефис, до {_LONGEST} знаков, например tulskiy-opyt")
    if new == item.record.id:
        raise RenamingRefused(f"запись уже называется «{new}»")
    if taken := base.find(item.type.kind, new):
        raise RenamingRefused(f"id «{new}» уже занят записью {taken.path}")
    if base.unreadable:
        kind, id = min(base.unreadable)
        raise RenamingRefused(f"часть записей не прочитана ({kind}/{id}), ссылки в них остались бы прежними; сначала исправьте: smarteka check")


def _index(text: str, place: Location) -> int:
    """Index of a place in a text."""
    start = 0
    for _ in range(place.line - 1):
        start = text.index("\n", start) + 1
    return start + place.column - 1


def _replaced(text: str, edits: Iterable[tuple[Location, str, str]]) -> str:
    """The id at each place, in quotes or without, replaced."""
    for place, old, new in sorted(edits, reverse=True):
        index = _index(text, place)
        quoted = text[index] in "\"'"
        index += quoted
        if not text.startswith(old, index) or re.match("[a-z0-9-]", text[index + len(old) :]):
            raise RenamingRefused(f"{place.path}:{place.line}: ссылка записана так, что её не заменить; напишите id «{old}» без кавычек")
        rest = text[index + len(old) :]
        bare = not quoted and not rest.startswith("#") and not isinstance(plain_value(new), str)
        text = f'{text[:index]}"{new}"{rest}' if bare else f"{text[:index]}{new}{rest}"
    return text


def _with_alias(item: Loaded, text: str, path: str) -> tuple[str, str]:
    """The text with the former address among its aliases, and that address."""
    former = item.type.address_of(item.record).strip("/")
    renamed, _ = load_text(text, path, item.type)
    assert renamed is not None  # only an id was replaced
    address = item.type.address_of(renamed.record).strip("/")
    node, _ = nodes_and_tokens(text)
    assert isinstance(node, yaml.MappingNode)
    fields = {key.value: value for key, value in node.value}
    aliases = fields.get("aliases")
    if not isinstance(aliases, yaml.SequenceNode):
        start = _end_of_line(text, fields["title"])
        return f"{text[:start]}aliases:\n  - {former}\n{text[start:]}", former
    for alias in aliases.value:
        if alias.value.strip("/") == address:  # it goes back to a former name: that address is its own again
            return f"{text[: alias.start_mark.index]}{former}{text[alias.end_mark.index :]}", former
    if any(alias.value.strip("/") == former for alias in aliases.value):
        return text, former
    if aliases.flow_style:
        end = aliases.end_mark.index - 1
        return f"{text[:end].rstrip(' ,')}{', ' if aliases.value else ''}{former}{text[end:]}", former
    last = aliases.value[-1]
    start = _end_of_line(text, last)
    dash = text[text.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
    return f"{text[:start]}{dash}{former}\n{text[start:]}", former


def _end_of_line(text: str, node: yaml.Node) -> int:
    """Where the line below a value begins."""
    end = node.end_mark.index
    if end and text[end - 1] == "\n":  # a block of text ends with its line
        return int(end)
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _new_faults(base: KnowledgeBase, moves: Mapping[str, str], texts: Mapping[str, str], today: date) -> list[Diagnostic]:
    """Errors that the base would have only after the renaming."""
    loaded: list[Loaded] = []
    faults: list[Diagnostic] = []
    for item in base.loaded:
        path = moves.get(item.path, item.path)
        if path in texts:
            again, found = load_text(texts[path], path, item.type)
            faults += [d for d in found if d.severity is Severity.ERROR]
            loaded += [again] if again else []
        else:
            loaded.append(item)
    before = {(d.code, d.location.path) for d in check(base, today)}
    before |= {(code, moves[path]) for code, path in before if path in moves}
    after = check(KnowledgeBase(loaded, base.registry), today)
    return faults + [d for d in after if d.severity is Severity.ERROR and (d.code, d.location.path) not in before]


def rename(root: FilePath, renaming: Renaming) -> None:
    """Do it: everything or nothing. Raises OSError, with the files as they were."""
    former = {new: old for old, new in renaming.moves.items()}
    originals = {path: (root / path).read_bytes() for path in {former.get(p, p) for p in renaming.texts}}
    made: list[FilePath] = []
    folders: list[FilePath] = []
    try:
        for path, text in renaming.texts.items():
            target = root / path
            missing = [f for f in (target.parent, *target.parent.parents) if not f.exists()]
            target.parent.mkdir(parents=True, exist_ok=True)
            folders += missing
            if path in former:
                made.append(target)
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            made.append(part)
            part.write_bytes(_encoded(text, originals[former.get(path, path)]))
            part.replace(target)
        for old in renaming.moves:
            (root / old).unlink()
    except OSError:
        for half_done in made:
            half_done.unlink(missing_ok=True)
        for name, data in originals.items():
            if not (root / name).exists() or (root / name).read_bytes() != data:
                (root / name).write_bytes(data)
        for folder in folders:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
        raise
    for old in renaming.moves:
        for folder in (root / old).parents:
            if folder in (root, root / "regions") or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def _encoded(text: str, original: bytes) -> bytes:
    """With the line ends and the byte order mark that the file had."""
    data = text.replace("\n", "\r\n") if b"\r\n" in original else text
    return (b"\xef\xbb\xbf" if original.startswith(b"\xef\xbb\xbf") else b"") + data.encode("utf-8")
