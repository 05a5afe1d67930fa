"""``smarteka roadmap export``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.system_errors import system_reason

from . import console
from .paths import GIVEN_PATH
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
@click.option(
    "--out", type=GIVEN_PATH, metavar="ПУТЬ",
    help="Файл или существующая папка (имя файла подберётся); «-» – стандартный вывод.",
)
@click.pass_context
def command(ctx: click.Context, what: str, form: str, out: Path | None) -> int:
    from generator.atomic_files import write_files
    from generator.model.diagnostic import Severity
    from generator.wording.russian import file_size

    found = named(ctx, ctx.obj, what, console.today())
    errors = [d for d in found.diagnostics if d.severity is Severity.ERROR]
    if errors or found.item is None:
        print(console.as_text(errors), end="")
        print("Карта не записана: сначала исправьте ошибки (smarteka roadmap check).", file=sys.stderr)
        return 1
    for note in found.notes:
        print(f"Заметьте: {note}.", file=sys.stderr)
    target = _target(ctx, form, f"{found.roadmap.id}.{'yml' if form == 'yaml' else form}", out)
    data = _data(found, form)
    if target is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return 0
    try:
        write_files({target: data})
    except OSError as fault:
        print(f"Ошибка: не удалось записать «{target}»: {system_reason(fault)}", file=sys.stderr)
        return 2
    print(f"Готово: {target} ({file_size(len(data))})", file=sys.stderr)
    return 0


def _data(found: Named, form: str) -> bytes:
    from generator.analysis.roadmap_form import form as filled_form
    from generator.analysis.roadmap_form import names_of

    roadmap = found.roadmap
    if form == "json":
        from generator.editing.roadmap_json import roadmap_json

        return roadmap_json(roadmap).encode()
    if form == "yaml":
        from generator.editing.yaml_writer import record_yaml

        return record_yaml(roadmap).encode()
    from generator.exports.roadmap.formats import FORM_FORMATS, roadmap_csv

    names = names_of(found.base, roadmap)
    if form == "csv":
        return roadmap_csv(roadmap, names)
    return FORM_FORMATS[form].write(filled_form(roadmap, names), roadmap.title)


def _target(ctx: click.Context, form: str, name: str, out: Path | None) -> Path | None:
    """Where the file goes; None means standard output."""
    if out is None and form in _BINARY:
        raise click.UsageError(f"--out: для {form} нужен файл, например --out {name}", ctx)
    if out is None or str(out) == "-":
        if form in _BINARY and sys.stdout.isatty():
            raise click.UsageError(f"--out: {form} не показать на экране; укажите файл", ctx)
        return None
    if out.is_dir():
        return out / name
    if not out.parent.is_dir():
        raise click.UsageError(f"--out: папки «{out.parent}» нет; создайте её или укажите другую", ctx)
    return out
