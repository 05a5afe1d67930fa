"""A page without the theme, a file to be written, and the interface of the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site. ``address`` is relative to the site and ends with a slash ("" is home).

    ``section`` is the entry of the main navigation that the page belongs to; ``body`` renders its HTML, and is not
    called if the previous site has a page with the same ``fingerprint``.
    """

    address: str
    title: str
    description: str
    section: str
    body: Callable[[], Markup] = field(compare=False)
    crumbs: tuple[Crumb, ...] = ()
    updated: date | None = None
    json_address: str = ""
    linked_data: Mapping[str, Any] | None = field(default=None, compare=False)
    listed: bool = True  # in the sitemap; other pages have «noindex»
    feeds: tuple[tuple[str, str, str], ...] = ()  # media type, title, address
    draft: bool = False  # a preview of an unpublished record, with «noindex»
    scripts: tuple[str, ...] = ()  # of site_templates/assets, needed by this page only
    styles: tuple[str, ...] = ()  # the same for style sheets
    fingerprint: str = ""  # of all inputs of the page; empty if unknown
    before: str = ""  # addresses of the previous and the next page of a list
    after: str = ""

    @property
    def file(self) -> str:
        return f"{self.address}index.html"

    @property
    def depth(self) -> int:
        return self.address.count("/")


@dataclass(frozen=True, slots=True)
class Output:
    """A file of the site; ``path`` is relative, with POSIX separators."""

    path: str
    data: bytes


class Shell(Protocol):
    """The theme around a page: head, header, navigation, footer."""

    def wrap(self, page: Page) -> bytes: ...

    def around(self, section: str, depth: int) -> str:
        """The HTML around pages of this section and depth, to detect changes."""
        ...


class Links:
    """Relative addresses from pages of one depth, so that a site can be published under any path."""

    def __init__(self, depth: int, base: str = "") -> None:
        self.base = base or "../" * depth or "./"

    def __call__(self, address: str) -> str:
        return f"{self.base}{address}"
