"""``smarteka rename``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.model.registry import Registry
from generator.wording.counting import count
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .speech import RussianCommand

# Kinds by name: «practice», and «practices» as in addresses.
KINDS = {name: t.kind for t in Registry() if t.file == "*.yml" for name in (t.kind, t.collection or t.kind)}


@click.command(
    cls=RussianCommand, name="rename",
    help="Сменить id записи: файл переезжает, прежний адрес страницы остаётся в aliases и ведёт на новый, ссылки в других "
    "записях меняются вместе с ним. Всё или ничего; пояснения и вид файлов остаются. ЗАПИСЬ – вид и id: practice/staroe-imya.",
)
@click.argument("record", metavar="ЗАПИСЬ")
@click.argument("new", metavar="НОВЫЙ_ID")
@click.option("--dry-run", is_flag=True, help="Только показать, что изменится.")
@click.pass_context
def command(ctx: click.Context, record: str, new: str, dry_run: bool) -> int:
    from generator.editing.renaming import RenamingRefused, plan_renaming, rename
    from generator.knowledge.suggestions import suggest
    from generator.wording.nearest import nearest

    root: Path = ctx.obj
    base = check(root, console.today()).with_drafts
    name, _, id = record.strip("/").partition("/")
    if name not in KINDS or not id:
        guess = nearest(name, list(KINDS)) if id else None
        alone = [] if id else [k for k in dict.fromkeys(KINDS.values()) if base.find(k, name)]
        hint = (
            f"возможно, {guess}/{id}" if guess else f"возможно, {' или '.join(f'{k}/{name}' for k in alone)}" if alone
            else f"пишите вид и id, например practice/staroe-imya; виды: {', '.join(dict.fromkeys(KINDS.values()))}"
        )
        raise click.UsageError(f"«{record}» – не запись; {hint}", ctx)
    kind = KINDS[name]
    if base.find(kind, id) is None:
        guess = suggest(base, kind, id)
        raise click.UsageError(f"записи «{kind}/{id}» нет" + (f"; возможно, {kind}/{guess}" if guess else ""), ctx)
    try:
        renaming = plan_renaming(base, kind, id, new, console.today())
        if not dry_run:
            rename(root, renaming)
    except RenamingRefused as fault:
        raise click.UsageError(str(fault), ctx) from None
    except OSError as fault:
        raise click.UsageError(f"не записать: {system_reason(fault)}; всё осталось, как было", ctx) from None
    for old, path in renaming.moves.items():
        print(f"{old} → {path}")
    for path, n in sorted(renaming.references.items()):
        print(f"{path}: {count(n, 'ссылка', 'ссылки', 'ссылок')}")
    kept = f" Прежний адрес остаётся: {', '.join(f'/{a}/' for a in renaming.aliases)}." if renaming.aliases else ""
    print(f"{'Ничего не изменено, это проба.' if dry_run else 'Готово.'}{kept}", file=sys.stderr)
    if kind in ("region", "life_situation") and not dry_run:
        print("Обновите настройки редакторов: smarteka schemas.", file=sys.stderr)
    return 0
