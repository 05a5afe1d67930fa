"""``smarteka digest``: the group. A new command is a module here and a line below."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup

# name → (module, one line for the list of commands)
DIGEST = {
    "export": ("digest_export", "Один выпуск файлом: Word, PDF, HTML, письмо, Telegram, Markdown."),
}


@click.command(
    cls=LazyGroup,
    registry=DIGEST,
    name="digest",
    help="Выпуски дайджеста.",
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"не хватает: КОМАНДА; есть: {', '.join(DIGEST)}", ctx)
    return None
