"""Differences of an imported report from the existing record, as Russian sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.report import Deadline, ReportItem, StandardReport

from .deadlines import ReadDeadline
from .imported_report import ImportedItem, ReportImport


def changes(record: StandardReport, result: ReportImport) -> list[str]:
    """Differences in the order of the document: missing and added items, different fields."""
    return list(_changes(record, result))


def _changes(record: StandardReport, result: ReportImport) -> Iterator[str]:
    known = {item.number: item for section in record.sections for item in section.items}
    sections = {section.number: section.title for section in record.sections}
    for section in result.sections:
        if section.number in sections and plain(sections[section.number]) != plain(section.title):
            yield f"раздел {section.number}: в документе «{section.title}», в записи «{sections[section.number]}»"
        for item in section.items:
            if item.number not in known:
                yield f"пункта {item.number} в записи нет: «{item.title[:80]}»"
            else:
                yield from item_changes(known[item.number], item)
    there = {item.number for item in result.items}
    for number in known:
        if number not in there:
            yield f"пункта {number} в документе нет"


def item_changes(known: ReportItem, item: ImportedItem) -> Iterator[str]:
    """Differences of title, responsible, deadline, status; not of the execution, which is retold in the record."""
    deadline = known.deadline
    read = item.deadline
    pairs = (
        ("название", plain(known.title), plain(item.title)),
        ("ответственные", ", ".join(known.responsible), ", ".join(item.responsible)),
        ("срок", deadline.text if deadline else "", item.deadline_text),
        ("срок прочитан", _understood(deadline) if deadline else "", _understood(read) if read else ""),
        ("отметка", known.status.text, item.status.text),
        ("отметка прочитана", known.status.value.value, item.status.value.value),
        ("вместо исполнения", known.execution_mark or "", item.mark),
    )
    for what, there, here in pairs:
        if there != here:
            yield f"пункт {item.number}: {what} – в документе «{here}», в записи «{there}»"


def _understood(deadline: Deadline | ReadDeadline) -> str:
    """«kind: quarter, due: 2024-03-31»: as in a record."""
    values = {
        "kind": deadline.kind.value, "start": deadline.start, "due": deadline.due, "every": deadline.every.value if deadline.every else None,
        "report_by": deadline.report_by, "days": " ".join(deadline.days),
    }
    return ", ".join(f"{name}: {value}" for name, value in values.items() if value)


def plain(text: str) -> str:
    """A text without list markers of Markdown and line breaks, with one kind of dash."""
    bare = re.sub(r"(?m)^\s*(?:[-*]|\d{1,2}[.)])\s+", "", text)
    return " ".join(re.sub(r"\s[-—]\s", " – ", bare).split())
