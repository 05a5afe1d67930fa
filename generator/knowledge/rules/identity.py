"""What must be the only one of its kind: titles, words, region codes, addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from generator.knowledge.base import KnowledgeBase
from generator.loading.places import WINDOWS_DEVICES
from generator.loading.records import Loaded
from generator.model.diagnostic import Diagnostic, Location, error
from generator.model.region import Region
from generator.model.scalars import SLUG
from generator.model.vocabulary import Direction, Subcategory, Taxonomy

from .per_record import Records

_MARKS = re.compile(r"[«»\"'„“”‘’().,:;!?–—-]+")
_ADDRESS = re.compile(rf"{SLUG}(?:/{SLUG})*/?")
SITE_SECTIONS = frozenset((
    "about", "admin", "api", "assets", "calendars", "codes", "coverage", "data", "directions", "federal", "feeds", "glossary", "guide",
    "methodology", "records", "schemas", "search", "shortlist", "signals", "subcategories", "targets", "templates",
))
"""Folders of the site that hold no records: a redirect there would take the place of one of its own pages."""
_OWN_PAGE = re.compile(rf"(?:{'|'.join(sorted(SITE_SECTIONS))})/.*|roadmaps/new/|digests/[0-9]{{4}}/.*|[^/]+/(?:page-)?[0-9]+/")


@cache  # the local server asks of the same titles after each edit
def _folded(title: str) -> str:
    text = unicodedata.normalize("NFC", title).casefold().replace("ё", "е")
    return " ".join(_MARKS.sub(" ", text).split())


def titles_differ(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Two records of one type have different titles, quotes and «ё» aside; told at the newer one."""
    for record_type in base.registry:
        titled: dict[str, list[Loaded]] = {}
        for item in base.of_kind(record_type.kind):
            titled.setdefault(_folded(item.record.title), []).append(item)
        for items in titled.values():
            oldest, *newer = sorted(items, key=_age) if len(items) > 1 else items
            for item in newer:
                yield error(
                    "equal-titles",
                    f"название «{item.record.title}» уже есть у записи «{oldest.record.id}»",
                    item.location("title"),
                    "если это та же запись, дополните первую; если другая, уточните название",
                    oldest.location("title"),
                )


def _age(item: Loaded) -> tuple[str, str, str]:
    """Sorts older records first: by the folder of the year, the newest source, the id."""
    folder = PurePosixPath(item.path).parent.name  # none for a file that is looked at outside of the base
    return (
        folder if folder.isdigit() else "",
        max((source.date for source in item.record.sources if source.date), default=""),
        item.record.id,
    )


def words_are_defined_once(records: Records, today: date) -> Iterator[Diagnostic]:
    """A direction or a subcategory has one id and one definition; a former id belongs to one word and is none of today."""
    for item, taxonomy in records.items(Taxonomy):
        yield from _twice(item, "directions", taxonomy.directions)
        yield from _twice(item, "subcategories", taxonomy.subcategories)


def _twice(item: Loaded, name: str, words: Sequence[Direction | Subcategory]) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    claims: list[tuple[str, tuple[str | int, ...]]] = [(str(word.id), (name, i, "id")) for i, word in enumerate(words)]
    claims += [(former, (name, i, "former", k)) for i, word in enumerate(words) for k, former in enumerate(word.former)]
    for id, where in claims:
        place = item.location(*where)
        if id in first:
            yield error(
                "duplicate-word", f"«{id}» определено дважды", place,
                f"первое – в строке {first[id].line}", first[id],
            )
        first.setdefault(id, place)


def regions_differ(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Two regions share neither an ISO code, nor a tile, nor a name."""
    # Equal titles are the business of ``titles_differ``; here they only meet other names.
    taken: dict[tuple[str, object], tuple[Loaded, tuple[str | int, ...]]] = {
        ("имя", region.title.casefold()): (item, ("title",)) for item, region in base.items(Region)
    }
    for item, region in base.items(Region):
        claims: list[tuple[tuple[str | int, ...], str, object]] = [
            (("iso",), "код ISO", region.iso),
            (("tile",), "место на карте", (region.tile.column, region.tile.row)),
            (("short",), "короткое имя", region.short.casefold()),
            *(
                (("other_names", i), "имя", name.casefold())
                for i, name in enumerate(region.other_names)
            ),
        ]
        for where, what, value in claims:
            other, its_place = taken.setdefault((what, value), (item, where))
            if other is not item:
                shown = f"{value[0]}, {value[1]}" if isinstance(value, tuple) else value
                yield error(
                    "region-clash",
                    f"{what} «{shown}» уже занято регионом «{other.record.title}»",
                    item.location(*where), "исправьте одну из двух записей", other.location(*its_place),
                )


def _page_above(address: str, pages: Collection[str]) -> str:
    """The page at the address or at one above it, which may have further pages of its own below; empty if there is none."""
    while address and address not in pages:
        address = address[: address.rstrip("/").rfind("/") + 1]
    return address


def redirects_do_not_collide(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """A former address (``aliases``) is a plain path, is not a page of today, and leads to one record."""
    renamed = [item for item in base.loaded if item.record.aliases]
    pages = {i.type.address_of(i.record): i for i in base.loaded if i.type.address} if renamed else {}
    lists = {f"{name}/" for t in base.registry for name in (t.collection, t.address.partition("/")[0]) if name}
    taken: dict[str, tuple[Loaded, Location]] = {}
    for item in renamed:
        for i, alias in enumerate(item.record.aliases):
            place = item.location("aliases", i)
            if not _ADDRESS.fullmatch(alias) or not WINDOWS_DEVICES.isdisjoint(alias.split("/")):
                yield error(
                    "bad-alias", f"«{alias}» не может быть прежним адресом", place,
                    "адрес внутри сайта без косой черты в начале: practices/staroe-imya",
                )
                continue
            address = alias.rstrip("/") + "/"
            if not item.type.address:
                yield error("bad-alias", "у этой записи нет своей страницы", place, "уберите aliases")
            elif _OWN_PAGE.fullmatch(address):
                yield error(
                    "redirect-collision", f"адрес «{address}» принадлежит страницам самого сайта", place,
                    "переадресация бы их закрыла: уберите alias",
                )
            elif address in lists:
                yield error(
                    "redirect-collision", f"по адресу «{address}» стоит список записей", place,
                    "переадресация его бы закрыла: уберите alias",
                )
            elif page := _page_above(address, pages):
                yield error(
                    "redirect-collision", f"по адресу «{page}» есть страница", place,
                    "переадресация её бы закрыла: уберите alias", pages[page].location("id"),
                )
            elif address in taken:
                yield error(
                    "redirect-collision",
                    f"адрес «{address}» уже ведёт на «{taken[address][0].record.id}»", place,
                    "оставьте его в одной из записей", taken[address][1],
                )
            taken.setdefault(address, (item, place))
