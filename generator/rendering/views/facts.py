"""``Facts``: the inputs of views. A base and values derived from it, each computed once, with tracked dependencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from generator.analysis.dating import practice_date
from generator.analysis.evidence import headline
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff_for, derived
from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.practice import Outcome, Practice
from generator.model.region import Region
from generator.model.target_model import TargetModel
from generator.rendering.shards import shard_count, shard_of
from generator.wording import russian as wording

from .common import PracticeRow, Ref, figure_view, grade_view
from .coverage import Coverage
from .issues import Issues
from .record_foot import RecordFoot, RecordLinks
from .sources import Sources
from .subscribing import Subscribing


class Facts(Coverage, Issues, Sources, Subscribing):
    """A base and values derived from it, for views.

    This class: references to pages, rows of practices, common parts of records. Mixins: orders and facets (``Ordering``),
    problems (``Coverage``), the digest (``Issues``), sources (``Sources``), feeds and calendars (``Subscribing``).
    """

    def __init__(
        self, base: KnowledgeBase, today: date, changes: Mapping[str, Sequence[Change]] | None = None, links: RecordLinks | None = None
    ) -> None:
        """``changes`` is the history by path, newest first."""
        Coverage.__init__(self, base)
        Issues.__init__(self)
        Sources.__init__(self)
        Subscribing.__init__(self, today, changes or {})
        self._links = links or RecordLinks()
        # By id, with their dependencies, as stored by ``ReadTracker.derived``.
        self._rows: dict[str, Any] = {}
        self._refs: dict[str, Any] = {}
        self.digest_cards: dict[str, Any] = {}  # of views.digest

    @cutoff_for
    def model_of(self, situation: str) -> Ref | None:
        """The first target model that lists a life situation."""
        models = (b.source.record for b in self.base.backlinks("life_situation", situation))
        return next((self.ref(model) for model in models if isinstance(model, TargetModel)), None)

    @cutoff_for
    def ids_of(self, kind: str) -> list[str]:
        return self.base.ids(kind)

    @cutoff_for
    def card_ids(self, shard: str) -> list[str]:
        """Ids of the practices whose cards are in this shard, sorted."""
        return self._card_ids.get(int(shard), [])

    @derived
    def _card_ids(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        ids = self.ids_of("practice")
        shards = shard_count(len(ids))
        for id in sorted(ids):
            found.setdefault(shard_of(id, shards), []).append(id)
        return found

    def ref(self, record: Record) -> Ref:
        """A link to the page of a record, with its short title if its type has one."""
        # Checked on the class: getattr on a record without the field is slow.
        short = getattr(record, "short_title", None) if "short_title" in type(record).model_fields else None
        return Ref(short or record.title, self.base.registry.of(record).address_of(record))

    def region(self, id: str) -> Ref:
        return self.reads.derived(self._refs, f"region/{id}", lambda: self._region_ref(id))

    def _region_ref(self, id: str) -> Ref:
        region = self.base[Region, id]
        return Ref(region.title, f"regions/{id}/", region.short)

    def direction(self, id: str) -> Ref:
        return self.reads.derived(self._refs, f"direction/{id}", lambda: self._direction_ref(id))

    def _direction_ref(self, id: str) -> Ref:
        direction = self.base.directions[id]
        return Ref(direction.title, f"directions/{id}/", mark=direction.mark or "")

    def subcategory(self, id: str) -> Ref:
        return self.reads.derived(
            self._refs, f"subcategory/{id}", lambda: Ref(self.base.subcategories[id].title, f"subcategories/{id}/"),
        )

    def row(self, practice: str) -> PracticeRow:
        """The list row of a practice, by its id."""
        return self.reads.derived(self._rows, practice, lambda: self._make_row(self.base[Practice, practice]))

    def rows(self, practices: Sequence[Practice]) -> list[PracticeRow]:
        return [self.row(practice.id) for practice in practices]

    def _make_row(self, practice: Practice) -> PracticeRow:
        figure = headline(practice)
        last = practice.last_follow_up
        if last and last.outcome is Outcome.WORKED:
            last = None
        when = str(practice_date(practice))
        situations = dict.fromkeys(
            [*practice.life_situations, *(link.problem.life_situation for link in practice.helps_with)]
        )
        regions = tuple([self.region(id) for id in practice.regions])
        return PracticeRow(
            id=practice.id,
            title=practice.title,
            address=f"practices/{practice.id}/",
            summary=practice.summary,
            regions=regions,
            places=", ".join([region.title for region in regions]),
            direction=self.direction(practice.direction) if practice.direction else None,
            subcategories=tuple(self.subcategory(id) for id in practice.subcategories),
            situations=tuple(situations),
            stage=practice.stage,
            stage_title=wording.STAGES[practice.stage],
            date=when,
            date_title=wording.partial_date(practice.stage_date) if practice.stage_date else "",
            year=when[:4],
            effect=figure_view(figure) if figure else None,
            grade=grade_view(practice),
            adoptions=len(practice.adoptions),
            outcome=last.outcome if last else None,
            outcome_title=wording.OUTCOMES[last.outcome] if last else "",
            draft=practice.draft,
        )

    def foot(self, item: Loaded, json_address: str = "") -> RecordFoot:
        told_at = tuple(self.told_at(item, source) for source in item.record.sources)
        return self._links.foot(item, told_at, self._changes.get(item.path, ()), json_address)

    def updated_kinds(self, kinds: tuple[str, ...]) -> date | None:
        """Day of the newest change of any record of these types, if git knows it."""
        return max(filter(None, map(self.newest_day, kinds)), default=None)

    @cutoff_for
    def newest_day(self, kind: str) -> date | None:
        items = self.base.of_kind(kind)
        return max((found[0].day for item in items if (found := self._changes.get(item.path))), default=None)
