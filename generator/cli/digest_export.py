"""``smarteka digest export``"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from generator.exports.digest.formats import FORMATS, TEMPLATES, Format, FormatUnavailable
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .export_target import deliver, out_option, target_file
from .site_faults import settings_fault
from .speech import RussianCommand
from .variables import check_variables

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase
    from generator.model.digest import Digest


@click.command(
    cls=RussianCommand, name="export",
    help="Записать один выпуск файлом. ID – имя записи, например 2021-w46. Письмо – это HTML, рядом с ним текст "
    "и то же для почтовой программы (.eml). Существующий файл заменяется. Без --out текст печатается.",
)
@click.argument("id", metavar="ID")
@click.option(
    "--to", "form", type=click.Choice(list(FORMATS)), required=True, metavar="|".join(FORMATS),
    help=f"Во что: {', '.join(f'{f.name} – {f.meaning}' for f in FORMATS.values())}.",
)
@out_option
@click.pass_context
def command(ctx: click.Context, id: str, form: str, out: Path | None) -> int:
    from mkdocs.exceptions import ConfigurationError

    from generator.exports.digest.compose import compose
    from generator.mkdocs_settings import site_identity

    root: Path = ctx.obj
    check_variables(ctx)
    format = FORMATS[form]
    checked = check(root, console.today())
    base = checked.with_drafts
    digest = _digest(ctx, base, id)
    if checked.errors:
        print(console.as_text(checked.errors), end="")
        print("Выпуск не записан: сначала исправьте ошибки (smarteka check).", file=sys.stderr)
        return 1
    try:
        site_name, site_url = site_identity(root / "mkdocs.yml")
    except ConfigurationError as fault:
        print(f"Ошибка: {settings_fault(fault)}", file=sys.stderr)
        return 2
    document = compose(base, digest, site_url, site_name)
    targets = _targets(ctx, format, [file.name(document) for file in format.files], out)
    if digest.draft:
        print("Внимание: это черновик, и в файле так сказано.", file=sys.stderr)
    try:
        made = [file.make(document, root / TEMPLATES) for file in format.files]
    except FormatUnavailable as fault:
        print(f"Ошибка: {form} не сделать: {fault}", file=sys.stderr)
        return 2
    except OSError as fault:  # of a template, or a font
        print(f"Ошибка: {form} не сделать: {system_reason(fault)}", file=sys.stderr)
        return 2
    code = deliver(targets, made)
    if code == 0 and targets and (urlsplit(site_url).hostname or "").endswith(".example"):  # reserved by RFC 2606
        print(f"Внимание: ссылки ведут на {site_url}, а такого сайта нет. Поставьте перед командой SMARTEKA_SITE_URL=адрес вашего сайта.", file=sys.stderr)
    return code


def _digest(ctx: click.Context, base: KnowledgeBase, id: str) -> Digest:
    from generator.model.digest import Digest
    from generator.wording.nearest import nearest

    digest = base.get(Digest, id)
    if digest is None:
        known = base.ids("digest")
        guess = nearest(Path(id).stem if id.endswith(".yml") else id, known)
        hint = f"; возможно, «{guess}»" if guess else "; выпусков в базе нет" if not known else ""
        raise click.UsageError(f"выпуск «{id}» не найден{hint}", ctx)
    return digest


def _targets(ctx: click.Context, format: Format, names: list[str], out: Path | None) -> list[Path]:
    """The path of each file; empty means standard output."""
    target = target_file(ctx, out, names[0], format.name, binary=not format.text)
    if out is None or target is None:
        return []
    if target != out:
        return [out / name for name in names]
    _refuse_foreign_suffix(ctx, format, out)
    twins = [out.with_suffix(file.suffix[file.suffix.rindex(".") :]) for file in format.files[1:]]
    if out in twins:
        raise click.UsageError("--out: письмо – это файл .html, рядом с ним .txt и .eml; укажите имя на .html", ctx)
    return [out, *twins]


def _refuse_foreign_suffix(ctx: click.Context, format: Format, out: Path) -> None:
    """Refuse the suffix of another format (a Word file named .pdf cannot be opened); text formats may have any other suffix."""
    suffix, usual = out.suffix.lower(), format.files[0].suffix
    foreign = {f.files[0].suffix for f in FORMATS.values() if not (f.text and format.text)} - {usual}
    if suffix in foreign:
        raise click.UsageError(f"--out: «{out.name}» – имя не для {format.name}; назовите файл {out.stem}{usual}", ctx)
