"""Rules of reports on the Региональный социальный стандарт."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Diagnostic, Location, error
from generator.model.report import StandardReport


def item_numbers_are_sound(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """An item's number starts with the number of its section and stands once in the report."""
    for item, report in base.items(StandardReport):
        first: dict[str, Location] = {}
        for s, section in enumerate(report.sections):
            for i, row in enumerate(section.items):
                place = item.location("sections", s, "items", i, "number")
                if row.number.partition(".")[0] != str(section.number):
                    yield error("item-number", f"пункт {row.number} стоит в разделе {section.number}", place)
                if row.number in first:
                    yield error(
                        "item-number", f"пункт {row.number} записан дважды", place, "", first[row.number]
                    )
                first.setdefault(row.number, place)
