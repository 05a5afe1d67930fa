"""``smarteka import survey``"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import console
from .import_files import document_bytes, import_options, keep_drafts, target_folder
from .import_telling import differences
from .speech import RussianCommand

if TYPE_CHECKING:
    from generator.editing.importing.imported import Imported


@click.command(
    cls=RussianCommand, name="survey",
    help="Принять опрос из ФАЙЛА .csv: ответы, NPS и замеры – черновик опроса. Строка – один факт, первая ячейка говорит какой: "
    "регион, ситуация, название, способ, начало, конец, источник, вопрос, nps, замер. Пример: вопрос;Довольны ли вы?;40;22;20;18",
    epilog="Код выхода: 0 – принято, 1 – файл не прочитан или записывать некуда, 2 – команда не выполнена.",
)
@import_options
@click.pass_context
def command(ctx: click.Context, file: Path, out: Path | None, dry_run: bool, form: str) -> int:
    from generator.editing.importing.plain_json import diagnostic_json, plain
    from generator.editing.importing.survey_import import import_survey
    from generator.pipeline import check

    root: Path = ctx.obj
    target = target_folder(ctx, root, out)
    data = document_bytes(ctx, file, ".csv")
    progress = console.Progress()
    progress("чтение базы")
    result = import_survey(check(root, console.today()).with_drafts, data, str(file))
    code, written = 0, False
    if result.files:
        code, refused = keep_drafts(target, result.files, dry_run=dry_run)
        result.diagnostics += refused
        written = code == 0 and not dry_run
    if form == "json":
        survey = {**plain(result.values), "import": {"path": result.path}} if result.values else None
        print(json.dumps({"survey": survey, "diagnostics": [diagnostic_json(d, {}) for d in result.diagnostics]}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_text(result, written=written)))
    return code or (1 if result.errors else 0)


def _text(result: Imported, *, written: bool) -> Iterator[str]:
    if result.diagnostics:
        yield console.as_text(result.diagnostics).rstrip("\n")
    if result.values is None:
        yield "Опрос не прочитан: поправьте файл и запустите команду ещё раз."
        return
    values = result.values
    people = ", ".join(str(sum(a[k] for k in ("yes", "rather_yes", "rather_no", "no"))) for a in values.get("answers", []))
    yield f"Прочитано: вопросов {len(values.get('answers', []))}" + (f" (человек: {people})" if people else "") + (
        f", NPS {'есть' if 'loyalty' in values else 'нет'}, учреждений с замерами {len(values.get('timings', []))}"
    )
    if result.published is not None:
        kind = "Черновик этого опроса" if result.published.record.draft else "Этот опрос"
        yield f"{kind} уже есть: {result.published.path}. Он не изменён."
        yield from differences(result.changes)
        return
    yield f"{'Записан черновик' if written else 'Было бы записано' if not result.errors else 'Не записано'}: {result.path}"
    if written:
        yield "Дальше: проверьте числа, smarteka check, затем уберите строку draft: true."
