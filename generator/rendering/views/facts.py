"""What views are made of: a base and what is worked out from it, each once, and what was read for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from generator.analysis.coverage import CoveredProblem, coverage, covered, regions_of
from generator.analysis.dating import practice_date, record_date
from generator.analysis.evidence import headline
from generator.analysis.issues import Debuts, Newcomers
from generator.analysis.next_practices import NextPractice, Proposals, gaps
from generator.analysis.plan_addresses import item_anchor, item_named
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff, cutoff_for, derived
from generator.knowledge.memo import IncrementalMap
from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Record, Source
from generator.model.digest import Digest
from generator.model.life_situation import LifeSituation
from generator.model.practice import Outcome, Practice
from generator.model.region import Region
from generator.model.roadmap import Roadmap
from generator.model.scalars import PartialDate
from generator.model.target_model import TargetModel
from generator.rendering.shards import shard_count, shard_of
from generator.wording import russian as wording
from generator.wording.web_addresses import percent_encoded

from .common import (
    PracticeRow,
    RecordFoot,
    Ref,
    figure_view,
    form_address,
    grade_view,
)
from .ordering import Ordering
from .subscribing import Subscribing

_Source = tuple[str, PartialDate | None]  # title, date
_SourceUse = tuple[str, PartialDate | None, int]  # and the number of records


class Facts(Ordering, Subscribing):
    """A base and what is worked out from it, in the shapes that views are made of.

    ``source_url`` and ``history_url`` are patterns with ``{path}`` where the repository is public; ``form``
    says whether the form at /admin/ can be written to; ``correction_url`` is a pattern with ``{page}``,
    ``{path}`` or ``{title}``.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        today: date,
        changes: dict[str, list[Change]] | None = None,
        source_url: str = "",
        history_url: str = "",
        form: bool = False,
        *,
        correction_url: str = "",
    ) -> None:
        Subscribing.__init__(self, base, today, changes or {})
        Ordering.__init__(self, base)
        self._helping_of: IncrementalMap[Practice, tuple[object, ...]] = IncrementalMap(_helping, "id")
        self._coming_of: IncrementalMap[Practice, tuple[object, ...]] = IncrementalMap(lambda p: (p.id, p.regions, record_date(p)), "id")
        self._telling_of: IncrementalMap[Digest, tuple[object, ...]] = IncrementalMap(_telling, "id")
        self._sources_of: IncrementalMap[Loaded, list[_Source]] = IncrementalMap(_sources, "path")
        # Values that take long, with all that they are made of.
        self._debuts: tuple[list[Any], list[Any], Debuts] | None = None
        self._source_uses: tuple[list[list[_Source]], list[_SourceUse]] | None = None
        self._source_url = source_url
        self._history_url = history_url
        self._form = form
        self._correction_url = correction_url
        # By id, each with what it was made from, as ``ReadTracker.once`` keeps it.
        self._rows: dict[str, Any] = {}
        self._refs: dict[str, Any] = {}
        self.digest_cards: dict[str, Any] = {}  # of views.digest

    @derived
    def coverage(self) -> dict[str, CoveredProblem]:
        return coverage(self.base)

    @cutoff_for
    def helpers(self, problem: str) -> int:
        """How many practices help with a problem."""
        return len(covered(self.base, problem).practices)

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
        """Practices whose cards stand together, by id."""
        return self._card_ids.get(int(shard), [])

    @derived
    def _card_ids(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        ids = self.ids_of("practice")
        shards = shard_count(len(ids))
        for id in sorted(ids):
            found.setdefault(shard_of(id, shards), []).append(id)
        return found

    @cutoff_for
    def newcomers(self, digest: str) -> Newcomers:
        """Regions that are new to the base in an issue."""
        found = self.base.get(Digest, digest)
        assert found is not None, digest
        return self.debuts.newcomers(self.base, found)

    @cutoff
    def helping(self) -> list[tuple[object, ...]]:
        """Of all practices that help with a problem, best proven first, what the gaps of a region and its next ones are found by."""
        return self._helping_of(practice for practice in self.best_proven if practice.helps_with)

    def gaps(self, region: str) -> int:
        """How many problems practices of other regions help with, and none of this one."""
        with self._by_helping():
            return len(gaps(self._region(region), self.coverage))

    def next_practices(self, region: str, roadmaps: Sequence[Roadmap]) -> list[NextPractice]:
        """What a region could take next. What is shown of a practice is read with its row."""
        with self._by_helping():
            return self._proposals.next_of(self._region(region), roadmaps)

    @derived
    def _proposals(self) -> Proposals:
        return Proposals(self.base, self.coverage, self.proven_rank)

    @contextmanager
    def _by_helping(self) -> Iterator[None]:
        """For what depends on regions, life situations and what is told by ``helping`` alone: on no other words of practices."""
        self.reads.note_all(("=helping/", "region/", "life_situation/"))
        with self.reads.untracked():
            yield

    @derived
    def digests(self) -> list[Digest]:
        """All digests, newest first."""
        return sorted(self.base.all(Digest), key=lambda d: (d.starts, d.id), reverse=True)

    @derived
    def neighbours(self) -> dict[str, tuple[Digest | None, Digest | None]]:
        """Of each digest, the issues of its series before and after."""
        series: dict[str, list[Digest]] = {}
        for digest in self.digests:
            series.setdefault(digest.series, []).append(digest)
        return {
            digest.id: (before, after)
            for issues in series.values()
            for digest, before, after in zip(issues, [*issues[1:], None], [None, *issues[:-1]], strict=True)
        }

    @cutoff
    def debuts(self) -> Debuts:
        coming, telling = self._coming_of(self.base.all(Practice)), self._telling_of(self.base.all(Digest))
        known = self._debuts
        if known is None or known[0] is not coming or known[1] is not telling:
            known = self._debuts = coming, telling, Debuts.of(self.base)
        return known[2]

    def ref(self, record: Record) -> Ref:
        # Asked of the class: a record that has none would answer slowly.
        short = getattr(record, "short_title", None) if "short_title" in type(record).model_fields else None
        return Ref(short or record.title, self.base.registry.of(record).address_of(record))

    def region(self, id: str) -> Ref:
        return self.reads.derived(self._refs, f"region/{id}", lambda: self._region_ref(id))

    def _region_ref(self, id: str) -> Ref:
        region = self._region(id)
        return Ref(region.title, f"regions/{id}/", region.short)

    def _region(self, id: str) -> Region:
        region = self.base.get(Region, id)
        assert region is not None, id  # references were checked before rendering
        return region

    def direction(self, id: str) -> Ref:
        return self.reads.derived(self._refs, f"direction/{id}", lambda: self._direction_ref(id))

    def _direction_ref(self, id: str) -> Ref:
        direction = self.base.directions[id]
        return Ref(direction.title, f"directions/{id}/", mark=direction.mark or "")

    def subcategory(self, id: str) -> Ref:
        return self.reads.derived(
            self._refs, f"subcategory/{id}", lambda: Ref(self.base.subcategories[id].title, f"subcategories/{id}/"),
        )

    def row(self, practice: Practice) -> PracticeRow:
        return self.row_of(practice.id)

    def row_of(self, practice: str) -> PracticeRow:
        return self.reads.derived(self._rows, practice, lambda: self._make_row(self.practice(practice)))

    def practice(self, id: str) -> Practice:
        found = self.base.get(Practice, id)
        assert found is not None, id  # ids come from the base
        return found

    def rows(self, practices: Sequence[Practice]) -> list[PracticeRow]:
        return [self.row(p) for p in practices]

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
        changes = tuple(self._changes.get(item.path, ()))
        return RecordFoot(
            path=item.path,
            file_address=f"records/{item.path}",
            json_address=json_address,
            source_url=self._source_url.format(path=item.path) if self._source_url else "",
            history_url=self._history_url.format(path=item.path) if self._history_url else "",
            form_address=form_address(item) if self._form else "",
            correction_url=self._correction(item),
            sources=item.record.sources,
            told_at=tuple(self._told_at(item, source) for source in item.record.sources),
            notes=item.record.notes,
            changes=changes[:10],
            updated=changes[0].day if changes else None,
        )

    def _told_at(self, item: Loaded, source: Source) -> str:
        """An item of a report is told at its place. A source that has an address needs no other."""
        address = "" if source.url else self.retold(source.title)
        if address == item.type.address_of(item.record):
            return ""
        number = item_named(source.place) if address.startswith("reports/") else ""
        return f"{address}#{item_anchor(number)}" if number else address

    @cutoff_for
    def retold(self, title: str) -> str:
        return self.told_here.get(title, "")

    @derived
    def told_here(self) -> dict[str, str]:
        """Titles of sources that a record of the base retells, with its address; it is empty where several bear the title."""
        found: dict[str, str] = {}
        for kind in ("digest", "standard_report", "event"):
            for item in self.base.of_kind(kind):
                title = item.record.title
                found[title] = "" if title in found else item.type.address_of(item.record)
        return found

    @cutoff_for
    def practices_told_in(self, title: str) -> list[tuple[str, Ref]]:
        """Practices with a source of this title and no address: its place, the practice."""
        return self._told_in.get(title, [])

    @derived
    def _told_in(self) -> dict[str, list[tuple[str, Ref]]]:
        found: dict[str, list[tuple[str, Ref]]] = defaultdict(list)
        for practice in self.base.all(Practice):
            for source in practice.sources:
                if not source.url:
                    found[source.title].append((source.place or "", self.ref(practice)))
        return dict(found)

    def _correction(self, item: Loaded) -> str:
        """The form of a correction, filled in with the record's page, file and title where the pattern asks for them."""
        said = {"page": item.type.address_of(item.record), "path": item.path, "title": item.record.title}
        address = self._correction_url
        for name, value in said.items():
            address = address.replace(f"{{{name}}}", percent_encoded(value, safe="/"))
        return address

    def updated_kinds(self, kinds: tuple[str, ...]) -> date | None:
        """Day of the newest change of any record of these types, where git knows it."""
        return max(filter(None, map(self.newest_day, kinds)), default=None)

    @cutoff_for
    def newest_day(self, kind: str) -> date | None:
        items = self.base.of_kind(kind)
        return max((found[0].day for item in items if (found := self._changes.get(item.path))), default=None)

    @cutoff
    def source_uses(self) -> list[_SourceUse]:
        """Sources of all records: title, date as it is told first, number of records; the most used first."""
        told = self._sources_of(self.base.loaded)
        if self._source_uses is None or self._source_uses[0] is not told:
            self._source_uses = told, _count_sources(told)
        return self._source_uses[1]

    def situation_title(self, id: str) -> str:
        situation = self.base.get(LifeSituation, id)
        return situation.short_title if situation else id


def _sources(item: Loaded) -> list[_Source]:
    return [(source.title, source.date) for source in item.record.sources]


def _count_sources(told: Iterable[list[_Source]]) -> list[_SourceUse]:
    dates: dict[str, PartialDate | None] = {}
    records: Counter[str] = Counter()
    for sources in told:
        for title, when in sources:
            dates.setdefault(title, when)
        records.update({title for title, _ in sources})
    return [(title, dates[title], n) for title, n in sorted(records.items(), key=lambda use: (-use[1], use[0]))]


def _telling(digest: Digest) -> tuple[object, ...]:
    """What of an issue decides which practices it brought into the base, and when."""
    return digest.id, digest.starts, [entry.practice for section in digest.sections for entry in section.entries]


def _helping(practice: Practice) -> tuple[object, ...]:
    return practice.id, practice.stage, regions_of(practice), [(link.problem, link.why) for link in practice.helps_with]
