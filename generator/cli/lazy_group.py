"""Command groups that import a command only when it runs."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from .speech import RussianFormatting

# name → (module of this package, optionally with «:» and the attribute of the command; one-line help)
Registry = Mapping[str, tuple[str, str]]


class LazyGroup(RussianFormatting, click.Group):
    """The attribute of a command in its module is ``command`` by default; ``singular`` is the word for a command in messages (genitive)."""

    def __init__(self, *args: Any, registry: Registry, singular: str = "команды", heading: str = "Команды", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.registry = registry
        self.singular = singular
        self.heading = heading

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.registry)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.registry:
            return None
        module, _, name = self.registry[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"generator.cli.{module}"), name or "command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.registry:
            from generator.wording.nearest import nearest

            guess = nearest(args[0], list(self.registry))
            raise click.UsageError(
                f"нет {self.singular} «{args[0]}»; {f'возможно, {guess}; ' if guess else ''}есть: {', '.join(self.registry)}", ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(self.heading):
            formatter.write_dl([(name, help) for name, (_, help) in self.registry.items()])


def lazy_group(name: str, registry: Registry, help: str, *, what: str = "КОМАНДА", cls: type[LazyGroup] = LazyGroup, **words: str) -> LazyGroup:
    """A group of subcommands; a usage error if called without one. ``what`` is the metavar of the subcommand.

    ``words`` are ``singular`` and ``heading`` of ``LazyGroup``, and parameters of click such as ``epilog``.
    """

    def without_subcommand(ctx: click.Context) -> None:
        if ctx.invoked_subcommand is None:
            raise click.UsageError(f"не хватает: {what}; есть: {', '.join(registry)}", ctx)

    return cls(
        name, callback=click.pass_context(without_subcommand), registry=registry, help=help, subcommand_metavar=f"{what} [АРГУМЕНТЫ]…",
        no_args_is_help=False, invoke_without_command=True, **words,
    )
