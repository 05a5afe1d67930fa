"""Changing the id of a record: its file moves, its old address becomes an alias, all references are updated.

Only the occurrences of the id are edited, so comments and layout stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath

import yaml

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded, load_text

from .ids import unfit_or_taken
from .rewriting import Rewriting, followed, new_faults, write
from .text_edits import Edit, added, edited, fields, root_of, value_at


class RenamingRefused(Exception):
    """The record cannot be renamed; the message says why and what to do, in Russian."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """The plan of a renaming.

    ``references``: number of updated references by path. ``aliases``: old addresses that are kept.
    """

    rewriting: Rewriting
    references: Mapping[str, int]
    aliases: tuple[str, ...]

    @property
    def moves(self) -> Mapping[str, str]:
        return self.rewriting.moves


def plan_renaming(base: KnowledgeBase, kind: str, id: str, new: str, today: date) -> Renaming:
    """``base`` includes drafts. Raises RenamingRefused."""
    item = base.find(kind, id)
    if item is None:
        raise RenamingRefused(f"записи «{kind}/{id}» нет")
    _refuse_names(base, item, new)
    edits, counts = followed(base, kind, id, new)
    edits.setdefault(item.path, []).append(value_at(root_of(item.text), ("id",), new))
    moves = {item.path: f"{item.path.rpartition('/')[0]}/{new}.yml"}
    of_region = [o for o in base.loaded if kind == "region" and o.path.startswith(f"regions/{id}/")]
    moves |= {o.path: f"regions/{new}/{o.path.removeprefix(f'regions/{id}/')}" for o in of_region}
    by_path = {o.path: o for o in base.loaded}
    texts: dict[str, str] = {}
    aliases: list[str] = []
    for path in sorted({*edits, *moves}):
        text = edited(by_path[path].text, edits.get(path, ()))
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
    if new == item.record.id:
        raise RenamingRefused(f"запись уже называется «{new}»")
    if fault := unfit_or_taken(base, item.type.kind, new):
        raise RenamingRefused(fault)
    if base.unreadable:
        kind, id = min(base.unreadable)
        raise RenamingRefused(f"часть записей не прочитана ({kind}/{id}), ссылки в них остались бы прежними; сначала исправьте: smarteka check")


def with_alias(item: Loaded, text: str, path: str) -> tuple[str, str]:
    """The text, to be written to ``path``, with the old address added to its aliases; and that address."""
    former = item.type.address_of(item.record).strip("/")
    renamed, _ = load_text(text, path, item.type)
    assert renamed is not None  # only an id was replaced
    address = item.type.address_of(renamed.record).strip("/")
    root = root_of(text)
    aliases = next((field.value for field in fields(root, ["aliases"])), None)
    if isinstance(aliases, yaml.SequenceNode):
        for alias in aliases.value:
            if alias.value.strip("/") == address:  # renamed back: the alias has become the address again
                return edited(text, [Edit(alias.start_mark.index, alias.end_mark.index, former)]), former
        if any(alias.value.strip("/") == former for alias in aliases.value):
            return text, former
    return edited(text, [added(text, root, "aliases", [former], "title")]), former


def rename(root: FilePath, renaming: Renaming) -> None:
    """Write the plan, all or nothing. Raises OSError after a rollback."""
    write(root, renaming.rewriting)
