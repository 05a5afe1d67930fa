"""``smarteka roadmap check``"""

from __future__ import annotations

import sys

import click

from . import console
from .options import REMARK_FORMS, format_option
from .roadmap_file import named
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="check", short_help="Проверить дорожную карту: даты, ответственные, показатели.",
    help="Проверить, готова ли дорожная карта: файл без ошибок, даты по порядку, у каждого мероприятия срок и ответственный, "
    "у каждого показателя цель, есть хотя бы одно решение. Файл может лежать и вне базы; "
    "форму приложения 2, заполненную в Excel или Word (.xlsx, .docx), команда тоже читает.",
)
@click.argument("what", metavar="ФАЙЛ|ID")
@format_option(*REMARK_FORMS)
@click.pass_context
def command(ctx: click.Context, what: str, form: str) -> int:
    from generator.analysis.roadmap_checks import findings
    from generator.model.diagnostic import Diagnostic, Severity

    found = named(ctx, ctx.obj, what, console.today())
    diagnostics = list(found.diagnostics)
    if found.item is not None:
        known = {(d.code, d.location) for d in diagnostics}
        for each in findings(found.roadmap):
            severity = Severity.ERROR if each.is_error else Severity.WARNING
            diagnostic = Diagnostic(each.code, severity, each.text, found.item.location(*each.where), each.hint)
            if (diagnostic.code, diagnostic.location) not in known:
                diagnostics.append(found.placed(diagnostic))
    diagnostics.sort(key=lambda d: d.sort_key)
    records = {"roadmap": 1} if found.item else {}
    console.show(diagnostics, records, form)
    for note in found.notes:
        print(f"Заметьте: {note}.", file=sys.stderr)
    print(console.summary(diagnostics, records), file=sys.stderr)
    return 1 if any(d.severity is Severity.ERROR for d in diagnostics) else 0
