"""``smarteka search``"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from generator.model.registry import Registry
from generator.wording.counting import count

from . import console
from .options import format_option
from .speech import RussianCommand

# Every type with a page, and the two kinds of parts that have places of their own on pages.
KINDS = (*(t.kind for t in Registry() if t.address), "problem", "term")


@click.command(cls=RussianCommand, name="search", help="Найти в базе. Слова – как говорят люди: падежи, сокращения и опечатки не мешают.")
@click.argument("query", metavar="ЗАПРОС…", nargs=-1, required=True)
@click.option("--type", "kind", type=click.Choice(KINDS), metavar="ВИД", help=f"Вид: {', '.join(KINDS)}.")
@click.option("--region", metavar="ID", help="Только этот регион, например tulskaya-oblast.")
@click.option("--life-situation", "situation", metavar="ID", help="Только эта жизненная ситуация.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, metavar="ЧИСЛО", help="Сколько показать; по умолчанию 10.")
@format_option()
@click.pass_context
def command(
    ctx: click.Context, query: tuple[str, ...], kind: str | None, region: str | None, situation: str | None,
    limit: int, form: str,
) -> int:
    root: Path = ctx.obj
    from generator.knowledge.suggestions import suggest
    from generator.pipeline import check
    from generator.search.documents import search_documents
    from generator.search.engine import Filters
    from generator.search.local_engine import LocalEngine
    from generator.search.names import Names

    checked = check(root, console.today())
    base = checked.base
    for name, value, of in (("--region", region, "region"), ("--life-situation", situation, "life_situation")):
        if value and value not in base.ids(of):
            guess = suggest(base, of, value)
            raise click.UsageError(f"{name}: «{value}» не найдено" + (f"; возможно, «{guess}»" if guess else ""), ctx)
    filters = Filters(
        types=(kind,) if kind else (), regions=(region,) if region else (), life_situations=(situation,) if situation else ()
    )
    with _index_folder(root) as folder:
        engine = LocalEngine(folder, Names(base.name_groups))
        engine.update(search_documents(base))
        result = engine.search(" ".join(query), filters, limit)
    if checked.with_drafts.unreadable:
        print(f"Не прочитано записей: {len(checked.with_drafts.unreadable)}, среди найденного их нет (smarteka check).", file=sys.stderr)
    if form == "json":
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
        return 0
    if result.suggestion:
        print(f"Ищем «{result.suggestion}».", file=sys.stderr)
    for hit in result.hits:
        print(f"{hit.title}\n  {hit.url}\n  {hit.snippet.text}\n")
    shown = f", показаны первые {len(result.hits)}" if result.total > len(result.hits) else ""
    print(
        f"Найдено: {count(result.total, 'запись', 'записи', 'записей')}{shown}." if result.total
        else "Ничего не нашлось. Попробуйте другие слова или уберите условия.",
        file=sys.stderr,
    )
    return 0


@contextmanager
def _index_folder(root: Path) -> Iterator[Path]:
    """Where the index is kept between searches; for a base that cannot be written (a disc, a shared folder), one for this search only."""
    kept = root / ".cache" / "search"
    try:
        kept.mkdir(parents=True, exist_ok=True)
        writable = os.access(kept, os.W_OK)
    except OSError:
        writable = False
    if writable:
        yield kept
        return
    with TemporaryDirectory(prefix="smarteka-search-") as folder:
        yield Path(folder)
