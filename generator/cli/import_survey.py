"""``smarteka import survey``"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from . import console
from .import_files import import_options, run_import
from .import_text import existing
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
def command(ctx: click.Context, /, **given: Any) -> int:
    from generator.editing.importing.survey_import import import_survey

    return run_import(
        ctx, **given, kinds=".csv", unknown="тот же опрос мог остаться неузнанным",
        read=lambda base, data: import_survey(base, data, str(given["file"])),
        as_json=_as_json, as_text=lambda result, _, written: "".join(f"{line}\n" for line in _text(result, written=written)),
    )


def _as_json(result: Imported) -> dict[str, Any]:
    from generator.editing.plain_json import plain

    survey = {**plain(result.values), "import": {"path": result.path}} if result.values else None
    return {"survey": survey, "diagnostics": result.diagnostic_values()}


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
        yield from existing(result, "Черновик этого опроса", "Этот опрос")
        return
    yield f"{'Записан черновик' if written else 'Было бы записано' if not result.errors else 'Не записано'}: {result.path}"
    if written:
        yield "Дальше: проверьте числа, smarteka check, затем уберите строку draft: true."
