"""Pages of records: one function for each type, and ``RECORD_PAGES``, the functions by kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from markupsafe import Markup

from generator.analysis.likeness import Alike
from generator.loading.records import Loaded
from generator.model.canvas import Canvas
from generator.model.collection import Collection
from generator.model.common import Record
from generator.model.digest import Digest
from generator.model.event import Event
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.report import StandardReport
from generator.model.roadmap import Roadmap
from generator.model.survey import Survey
from generator.model.target_model import TargetModel
from generator.wording import russian as wording
from generator.wording.plain_text import plain_text

from .further_pages import adopted_practices, own_practices, situation_practices
from .markup import shorten
from .page import Crumb, Page
from .views.canvas import canvas_page, template_address
from .views.common import FileView
from .views.digest import digest_page
from .views.digest_archive import year_address
from .views.event import decisions_of
from .views.practice import practice_page
from .views.region import region_page, tile_map
from .views.report import report_page
from .views.roadmap import roadmap_page
from .views.situation import model_page, situation_page
from .views.survey import survey_page

R = TypeVar("R", bound=Record)

if TYPE_CHECKING:
    from .site import Site


@dataclass(frozen=True, slots=True)
class Extra:
    """Inputs of the page of a record that are not in the base: ``similar`` practices, best first, and ``files`` to link to."""

    similar: Sequence[Alike] = ()
    files: Sequence[FileView] = ()


def _page(
    site: Site, item: Loaded, description: str, section: str, crumbs: tuple[Crumb, ...], *,
    title: str = "", linked_data: Mapping[str, Any] | None = None, scripts: tuple[str, ...] = (), styles: tuple[str, ...] = (), **context: Any,
) -> Page:
    record = item.record
    address = item.type.address_of(record)
    json_address = f"api/v1/{item.type.collection}/{record.id}.json"
    foot = site.facts.foot(item, json_address)

    def body() -> Markup:
        main = site.body(f"records/{item.type.template}", address, crumbs=crumbs, foot=foot, **context)
        return site.body("_draft.html", address, item=item) + main if record.draft else main

    return Page(
        address=address,
        title=title or record.title,
        description=shorten(description),
        section=section,
        body=body,
        crumbs=crumbs,
        updated=foot.updated,
        json_address=json_address,
        linked_data=linked_data,
        feeds=site.facts.feeds(address),
        listed=not record.draft,
        draft=record.draft,
        scripts=scripts,
        styles=styles,
    )


def practice(site: Site, item: Loaded, extra: Extra) -> Page:
    record = _as(item.record, Practice)
    view = practice_page(site.facts, item, record, extra.similar)
    effect = view.row.effect
    description = f"{effect.value}: {effect.title}. {record.summary}" if effect else record.summary
    linked_data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": record.title,
        "description": record.summary,
        "inLanguage": "ru",
        "about": [{"@type": "AdministrativeArea", "name": r.title} for r in view.row.regions],
        "isBasedOn": [s.url or s.title for s in record.sources],
    }
    return _page(
        site, item, description, "practices", (Crumb("Практики", "practices/"),), view=view, linked_data=linked_data,
        scripts=("letter.js",) if view.letter else (),
    )


def region(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, Region)
    view = region_page(site.facts, record, site.tiles)
    description = (
        f"{record.title}: {wording.count(len(view.own), 'практика', 'практики', 'практик')} региона, "
        f"{wording.count(len(view.adopted), 'внедрённая', 'внедрённые', 'внедрённых')}, отчёты, события."
    )
    linked_data = {"@context": "https://schema.org", "@type": "AdministrativeArea", "name": record.title, "identifier": record.iso}
    return _page(
        site, item, description, "regions", (Crumb("Регионы", "regions/"),), view=view, linked_data=linked_data,
        own=own_practices(record, view.own)[0], adopted=adopted_practices(record, view.adopted)[0],
    )


def life_situation(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, LifeSituation)
    view = situation_page(site.facts, record.id)
    description = (
        f"{record.short_title} – как наладить работу служб: {wording.count(view.card.problems, 'проблема', 'проблемы', 'проблем')}, возможные решения и "
        f"{wording.count(view.card.practices, 'практика', 'практики', 'практик')} регионов."
    )
    return _page(
        site, item, description, "life-situations", (Crumb("Жизненные ситуации", "life-situations/"),), view=view,
        practices=situation_practices(record, view.practices)[0],
    )


def target_model(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, TargetModel)
    description = f"Целевая модель «{record.short_title}»: показатели, жизненные ситуации, рекомендованные практики."
    crumbs = (Crumb("Целевые модели", "target-models/"),)
    return _page(site, item, description, "life-situations", crumbs, view=model_page(site.facts, record))


def digest(site: Site, item: Loaded, extra: Extra) -> Page:
    record = _as(item.record, Digest)
    view = digest_page(site.facts, record)
    first = "; ".join(row.title for row in view.card.top[:3])
    return _page(
        site, item, f"{record.series}, {view.card.dates}: {first}.", "digests",
        (Crumb("Дайджест", "digests/"), Crumb(str(view.card.week.year), year_address(view.card.week.year))),
        title=f"Дайджест {view.card.dates}", view=view,
        tiles=tile_map(site.facts, view.region_counts, record.id), files=extra.files, styles=("digest.css",),
    )


def standard_report(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, StandardReport)
    view = report_page(site.facts, record)
    description = f"{view.region.title}: выполнено {view.progress.done} из {view.progress.total} пунктов плана РСС, {record.period}."
    return _page(
        site, item, description, "regions", _under_region(site, view.region.title, record.region), view=view,
        scripts=("report.js",), styles=("report.css",),
    )


def event(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, Event)
    named = dict.fromkeys([*record.practices, *(p for d in record.decisions for p in d.practices)])
    practices = [site.facts.row(id) for id in named]
    ref = site.facts.region(record.region)
    return _page(
        site, item, plain_text(record.summary), "regions", _under_region(site, ref.title, record.region),
        record=record, made=decisions_of(record), region=ref, practices=practices,
    )


def roadmap(site: Site, item: Loaded, extra: Extra) -> Page:
    record = _as(item.record, Roadmap)
    view = roadmap_page(site.facts, record)
    description = (
        f"Дорожная карта: {view.region.title}, {view.situation.title}. "
        f"Сделано {view.progress.done} из {wording.count(view.going, 'мероприятия', 'мероприятий', 'мероприятий')}."
    )
    return _page(
        site, item, description, "regions", _under_region(site, view.region.title, record.region),
        view=view, files=extra.files, styles=("plans.css",),
    )


def survey(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, Survey)
    view = survey_page(site.facts, record)
    found = "; ".join(f"{i.title} – {i.value}" for i in view.indicators)
    return _page(
        site, item, f"Опрос: {view.region.title}, {view.dates}. {found or record.instrument}.", "regions",
        _under_region(site, view.region.title, record.region), view=view, styles=("plans.css",),
    )


def plain_record(site: Site, item: Loaded, _: Extra) -> Page:
    """The page of a type without a function of its own: its template gets the record itself."""
    crumbs = (Crumb(item.type.title, f"{item.type.collection}/"),)
    return _page(site, item, item.record.title, "", crumbs, record=item.record)


def collection(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, Collection)
    entries = [(site.facts.row(e.practice), e.remark or "") for e in record.entries]
    return _page(
        site, item, plain_text(record.why), "practices", (Crumb("Подборки", "collections/"),), record=record, entries=entries
    )


def canvas(site: Site, item: Loaded, _: Extra) -> Page:
    record = _as(item.record, Canvas)
    view = canvas_page(site.facts, record)
    template = view.row.template
    mark = "Пример: " if record.example else ""
    return _page(
        site, item, f"{mark}{template.title}. {view.row.situation.title}. {template.purpose}", "life-situations",
        (Crumb("Шаблоны", "templates/"), Crumb(template.title, template_address(template))), view=view, styles=("canvas/canvas.css",),
    )


def _under_region(site: Site, title: str, region: str) -> tuple[Crumb, ...]:
    return Crumb("Регионы", "regions/"), Crumb(title, f"regions/{region}/")


def _as(record: Record, model: type[R]) -> R:
    assert isinstance(record, model)  # the registry pairs kinds and models
    return record


RECORD_PAGES: dict[str, Callable[[Site, Loaded, Extra], Page]] = {
    "practice": practice,
    "region": region,
    "life_situation": life_situation,
    "target_model": target_model,
    "digest": digest,
    "standard_report": standard_report,
    "event": event,
    "roadmap": roadmap,
    "survey": survey,
    "collection": collection,
    "canvas": canvas,
}


def record_page(site: Site, item: Loaded, extra: Extra = Extra()) -> Page:
    """The page of a record whose type has pages."""
    return RECORD_PAGES.get(item.type.kind, plain_record)(site, item, extra)
