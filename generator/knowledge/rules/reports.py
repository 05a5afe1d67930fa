"""Rules of reports on the Региональный социальный стандарт."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.diagnostic import Diagnostic, Location, error
from generator.model.report import StandardReport

from .per_record import Records

_Number = tuple[int, int]  # section, item


def item_numbers_are_sound(records: Records, today: date) -> Iterator[Diagnostic]:
    """The number of an item begins with that of its section and is unique in the report.

    A range («12.1–12.8») includes each of its numbers.
    """
    for item, report in records.items(StandardReport):
        taken: list[tuple[_Number, _Number, Location]] = []
        for s, section in enumerate(report.sections):
            for i, row in enumerate(section.items):
                place = item.location("sections", s, "items", i, "number")
                first, last = _ends(row.number)
                if first[0] != section.number or last[0] != section.number:
                    yield error(
                        "item-number", f"пункт {row.number} стоит в разделе {section.number}", place,
                        "номер пункта начинается с номера раздела",
                    )
                if last < first:
                    yield error(
                        "item-number", f"в диапазоне {row.number} конец раньше начала", place,
                        "сначала меньший номер",
                    )
                clash = next((its for a, b, its in taken if a <= last and first <= b), None)
                if clash:
                    yield error(
                        "item-number", f"пункт {row.number} записан дважды", place,
                        f"первый раз – в строке {clash.line}", clash,
                    )
                taken.append((first, last, place))


def _ends(number: str) -> tuple[_Number, _Number]:
    """First and last number of «12.1» or «12.1–12.8»."""
    first, _, last = number.partition("–")
    return _number(first), _number(last or first)


def _number(text: str) -> _Number:
    section, _, item = text.partition(".")
    return int(section), int(item)
