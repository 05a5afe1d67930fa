"""``smarteka migrate region``"""

from __future__ import annotations

import click

from . import console
from .migrate_run import DRY_RUN, migrate
from .speech import RussianCommand


def _run(ctx: click.Context, old: str, into: str, dry_run: bool) -> int:
    from generator.editing.migrating import merge_regions

    today = console.today()
    return migrate(ctx, lambda base: merge_regions(base, old, into, today), dry_run=dry_run)


command = RussianCommand(
    "region", callback=click.pass_context(_run),
    params=[click.Argument(["old"], metavar="РЕГИОН"), click.Argument(["into"], metavar="В_КАКОЙ"), DRY_RUN],
    help="Слить РЕГИОН с тем, В КАКОЙ он вошёл: ссылки всех записей меняются, его отчёты, карты, опросы и события переезжают, "
    "прежние адреса ведут на новые, прежние имена остаются в other_names, файл РЕГИОНА удаляется.",
)
