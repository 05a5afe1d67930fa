"""An imported report → the values of its record, and the YAML draft with comments about doubts."""

from __future__ import annotations

import re
from typing import Any

from generator.editing.yaml_writer import Comments, commented, to_yaml

from .digest_drafts import figure_values
from .figures import Candidate
from .imported_report import ImportedItem, ReportImport


def report_values(result: ReportImport, id: str) -> dict[str, Any]:
    """The values in the form of a record; texts are those of the source."""
    values: dict[str, Any] = {
        "id": id,
        "title": result.title,
        "draft": True,
        "region": str(result.region),
        "period": result.period or "период не указан",
        "as_of": result.as_of,
        "sections": [
            {"number": section.number, "title": section.title, "items": [item_values(item) for item in section.items]}
            for section in result.sections
        ],
        "sources": [{"title": result.title}],
    }
    return {name: value for name, value in values.items() if value is not None}


def item_values(item: ImportedItem) -> dict[str, Any]:
    values: dict[str, Any] = {
        "number": item.number,
        "title": item.title,
        "responsible": [body[:400] for body in item.responsible],
        "deadline": deadline_values(item),
        "execution": [{**({"body": part.body} if part.body else {}), "text": part.text} for part in item.execution],
        "execution_mark": item.mark or None,
        "status": {"text": item.status.text, "value": item.status.value.value},
        "figures": [figure_values(figure) for figure in item.figures.pairs],
        "doubts": list(item.doubts),
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def deadline_values(item: ImportedItem) -> dict[str, Any] | None:
    read = item.deadline
    if read is None:
        return None
    values: dict[str, Any] = {
        "text": item.deadline_text[:400], "kind": read.kind.value, "start": read.start, "due": read.due,
        "every": read.every.value if read.every else None, "report_by": read.report_by, "days": list(read.days),
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def report_draft(result: ReportImport) -> str:
    """The YAML text. Pairs of plan and fact are fields, other numbers are in comments."""
    assert result.values is not None
    above: dict[tuple[str | int, ...], list[str]] = {}
    below: dict[tuple[str | int, ...], list[str]] = {}
    for s, section in enumerate(result.sections):
        for i, item in enumerate(section.items):
            here = ("sections", s, "items", i)
            above[here] = [f"{item.place.words[0].upper()}{item.place.words[1:]} источника."]
            if item.figures.pairs:
                above[*here, "figures"] = ["Прочитано из текста: проверьте, что измерено, и добавьте better: higher или lower.", *_quotes(item.figures.pairs)]
            if item.figures.others:
                below[*here, "status"] = list(_other_lines(item.figures.others, bool(item.figures.pairs)))
    name = re.split(r"[\\/]", result.document)[-1]
    beside: dict[tuple[str | int, ...], str] = {}
    if result.as_of is not None:
        beside["as_of",] = "проверьте: дата взята из текста"
    if not result.period:
        beside["period",] = "впишите период плана"
    return to_yaml(
        result.values,
        Comments(
            top=[
                f"Черновик из файла {name}: тексты источника.",
                "Перескажите исполнение своими словами, проверьте doubts и уберите строку draft: true.",
            ],
            above=above, below=below, beside=beside,
        ),
    )


def _quotes(figures: tuple[Candidate, ...]) -> list[str]:
    return [f"«{quote}»" for quote in dict.fromkeys(figure.quote for figure in figures)]


def _other_lines(figures: tuple[Candidate, ...], has_pairs: bool) -> list[str]:
    lines = ["Другие числа из текста. У нужных снимите # и назовите в title, что измерено; остальные сотрите."]
    lines += [] if has_pairs else ["figures:"]
    for figure in figures:
        first, *rest = commented(figure_values(figure), 4)
        lines += [f"  - {first.strip()}", *rest]
    return lines
