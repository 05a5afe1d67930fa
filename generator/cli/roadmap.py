"""``smarteka roadmap``: the group. A new command is a module here and a line below."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup

# name → (module, one line for the list of commands)
COMMANDS = {
    "new": ("roadmap_new", "Собрать черновик дорожной карты из жизненной ситуации."),
    "check": ("roadmap_check", "Проверить дорожную карту: даты, ответственные, показатели."),
    "export": ("roadmap_export", "Записать дорожную карту в форме приложения 2: Word, Excel, CSV, JSON, YAML."),
}


@click.command(
    cls=LazyGroup, registry=COMMANDS, name="roadmap", help="Дорожные карты (ДК): собрать, проверить, выгрузить.",
    subcommand_metavar="КОМАНДА [АРГУМЕНТЫ]…", no_args_is_help=False, invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"не хватает: КОМАНДА; есть: {', '.join(COMMANDS)}", ctx)
    return None
