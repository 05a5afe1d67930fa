"""Differences between two reports on one plan: statuses, deadlines, execution, added and removed items."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from generator.model.report import Deadline, ReportItem, StandardReport, Status

_SAME_TITLE = 90  # similarity, of 100, from which titles are taken for equal
# From worst to best; changes from or to «Х» and an empty cell are neither better nor worse.
_ORDER = {Status.NOT_DONE: 0, Status.PARTLY: 1, Status.DONE: 2}


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    RENUMBERED = "renumbered"
    STATUS_BETTER = "status_better"
    STATUS_WORSE = "status_worse"
    STATUS_OTHER = "status_other"
    DEADLINE = "deadline"
    EXECUTION = "execution"
    TITLE = "title"
    RESPONSIBLE = "responsible"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``old`` and ``new``: as written; for an execution only the sentences that the other text lacks."""

    change: Change
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A changed item. ``old`` is None if it was added, ``new`` if it was removed."""

    section: int
    old: ReportItem | None
    new: ReportItem | None
    changes: tuple[FieldChange, ...]

    @property
    def item(self) -> ReportItem:
        found = self.new or self.old
        assert found is not None  # at least one of them is set
        return found

    @property
    def kinds(self) -> frozenset[Change]:
        return frozenset(change.change for change in self.changes)


@dataclass(frozen=True, slots=True)
class ReportDiff:
    """``items``: changed ones, in the order of the new report, removed ones last; ``same``: number of unchanged ones."""

    old: StandardReport
    new: StandardReport
    items: tuple[ItemChange, ...]
    same: int

    def count(self, change: Change) -> int:
        return sum(change in item.kinds for item in self.items)


def diff_address(old: StandardReport, new: StandardReport) -> str:
    """Address of the page that compares two reports."""
    return f"reports/{new.region}/{old.id}..{new.id}/"


def compare(old: StandardReport, new: StandardReport) -> ReportDiff:
    """Items are matched by number, or by title if they were renumbered."""
    before = {item.number: (section.number, item) for section in old.sections for item in section.items}
    after = [(section.number, item) for section in new.sections for item in section.items]
    pairs = _matched(before, after)
    changed: list[ItemChange] = []
    same = 0
    for section, item in after:
        known = pairs.get(item.number)
        if known is None:
            changed.append(ItemChange(section, None, item, (FieldChange(Change.ADDED, "", item.title),)))
        elif found := tuple(_changes(known, item)):
            changed.append(ItemChange(section, known, item, found))
        else:
            same += 1
    kept = {known.number for known in pairs.values()}
    changed += [
        ItemChange(section, item, None, (FieldChange(Change.REMOVED, item.title, ""),))
        for number, (section, item) in before.items()
        if number not in kept
    ]
    return ReportDiff(old, new, tuple(changed), same)


def _matched(before: dict[str, tuple[int, ReportItem]], after: list[tuple[int, ReportItem]]) -> dict[str, ReportItem]:
    """New number → old item. Equal numbers of different items do not match."""
    pairs: dict[str, ReportItem] = {}
    for _, item in after:
        known = before.get(item.number)
        if known and _alike(known[1].title, item.title):
            pairs[item.number] = known[1]
    taken = {item.number for item in pairs.values()}
    for _, item in after:
        if item.number not in pairs:
            moved = next((o for n, (_, o) in before.items() if n not in taken and _alike(o.title, item.title)), None)
            if moved is not None:
                pairs[item.number] = moved
                taken.add(moved.number)
    for _, item in after:  # a rewritten title under the same number
        known = before.get(item.number)
        if item.number not in pairs and known and item.number not in taken:
            pairs[item.number] = known[1]
            taken.add(item.number)
    return pairs


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(_plain(one), _plain(other)) >= _SAME_TITLE


def _changes(old: ReportItem, new: ReportItem) -> Iterator[FieldChange]:
    if old.number != new.number:
        yield FieldChange(Change.RENUMBERED, old.number, new.number)
    if old.status.value != new.status.value:
        yield FieldChange(_move(old.status.value, new.status.value), old.status.text, new.status.text)
    if _deadline(old.deadline) != _deadline(new.deadline):
        yield FieldChange(Change.DEADLINE, old.deadline.text if old.deadline else "", new.deadline.text if new.deadline else "")
    gone, come = _sentences_apart(execution(old), execution(new))
    if gone or come:
        yield FieldChange(Change.EXECUTION, gone, come)
    if _plain(old.title) != _plain(new.title):
        yield FieldChange(Change.TITLE, old.title, new.title)
    if set(old.responsible) != set(new.responsible):
        yield FieldChange(Change.RESPONSIBLE, ", ".join(old.responsible), ", ".join(new.responsible))


def _move(old: Status, new: Status) -> Change:
    if old in _ORDER and new in _ORDER:
        return Change.STATUS_BETTER if _ORDER[new] > _ORDER[old] else Change.STATUS_WORSE
    return Change.STATUS_BETTER if new is Status.DONE else Change.STATUS_WORSE if old is Status.DONE else Change.STATUS_OTHER


def _deadline(deadline: Deadline | None) -> object:
    """The meaning of a deadline: a new wording alone is not a change."""
    if deadline is None:
        return None
    understood = (deadline.kind, deadline.start, deadline.due, deadline.every, deadline.report_by, deadline.days)
    return understood if any(understood[1:]) else (*understood, _plain(deadline.text))


def execution(item: ReportItem) -> str:
    """Execution as one text, each part preceded by its body; or the mark that the source has instead."""
    parts = [f"{part.body}: {part.text}" if part.body else part.text for part in item.execution]
    return "\n".join(parts) or (item.execution_mark or "")


def _sentences_apart(old: str, new: str) -> tuple[str, str]:
    """Sentences only in the old text, and only in the new one, in their order."""
    before, after = _sentences(old), _sentences(new)
    gone: list[str] = []
    come: list[str] = []
    matcher = difflib.SequenceMatcher(None, list(map(_plain, before)), list(map(_plain, after)), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            gone += before[a:b]
            come += after[c:d]
    return " ".join(gone), " ".join(come)


def _sentences(text: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"\n+|(?<=[.!?;])\s+(?=[А-ЯЁA-Z«\d-])", text) if piece.strip()]


def _plain(text: str) -> str:
    return re.sub(r"[^\w%]+", " ", text.lower().replace("ё", "е")).strip()
