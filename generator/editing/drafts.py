"""Publishing drafts: ``draft: true`` is removed, and nothing else in their files changes."""

from __future__ import annotations

from collections.abc import Iterable

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.references import home, references
from generator.loading.records import Loaded

from .rewriting import Rewriting
from .text_edits import Edit, edited, fields, line_end, root_of


def with_named(base: KnowledgeBase, items: Iterable[Loaded]) -> list[Loaded]:
    """These drafts and all drafts that they refer to, transitively: a published record must not refer to a draft.

    In the order of the base; items that are not drafts are ignored.
    """
    found: dict[str, Loaded] = {}
    left = [item for item in items if item.record.draft]
    while left:
        item = left.pop()
        if item.path in found:
            continue
        found[item.path] = item
        named = (base.find(*home(reference.target)) for reference in references(item.record))
        left += [other for other in named if other is not None and other.record.draft]
    return [item for item in base.loaded if item.path in found]


def plan_publishing(drafts: Iterable[Loaded]) -> Rewriting:
    """The new texts of their files; nothing is written."""
    before = {item.path: item.text for item in drafts}
    return Rewriting(moves={}, texts={path: _without_draft_field(text) for path, text in before.items()}, before=before)


def _without_draft_field(text: str) -> str:
    root = root_of(text)
    mark = next(fields(root, ("draft",)))
    if root.flow_style:
        return edited(text, [Edit(mark.value.start_mark.index, mark.value.end_mark.index, "false")])
    return edited(text, [Edit(text.rfind("\n", 0, mark.key.start_mark.index) + 1, line_end(text, mark.value), "")])
