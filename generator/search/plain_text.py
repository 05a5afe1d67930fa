"""Plain texts of records: Markdown without its marks, and every text that a record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Text without any of these means itself: most texts of a record never meet the parser.
_MARKUP = re.compile(r"[*_`\[\]<>\\&|~#]|^\s*(?:[-+=]|\d+[.)])|^ {4}|^\t", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """Words of a Markdown text without its marks; addresses of links are dropped, code is kept."""
    if not _MARKUP.search(markdown):
        return " ".join(markdown.split())
    return " ".join(" ".join(_blocks(_parser().parse(markdown))).split())


@cache
def _parser() -> MarkdownIt:
    # Imported here: a base of plain texts (and the commands that only look) do without it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _blocks(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_spans(token.children or []))
        elif token.type in ("code_block", "fence"):
            yield token.content


def _spans(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":  # its alternative text stands among the children
            yield "".join(_spans(token.children or []))
        elif token.type in ("text", "code_inline", "text_special"):
            yield token.content


# Fields that say nothing of the matter: where the facts come from, remarks on that, addresses.
_RECORD_ASIDE = frozenset(("id", "title", "aliases", "notes"))
_ASIDE = frozenset(("sources", "source", "note", "url", "archived_url", "email", "phone"))


def texts_of(value: BaseModel, *without: str) -> list[str]:
    """Texts of a record or of a part of one in the order of its fields, ``without`` some of them.

    A record's own title, remarks and sources are left out. Ids, dates and words of vocabularies
    are not texts.
    """
    aside = _RECORD_ASIDE.union(without) if "sources" in type(value).model_fields else frozenset(without)
    return list(_texts(value, aside))


def _texts(value: Any, aside: frozenset[str] = frozenset()) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in aside and name not in _ASIDE:
                yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif type(value) is str:  # ids, partial dates and words of vocabularies are subclasses
        yield value
