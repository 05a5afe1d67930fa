"""Rules of filled service design templates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.canvas import Canvas, foreign_parts
from generator.model.design_template import BY_NAME, PHASE_TITLES, DesignTemplate
from generator.model.diagnostic import Diagnostic, error

from .per_record import Records


def parts_belong_to_the_template(records: Records, today: date) -> Iterator[Diagnostic]:
    """A filled template has only the header fields, columns and rows of its template."""
    for item, canvas in records.items(Canvas):
        for path in foreign_parts(canvas):
            template = BY_NAME[canvas.template]
            yield error(
                "foreign-part", f"поля {path[-1]} в шаблоне «{template.title}» нет",
                item.location(*path), f"в нём есть: {', '.join(_known(template, path))}",
            )


def stages_are_in_order(records: Records, today: date) -> Iterator[Diagnostic]:
    """Stages are in chronological order: before, during, after."""
    order = list(PHASE_TITLES)
    for item, canvas in records.items(Canvas):
        latest = 0
        for i, stage in enumerate(canvas.stages):
            place = order.index(stage.phase)
            if place < latest:
                yield error(
                    "stages-out-of-order", f"этап «{stage.title}» ({PHASE_TITLES[stage.phase].lower()}) стоит после этапа «{PHASE_TITLES[order[latest]].lower()}»",
                    item.location("stages", i, "phase"), "переставьте этапы: сначала before, потом during, потом after",
                )
            latest = max(latest, place)


def columns_stand_once(records: Records, today: date) -> Iterator[Diagnostic]:
    """Columns of the touchpoint matrix (phase and format) are unique."""
    for item, canvas in records.items(Canvas):
        seen = set()
        for i, column in enumerate(canvas.contacts):
            if (column.phase, column.format) in seen:
                yield error(
                    "column-twice", f"столбец «{PHASE_TITLES[column.phase].lower()}, {column.format}» уже есть",
                    item.location("contacts", i), "соберите его точки в одном столбце",
                )
            seen.add((column.phase, column.format))


def _known(template: DesignTemplate, path: tuple[str | int, ...]) -> list[str]:
    """Names allowed in place of the last part of ``path``."""
    if len(path) == 1:
        return [*(head.value for head in template.head), template.columns or "blocks"]
    return [row.name for row in template.rows]
