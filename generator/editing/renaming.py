"""A record gets another id: its file moves, its old address stays alive, every reference follows.

Texts are edited at the places that hold the id and nowhere else, so comments and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

import yaml

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import home, references
from generator.loading.records import WINDOWS_DEVICES, Loaded, load_text
from generator.loading.yaml_signs import plain_value
from generator.model.diagnostic import Location
from generator.model.scalars import SLUG

from .rewriting import Rewriting, new_faults, write
from .text_edits import Edit, added, edited, fields, root_of

_LONGEST = 80


class RenamingRefused(Exception):
    """The record cannot be renamed; the message says why and what to do, in Russian."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is to be done, nothing is done yet.

    ``references``: path → how many references in it follow. ``aliases``: addresses that are kept.
    """

    rewriting: Rewriting
    references: Mapping[str, int]
    aliases: tuple[str, ...]

    @property
    def moves(self) -> Mapping[str, str]:
        return self.rewriting.moves


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
            text, former = with_alias(by_path[path], text, moves[path])
            aliases.append(former)
        texts[moves.get(path, path)] = text
    rewriting = Rewriting(moves, texts, {path: by_path[path].text for path in {*edits, *moves}})
    if clash := new_faults(base, rewriting, today):
        first = clash[0]
        raise RenamingRefused(f"после переименования появилась бы ошибка: {first.location.path}: {first.message}" + (f" ({first.hint})" if first.hint else ""))
    return Renaming(rewriting, counts, tuple(aliases))


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


def with_alias(item: Loaded, text: str, path: str) -> tuple[str, str]:
    """The text, which goes to ``path``, with the former address among its aliases; and that address."""
    former = item.type.address_of(item.record).strip("/")
    renamed, _ = load_text(text, path, item.type)
    assert renamed is not None  # only an id was replaced
    address = item.type.address_of(renamed.record).strip("/")
    root = root_of(text)
    aliases = next((field.value for field in fields(root, ["aliases"])), None)
    if isinstance(aliases, yaml.SequenceNode):
        for alias in aliases.value:
            if alias.value.strip("/") == address:  # it goes back to a former name: that address is its own again
                return edited(text, [Edit(alias.start_mark.index, alias.end_mark.index, former)]), former
        if any(alias.value.strip("/") == former for alias in aliases.value):
            return text, former
    return edited(text, [added(text, root, "aliases", [former], "title")]), former


def rename(root: FilePath, renaming: Renaming) -> None:
    """Do it: everything or nothing. Raises OSError, with the files as they were."""
    write(root, renaming.rewriting)
