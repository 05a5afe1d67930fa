"""Pages that compare two reports on the same plan: ``/reports/<region>/<older>..<newer>/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.analysis.deadlines import age, plan_of
from generator.analysis.plan_addresses import item_anchor
from generator.analysis.report_diff import Change, ItemChange, ReportDiff, compare, diff_address
from generator.model.report import ReportItem, StandardReport, Status
from generator.wording import russian as wording
from generator.wording.plain_text import plain_text

from .page import Crumb, Page
from .site import Site
from .views.common import Ref
from .views.report import MARKS


@dataclass(frozen=True, slots=True)
class ChangeView:
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ItemChangeView:
    """``old_mark`` and ``new_mark`` are (value, symbol, words) of the statuses; None if the report lacks the item."""

    number: str
    title: str
    address: str
    old_mark: tuple[str, str, str] | None
    new_mark: tuple[str, str, str] | None
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """``groups`` are (anchor, title, items); an item is only in the first group that it belongs to."""

    region: Ref
    old: Ref
    new: Ref
    counts: tuple[tuple[int, str], ...]
    statuses: tuple[tuple[str, str, str, int, int], ...]  # value, mark, words, before, now
    groups: tuple[tuple[str, str, tuple[ItemChangeView, ...]], ...]
    same: int


_GROUPS = (
    ("added", "Новые пункты", frozenset({Change.ADDED})),
    ("removed", "Пункты, которых больше нет", frozenset({Change.REMOVED})),
    ("better", "Отметка стала лучше", frozenset({Change.STATUS_BETTER})),
    ("worse", "Отметка стала хуже", frozenset({Change.STATUS_WORSE})),
    ("status", "Отметка изменилась", frozenset({Change.STATUS_OTHER})),
    ("deadline", "Срок перенесён", frozenset({Change.DEADLINE})),
    ("execution", "Дописано исполнение", frozenset({Change.EXECUTION})),
    ("other", "Другие правки", frozenset({Change.TITLE, Change.RESPONSIBLE, Change.RENUMBERED})),
)


def report_changes(site: Site) -> Iterator[Page]:
    """A page for each pair of consecutive reports on a plan."""
    plans: dict[object, list[StandardReport]] = {}
    for report in sorted(site.base.all(StandardReport), key=age):
        plans.setdefault(plan_of(report), []).append(report)
    for reports in plans.values():
        for old, new in pairwise(reports):
            if not (old.draft or new.draft):
                yield _page(site, compare(old, new))


def _page(site: Site, diff: ReportDiff) -> Page:
    view = _view(site, diff)
    moved = sum(n for n, _ in view.counts)
    return site.page(
        "indexes/report_diff.html", diff_address(diff.old, diff.new), f"Что изменилось в отчёте РСС: {view.region.title}",
        f"{view.region.title}: чем отчёт «{view.new.note}» отличается от отчёта «{view.old.note}». Изменений: {moved}.", "regions",
        crumbs=(Crumb("Регионы", "regions/"), Crumb(view.region.title, view.region.address), Crumb("Отчёт РСС", view.new.address)),
        view=view, kinds=("standard_report",), styles=("report.css",),
    )


def _view(site: Site, diff: ReportDiff) -> DiffView:
    old, new = (_ref(site, report) for report in (diff.old, diff.new))
    left = list(diff.items)
    groups = []
    for anchor, title, kinds in _GROUPS:
        found = [item for item in left if item.kinds & kinds]
        left = [item for item in left if item not in found]
        if found:
            groups.append((anchor, title, tuple(_item(item, old, new) for item in found)))
    before, now = _counts(diff.old), _counts(diff.new)
    return DiffView(
        region=site.facts.region(diff.new.region), old=old, new=new,
        counts=tuple((n, words) for change, words in wording.REPORT_CHANGES.items() if (n := diff.count(Change(change)))),
        statuses=tuple(
            (s.value, MARKS[s], wording.STATUSES[s], before[s], now[s]) for s in MARKS if before[s] or now[s]
        ),
        groups=tuple(groups), same=diff.same,
    )


def _ref(site: Site, report: StandardReport) -> Ref:
    note = wording.partial_date(report.as_of) if report.as_of else "дата не указана"
    return Ref(report.title, site.base.registry.of(report).address_of(report), note)


def _counts(report: StandardReport) -> Counter[Status]:
    return Counter(item.status.value for section in report.sections for item in section.items)


def _item(change: ItemChange, old: Ref, new: Ref) -> ItemChangeView:
    where = new if change.new else old
    shown = tuple(
        ChangeView(wording.REPORT_FIELDS[c.change.value], plain_text(c.old), plain_text(c.new))
        for c in change.changes if c.change.value in wording.REPORT_FIELDS
    )
    return ItemChangeView(
        change.item.number, change.item.title, f"{where.address}#{item_anchor(change.item.number)}",
        _mark(change.old), _mark(change.new), shown,
    )


def _mark(item: ReportItem | None) -> tuple[str, str, str] | None:
    return (item.status.value.value, MARKS[item.status.value], wording.STATUSES[item.status.value]) if item else None
