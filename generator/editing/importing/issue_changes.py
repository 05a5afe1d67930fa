"""Differences of an imported document from the existing issue, as Russian sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.model.digest import Digest


def changes(published: Digest, values: dict[str, Any]) -> list[str]:
    """Differences of an imported issue (``values``, in the form of a record) from the existing one."""
    return list(_changes(published, values))


def _changes(published: Digest, values: dict[str, Any]) -> Iterator[str]:
    if published.series != values["series"]:
        yield f"series: в базе «{published.series}», в документе «{values['series']}»"
    if (published.starts, published.ends) != (values["starts"], values["ends"]):
        yield f"дни: в базе {published.starts} – {published.ends}, в документе {values['starts']} – {values['ends']}"
    if list(published.top) != values["top"]:
        yield f"top: в базе {', '.join(published.top) or 'пусто'}; в документе {', '.join(values['top']) or 'пусто'}"
    there = {section.title: section for section in published.sections}
    here = {section["title"]: section for section in values["sections"]}
    if list(there) != list(here):
        yield f"разделы: в базе {_titles(there)}; в документе {_titles(here)}"
    for title, section in here.items():
        if title not in there:
            continue
        entries = {entry.practice: entry for entry in there[title].entries}
        order = [entry["practice"] for entry in section["entries"]]
        for entry in section["entries"]:
            if entry["practice"] not in entries:
                yield f"раздел «{title}»: в документе есть {entry['practice']}, в базе нет"
            else:
                yield from _heads(title, entries[entry["practice"]].heads, entry)
        for practice in entries:
            if practice not in order:
                yield f"раздел «{title}»: в базе есть {practice}, в документе нет"
        if set(order) == set(entries) and order != list(entries):
            yield f"раздел «{title}»: порядок в документе другой: {', '.join(order)}"


def _heads(title: str, heads: tuple[Any, ...], entry: dict[str, Any]) -> Iterator[str]:
    there = [(str(head.region), head.name, head.acting) for head in heads]
    here = [(head["region"], head["name"], head.get("acting", False)) for head in entry.get("heads", [])]
    if there != here:
        yield f"раздел «{title}», {entry['practice']}: главы в базе – {_names(there)}, в документе – {_names(here)}"


def _names(heads: list[tuple[str, str, bool]]) -> str:
    return ", ".join(f"{'врио ' if acting else ''}{name} ({region})" for region, name, acting in heads) or "не указаны"


def _titles(sections: dict[str, Any]) -> str:
    return ", ".join(f"«{title}»" for title in sections)
