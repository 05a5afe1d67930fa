"""``smarteka schemas``"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import console
from .base import check
from .speech import RussianCommand


@click.command(
    cls=RussianCommand, name="schemas",
    help="Записать JSON-схемы в schemas/, привязать их к файлам в настройках VS Code и JetBrains вместе со списками имён из базы и обновить форму "
    "«Предложить практику» для GitHub и GitLab, если она здесь есть.",
)
@click.option("--check", "only_check", is_flag=True, help="Ничего не писать: код 1, если файлы устарели.")
@click.pass_context
def command(ctx: click.Context, only_check: bool) -> int:
    from generator.atomic_files import write_file
    from generator.exports.editor_schemas import FOLDER as EDITORS
    from generator.exports.editor_setup import editor_files, write_editor_setup
    from generator.exports.issue_form import issue_form_files
    from generator.exports.schemas import FOLDER, schema_files, write_schemas
    from generator.model.registry import Registry

    root: Path = ctx.obj
    registry = Registry()
    checked = check(root, console.today())
    forms = issue_form_files(root, checked.base)
    fresh = {file.path: file.data for file in schema_files(registry)} | editor_files(root, checked.with_drafts) | forms
    outdated = [path for path, data in fresh.items() if not (root / path).is_file() or (root / path).read_bytes() != data]
    extra = [p.relative_to(root).as_posix() for folder in (FOLDER, EDITORS) for p in sorted((root / folder).glob("*.json"))]
    outdated += [path for path in extra if path not in fresh]
    if only_check:
        for path in outdated:
            print(path)
        print("Схемы устарели: запустите smarteka schemas." if outdated else "Схемы свежие.", file=sys.stderr)
        return 1 if outdated else 0
    write_schemas(root / FOLDER, registry)
    write_editor_setup(root, checked.with_drafts)
    for path, data in forms.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        write_file(root / path, data)
    print(f"Обновлено файлов: {len(outdated)}.", file=sys.stderr)
    return 0
