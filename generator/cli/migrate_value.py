"""``smarteka migrate value``"""

from __future__ import annotations

import click

from . import console
from .migrate_run import DRY_RUN, field_path, migrate, texts_of
from .speech import RussianCommand


def _run(ctx: click.Context, kind: str, field: str, old: str, new: str, dry_run: bool) -> int:
    from generator.editing.migrating import replace_value

    path, (_, texts), today = field_path(ctx, field), texts_of(ctx, kind), console.today()
    return migrate(ctx, lambda base: replace_value(base, texts, path, old, new, today), dry_run=dry_run)


command = RussianCommand(
    "value", callback=click.pass_context(_run),
    params=[
        click.Argument(["kind"], metavar="ВИД"), click.Argument(["field"], metavar="ПОЛЕ"), click.Argument(["old"], metavar="СТАРОЕ"),
        click.Argument(["new"], metavar="НОВОЕ"), DRY_RUN,
    ],
    help="Заменить слово в поле во всех записях вида, например стадию или единицу: smarteka migrate value practice results.unit чел. человек. "
    "Новое слово закрытого списка сначала внесите в модель (generator/model).",
)
