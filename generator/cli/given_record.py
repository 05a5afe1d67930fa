"""A record given on the command line: by its id in the base, or by a file, which may be outside of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from generator.wording.system_errors import system_reason

from . import console
from .paths import is_file, record_type_at

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase
    from generator.model.common import Record

R = TypeVar("R", bound="Record")


def given_record(ctx: click.Context, base: KnowledgeBase, model: type[R], what: str) -> R | None:
    """The record with the id ``what``, or the one in the file ``what``; None if the file has errors, which are printed.

    Raises click.UsageError if there is neither.
    """
    from generator.loading.records import load_text
    from generator.loading.yaml_reader import decode

    known = base.get(model, what)
    if known is not None:
        return known
    kind = base.registry.kind_of(model)
    file = given_file(ctx, what)
    if file is None:
        raise click.UsageError(not_found(base, kind, what), ctx)
    found = record_type_at(base.registry, ctx.obj, file)
    if found is not None and found.kind != kind:
        raise click.UsageError(f"«{what}» – не {base.registry[kind].forms[0]}, а {found.forms[0]}", ctx)
    text, diagnostics = decode(bytes_of(ctx, file, what), what)
    if text is not None:
        item, diagnostics = load_text(text, what, base.registry[kind])
        if item is not None and isinstance(item.record, model):
            return item.record
    print(console.as_text(diagnostics), end="")
    return None


def given_file(ctx: click.Context, what: str) -> Path | None:
    """The file ``what`` relative to the working folder, else to the root."""
    return next((path for path in (Path.cwd() / what, ctx.obj / what) if is_file(path)), None)


def bytes_of(ctx: click.Context, file: Path, what: str) -> bytes:
    """Raises click.UsageError; ``what`` is the name for the message."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise click.UsageError(f"«{what}» не читается: {system_reason(fault)}", ctx) from None


def not_found(base: KnowledgeBase, kind: str, what: str, where_none: str = "") -> str:
    """The message that there is neither such a record nor such a file, with the nearest id; ``where_none`` is added if the base has no records of the kind."""
    from generator.knowledge.suggestions import suggest

    if (kind, what) in base.unreadable:
        return f"{base.registry[kind].forms[0]} «{what}»: в файле ошибки, записи из него нет; исправьте их (smarteka check)"
    guess = suggest(base, kind, what)
    hint = f"; возможно, «{guess}»" if guess else where_none if not base.ids(kind) else ""
    return f"{base.registry[kind].forms[0]} «{what}»: нет ни записи, ни файла{hint}"
