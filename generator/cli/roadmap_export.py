"""``smarteka roadmap export``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import console
from .export_target import deliver, out_option, target_file
from .roadmap_file import named
from .speech import RussianCommand

if TYPE_CHECKING:
    from .roadmap_file import Named

FORMS = ("docx", "xlsx", "csv", "json", "yaml")
_BINARY = ("docx", "xlsx")


@click.command(
    cls=RussianCommand, name="export", short_help="Записать дорожную карту файлом: Word, Excel, CSV, JSON, YAML.",
    help="Записать дорожную карту файлом. Word и Excel – в форме приложения 2 методики НСИ, CSV – одна таблица, JSON и YAML – "
    "запись целиком. Форма .xlsx или .docx, заполненная в Excel или Word, становится записью: --to yaml. Существующий файл заменяется. Без --out текст печатается.",
)
@click.argument("what", metavar="ФАЙЛ|ID")
@click.option("--to", "form", type=click.Choice(FORMS), required=True, metavar="|".join(FORMS), help="Во что записать.")
@out_option
@click.pass_context
def command(ctx: click.Context, what: str, form: str, out: Path | None) -> int:
    from generator.model.diagnostic import Severity

    found = named(ctx, ctx.obj, what, console.today())
    errors = [d for d in found.diagnostics if d.severity is Severity.ERROR]
    if errors or found.item is None:
        print(console.as_text(errors), end="")
        print("Карта не записана: сначала исправьте ошибки (smarteka roadmap check).", file=sys.stderr)
        return 1
    for note in found.notes:
        print(f"Заметьте: {note}.", file=sys.stderr)
    name = f"{found.roadmap.id}.{'yml' if form == 'yaml' else form}"
    target = target_file(ctx, out, name, form, binary=form in _BINARY)
    return deliver([target] if target else [], [_data(found, form)])


def _data(found: Named, form: str) -> bytes:
    from generator.analysis.roadmap_form import form as filled_form
    from generator.analysis.roadmap_form import names_of

    roadmap = found.roadmap
    if form == "json":
        from generator.editing.plain_json import record_json

        return record_json(roadmap).encode()
    if form == "yaml":
        from generator.editing.yaml_writer import record_yaml

        return record_yaml(roadmap).encode()
    from generator.exports.roadmap.formats import FORM_FORMATS, roadmap_csv

    names = names_of(found.base, roadmap)
    if form == "csv":
        return roadmap_csv(roadmap, names)
    return FORM_FORMATS[form].write(filled_form(roadmap, names), roadmap.title)
