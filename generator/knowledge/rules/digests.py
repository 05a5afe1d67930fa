"""Rules of the weekly digest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, error
from generator.model.digest import Digest
from generator.model.practice import Practice

from .per_record import Records

TOP = 5


def top_five_stand_in_sections(records: Records, today: date) -> Iterator[Diagnostic]:
    """The TOP-5 of a digest consists of five different practices, each an entry of one of its sections."""
    for item, digest in records.items(Digest):
        entries = {entry.practice for section in digest.sections for entry in section.entries}
        if len(digest.top) != TOP:
            yield error(
                "top-five", f"в ТОП-5 {len(digest.top)} из {TOP} практик", item.location("top"),
                "оставьте ровно пять",
            )
        seen: set[str] = set()
        for i, practice in enumerate(digest.top):
            if practice in seen:
                yield error("top-five", f"практика «{practice}» стоит в ТОП-5 дважды", item.location("top", i))
            elif practice not in entries:
                yield error(
                    "top-five", f"практики «{practice}» из ТОП-5 нет в разделах выпуска",
                    item.location("top", i), "добавьте её в раздел или уберите из ТОП-5",
                )
            seen.add(practice)
        for s, section in enumerate(digest.sections):
            stands: set[str] = set()
            for e, entry in enumerate(section.entries):
                if entry.practice in stands:
                    yield error(
                        "digest-entry-twice", f"практика «{entry.practice}» стоит в разделе «{section.title}» дважды",
                        item.location("sections", s, "entries", e),
                    )
                stands.add(entry.practice)


def weeks_are_whole_and_do_not_overlap(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """A digest covers its ISO week from Monday to Sunday; issues of one series do not overlap."""
    last: dict[str, tuple[Loaded, Digest]] = {}  # series → the issue that ends last so far
    for item, digest in sorted(base.items(Digest), key=lambda pair: (pair[1].starts, pair[1].id)):
        year, week, weekday = digest.starts.isocalendar()
        if digest.week != f"{year}-W{week:02d}" or weekday != 1 or digest.ends - digest.starts != timedelta(days=6):
            yield error(
                "digest-week",
                f"дни {digest.starts}…{digest.ends} – не неделя {digest.week} с понедельника по воскресенье",
                item.location("starts"), f"эти дни – неделя {year}-W{week:02d}",
            )
        if digest.series in last and digest.starts <= last[digest.series][1].ends:
            other = last[digest.series][0]
            yield error(
                "overlapping-weeks", f"неделя пересекается с выпуском «{other.record.id}»",
                item.location("starts"), "проверьте даты обоих выпусков", other.location("starts"),
            )
        if digest.series not in last or digest.ends > last[digest.series][1].ends:
            last[digest.series] = (item, digest)


def ids_are_not_years(records: Records, today: date) -> Iterator[Diagnostic]:
    """The id of an issue is not a bare year: that address belongs to the review of the year."""
    for item, digest in records.items(Digest):
        if re.fullmatch(r"[0-9]{4}", digest.id):
            yield error(
                "digest-named-as-year", f"id «{digest.id}» – это год, а по адресу digests/{digest.id}/ стоит обзор года",
                item.location("id"), f"назовите выпуск по неделе: {digest.week.lower()}",
            )


def heads_belong_to_regions_of_the_practice(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """A head of region in an entry belongs to one of the regions of its practice."""
    for item, digest in base.items(Digest):
        for s, section in enumerate(digest.sections):
            for e, entry in enumerate(section.entries):
                practice = base.get(Practice, entry.practice) if entry.heads else None
                for h, head in enumerate(entry.heads):
                    if practice and practice.regions and head.region not in practice.regions:
                        yield error(
                            "head-of-other-region",
                            f"{head.name} назван главой региона «{head.region}», а практика – из «{', '.join(practice.regions)}»",
                            item.location("sections", s, "entries", e, "heads", h),
                        )
