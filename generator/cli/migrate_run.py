"""The common part of ``smarteka migrate`` commands: make the plan, show or write it, report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.model.registry import RecordType, Registry
from generator.wording.counting import count
from generator.wording.system_errors import system_reason

from . import console
from .base import check

if TYPE_CHECKING:
    from generator.editing.migrating import Migration
    from generator.knowledge.base import KnowledgeBase

DRY_RUN = click.Option(["--dry-run"], is_flag=True, help="Только показать разницу, ничего не менять.")


def migrate(ctx: click.Context, plan: Callable[[KnowledgeBase], Migration], *, dry_run: bool) -> int:
    from generator.editing.migrating import MigrationRefused
    from generator.editing.rewriting import difference, write

    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    try:
        migration = plan(base)
        if not dry_run:
            write(root, migration.rewriting)
    except MigrationRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    except OSError as fault:
        raise click.UsageError(f"не записать: {system_reason(fault)}; всё осталось, как было", ctx) from None
    if dry_run:
        for line in difference(migration.rewriting):
            print(line)
    else:
        for path in sorted(migration.places):
            new = migration.rewriting.moves.get(path, path)
            print(f"{path}{f' → {new}' if new != path else ''}: {count(migration.places[path], 'место', 'места', 'мест')}")
        for path in migration.rewriting.gone:
            print(f"{path}: удалён")
    places = count(sum(migration.places.values()), "место", "места", "мест")
    print(f"{'Ничего не изменено, это проба' if dry_run else 'Готово'}: {places}, файлов {len(migration.places) + len(migration.rewriting.gone)}.", file=sys.stderr)
    if not dry_run:
        print("Обновите схемы, настройки редакторов и форму обращения: smarteka schemas.", file=sys.stderr)
    return 0


def texts_of(ctx: click.Context, kind: str) -> tuple[RecordType, dict[str, str]]:
    """The record type of a kind and the texts of all its files by path. Raises click.UsageError if one is not valid YAML."""
    from generator.loading.record_bytes import record_bytes
    from generator.loading.records import content_files
    from generator.loading.yaml_reader import decode, read
    from generator.loading.yaml_signs import MAX_BYTES

    registry = Registry()
    known = {name: t for t in registry for name in (t.kind, t.collection or t.kind)}
    if kind not in known:
        from generator.wording.nearest import nearest

        guess = nearest(kind, [t.kind for t in registry])
        raise click.UsageError(f"вида «{kind}» нет; {f'возможно, {guess}; ' if guess else ''}есть: {', '.join(t.kind for t in registry)}", ctx)
    texts: dict[str, str] = {}
    for path in content_files(ctx.obj, registry):
        if registry.for_path(path) is not known[kind]:
            continue
        try:
            data, _ = record_bytes(ctx.obj, path, MAX_BYTES)
        except OSError as fault:
            raise click.UsageError(f"{path} не читается: {system_reason(fault)}", ctx) from None
        text = None if data is None else decode(data, path)[0]
        if text is None or read(text, path).diagnostics:
            raise click.UsageError(f"{path} не прочитан, он остался бы прежним; сначала исправьте: smarteka check {path}", ctx)
        texts[path] = text
    return known[kind], texts


def field_path(ctx: click.Context, text: str) -> tuple[str, ...]:
    """«results.unit», «results[].unit» → ``("results", "unit")``."""
    names = tuple(name.removesuffix("[]") for name in text.split("."))
    if not all(names):
        raise click.UsageError(f"«{text}» – не поле; пишите имя или путь через точку: results.unit", ctx)
    return names
