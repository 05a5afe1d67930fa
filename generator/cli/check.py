"""``smarteka check``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.model.diagnostic import Diagnostic, Severity
from generator.wording.counting import count

from . import console
from .base import check
from .options import REMARK_FORMS, format_option
from .paths import GIVEN_PATH, below_root, is_below, is_file
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.knowledge.affected import Affected
    from generator.loading.changed_files import ChangedFiles


@click.command(
    cls=RussianCommand,
    name="check",
    help="Проверить записи. Без ПУТЕЙ – все; с путями читается вся база, а показываются замечания к этим "
    "файлам и папкам.",
)
@click.argument("paths", nargs=-1, metavar="[ПУТЬ…]", type=GIVEN_PATH)
@format_option(*REMARK_FORMS)
@click.option(
    "--changed", "base", is_flag=False, flag_value="", metavar="[ВЕТКА]",
    help="Показать только то, чего касается эта ветка: файлы, которые в ней изменены, добавлены или удалены (и без "
    "коммита), и записи, которые на них ссылаются. Сравнивается с местом, где ветка отошла от ВЕТКИ; по умолчанию от main.",
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], form: str, base: str | None) -> int:
    root: Path = ctx.obj
    wanted = [below_root(root, path, ctx) for path in paths]
    changed = None if base is None else _changed(ctx, root, base)
    checked = check(root, console.today())
    found = None
    if wanted:
        files = {item.path for item in checked.with_drafts.loaded} | {d.location.path for d in checked.diagnostics}
        for path, below in zip(paths, wanted, strict=True):
            if not any(is_below(file, [below]) for file in files):
                step = "; файлы записей кончаются на .yml" if is_file(root / below) and not below.endswith(".yml") else ""
                raise click.UsageError(f"«{path}» – не запись и не папка с записями: проверять там нечего{step}", ctx)
        found = sum(is_below(item.path, wanted) for item in checked.with_drafts.loaded)
    diagnostics = [d for d in checked.diagnostics if not wanted or _below(d, wanted)]
    if changed:
        from generator.knowledge.affected import affected

        scope = affected(checked.with_drafts, changed.paths)
        diagnostics = [d for d in diagnostics if scope.concerns(d)]
        print(_scope_in_words(changed.base, scope), file=sys.stderr)
    records = {kind: n for kind, n in checked.base.counts().items() if n}
    console.show(diagnostics, records, form)
    if form in ("text", "github") and diagnostics:
        print("Что значит код в скобках и как исправить: smarteka explain КОД.", file=sys.stderr)
    read = {item.path for item in checked.with_drafts.loaded}
    unread = len({d.location.path for d in diagnostics if d.severity is Severity.ERROR} - read)
    print(console.summary(diagnostics, records, len(checked.with_drafts.drafts), found, unread), file=sys.stderr)
    return 1 if any(d.severity is Severity.ERROR for d in diagnostics) else 0


def _changed(ctx: click.Context, root: Path, base: str) -> ChangedFiles:
    from generator.loading.changed_files import CannotCompare, changed_files

    try:
        return changed_files(root, base)
    except CannotCompare as fault:
        raise click.UsageError(str(fault), ctx) from None


def _scope_in_words(base: str, scope: Affected) -> str:
    """«Изменено против «main»: 2 файла записей; ссылаются на них ещё 5.»"""
    base = console.branch(base)
    if not scope.changed:
        return f"Записи этой ветки не отличаются от «{base}»."
    files = count(len(scope.changed), "файл записей", "файла записей", "файлов записей")
    also = f"; ссылаются на них ещё {len(scope.referring)}" if scope.referring else ""
    return f"Изменено против «{base}»: {files}{also}."


def _below(diagnostic: Diagnostic, wanted: list[str]) -> bool:
    places = [diagnostic.location.path, *(place.path for place in diagnostic.related)]
    return any(is_below(place, wanted) for place in places)
