"""The shell: the HTML of the theme with three placeholders, replaced for each page without a template engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape
from typing import Any

from pydantic_core import to_json

from .page import Links, Page

HEAD_MARK = "<!--smarteka:head-->"
BODY_MARK = "<!--smarteka:body-->"
SCRIPTS_MARK = "<!--smarteka:scripts-->"

_NOT_INSIDE = r"(?![^<>]*>|[^<]*</(?:script|style|title|option|textarea|text|tspan)\b)"
_KEPT = tuple(re.compile(pattern + _NOT_INSIDE) for pattern in (
    r"–(?<=\d–)\d+", r"-ФЗ(?<=\d-ФЗ)\b", r"/(?:или(?<=\bи/или)\b|[Уу](?<=\d/.)\b(?:-\d+)?)",
))
_KEPT_END = r'<span class="nowrap">\g<0></span>'
"""Prevents line breaks after a dash or a slash in running text: «–21» of «15–21», «-ФЗ» of «210-ФЗ», «/или» of «и/или», «/У-06» of a form «088/У-06».
Not inside attributes, scripts or drawings.

A span and not a word joiner, which would be part of the text that a reader copies and that scripts compare. Each pattern begins with characters that
the regex engine can skip to; testing first whether they are in a page takes twice as long.
"""

ShellText = Callable[[str, int], str]
"""(section, depth) → the HTML of the theme with the three placeholders."""


class MarkedShell:
    """Wraps pages in the shell, which is rendered once per section and depth."""

    def __init__(self, text: ShellText, site_name: str, site_url: str, assets: dict[str, str]) -> None:
        self._text = lru_cache(maxsize=None)(text)
        self._escaped_name = escape(site_name)
        self._site_url = site_url.rstrip("/") + "/"
        self._assets = assets
        self._parts = lru_cache(maxsize=None)(self._cut)

    def _cut(self, section: str, depth: int) -> tuple[bytes, bytes, bytes, bytes]:
        text = self._text(section, depth)
        head, _, rest = text.partition(HEAD_MARK)
        before, _, rest = rest.partition(BODY_MARK)
        after, _, end = rest.partition(SCRIPTS_MARK)
        if not (rest and end):
            raise ValueError("the theme's main.html lacks one of the marks that pages are put into")
        return head.encode(), before.encode(), after.encode(), end.encode()

    def wrap(self, page: Page) -> bytes:
        head, before, after, end = self._parts(page.section, page.depth)
        links = Links(page.depth)
        scripts = "".join(
            f'<script src="{links.base}assets/{self._assets[name]}" defer></script>' for name in page.scripts
        )
        styles = "".join(f'\n<link rel="stylesheet" href="{links.base}assets/{self._assets[name]}">' for name in page.styles)
        body = str(page.body())
        for kept in _KEPT:
            body = kept.sub(_KEPT_END, body)
        return b"".join((
            head, self.head(page, links).encode(), styles.encode(), before, body.encode(), after, scripts.encode(), end,
        ))

    def around(self, section: str, depth: int) -> str:
        return self._text(section, depth)

    def head(self, page: Page, links: Links) -> str:
        """Title, description, canonical address, link preview, linked data."""
        url = self._site_url + page.address
        title, name = escape(page.title), self._escaped_name
        description, address = escape(page.description), escape(url)
        tags = [
            f"<title>{'Черновик: ' if page.draft else ''}{f'{title} – {name}' if page.address else title}</title>",
            f'<meta name="description" content="{description}">',
            f'<link rel="canonical" href="{address}">',
            *(['<meta name="robots" content="noindex">'] if page.draft or not page.listed else []),
            f'<meta property="og:type" content="{"article" if page.address else "website"}">',
            f'<meta property="og:site_name" content="{name}">',
            '<meta property="og:locale" content="ru_RU">',
            f'<meta property="og:title" content="{title}">',
            f'<meta property="og:description" content="{description}">',
            f'<meta property="og:url" content="{address}">',
        ]
        tags += (
            f'<link rel="{rel}" href="{links(address)}">' for rel, address in (("prev", page.before), ("next", page.after)) if address
        )
        tags += _feed_tags(page.feeds, links.base)
        if page.json_address:
            tags.append(f'<link rel="alternate" type="application/json" href="{links(page.json_address)}">')
        linked_data: list[Any] = [dict(page.linked_data)] if page.linked_data else []
        linked_data.append(self._breadcrumbs(page, url))
        tags.append(f'<script type="application/ld+json">{_script_json(linked_data)}</script>')
        return "\n".join(tags)

    def _breadcrumbs(self, page: Page, url: str) -> dict[str, Any]:
        steps = [("Главная", self._site_url), *((c.title, self._site_url + c.address) for c in page.crumbs)]
        if page.address:
            steps.append((page.title, url))
        return {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": i, "name": name, "item": item}
                for i, (name, item) in enumerate(steps, 1)
            ],
        }


@lru_cache(maxsize=100)
def _feed_tags(feeds: tuple[tuple[str, str, str], ...], base: str) -> list[str]:
    """Cached: most pages have the same feeds."""
    return [f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{base}{address}">' for kind, title, address in feeds]


def _script_json(value: Any) -> str:
    return to_json(value).decode().replace("<", "\\u003c")
