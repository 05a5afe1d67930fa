"""The inputs of every page: the base, its facts, the templates; caches of rendered fragments."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Macro
from markupsafe import Markup

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import cutoff, derived

from .context_fingerprint import ContextFingerprints
from .markup import shorten
from .page import Crumb, Links, Page
from .pagination import Pager
from .views.common import PracticeRow
from .views.facts import Facts
from .views.region import TileMap, practice_counts, tile_map
from .views.situation import ModelCard, model_cards

# Placeholders in a cached fragment for what differs between pages; no record contains control characters.
_BASE, _REMARK = "\0", "\1"
_ANYWHERE = Links(0, _BASE)

PRACTICE_FORMS = ("практика", "практики", "практик")


@dataclass
class Site:
    """The common inputs of all page functions."""

    base: KnowledgeBase
    facts: Facts
    env: Environment

    def __post_init__(self) -> None:
        self.reads = self.base.reads
        self._fingerprints = ContextFingerprints()
        self._fragments: dict[tuple[Hashable, ...], Markup] = {}
        self._movable: dict[tuple[Hashable, ...], str] = {}  # fragments with placeholders for the relative base and the remark
        self._links: dict[int, Links] = {}
        self.env.globals.update(cached_row=self.practice_row, cached_tiles=self.tiles_inside, remembered=self.remembered)
        # Templates can import the macros themselves; for those rendered thousands of times, this is faster.
        self._macros: Any = self.env.get_template("_macros.html").module
        self.env.globals["macros"] = self._macros

    def forget_rows(self) -> None:
        """Drop the cached HTML of practices and maps, which may have changed."""
        self._movable.clear()
        self._fragments.clear()  # still valid, but perhaps never needed again

    def practice_row(self, row: PracticeRow, link: Links, remark: str = "", level: int = 3) -> Markup:
        """HTML of a practice in a list, rendered once for all lists; only the relative addresses and the remark are inserted for each."""
        key = ("row", row.id, level)
        made = self._movable.get(key)
        if made is None:
            made = self._movable[key] = self._fragment("_row.html", row=row, link=_ANYWHERE, remark=Markup(_REMARK), level=level)
        inserted = self._macros.row_remark(remark) if remark else ""
        return Markup(made.replace(_REMARK, inserted).replace(_BASE, link.base))

    def tiles_inside(self, map: TileMap, link: Links) -> Markup:
        """Tiles and borders of a map, rendered once: the pages of all regions show the same map."""
        key = ("tiles", map.key)
        if key not in self._movable:
            self._movable[key] = self._fragment("_tiles.html", map=map, link=_ANYWHERE)
        return Markup(self._movable[key].replace(_BASE, link.base))

    def remembered(self, macro: Macro, *given: Hashable) -> Markup:
        """The HTML of a macro for these (hashable) arguments, rendered once for all pages."""
        key = (macro.name, *given)
        made = self._fragments.get(key)
        if made is None:
            made = self._fragments[key] = Markup(macro(*given))
        return made

    def links(self, depth: int) -> Links:
        """One object for all pages of a depth, so that it can be part of the cache key of ``remembered``."""
        if depth not in self._links:
            self._links[depth] = Links(depth)
        return self._links[depth]

    def _fragment(self, template: str, **context: Any) -> str:
        return self.env.get_template(template).render(**context)

    def body(self, template: str, address: str, **context: Any) -> Markup:
        """The HTML of a template for the page at ``address``."""
        links = self.links(address.count("/"))
        offered = self.facts.offered(address)
        return Markup(self.env.get_template(template).render(link=links, offered=offered, **context))

    def page(
        self, template: str, address: str, title: str, description: str, section: str, *,
        crumbs: tuple[Crumb, ...] = (), scripts: tuple[str, ...] = (), styles: tuple[str, ...] = (), kinds: tuple[str, ...] = ("practice",),
        pager: Pager | None = None, **context: Any,
    ) -> Page:
        """A list page; ``kinds`` are the types of records on it, the first one determines the API list it links to.

        ``pager`` is for a list with further pages.
        """
        updated = self.facts.updated_kinds(kinds)
        collection = self.base.registry[kinds[0]].collection
        json_address = f"api/v1/{collection}.json" if collection else "api/v1/index.json"
        about: dict[str, Any] = {
            "address": address, "title": title, "description": shorten(description), "section": section, "crumbs": crumbs,
            "scripts": scripts, "styles": styles, "updated": updated, "json_address": json_address,
            "feeds": self.facts.feeds(address), "before": pager.before if pager else "", "after": pager.after if pager else "",
        }
        fingerprint = self._fingerprints.of(template, about, self.facts.offered(address), pager, context)

        def body() -> Markup:
            main = self.body(template, address, crumbs=crumbs, pager=pager, **context)
            if context.get("foot"):  # the foot of a record contains the stamp
                return main
            return main + self.body("_stamp.html", address, updated=updated, json_address=json_address, sources=context.get("sources"))

        return Page(**about, body=body, fingerprint=fingerprint)

    @derived
    def counts(self) -> dict[str, int]:
        return practice_counts(self.facts)

    @cutoff
    def tiles(self) -> TileMap:
        """The map of all practices."""
        return tile_map(self.facts, self.counts, "all")

    def compute(self, name: str, argument: str) -> object:
        """The value of the dependency key ``=name/argument``: an attribute with ``cutoff``, or a method with ``cutoff_for``."""
        owner: Site | Facts = self if hasattr(type(self), name) else self.facts
        value = getattr(owner, name)
        return value if isinstance(getattr(type(owner), name), cutoff) else value(argument)

    @derived
    def models(self) -> list[ModelCard]:
        return model_cards(self.facts)
