"""Markdown of records → one line of plain text."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


_SIGN = re.compile(r"[\\`*_\[\]<>&#|~\r\t\x00]")
_LINE = re.compile(r"\n(?:\s(?<!\n)|[-+=]|\d+[.)]|(?<=[^\S\n]\n))")  # applied to a text between line breaks


def is_plain(text: str) -> bool:
    """Whether a text contains no Markdown except paragraphs, and nothing to escape in HTML except quotes.

    That is, no special character of Markdown or HTML, and no line that begins like a list item, a rule or
    code, or ends with a space.
    """
    return not _SIGN.search(text) and not _LINE.search(f"\n{text}\n")


def plain_text(text: str) -> str:
    """Markdown → one line of plain text, for descriptions and previews."""
    return " ".join((text if is_plain(text) else _words(text)).split())


def _words(text: str) -> str:
    """The rendered text, with spaces between paragraphs and lines."""
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
