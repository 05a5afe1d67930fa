"""``smarteka search``"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from generator.wording.counting import count

from . import console
from .base import check
from .options import format_option
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.search.cached_base import CachedBase
    from generator.search.engine import Filters, SearchResult
    from generator.search.local_engine import LocalEngine

# All types with pages, and the kinds of parts that are search results of their own. Listed here, because importing
# the models takes longer than a search; a test compares the list with the registry.
KINDS = (
    "practice", "region", "roadmap", "standard_report", "survey", "event", "life_situation", "target_model", "canvas", "digest",
    "collection", "problem", "report_item", "term",
)


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
    from generator.search.engine import Filters

    filters = Filters(
        types=(kind,) if kind else (), regions=(region,) if region else (), life_situations=(situation,) if situation else ()
    )
    with _index_folder(ctx.obj) as folder:
        result, unreadable = _answer(ctx, folder, " ".join(query), filters, limit)
    if unreadable:
        print(f"Не прочитано записей: {unreadable}, среди найденного их нет (smarteka check).", file=sys.stderr)
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


def _answer(ctx: click.Context, folder: Path, query: str, filters: Filters, limit: int) -> tuple[SearchResult, int]:
    """The result, and the number of unreadable files. The base is only read if it has changed since the last search."""
    from generator.search.cached_base import cached_base
    from generator.search.engine import SearchIndexError
    from generator.search.local_engine import INDEX, LocalEngine
    from generator.search.names import Names

    console.today()  # report a wrong day in either case
    known = cached_base(ctx.obj, folder / INDEX)
    if known and {*filters.regions} <= {*known.regions} and {*filters.life_situations} <= {*known.life_situations}:
        try:
            return LocalEngine(folder, Names(known.names)).search(query, filters, limit), known.unreadable
        except SearchIndexError:  # damaged: rebuilt below
            pass
    engine, known = _read_base(ctx, folder, filters)
    return engine.search(query, filters, limit), known.unreadable


def _read_base(ctx: click.Context, folder: Path, filters: Filters) -> tuple[LocalEngine, CachedBase]:
    """The updated index, and the data that the next search needs instead of the base. Raises click.UsageError for an unknown id."""
    from generator.knowledge.suggestions import suggest
    from generator.model.registry import Registry
    from generator.search.cached_base import CachedBase, state_of_files, store_base
    from generator.search.documents import search_documents
    from generator.search.local_engine import INDEX, LocalEngine
    from generator.search.names import Names

    root: Path = ctx.obj
    files = state_of_files(root, sorted({t.folder.partition("/")[0] for t in Registry()}))
    checked = check(root, console.today())
    base = checked.base
    for name, values, of in (("--region", filters.regions, "region"), ("--life-situation", filters.life_situations, "life_situation")):
        for value in values:
            if value not in base.ids(of):
                guess = suggest(base, of, value)
                raise click.UsageError(f"{name}: «{value}» не найдено" + (f"; возможно, «{guess}»" if guess else ""), ctx)
    known = CachedBase(
        tuple((group.names, group.related) for group in base.name_groups), tuple(base.ids("region")), tuple(base.ids("life_situation")),
        len(checked.with_drafts.unreadable),
    )
    engine = LocalEngine(folder, Names(base.name_groups))
    with console.working("указатель поиска"):
        engine.update(search_documents(base))
    store_base(root, folder / INDEX, files, known)
    return engine, known


@contextmanager
def _index_folder(root: Path) -> Iterator[Path]:
    """The cache folder of the index; a temporary one if the base is not writable (a disc, a shared folder)."""
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
