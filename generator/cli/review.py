"""``smarteka review``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import console
from .base import check
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="review",
    help="Написать для проверяющего, что меняет эта ветка: поля записей – было и стало, замечания, похожие записи, полнота "
    "паспорта. Ответ – Markdown, одним комментарием к запросу на слияние. Сравнивается с местом, где ветка отошла от ВЕТКИ "
    "(по умолчанию от main). Ошибки в записях кода выхода не меняют: для этого есть check --changed.",
)
@click.argument("base", metavar="[ВЕТКА]", required=False, default="")
@click.option("--preview", metavar="АДРЕС", default="", help="Адрес собранного сайта: к записям добавятся ссылки на страницы.")
@click.pass_context
def command(ctx: click.Context, base: str, preview: str) -> int:
    from generator.editing.review import record_changes, review
    from generator.knowledge.affected import affected
    from generator.loading.changed_files import CannotCompare, changed_files, text_at

    root: Path = ctx.obj
    if preview and not preview.startswith(("https://", "http://")):
        raise click.UsageError(f"--preview: «{preview}» – не адрес; он начинается с https://", ctx)
    try:
        changed = changed_files(root, base)
    except CannotCompare as fault:
        raise click.UsageError(str(fault), ctx) from None
    checked = check(root, console.today())
    scope = affected(checked.with_drafts, changed.paths)
    former = {path: text_at(root, changed.fork, path) for path in sorted(scope.changed)}
    diagnostics = [d for d in checked.diagnostics if scope.concerns(d)]
    print(review(checked.with_drafts, record_changes(checked.with_drafts, former), diagnostics, console.branch(changed.base), preview), end="")
    other = len(changed.paths) - len(scope.changed)
    if other:
        print(f"Кроме записей изменено файлов: {other}; их смотрят отдельно.", file=sys.stderr)
    return 0
