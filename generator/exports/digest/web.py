"""The issue as HTML: a file for archives and intranets, and one for e-mail. Neither makes network requests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.wording.blocks import BULLET, Block, Span

from .document import DigestDocument


def write_page(document: DigestDocument, templates: Path) -> str:
    """The content of the Word file as one HTML file with embedded styles."""
    return _environment(templates).get_template("digest.html").render(issue=document)


def write_email(document: DigestDocument, templates: Path) -> str:
    """The e-mail: a sentence for every practice, inline styles, tables where mail programs need them."""
    return _environment(templates).get_template("digest_email.html").render(issue=document)


@cache
def _environment(templates: Path) -> Environment:
    env = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True,
    )
    env.filters.update(html=as_html, upper_first=lambda text: text[:1].upper() + text[1:])
    return env


def as_html(blocks: tuple[Block, ...], level: int = 0) -> Markup:
    """Paragraphs and nested lists; ``level`` is the number of outer lists."""
    out = Markup()
    at = 0
    while at < len(blocks):
        if blocks[at].level <= level:
            out += Markup("<p>{}</p>\n").format(_spans(blocks[at].spans))
            at += 1
            continue
        end = at + 1
        while end < len(blocks) and blocks[end].level > level and not _starts_another_list(blocks[at], blocks[end]):
            end += 1
        out += _list(blocks[at:end])
        at = end
    return out


def _starts_another_list(first: Block, item: Block) -> bool:
    """Whether an item of the same depth is of another kind (ordered or not) than the list that ``first`` begins."""
    return item.level == first.level and bool(item.marker) and (item.marker == BULLET) != (first.marker == BULLET)


def _list(blocks: tuple[Block, ...]) -> Markup:
    first = blocks[0]
    starts = [n for n, b in enumerate(blocks) if n == 0 or (b.level == first.level and b.marker)]
    items = Markup()
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        inner = as_html(blocks[start + 1 : end], first.level)
        items += Markup("<li>{}{}</li>\n").format(_spans(blocks[start].spans), inner)
    if first.marker in ("", BULLET):
        return Markup("<ul>\n{}</ul>\n").format(items)
    return Markup('<ol start="{}">\n{}</ol>\n').format(first.marker.rstrip("."), items)


def _spans(spans: tuple[Span, ...]) -> Markup:
    return Markup().join(_span(span) for span in spans)


def _span(span: Span) -> Markup:
    words = escape(span.text)
    if span.italic:
        words = Markup("<em>{}</em>").format(words)
    if span.bold:
        words = Markup("<strong>{}</strong>").format(words)
    if span.url:
        words = Markup('<a href="{}">{}</a>').format(span.url, words)
    return words
