"""``smarteka migrate direction`` and ``smarteka migrate subcategory``: both are terms of the taxonomy."""

from __future__ import annotations

import click

from . import console
from .migrate_run import DRY_RUN, migrate
from .speech import RussianCommand


def _word_command(kind: str, what: str, names: str) -> click.Command:
    """``what`` is the Russian name of the kind in the accusative; ``names`` says which records refer to it."""

    def run(ctx: click.Context, old: str, new: str, title: str | None, merge: bool, dry_run: bool) -> int:
        from generator.editing.migrating import rename_word

        today = console.today()
        return migrate(ctx, lambda base: rename_word(base, kind, old, new, today, title=title or "", merge=merge), dry_run=dry_run)

    return RussianCommand(
        kind, callback=click.pass_context(run),
        params=[
            click.Argument(["old"], metavar="СТАРОЕ"),
            click.Argument(["new"], metavar="НОВОЕ"),
            click.Option(["--title"], metavar="ТЕКСТ", help="Новое название; с тем же именем меняется только оно."),
            click.Option(["--merge"], is_flag=True, help="НОВОЕ уже есть: отдать ему всё, что было у СТАРОГО."),
            DRY_RUN,
        ],
        help=f"Переименовать {what} или слить с другой записью словаря: меняются practices/taxonomy.yml и все записи, {names}; "
        "с прежнего адреса страницы ведёт переадресация.",
    )


direction = _word_command("direction", "направление", "которые его называют")
subcategory = _word_command("subcategory", "подкатегорию", "которые её называют")
