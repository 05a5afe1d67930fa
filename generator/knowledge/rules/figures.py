"""Rules of numbers that claim an effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.loading.records import Loaded
from generator.model.common import Figure
from generator.model.diagnostic import Diagnostic, error
from generator.model.practice import Practice
from generator.model.report import StandardReport

from .per_record import Records


def figures_are_complete(records: Records, today: date) -> Iterator[Diagnostic]:
    """A figure has either a value or before and after; it has a unit and an existing source."""
    for item, practice in records.items(Practice):
        for i, figure in enumerate(practice.results):
            yield from _faults(item, figure, len(practice.sources), ("results", i))
    for item, report in records.items(StandardReport):
        for s, section in enumerate(report.sections):
            for r, row in enumerate(section.items):
                for i, figure in enumerate(row.figures):
                    where = ("sections", s, "items", r, "figures", i)
                    yield from _faults(item, figure, len(report.sources), where)


def _faults(item: Loaded, figure: Figure, sources: int, where: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    pair = figure.before is not None or figure.after is not None
    if pair and (figure.before is None or figure.after is None):
        missing = "before" if figure.before is None else "after"
        yield error(
            "figure-incomplete", f"у «{figure.title}» нет «{missing}»", item.location(*where),
            "нужны оба числа; если известно одно, пишите value",
        )
    if pair and figure.value is not None:
        yield error(
            "figure-incomplete", f"у «{figure.title}» и value, и before/after", item.location(*where, "value"),
            "оставьте одно: пару или число",
        )
    if not pair and figure.value is None:
        yield error("figure-incomplete", f"у «{figure.title}» нет числа", item.location(*where), "впишите value или before и after")
    if figure.unit is None:
        yield error(
            "figure-without-unit", f"у «{figure.title}» нет единицы измерения", item.location(*where),
            "впишите unit: %, дней, человек, млн рублей",
        )
    if figure.source is None and sources > 1:
        yield error(
            "figure-without-source", f"у «{figure.title}» не сказано, из какого он источника", item.location(*where),
            f"впишите source: номер от 1 до {sources} по списку sources",
        )
    if figure.source is not None and figure.source > sources:
        yield error(
            "figure-without-source", f"источника с номером {figure.source} нет", item.location(*where, "source"),
            f"в списке sources {sources}",
        )
