"""«Did you mean …?» for records, by id and by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.loading.reference_hints import ids_in_line
from generator.model.diagnostic import Diagnostic
from generator.model.region import Region
from generator.wording.name_key import name_key
from generator.wording.nearest import nearest
from generator.wording.transliteration import slug

from .base import KnowledgeBase

FEW = 20
"""Maximum number of choices that a hint lists."""


def suggest(base: KnowledgeBase, kind: str, word: str) -> str | None:
    """The id of the record, vocabulary term or problem that ``word`` most likely means («tulla», «Тульская», «ЯНАО»); None if unclear."""
    names = list(_names(base, kind))
    wanted = name_key(word)
    codes = [(region.iso, str(region.id)) for region in base.all(Region)] if kind == "region" else []  # match exactly or not at all
    if exact := next((id for name, id in (*names, *codes) if wanted and name_key(name) == wanted), None):
        return exact
    if guess := nearest(word, base.ids(kind)):
        return guess
    by_name: dict[str, str] = {}
    for name, id in names:
        by_name.setdefault(name.lower().replace("ё", "е"), id)
    near = nearest(word.replace("ё", "е").replace("Ё", "Е"), list(by_name))
    return by_name[near] if near else None


def _names(base: KnowledgeBase, kind: str) -> Iterator[tuple[str, str]]:
    """(name, id), each name also transliterated."""
    for name, id in _titles(base, kind):
        if name:
            yield name, id
            yield slug(name), id


def _titles(base: KnowledgeBase, kind: str) -> Iterator[tuple[str, str]]:
    if kind in ("direction", "subcategory"):
        words = base.directions if kind == "direction" else base.subcategories
        yield from ((word.title, id) for id, word in words.items())
    elif kind == "problem":
        yield from ((problem.title, id) for id, (_, problem) in base.problems.items())
    else:
        for item in base.of_kind(kind):
            record = item.record
            also = record.other_names if isinstance(record, Region) else ()
            for name in (record.title, getattr(record, "short_title", ""), *also):
                yield name, str(record.id)


def hint_for_reference(base: KnowledgeBase, kind: str, word: str) -> str:
    """The hint for a reference without target; empty if nothing is similar and there are too many choices to list."""
    if kind == "problem" and (situation := word.partition("#")[0]) in base.ids("life_situation"):
        numbers = [id.partition("#")[2] for id in base.problems if id.startswith(f"{situation}#")]
        return f"у ситуации «{situation}» есть проблемы № {', '.join(numbers)}" if numbers else f"у ситуации «{situation}» проблем нет"
    if guess := suggest(base, kind, word):
        return f"возможно, «{guess}»"
    choices = base.ids(kind)
    return f"можно: {', '.join(choices)}" if 0 < len(choices) <= FEW else ""


def with_suggestions(diagnostics: Iterable[Diagnostic], base: KnowledgeBase) -> list[Diagnostic]:
    """The same diagnostics; if one is about a name in place of an id (``names_kind``), its hint gives the id."""
    return [_suggested(d, base) if d.names_kind else d for d in diagnostics]


def _suggested(diagnostic: Diagnostic, base: KnowledgeBase) -> Diagnostic:
    several = ids_in_line(diagnostic.names_text)
    if several and set(several) <= set(base.ids(diagnostic.names_kind)):  # the hint already lists them
        return diagnostic
    hint = hint_for_reference(base, diagnostic.names_kind, diagnostic.names_text)
    return replace(diagnostic, hint=f"здесь пишут идентификатор: {hint}") if hint else diagnostic
