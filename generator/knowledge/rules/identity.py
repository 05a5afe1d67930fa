"""Rules of uniqueness: titles, vocabulary terms, region codes, addresses."""

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
"""Folders of the site without records: a redirect there would replace one of the site's own pages."""
_OWN_PAGE = re.compile(rf"(?:{'|'.join(sorted(SITE_SECTIONS))})/.*|roadmaps/new/|digests/[0-9]{{4}}/.*|[^/]+/(?:page-)?[0-9]+/")


@cache  # the local server checks the same titles after each edit
def _folded(title: str) -> str:
    text = unicodedata.normalize("NFC", title).casefold().replace("ё", "е")
    return " ".join(_MARKS.sub(" ", text).split())


def titles_differ(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Records of one type have different titles (ignoring quotes and «ё»); reported at the newer one."""
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
    """Sort key, older records first: year folder, newest source, id."""
    folder = PurePosixPath(item.path).parent.name  # empty for a file outside the base
    return (
        folder if folder.isdigit() else "",
        max((source.date for source in item.record.sources if source.date), default=""),
        item.record.id,
    )


def words_are_defined_once(records: Records, today: date) -> Iterator[Diagnostic]:
    """Each direction and subcategory is defined once; a former id belongs to one term and is not a current id."""
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
    """ISO codes, tiles and names of regions are unique."""
    # ``titles_differ`` checks titles against each other; here they are only compared with other names.
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
    """The nearest address of a page at or above this one, which may have further pages below it; empty if there is none."""
    while address and address not in pages:
        address = address[: address.rstrip("/").rfind("/") + 1]
    return address


def redirects_do_not_collide(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """A former address (``aliases``) is a plain path, not the address of a current page, and unique."""
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
