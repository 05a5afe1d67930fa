"""Russian help pages and usage errors of click."""

from __future__ import annotations

import re
import sys
from typing import Any

import click
from click.exceptions import BadArgumentUsage, BadOptionUsage, MissingParameter, NoSuchOption

_USAGE = {"[OPTIONS]": "[ПАРАМЕТРЫ]", "COMMAND [ARGS]...": "КОМАНДА [АРГУМЕНТЫ]…", "[COMMAND] [ARGS]...": "[КОМАНДА] [АРГУМЕНТЫ]…"}
HELP_OPTION = "Показать эту справку и выйти."


class RussianFormatting:
    """A mixin for commands and groups: Russian headings of help pages."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc, no-any-return]  # mixed into click.Command
        except click.UsageError as fault:
            if fault.ctx is None:  # click does not set it for an option without its value
                fault.ctx = ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # mixed into click.Command
        pieces = [_USAGE.get(piece, piece) for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Использование: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [(r[0], re.sub(r"\brequired\b", "обязательно", r[1])) for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]  # type: ignore[attr-defined]  # as above
        if records:
            with formatter.section("Параметры"):
                formatter.write_dl(records)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Overridden by groups."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)  # type: ignore[misc]  # as above
        if option is not None:
            option.help = HELP_OPTION
        return option  # type: ignore[no-any-return]  # as above


class RussianCommand(RussianFormatting, click.Command):
    """A command whose help and errors are in Russian."""


def say_usage_error(fault: click.ClickException) -> None:
    """Print a usage error with the next step, on standard error."""
    context = getattr(fault, "ctx", None)
    print(f"Ошибка: {_explain(fault)}", file=sys.stderr)
    if context is not None:
        print(f"Справка: {context.command_path} --help", file=sys.stderr)


def _explain(fault: click.ClickException) -> str:
    if isinstance(fault, NoSuchOption):
        above = fault.ctx.find_root() if fault.ctx is not None else None
        if above is not None and above is not fault.ctx and any(fault.option_name in p.opts for p in above.command.params):
            return f"параметр {fault.option_name} пишут перед командой: {above.command_path} {fault.option_name} …"
        near = ", ".join(fault.possibilities or ())
        return f"нет параметра {fault.option_name}" + (f" (возможно, {near})" if near else "")
    if isinstance(fault, MissingParameter):
        return f"не хватает: {_name(fault)}"
    if isinstance(fault, BadOptionUsage):
        if "does not take" in fault.message:
            return f"параметр {fault.option_name} пишут без значения"
        option = _option_called(fault)
        return f"параметру {fault.option_name} нужно значение" + (f": {option.make_metavar(fault.ctx)}" if option and fault.ctx else "")
    if isinstance(fault, BadArgumentUsage):
        return "не те аргументы"
    if isinstance(fault, click.BadParameter):
        name = _name(fault)
        return f"{name}: {_parameter(fault)}" if name else _parameter(fault)
    if isinstance(fault, click.UsageError) and "unexpected extra argument" in fault.message:
        extra = fault.message.partition("(")[2].rstrip(")")
        return f"лишние аргументы: {extra}"
    return fault.format_message()


def _option_called(fault: BadOptionUsage) -> click.Option | None:
    known = fault.ctx.command.params if fault.ctx is not None else ()
    return next((p for p in known if isinstance(p, click.Option) and fault.option_name in p.opts), None)


def _name(fault: click.BadParameter) -> str:
    """The name of an option, or the metavar of an argument."""
    param = fault.param
    if isinstance(param, click.Option):
        return str(param.opts[-1])
    return str(param.make_metavar(fault.ctx)) if param is not None and fault.ctx is not None else ""


def _parameter(fault: click.BadParameter) -> str:
    kind: Any = fault.param.type if fault.param else None
    given = re.match(r"'(.*)' is not (?:one of|a valid)", fault.message)
    wrong = f"«{given[1]}» не годится; " if given else ""
    if isinstance(kind, click.Choice):
        return f"{wrong}можно: {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange | click.FloatRange):
        whole = isinstance(kind, click.IntRange)
        return f"{wrong}нужно {'целое ' if whole else ''}число{_bounds(kind.min, kind.max)}{'' if whole else _POINT}"
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        whole = isinstance(kind, click.types.IntParamType)
        return f"{wrong}нужно {'целое число' if whole else f'число{_POINT}'}"
    return fault.message


_POINT = " (дробную часть отделяют точкой)"


def _bounds(low: float | None, high: float | None) -> str:
    """« от 0.1 до 120», with a decimal point, as numbers are typed."""
    return (f" от {low:g}" if low is not None else "") + (f" до {high:g}" if high is not None else "")
