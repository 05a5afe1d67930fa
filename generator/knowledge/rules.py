"""Rules that need the whole base, one function each; the docstring is the rule.

A rule sees a base whose files were all read; records that could not be read are absent, so an
unknown reference to a broken record is not reported twice (``unreadable`` names their ids).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.loading.messages import nearest
from generator.model.diagnostic import Diagnostic, error

from .base import KnowledgeBase
from .references import references

Rule = Callable[[KnowledgeBase, date], Iterator[Diagnostic]]

WORDS = {
    "practice": "практика",
    "region": "регион",
    "life_situation": "жизненная ситуация",
    "target_model": "целевая модель",
    "digest": "выпуск",
    "problem": "проблема",
    "direction": "направление",
    "subcategory": "подкатегория",
    "standard_report": "отчёт",
    "roadmap": "дорожная карта",
    "event": "событие",
    "survey": "опрос",
}


def unknown_references(base: KnowledgeBase, unreadable: frozenset[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Every id that a record names exists."""
    known = {kind: set(base.ids(kind)) for kind in WORDS}
    for item in base.loaded:
        for ref in references(item.record):
            kind, id = ref.target.kind, str(ref.target)
            if kind not in known or id in known[kind] or (kind, id.partition("#")[0]) in unreadable:
                continue
            if kind == "problem" and ("life_situation", id.partition("#")[0]) in unreadable:
                continue
            choices = base.ids(kind)
            guess = nearest(id, choices)
            hint = f"возможно, «{guess}»" if guess else ""
            if not hint and 0 < len(choices) <= 20:
                hint = f"можно: {', '.join(choices)}"
            yield error(
                "unknown-reference", f"{WORDS[kind]} «{id}» не найдена" if WORDS[kind].endswith("а") or WORDS[kind].endswith("я") else f"{WORDS[kind]} «{id}» не найден" + ("о" if WORDS[kind].endswith("е") else ""),
                item.location(*ref.where), hint,
            )
