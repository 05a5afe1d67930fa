"""A page before the theme is put around it, and a file to be written."""

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

    ``section`` names the entry of the main navigation that the page belongs to; ``body`` makes its HTML.
    A page that the previous site has, which its ``fingerprint`` tells, is taken from there and never drawn.
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
    listed: bool = True  # stands in the sitemap; others search engines are asked to leave out
    feeds: tuple[tuple[str, str, str], ...] = ()  # media type, title, address
    draft: bool = False  # a preview of what is not published: no search engine may keep it
    scripts: tuple[str, ...] = ()  # of site_templates/assets, needed by this page only
    styles: tuple[str, ...] = ()  # the same for style sheets
    fingerprint: str = ""  # fingerprint of everything the page is made of; empty where there is none
    before: str = ""  # addresses of the neighbours of one page of a list
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
        """All that ``wrap`` puts around the pages of a section and depth, to see whether it has changed."""
        ...


class Links:
    """Addresses of the site as seen from pages of one depth: relative, so that a site may live anywhere."""

    def __init__(self, depth: int, base: str = "") -> None:
        self.base = base or "../" * depth or "./"

    def __call__(self, address: str) -> str:
        return f"{self.base}{address}"
