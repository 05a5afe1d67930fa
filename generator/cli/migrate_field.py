"""``smarteka migrate field``"""

from __future__ import annotations

import click

from . import console
from .migrate_run import DRY_RUN, field_path, migrate, texts_of
from .speech import RussianCommand


def _run(ctx: click.Context, kind: str, field: str, new: str, dry_run: bool) -> int:
    from generator.editing.migrating import rename_field

    path, (_, texts), today = field_path(ctx, field), texts_of(ctx, kind), console.today()
    return migrate(ctx, lambda base: rename_field(base, texts, path, new, today), dry_run=dry_run)


command = RussianCommand(
    "field", callback=click.pass_context(_run),
    params=[
        click.Argument(["kind"], metavar="ВИД"), click.Argument(["field"], metavar="ПОЛЕ"), click.Argument(["new"], metavar="НОВОЕ_ИМЯ"), DRY_RUN,
    ],
    help="Переименовать поле во всех записях вида. Сначала переименуйте его в модели (generator/model). ПОЛЕ внутри других пишут через "
    "точку: results.unit.",
)
