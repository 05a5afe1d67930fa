"""``smarteka import``: the group. A new kind of document is a module here and a line below."""

from __future__ import annotations

import click

from .lazy_group import LazyGroup

# name → (module, one line for the list of kinds)
IMPORTS = {
    "digest": ("import_digest", "Выпуск «Мониторинга региональных практик»: .docx, .pdf или .txt."),
    "report": ("import_report", "Отчёт о внедрении РСС: таблица .docx, .xlsx или .txt."),
    "survey": ("import_survey", "Опрос: ответы, NPS и замеры из .csv."),
}


@click.command(
    cls=LazyGroup,
    registry=IMPORTS,
    singular="такого вида документа",
    heading="Виды документов",
    name="import",
    help="Принять документ: из Word, PDF или текста сделать черновики записей.",
    subcommand_metavar="ВИД [АРГУМЕНТЫ]…",
    no_args_is_help=False,
    invoke_without_command=True,
)
@click.pass_context
def command(ctx: click.Context) -> int | None:
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"не хватает: ВИД; есть: {', '.join(IMPORTS)}", ctx)
    return None
