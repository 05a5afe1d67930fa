"""``smarteka publish``"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.wording.counting import count
from generator.wording.system_errors import system_reason

from . import console
from .base import check
from .given_record import given_file
from .paths import record_type_at
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.knowledge.base import KnowledgeBase
    from generator.loading.records import Loaded

# Comments to the editor that the commands write into drafts.
_TO_DO = re.compile(r"#.*(?:\bпроверьте\b|\bПерескажите\b)")
_FORMS = ("черновик", "черновика", "черновиков")


@click.command(
    cls=RussianCommand, name="publish",
    help="Опубликовать черновики: убрать из их файлов пометку draft. Вместе с выпуском или подборкой публикуются и черновики, "
    "которые в них названы. Всё или ничего: если у записи есть ошибки или они появились бы в базе, команда называет их и ничего не меняет. "
    "ЗАПИСЬ – id, вид и id (digest/2026-w47) или файл; без неё команда называет все черновики.",
)
@click.argument("records", metavar="[ЗАПИСЬ]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Опубликовать все черновики базы.")
@click.option("--dry-run", is_flag=True, help="Только показать разницу, ничего не менять.")
@click.pass_context
def command(ctx: click.Context, records: tuple[str, ...], everything: bool, dry_run: bool) -> int:
    from generator.editing.drafts import plan_publishing, with_named
    from generator.editing.rewriting import difference, new_faults, write

    root: Path = ctx.obj
    if everything and records:
        raise click.UsageError("назовите записи или дайте --all, что-то одно", ctx)
    base = check(root, console.today()).with_drafts
    if not everything and not records:
        return _name_drafts(base)
    wanted = base.drafts if everything else [_draft(ctx, base, name) for name in records]
    drafts = with_named(base, wanted)
    if not drafts:
        print("Черновиков нет.", file=sys.stderr)
        return 0
    plan = plan_publishing(drafts)
    if faults := new_faults(base, plan, console.today(), faultless=True):
        print(console.as_text(faults), end="")
        print("Ничего не изменено: база была бы с ошибками. Исправьте их и повторите.", file=sys.stderr)
        return 1
    if dry_run:
        for line in difference(plan):
            print(line)
    else:
        try:
            write(root, plan)
        except OSError as fault:
            raise click.UsageError(f"не записать: {system_reason(fault)}; всё осталось, как было", ctx) from None
        for path in sorted(plan.texts):
            print(path)
    done = "Ничего не изменено, это проба" if dry_run else "Опубликовано"
    print(f"{done}: {count(len(drafts), *_FORMS)}." + ("" if dry_run else " Посмотреть на сайте: smarteka serve."), file=sys.stderr)
    for path, text in sorted(plan.texts.items()):
        if left := [f"{number}" for number, line in enumerate(text.split("\n"), 1) if _TO_DO.search(line)]:
            print(f"{path}: остались пометки черновика, строки {', '.join(left)}: сверьте и сотрите.", file=sys.stderr)
    return 0


def _name_drafts(base: KnowledgeBase) -> int:
    for item in base.drafts:
        print(f"{item.type.kind}/{item.record.id}: {item.record.title}")
    found = count(len(base.drafts), *_FORMS)
    print(f"{found}. Опубликовать: smarteka publish {base.drafts[0].record.id}" if base.drafts else "Черновиков нет.", file=sys.stderr)
    if base.unreadable:
        print(f"Не прочитано: {count(len(base.unreadable), 'файл', 'файла', 'файлов')}. Если это черновики, сначала исправьте: smarteka check.", file=sys.stderr)
    return 0


def _draft(ctx: click.Context, base: KnowledgeBase, name: str) -> Loaded:
    """The draft by id, kind and id, or file. Raises click.UsageError."""
    from generator.wording.nearest import nearest

    kind, _, id = name.rpartition("/")
    path = Path(name)
    file = (Path.cwd() / path).resolve()
    found = [
        item for item in base.loaded
        if item.record.id == name or (item.record.id == id and kind in (item.type.kind, item.type.collection))
        or file == (ctx.obj / item.path).resolve() or item.path == path.as_posix()
    ]
    if len(found) > 1:
        raise click.UsageError(f"«{name}» – записей несколько: {', '.join(f'{item.type.kind}/{item.record.id}' for item in found)}; назовите вид", ctx)
    if found and found[0].record.draft:
        return found[0]
    if found:
        raise click.UsageError(f"«{name}» – не черновик: {found[0].path} уже опубликован", ctx)
    there = given_file(ctx, name)
    if there and record_type_at(base.registry, ctx.obj, there):
        raise click.UsageError(f"«{name}» не прочитан; сначала исправьте: smarteka check {name}", ctx)
    if any(broken == id and kind in ("", of, base.registry[of].collection) for of, broken in base.unreadable):
        raise click.UsageError(f"«{name}» не прочитан: в файле ошибки; сначала исправьте: smarteka check", ctx)
    guess = nearest(id or name, [str(item.record.id) for item in base.drafts])
    raise click.UsageError(f"черновика «{name}» нет" + (f"; возможно, {guess}" if guess else "; все черновики: smarteka publish"), ctx)
