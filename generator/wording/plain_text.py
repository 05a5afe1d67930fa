"""Markdown of records → one line of plain text."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


_SIGN = re.compile(r"[\\`*_\[\]<>&#|~\r\t\x00]")
_LINE = re.compile(r"\n(?:\s(?<!\n)|[-+=]|\d+[.)]|(?<=[^\S\n]\n))")  # in a text between line breaks


def is_plain(text: str) -> bool:
    """Whether a text is the same without Markdown, but for its paragraphs, and the same in HTML, but for quotes.

    It has no sign of Markdown and nothing that HTML escapes; no line of it begins like an item, a rule or
    code, or ends with a space.
    """
    return not _SIGN.search(text) and not _LINE.search(f"\n{text}\n")


def plain_text(text: str) -> str:
    """Markdown → one line of plain text, for descriptions and previews."""
    return " ".join((text if is_plain(text) else _words(text)).split())


def _words(text: str) -> str:
    """What Markdown shows, paragraphs and lines apart by spaces."""
    words: list[str] = []
    for token in _parser().parse(text):
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                words.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                words.append(" ")
        if token.type == "inline":
            words.append(" ")
    return "".join(words)
