"""Explanations of the diagnostic codes of the check: the list and a page for each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from generator.wording.codes import GROUPS, explanations, visible

from .markup import shorten
from .page import Crumb, Page
from .site import Site

LIST = "codes/"
_CRUMBS = (Crumb("Редактору", "guide/"),)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an example; ``file`` is empty if ``text`` is a description and not the content of a file."""

    file: str
    text: str


def codes(site: Site) -> Iterator[Page]:
    groups = [(GROUPS[name], list(found)) for name, found in groupby(explanations().values(), key=lambda e: e.group)]
    yield _page(
        site, "indexes/codes.html", LIST, "Замечания проверки", "Все замечания проверки по кодам: что не так, почему и как исправить.",
        _CRUMBS, groups=groups,
    )
    crumbs = (*_CRUMBS, Crumb("Замечания проверки", LIST))
    for group, found in groups:
        for explanation in found:
            yield _page(
                site, "indexes/code.html", f"{LIST}{explanation.code}/", f"{explanation.title} ({explanation.code})",
                explanation.text, crumbs, explanation=explanation, group=group, wrong=_pieces(explanation.wrong), right=_pieces(explanation.right),
            )


def _pieces(example: Mapping[str, str]) -> list[Piece]:
    return [Piece(visible(file), text.rstrip("\n")) for file, text in example.items()]


def _page(
    site: Site, template: str, address: str, title: str, description: str, crumbs: tuple[Crumb, ...], **context: object
) -> Page:
    """A page that depends on no records, so it has neither a date nor a JSON file."""
    return Page(address, title, shorten(description), "about", partial(site.body, template, address, crumbs=crumbs, **context), crumbs)
