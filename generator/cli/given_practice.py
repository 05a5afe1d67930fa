"""The practice that a user means: an id of the base or a file, which may be a draft."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.system_errors import system_reason

from . import console
from .paths import is_file, record_type_at

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase
    from generator.model.practice import Practice


def given_practice(ctx: click.Context, base: KnowledgeBase, what: str) -> Practice | None:
    """The practice of the base, or the one written in a file; None when the file has errors."""
    from generator.knowledge.suggestions import suggest
    from generator.loading.records import load_text
    from generator.loading.yaml_reader import decode
    from generator.model.practice import Practice

    known = base.get(Practice, what)
    if known is not None:
        return known
    path = next((p for p in (Path(what), ctx.obj / what) if is_file(p)), None)
    if path is None:
        guess = suggest(base, "practice", what)
        raise click.UsageError(f"нет ни практики, ни файла «{what}»" + (f"; возможно, «{guess}»" if guess else ""), ctx)
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise click.UsageError(f"«{what}» не читается: {system_reason(fault)}", ctx) from None
    kind = record_type_at(base.registry, ctx.obj, path)
    if kind is not None and kind.kind != "practice":
        raise click.UsageError(f"«{what}» – не практика, а {kind.forms[0]}", ctx)
    text, diagnostics = decode(data, what)
    if text is not None:
        item, diagnostics = load_text(text, what, base.registry["practice"])
        if item is not None and isinstance(item.record, Practice):
            return item.record
    print(console.as_text(diagnostics), end="")
    return None
