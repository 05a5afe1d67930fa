"""``smarteka report``: the group. A new command is a module here and a line below."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup

# name → (module, one line for the list of commands)
COMMANDS = {
    "diff": ("report_diff", "Сравнить два отчёта об одном плане: отметки, сроки, исполнение, пункты."),
}


@click.command(
    cls=LazyGroup, registry=COMMANDS, name="report", help="Отчёты о внедрении РСС: сравнить.",
    epilog="Принять отчёт из Word, Excel или текста: smarteka import report.",
    subcommand_metavar="КОМАНДА [АРГУМЕНТЫ]…", no_args_is_help=False, invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"не хватает: КОМАНДА; есть: {', '.join(COMMANDS)}", ctx)
    return None
