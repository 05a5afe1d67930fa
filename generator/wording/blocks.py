"""Markdown of records → paragraphs and list items, for documents that are not HTML.

The result is flat: a heading becomes a bold paragraph, a quotation a plain one, a table row an item
that names its columns («День: Пн; Деревень: 4»).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .typography import typograph
from .web_addresses import link_is_safe

BULLET = "•"
_FULL_ADDRESS = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; ``url``: a full web, mail or telephone address, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a part of a list item, whose first block has the ``marker`` «•» or «1.».

    ``level``: nesting depth of lists, 0 outside of any.
    """

    spans: tuple[Span, ...]
    marker: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        """The text without styles."""
        return "".join(span.text for span in self.spans)


def blocks(markdown: str) -> tuple[Block, ...]:
    """Non-empty paragraphs and items in reading order, with typography applied."""
    tree = SyntaxTreeNode(_parser().parse(markdown))
    return tuple(block for block in _walk(tree, 0) if block.text.strip())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _walk(node: SyntaxTreeNode, level: int) -> Iterator[Block]:
    for child in node.children:
        match child.type:
            case "bullet_list" | "ordered_list":
                yield from _list(child, level + 1)
            case "table":
                yield from _table(child, level + 1)
            case "paragraph":
                yield Block(_spans(child), level=level)
            case "heading":
                yield Block(tuple(replace(span, bold=True) for span in _spans(child)), level=level)
            case "fence" | "code_block":
                yield Block((Span(" ".join(child.content.split())),), level=level)
            case _:  # a quotation, a list item; a thematic break has no children
                yield from _walk(child, level)


def _list(node: SyntaxTreeNode, level: int) -> Iterator[Block]:
    number = int(node.attrs.get("start", 1))
    for position, item in enumerate(node.children):
        marker = f"{number + position}." if node.type == "ordered_list" else BULLET
        inner = list(_walk(item, level))
        if inner and inner[0].level == level:
            inner[0] = replace(inner[0], marker=marker)
        yield from inner


def _table(node: SyntaxTreeNode, level: int) -> Iterator[Block]:
    rows = [row for part in node.children for row in part.children]
    titles = [_spans(cell) for cell in rows[0].children]
    for row in rows[1:]:
        pieces: list[Span] = []
        for title, cell in zip(titles, row.children, strict=False):
            if spans := _spans(cell):
                pieces += [Span("; ")] if pieces else []
                pieces += [*title, Span(": "), *spans] if title else spans
        yield Block(_joined(pieces), BULLET, level)


def _spans(node: SyntaxTreeNode) -> tuple[Span, ...]:
    """The inline content of a block as styled runs."""
    return _joined(piece for child in node.children for piece in _inline(child, Span("")))


def _inline(node: SyntaxTreeNode, style: Span) -> Iterator[Span]:
    match node.type:
        case "text" | "code_inline":
            yield replace(style, text=node.content)
        case "softbreak" | "hardbreak":
            yield replace(style, text=" ")
        case "image":
            yield replace(style, text=node.content)  # its alternative text; images are only on the site
        case "strong":
            style = replace(style, bold=True)
        case "em":
            style = replace(style, italic=True)
        case "link":
            address = str(node.attrs.get("href", ""))
            style = replace(style, url=address if _FULL_ADDRESS.match(address) and link_is_safe(address) else "")
    for child in node.children if node.type != "image" else ():
        yield from _inline(child, style)


def _joined(pieces: Iterable[Span]) -> tuple[Span, ...]:
    """Adjacent spans of equal style merged, with typography applied."""
    found: list[Span] = []
    for piece in pieces:
        if found and replace(found[-1], text="") == replace(piece, text=""):
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    # Typography is applied to the whole text, since a dash may follow a bold word; it keeps the length.
    text, end = typograph("".join(piece.text for piece in found)), 0
    for number, piece in enumerate(found):
        found[number] = replace(piece, text=text[end : end + len(piece.text)])
        end += len(piece.text)
    return tuple(found)
