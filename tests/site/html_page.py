"""What a page of the site says about itself, read by the parser of the standard library."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<url>.+)", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)|@import\s+['\"]([^'\"]+)['\"]")
_CAUGHT = {"title", "h1", "h2", "h3", "h4", "h5", "h6"}
_LOADING_RELATIONS = {"stylesheet", "preload", "icon", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


@dataclass
class HtmlPage:
    """Facts of one page. Addresses stand as written."""

    lang: str = ""
    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    preview: dict[str, str] = field(default_factory=dict)  # Open Graph: what a link to the page is shown with
    canonical: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)  # what a reader follows
    loaded: list[str] = field(default_factory=list)  # what a browser fetches by itself
    alternates: list[str] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    redirect: str = ""
    text: str = ""

    def first_headings(self) -> list[str]:
        return [text for level, text in self.headings if level == 1]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = HtmlPage()
        self._caught: list[str] | None = None
        self._all: list[str] = []
        self._linked_data = False
        self._hidden = 0
        self._pictures = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, attributes = self.page, {name: value or "" for name, value in attrs}
        if "id" in attributes:
            page.ids.append(attributes["id"])
        if style := attributes.get("style"):
            page.loaded += css_addresses(style)
        if tag == "html":
            page.lang = attributes.get("lang", "")
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            self._link(attributes)
        elif tag in ("a", "area") and "href" in attributes:
            page.links.append(attributes["href"])
        elif tag == "form" and "action" in attributes:
            page.links.append(attributes["action"])
        elif tag in ("use", "image") and (href := attributes.get("href") or attributes.get("xlink:href")):
            page.loaded.append(href)
        if tag in ("img", "script", "iframe", "source", "video", "audio", "track", "embed", "input"):
            page.loaded += [attributes[name] for name in ("src", "poster") if attributes.get(name)]
            page.loaded += [part.split()[0] for part in attributes.get("srcset", "").split(",") if part.strip()]
        if tag == "object" and "data" in attributes:
            page.loaded.append(attributes["data"])
        if tag in ("script", "style"):
            self._linked_data = attributes.get("type") == "application/ld+json"
            self._caught = []
            self._hidden += 1
        elif tag == "svg":
            self._pictures += 1
        elif tag in _CAUGHT and not self._pictures:  # a <title> inside a picture is not that of the page
            self._caught = []

    def handle_endtag(self, tag: str) -> None:
        page, caught = self.page, "".join(self._caught or ())
        if tag == "svg":
            self._pictures -= 1
        if tag == "title" and self._caught is not None:
            page.titles.append(caught.strip())
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() and self._caught is not None:
            page.headings.append((int(tag[1]), " ".join(caught.split())))
        elif tag == "script":
            self._hidden -= 1
            if self._linked_data:
                page.linked_data.append(caught)
        elif tag == "style":
            self._hidden -= 1
            page.loaded += css_addresses(caught)
        else:
            return
        self._caught = None

    def handle_data(self, data: str) -> None:
        if self._caught is not None:
            self._caught.append(data)
        if not self._hidden:
            self._all.append(data)

    def parse(self, text: str) -> HtmlPage:
        self.feed(text)
        self.close()
        self.page.text = " ".join("".join(self._all).split())
        return self.page

    def _meta(self, attributes: dict[str, str]) -> None:
        if attributes.get("name") == "description":
            self.page.descriptions.append(attributes.get("content", ""))
        if attributes.get("property", "").startswith("og:"):
            self.page.preview[attributes["property"]] = attributes.get("content", "")
        if attributes.get("http-equiv", "").lower() == "refresh" and (
            found := _REFRESH.fullmatch(attributes.get("content", ""))
        ):
            self.page.redirect = found["url"]
            self.page.links.append(found["url"])

    def _link(self, attributes: dict[str, str]) -> None:
        relations = set(attributes.get("rel", "").split())
        if "canonical" in relations:
            self.page.canonical.append(attributes.get("href", ""))
        elif relations & _LOADING_RELATIONS:
            self.page.loaded.append(attributes.get("href", ""))
        else:
            self.page.alternates.append(attributes.get("href", ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "svg":
            self._pictures -= 1


@cache
def read_page(path: Path) -> HtmlPage:
    """A file of a finished site, parsed once a worker."""
    return parse_page(path.read_text(encoding="utf-8"))


def parse_page(text: str) -> HtmlPage:
    return _Reader().parse(text)


def css_addresses(text: str) -> list[str]:
    """Everything that a style sheet would fetch."""
    return [a or b for a, b in _CSS_ADDRESS.findall(text)]


def address_of(path: Path, site: Path) -> str:
    """``practices/apteka/index.html`` → ``practices/apteka/``."""
    return path.relative_to(site).as_posix().removesuffix("index.html")


def resolve(page: str, written: str, site_url: str) -> tuple[str, str] | None:
    """Path inside the site and fragment of an address as written on a page; None when it leads elsewhere."""
    absolute = urljoin(site_url + page, written)
    if not absolute.startswith(site_url):
        return None
    parts = urlsplit(absolute)
    return parts.path.removeprefix(urlsplit(site_url).path), parts.fragment
