"""Plain lists of records: one for each type with pages that has no list page of its own.

A new type gets its list without a line of code; its own texts are a line in ``_WORDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from generator.analysis.progress import of_report
from generator.model.life_situation import LifeSituation
from generator.model.report import StandardReport
from generator.wording import russian as wording

from .page import Page
from .roadmap_builder import ADDRESS as BUILDER
from .site import Site
from .views.common import Ref

_LISTED_ELSEWHERE = frozenset({"practice", "region", "life_situation", "target_model", "canvas", "digest", "collection"})


class _Words(NamedTuple):
    """The texts of a list besides the titles.

    ``empty`` is for lists that other pages always link to: they are also made if there are no records.
    """

    lead: str = ""
    empty: str = ""
    note: Callable[[Site, Any], str] = lambda _site, _record: ""  # beside the title of a record
    action: tuple[str, str] | None = None  # text and address of a button


def _report_note(site: Site, report: StandardReport) -> str:
    progress = of_report(report, report.as_of.last_day if report.as_of else site.facts.today)
    items = wording.plural(progress.total, "пункта", "пунктов", "пунктов")
    return f"{report.period}; выполнено {progress.done} из {progress.total} {items}"


_WORDS = {
    "standard_report": _Words(
        "Как регионы внедряют Региональный социальный стандарт: план, исполнение, отметки.", "Отчётов пока нет.", _report_note,
    ),
    "roadmap": _Words(
        "План региона по жизненной ситуации: показатели, решения, сроки и ответственные.", "Опубликованных дорожных карт пока нет.",
        lambda site, roadmap: site.base[LifeSituation, roadmap.life_situation].short_title, ("Собрать дорожную карту", BUILDER),
    ),
    "survey": _Words(
        "Опросы людей, которые пользуются услугами: ответы, готовность советовать, хронометраж.",
        note=lambda _site, survey: wording.partial_date(survey.ends),
    ),
    "event": _Words(
        "Совещания, визиты и сессии с решениями и поручениями.", "Событий пока нет.",
        lambda _site, event: wording.partial_date(event.date) if event.date else "дата в источнике не названа",
    ),
}


def record_lists(site: Site) -> Iterator[Page]:
    """The list of each type at ``<collection>/``, sorted by region, then by id."""
    for record_type in site.base.registry:
        if not record_type.address or record_type.kind in _LISTED_ELSEWHERE:
            continue
        words = _WORDS.get(record_type.kind, _Words())
        records: list[Any] = sorted(site.base.all(record_type.model), key=lambda r: (getattr(r, "region", None) or "", r.id))
        if not records and not words.empty:
            continue
        items = [
            (
                Ref(r.title, record_type.address_of(r)), site.facts.region(r.region) if getattr(r, "region", None) else None,
                words.note(site, r),
            )
            for r in records
        ]
        yield site.page(
            "indexes/records.html", f"{record_type.collection}/", record_type.title, words.lead or f"{record_type.title}: все записи базы.",
            "regions" if "region" in record_type.model.model_fields else "",
            heading=record_type.title, lead=words.lead, empty=words.empty, action=words.action, items=items, kinds=(record_type.kind,),
        )
