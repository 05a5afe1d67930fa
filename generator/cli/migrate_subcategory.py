"""``smarteka migrate subcategory``"""

from __future__ import annotations

import click

from . import console
from .migrate_run import DRY_RUN, migrate
from .speech import RussianCommand


def _run(ctx: click.Context, old: str, new: str, title: str | None, merge: bool, dry_run: bool) -> int:
    from generator.editing.migrating import rename_word

    today = console.today()
    return migrate(ctx, lambda base: rename_word(base, "subcategory", old, new, today, title=title or "", merge=merge), dry_run=dry_run)


command = RussianCommand(
    "subcategory", callback=click.pass_context(_run),
    params=[
        click.Argument(["old"], metavar="СТАРОЕ"),
        click.Argument(["new"], metavar="НОВОЕ"),
        click.Option(["--title"], metavar="ТЕКСТ", help="Новое название; с тем же именем меняется только оно."),
        click.Option(["--merge"], is_flag=True, help="НОВОЕ уже есть: отдать ему всё, что было у СТАРОГО."),
        DRY_RUN,
    ],
    help="Переименовать подкатегорию или слить с другой записью словаря: меняются practices/taxonomy.yml и все записи, которые её называют; "
    "с прежнего адреса страницы ведёт переадресация.",
)
