"""``smarteka adoption-request``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .paths import GIVEN_PATH
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="adoption-request",
    help="Составить запрос на внедрение практики: письмо её владельцу с тем, что база знает, и вопросами о том, чего не знает. "
    "В квадратных скобках – то, что впишете вы.",
    epilog="По методике НСИ (глава IV.9) запрос направляют через ЕЦП; формы она не задаёт.",
)
@click.argument("id", metavar="ID")
@click.option("--region", metavar="ID", help="Регион, который хочет внедрить.")
@click.option("--out", type=GIVEN_PATH, metavar="ФАЙЛ.docx", help="Записать в Word; без этого письмо печатается.")
@click.pass_context
def command(ctx: click.Context, id: str, region: str | None, out: Path | None) -> int:
    from generator.analysis.next_practices import asked_for
    from generator.atomic_files import write_files
    from generator.exports.adoption_letter import word_letter
    from generator.model.practice import Practice
    from generator.model.region import Region
    from generator.model.scalars import PracticeId, RegionId
    from generator.wording.adoption_letter import adoption_letter
    from generator.wording.nearest import nearest

    base = check(ctx.obj, console.today()).with_drafts

    def missing(what: str, id: str, kind: str) -> click.UsageError:
        guess = nearest(Path(id).stem if id.endswith(".yml") else id, base.ids(kind))
        return click.UsageError(f"{what} «{id}» нет в базе" + (f"; возможно, «{guess}»" if guess else ""), ctx)

    practice = base.get(Practice, PracticeId(id))
    if practice is None:
        raise missing("практики", id, "practice")
    asker = base.get(Region, RegionId(region)) if region else None
    if region and asker is None:
        raise missing("региона", region, "region")
    if out is not None and out.suffix.lower() != ".docx":
        raise click.UsageError(f"--out: «{out}» – нужно имя файла .docx", ctx)
    owners = [home.title for r in practice.regions if (home := base.get(Region, r))]
    letter = adoption_letter(practice, owners, *asked_for(base, practice), asker=asker.title if asker else "")
    if out is None:
        print(letter.text)
        return 0
    try:
        write_files({Path.cwd() / out: word_letter(letter)})
    except OSError as fault:
        print(f"Ошибка: не записать «{out}»: {system_reason(fault)}", file=sys.stderr)
        return 2
    print(f"Письмо записано: {out}. Впишите то, что стоит в квадратных скобках.", file=sys.stderr)
    return 0
