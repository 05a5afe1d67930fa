"""A road map given on the command line: by the id of a record or by a file, in the base or outside of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .base import check
from .given_record import bytes_of, given_file, not_found

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase
    from generator.loading.records import Loaded
    from generator.model.diagnostic import Diagnostic
    from generator.model.roadmap import Roadmap

FORM_SUFFIXES = (".xlsx", ".docx")


@dataclass(frozen=True, slots=True)
class Named:
    """``base`` includes the road map. ``item`` is None if the file is not valid; ``diagnostics`` say why.

    ``diagnostics`` are those of this file only, sorted by place. ``notes`` say which values of a form were taken from
    elsewhere; ``placed`` adds the cell of the form to a diagnostic.
    """

    base: KnowledgeBase
    item: Loaded | None
    diagnostics: list[Diagnostic]
    notes: tuple[str, ...] = ()
    placed: Callable[[Diagnostic], Diagnostic] = lambda d: d

    @property
    def roadmap(self) -> Roadmap:
        from generator.model.roadmap import Roadmap

        assert self.item is not None and isinstance(self.item.record, Roadmap)  # checked by the caller
        return self.item.record


def named(ctx: click.Context, root: Path, what: str, today: date) -> Named:
    """Read the base and find the road map. Raises click.UsageError if there is none."""
    checked = check(root, today)
    base = checked.with_drafts
    if item := base.find("roadmap", what):
        return Named(base, item, [d for d in checked.diagnostics if d.location.path == item.path])
    file = given_file(ctx, what)
    if file is None:
        raise click.UsageError(not_found(base, "roadmap", what, "; дорожных карт в базе нет, собрать: smarteka roadmap new"), ctx)
    resolved = file.resolve()
    inside = resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else ""
    if inside and (record_type := base.registry.for_path(inside)):
        if record_type.kind != "roadmap":
            raise click.UsageError(f"«{what}» – не дорожная карта, а {record_type.forms[0]}", ctx)
        item = next((each for each in base.loaded if each.path == inside), None)
        return Named(base, item, [d for d in checked.diagnostics if d.location.path == inside])
    return _foreign(ctx, base, file, what, today)


def _foreign(ctx: click.Context, base: KnowledgeBase, file: Path, what: str, today: date) -> Named:
    """A file outside of the folders of records, checked as if it were a part of the base."""
    from generator.loading.records import load_text
    from generator.loading.yaml_reader import decode

    data = bytes_of(ctx, file, what)
    if file.suffix.lower() in FORM_SUFFIXES or data.startswith(b"PK"):
        return _form(base, data, what, today)
    text, diagnostics = decode(data, what)
    if text is None:
        return Named(base, None, diagnostics)
    item, diagnostics = load_text(text, what, base.registry["roadmap"])
    diagnostics = [d for d in diagnostics if d.code != "id-differs-from-file"]  # its file name does not matter yet
    if item is None:
        return Named(base, None, diagnostics)
    joined, found = _joined(base, item, today)
    return Named(joined, item, sorted([*diagnostics, *found], key=lambda d: d.sort_key))


def _form(base: KnowledgeBase, data: bytes, what: str, today: date) -> Named:
    """A form of appendix 2, filled in Excel or Word."""
    from generator.editing.importing.roadmap_import import import_roadmap

    imported = import_roadmap(data, what, base)
    if imported.item is None:
        return Named(base, None, imported.diagnostics)
    joined, found = _joined(base, imported.item, today)
    return Named(joined, imported.item, [imported.placed(d) for d in found], imported.notes, imported.placed)


def _joined(base: KnowledgeBase, item: Loaded, today: date) -> tuple[KnowledgeBase, list[Diagnostic]]:
    """The base with the record, replacing one with the same id, and the diagnostics of its file, sorted by place."""
    from generator.knowledge.base import KnowledgeBase
    from generator.knowledge.rules import check as check_rules

    others = [each for each in base.loaded if (each.type.kind, each.record.id) != ("roadmap", item.record.id)]
    joined = KnowledgeBase([*others, item], base.registry, base.unreadable)
    return joined, sorted((d for d in check_rules(joined, today) if d.location.path == item.path), key=lambda d: d.sort_key)
