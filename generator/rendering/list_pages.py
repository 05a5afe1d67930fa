"""List pages: home, signals, subscribe, regions, situations, digests, glossary, about. Plain lists: ``record_lists``.

A new page is a function and a line in ``LIST_PAGES`` at the end; a long list that is rebuilt in parts is a line in
``LISTS_IN_PARTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generator.analysis.check_back import CheckBack, CheckState, check_backs
from generator.analysis.subscriptions import MOST_CHECKS, MOST_ENTRIES, Topic
from generator.loading.records import Loaded
from generator.model.collection import Collection
from generator.model.practice import Stage
from generator.model.region import Region
from generator.model.vocabulary import Glossary, Term
from generator.wording import russian as wording
from generator.wording.glossary import term_anchor
from generator.wording.plain_text import plain_text

from .catalogue import catalogue, catalogue_part, catalogue_parts
from .codes_page import codes
from .coverage_page import coverage_map
from .federal_page import federal
from .further_pages import further_pages, long_lists
from .markup import shorten
from .page import Crumb, Page
from .pagination import in_pages
from .record_lists import record_lists
from .report_diff_page import report_changes
from .roadmap_builder import roadmap_builder
from .shards import shard_count
from .site import PRACTICE_FORMS, Site
from .targets_page import targets
from .template_pages import templates
from .topic_pages import topic, topic_names, topics
from .views.common import GRADES, PracticeRow, TermEntry
from .views.digest import digest_card
from .views.digest_archive import archive, first_words, year_page, years_told
from .views.home import HomeCounts, HomePage
from .views.region import tile_map

SIGNAL_ROWS = 30  # of each of the four groups
MOST_SOURCES = 300  # on the page «О базе»; the others are on further pages
MOST_REGIONS = 8  # listed beside the map
EXAMPLES = ("справка в школу", "лекарства в деревне", "работа для инвалидов")


def home(site: Site) -> Iterator[Page]:
    facts = site.facts
    newest = facts.digests[0] if facts.digests else None
    regions = sorted(site.base.all(Region), key=lambda r: r.title)
    problems = len(site.base.problems)
    facets = facts.practice_facets
    promised = sum(1 for each in facets if each.stage is Stage.ANNOUNCED)
    view = HomePage(
        counts=HomeCounts(len(facets) - promised, promised, sum(1 for n in site.counts.values() if n)),
        examples=EXAMPLES,
        models=site.models,
        digest=digest_card(facts, newest) if newest else None,
        tiles=site.tiles,
        regions=[facts.region(r.id) for r in regions],
        figures=[
            (len(facets), tuple(f"{form} вместе с анонсами" for form in PRACTICE_FORMS) if promised else PRACTICE_FORMS, "practices/"),
            (sum(1 for n in site.counts.values() if n), ("регион с практиками", "региона с практиками", "регионов с практиками"), "regions/"),
            (problems, ("проблема людей разобрана", "проблемы людей разобраны", "проблем людей разобрано"), "coverage/"),
            (
                sum(1 for c in facts.coverage.values() if c.practices),
                ("проблема, с которой помогают практики", "проблемы, с которыми помогают практики", "проблем, с которыми помогают практики"),
                "coverage/",
            ),
        ],
    )
    yield site.page(
        "indexes/home.html", "", "Смартека – база региональных практик",
        "Открытая база региональных практик: что сделали, что это дало, чем подтверждено и с какой проблемой помогает.",
        "home", view=view, kinds=("practice", "digest", "life_situation", "region"), styles=("finding.css",),
    )


def signals(site: Site) -> Iterator[Page]:
    """Announcements and pilots with the day on which their outcome should be checked."""
    checks = check_backs(site.facts.practices, site.facts.today)
    titles = {
        CheckState.DUE: "Пора проверить",
        CheckState.LATER: "Проверим позже",
        CheckState.DONE: "Проверили",
        CheckState.UNDATED: "Без даты проверки: срок не назван",
    }
    groups = []
    for state, title in titles.items():
        found = [c for c in checks if c.state is state]
        first, *others = in_pages(found, "signals/", f"signals/{state.value}/", SIGNAL_ROWS)
        groups.append((title, len(found), _remarked(site, first.rows), first.pager))
        for part in others:
            heading = f"{title}{part.pager.suffix}"
            yield site.page(
                "indexes/practice_part.html", part.address, f"Анонсы и проверки. {heading}", f"{heading}.", "practices",
                crumbs=(Crumb("Анонсы и проверки", "signals/"),), eyebrow="Анонсы и проверки", heading=title,
                rows=_remarked(site, part.rows), pager=part.pager,
            )
    yield site.page(
        "indexes/signals.html", "signals/", "Анонсы и проверки",
        "Анонсы и пилоты регионов и дни, когда стоит проверить, что получилось.", "practices", groups=groups,
    )


def _remarked(site: Site, checks: Sequence[CheckBack]) -> list[tuple[PracticeRow, str]]:
    return [(site.facts.row(c.practice.id), _check_remark(c)) for c in checks]


def _check_remark(check: CheckBack) -> str:
    """«Проверить: 1 июля 2022. Проверка 3 июня 2022: отложено. Ищут подрядчика.»"""
    planned = f"Проверить: {wording.day(check.on)}." if check.on else ""
    last = check.last
    found = f"Проверка {wording.day(last.date)}: {wording.OUTCOMES[last.outcome]}. {last.text}" if last else ""
    return " ".join(filter(None, (planned, found)))


def subscribe(site: Site) -> Iterator[Page]:
    """All feeds and calendars."""
    offered = site.facts.offers
    titles = {
        Topic.ALL: "Всё сразу", Topic.REGION: "По регионам", Topic.SUBCATEGORY: "По темам",
        Topic.LIFE_SITUATION: "По жизненным ситуациям",
    }
    groups = [(title, found) for topic, title in titles.items() if (found := [f for f in offered.feeds if f.topic is topic])]
    yield site.page(
        "indexes/feeds.html", "feeds/", "Подписаться",
        "Ленты новых практик и выпусков дайджеста, по регионам, темам и жизненным ситуациям; календари проверок.", "about",
        groups=groups, calendars=offered.calendars, most=MOST_ENTRIES, most_checks=MOST_CHECKS, kinds=("practice", "digest"),
    )


def regions(site: Site) -> Iterator[Page]:
    found = sorted(site.base.all(Region), key=lambda r: (list(wording.DISTRICTS).index(r.district), r.title))
    groups = [
        (
            wording.DISTRICTS[district],
            [(site.facts.region(r.id), site.counts[r.id], " ".join((r.title, r.short, *r.other_names))) for r in items],
        )
        for district, items in groupby(found, key=lambda r: r.district)
    ]
    most = sorted((r for r in found if site.counts[r.id]), key=lambda r: (-site.counts[r.id], r.title))[:MOST_REGIONS]
    yield site.page(
        "indexes/regions.html", "regions/", "Регионы", "Практики по регионам России: карта и список по федеральным округам.",
        "regions", groups=groups, total=len(found), with_practices=sum(1 for n in site.counts.values() if n),
        tiles=site.tiles, most=[(site.facts.region(r.id), site.counts[r.id]) for r in most], kinds=("region", "practice"),
    )


def life_situations(site: Site) -> Iterator[Page]:
    yield site.page(
        "indexes/life_situations.html", "life-situations/", "Жизненные ситуации",
        "Жизненные ситуации Национальной социальной инициативы: проблемы, решения и практики.",
        "life-situations", models=site.models, kinds=("life_situation", "practice"),
    )


def target_models(site: Site) -> Iterator[Page]:
    models = []
    for card in site.models:
        model = card.model
        counts = (
            f"{wording.count(len(card.situations), 'ситуация', 'ситуации', 'ситуаций')}, "
            f"{wording.count(len(model.kpis), 'показатель', 'показателя', 'показателей')}, "
            f"{wording.count(len(model.recommended_practices), 'рекомендованная практика', 'рекомендованные практики', 'рекомендованных практик')}"
        )
        models.append((card.ref, model, counts))
    yield site.page(
        "indexes/target_models.html", "target-models/", "Целевые модели",
        "Целевые модели Национальной социальной инициативы: показатели, ситуации, рекомендованные практики.",
        "life-situations", models=models, kinds=("target_model",),
    )


def digests(site: Site) -> Iterator[Page]:
    """The archive of weekly issues."""
    yield site.page(
        "indexes/digests.html", "digests/", "Дайджест", "Архив еженедельного мониторинга региональных практик по годам.",
        "digests", view=archive(site.facts), kinds=("digest",), styles=("digest.css",),
    )


def digest_years(site: Site) -> list[str]:
    return [str(year) for year in years_told(site.facts)]


def digest_year(site: Site, of: str) -> Iterator[Page]:
    """The review of a year with at least one issue."""
    view = year_page(site.facts, int(of))
    year = view.year
    counts = f"{wording.count(len(year.issues), 'выпуск', 'выпуска', 'выпусков')}, {wording.count(view.practices, *PRACTICE_FORMS)}"
    yield site.page(
        "indexes/digest_year.html", year.address, f"{year.year} год в дайджесте",
        f"Дайджест за {year.year} год: {counts}; темы, регионы, судьба анонсов. На первых местах: {first_words(year.issues)}.", "digests",
        crumbs=(Crumb("Дайджест", "digests/"),), view=view,
        tiles=tile_map(site.facts, view.region_counts, f"digests-{year.year}"), kinds=("digest", "practice"), styles=("digest.css",),
    )


def collections(site: Site) -> Iterator[Page]:
    found = [
        (site.facts.ref(c), shorten(plain_text(c.why), 240), wording.count(len(c.entries), *PRACTICE_FORMS))
        for c in sorted(site.base.all(Collection), key=lambda c: c.title)
    ]
    yield site.page(
        "indexes/collections.html", "collections/", "Подборки", "Практики, собранные вокруг одной задачи, с пояснением редактора.",
        "practices", items=found, kinds=("collection", "practice"),
    )


def shortlist(site: Site) -> Iterator[Page]:
    yield site.page(
        "indexes/shortlist.html", "shortlist/", "Избранное", "Отмеченные практики: список, сравнение, таблица.",
        "practices", scripts=("shortlist.js",), styles=("finding.css",), shards=shard_count(len(site.facts.ids_of("practice"))),
    )


def _listed_under(term: Term) -> str:
    """The sort key of a term: its abbreviation, which is shown first, else the term."""
    return (term.abbreviation or term.term).casefold().replace("ё", "е")


def glossary(site: Site) -> Iterator[Page]:
    found = site.base.all(Glossary)
    terms = [TermEntry(t, term_anchor(t)) for t in sorted(site.base.terms, key=_listed_under)]
    letters: dict[str, list[TermEntry]] = {}
    for entry in terms:
        letters.setdefault(_listed_under(entry.term)[0].upper(), []).append(entry)
    item: Loaded | None = site.base.find("glossary", found[0].id) if found else None
    foot = site.facts.foot(item, f"api/v1/vocabularies/{item.record.id}.json") if item else None
    yield site.page(
        "indexes/glossary.html", "glossary/", "Словарь", "Термины и сокращения региональных практик и Национальной социальной инициативы.",
        "methodology", letters=letters, notes=found[0].notes if found else (), foot=foot, kinds=("glossary",),
    )


def about(site: Site) -> Iterator[Page]:
    first, *others = in_pages(site.facts.source_uses, "about/", "about/sources/", MOST_SOURCES)
    counts = [
        (t.title, n, f"{t.collection}/" if t.collection else "")
        for t in site.base.registry
        if (n := site.base.counts()[t.kind]) and t.address
    ]
    yield site.page(
        "indexes/about.html", "about/", "О базе", "Что внутри, на чём стоит и чему верить.", "about",
        counts=counts, sources=first.rows, pager=first.pager, grades=list(GRADES.values()),
    )
    for part in others:
        heading = f"Источники базы{part.pager.suffix}"
        yield site.page(
            "indexes/sources.html", part.address, heading, f"{heading}: откуда взяты записи.", "about",
            crumbs=(Crumb("О базе", "about/"),), heading=heading, sources=part.rows, pager=part.pager,
        )
    counted = site.base.counts()
    collections = [
        (
            t.title, counted[t.kind],
            f"api/v1/{t.collection}.json" if t.collection else f"api/v1/vocabularies/{t.kind}.json" if counted[t.kind] else "",
            f"schemas/{t.kind}.json",
        )
        for t in site.base.registry
    ]
    yield site.page(
        "indexes/data.html", "about/data/", "Данные и API", "JSON, схемы, ленты и выгрузки базы.", "about",
        crumbs=(Crumb("О базе", "about/"),), collections=collections,
    )


LIST_PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home, catalogue, topics, signals, subscribe, regions, life_situations, target_models, digests,
    record_lists, report_changes, collections, shortlist, glossary, coverage_map, federal, targets, roadmap_builder, templates, about,
    codes,
)


class ListInParts(NamedTuple):
    """A long list that is rebuilt in parts: ``parts`` gives their names, ``make`` the pages of one.

    ``make`` gets only the name and reads everything else itself, so that the dependencies of each part are recorded.
    """

    parts: Callable[[Site], list[str]]
    make: Callable[[Site, str], Iterator[Page]]


LISTS_IN_PARTS: tuple[ListInParts, ...] = (
    ListInParts(catalogue_parts, catalogue_part),
    ListInParts(topic_names, topic),
    ListInParts(digest_years, digest_year),
    ListInParts(long_lists, further_pages),
)


def list_parts(site: Site) -> Iterator[tuple[str, Callable[[], Iterator[Page]]]]:
    """The units of all list pages: name and the function that makes the pages."""
    for make in LIST_PAGES:
        yield make.__name__, partial(make, site)
    for parts, make_part in LISTS_IN_PARTS:
        for part in parts(site):
            yield f"{make_part.__name__}/{part}", partial(make_part, site, part)
