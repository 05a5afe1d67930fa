"""``smarteka export``"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .paths import GIVEN_PATH
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase


def _json(base: KnowledgeBase, out: Path) -> None:
    from generator.exports.tables import write_json

    write_json(base, out)


def _csv(base: KnowledgeBase, out: Path) -> None:
    from generator.exports.tables import write_csv

    write_csv(base, out)


def _xlsx(base: KnowledgeBase, out: Path) -> None:
    from generator.exports.excel import write_xlsx

    write_xlsx(base, out)


def _sqlite(base: KnowledgeBase, out: Path) -> None:
    from generator.exports.sqlite import Findable, write_sqlite
    from generator.search.documents import search_documents

    found = (
        Findable(d.type, d.id, d.url, d.title, "; ".join((*d.keywords, *d.phrases)), "\n".join(filter(None, (d.question, d.summary, d.results, d.text))))
        for d in search_documents(base)
    )
    write_sqlite(base, out, found)


def _opensearch(base: KnowledgeBase, out: Path) -> None:
    from generator.exports.destination import MANIFEST, manifest, whole_folder
    from generator.search.documents import search_documents
    from generator.search.opensearch import INDEX_FILE, QUERY_FILE, bulk_files, example_query, index_body

    form = "smarteka-opensearch-1"
    with whole_folder(out, form, lambda found: {INDEX_FILE, QUERY_FILE, *found["documents"]}) as part:
        (part / INDEX_FILE).write_bytes(manifest(index_body(base.name_groups)))
        (part / QUERY_FILE).write_bytes(manifest(example_query()))
        counts: dict[str, int] = {}
        for name, count, data in bulk_files(search_documents(base)):
            (part / name).write_bytes(data)
            counts[name] = count
        (part / MANIFEST).write_bytes(manifest({"format": form, "documents": counts}))


FORMS: dict[str, Callable[[KnowledgeBase, Path], None]] = {
    "json": _json, "csv": _csv, "xlsx": _xlsx, "sqlite": _sqlite, "opensearch": _opensearch,
}


@click.command(
    cls=RussianCommand, name="export",
    help="Выгрузить всю базу: json – один файл, csv – папка таблиц, xlsx – книга Excel, sqlite – файл базы данных, opensearch – папка для кластера OpenSearch.",
)
@click.argument("form", type=click.Choice(list(FORMS)), metavar="|".join(FORMS))
@click.option("--out", "out", required=True, type=GIVEN_PATH, metavar="ПУТЬ", help="Файл (json, xlsx, sqlite) или папка (csv, opensearch).")
@click.pass_context
def command(ctx: click.Context, form: str, out: Path) -> int:
    from generator.exports.destination import ExportRefused

    if str(out) == "-":
        raise click.UsageError("--out: выгрузка пишется в файл или папку, а не на экран; назовите их", ctx)
    root: Path = ctx.obj
    checked = check(root, console.today())
    if checked.errors:
        print(console.as_text(checked.errors), end="")
        print("Выгрузка не сделана: сначала исправьте ошибки (smarteka check).", file=sys.stderr)
        return 1
    try:
        with console.working("запись"):
            FORMS[form](checked.base, Path.cwd() / out)
    except ExportRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    except OSError as fault:
        print(f"Ошибка: не удалось записать «{out}»: {system_reason(fault)}", file=sys.stderr)
        return 2
    print(f"Готово: {out}", file=sys.stderr)
    return 0
