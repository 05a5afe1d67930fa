"""Texts of records → safe HTML: typography, Markdown, abbreviations.

Texts are untrusted: they are never Jinja templates, HTML in them is escaped, and the output of
markdown-it is sanitized by nh3 as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from generator.wording.plain_text import is_plain
from generator.wording.russian import NBSP
from generator.wording.typography import typograph
from generator.wording.web_addresses import link_is_safe

_BLANK_LINES = re.compile(r"\n\n+")
_ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "abbr", "br", "code", "blockquote", "h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "hr", "pre"}


class TextRenderer:
    """Markdown and plain lines → ``Markup``, with abbreviations in ``abbr`` elements.

    ``abbreviations`` maps a short form to its meaning. Results are cached by text.
    """

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._abbreviations = {word: escape(meaning) for word, meaning in abbreviations.items()}
        self._meanings = dict(abbreviations)
        self._pattern = _abbreviation_pattern(list(self._abbreviations))
        self._markdown = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
        self._markdown.validateLink = link_is_safe  # type: ignore[method-assign]  # the documented way to override it
        self._markdown.core.ruler.push("abbreviations", self._explain)
        self.block = lru_cache(maxsize=None)(self._block)
        self.line = lru_cache(maxsize=None)(self._line)

    def _block(self, text: str) -> Markup:
        """Markdown → paragraphs, lists, tables."""
        text = typograph(text)
        return Markup(self._paragraphs(text) if is_plain(text) else self._rich(text))

    def _paragraphs(self, text: str) -> str:
        """The same result as ``_rich`` for a text without any Markdown, at a tenth of the cost."""
        blocks = _BLANK_LINES.split(text.strip())
        return "".join([f"<p>{self._explained_lines(block)}</p>\n" for block in blocks if block])

    def _explained_lines(self, block: str) -> str:
        if not self._pattern or not self._pattern.search(block):
            return block
        return "\n".join(self._explained(line, str) for line in block.split("\n"))

    def _rich(self, text: str) -> str:
        cleaned = nh3.clean(
            self._markdown.render(text), tags=_ALLOWED_TAGS, attributes={"a": {"href"}, "abbr": {"title"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener",
        ).replace("&nbsp;", NBSP)
        # A wide table scrolls inside its wrapper (focusable, for the keyboard), not the page.
        cleaned = cleaned.replace("<table>", '<div class="table-wrap" tabindex="0" role="group" aria-label="Таблица"><table>')
        return cleaned.replace("</table>", "</table></div>")

    def _line(self, text: str) -> Markup:
        """A plain line → escaped text with abbreviations."""
        return Markup(self._explained(typograph(text), escape))

    def _explained(self, line: str, safe: Callable[[str], str]) -> str:
        """A line as HTML with abbreviations; ``safe`` escapes its pieces."""
        if not self._pattern or not self._pattern.search(line):
            return safe(line)
        out: list[str] = []
        for piece, meaning in self._pieces(line):
            out.append(f'<abbr title="{meaning}">{safe(piece)}</abbr>' if meaning else safe(piece))
        return "".join(out)

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """The text split at abbreviations: (piece, meaning or empty). Each abbreviation only at its first occurrence."""
        pieces: list[tuple[str, str]] = []
        seen: set[str] = set()
        end = 0
        for match in self._pattern.finditer(text) if self._pattern else ():
            word = match.group()
            if word in seen:
                continue
            seen.add(word)
            pieces.append((text[end : match.start()], ""))
            pieces.append((word, self._abbreviations[word]))
            end = match.end()
        pieces.append((text[end:], ""))
        return pieces

    def _explain(self, state: StateCore) -> None:
        if not self._pattern:
            return
        for block in state.tokens:
            if block.type != "inline" or not block.children:
                continue
            children: list[Token] = []
            depth = 0  # of links: abbreviations inside a link are not marked
            for token in block.children:
                depth += token.nesting if token.type.startswith("link_") else 0
                if token.type != "text" or depth or not self._pattern.search(token.content):
                    children.append(token)
                    continue
                for piece, meaning in self._pieces(token.content):
                    if meaning:
                        children.append(Token("abbr_open", "abbr", 1, attrs={"title": self._meanings[piece]}))
                    text = Token("text", "", 0, content=piece)
                    children.append(text)
                    if meaning:
                        children.append(Token("abbr_close", "abbr", -1))
            block.children = children


def _abbreviation_pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    if not words:
        return None
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):  # longest first
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    # Each alternative begins with a literal character, so that the regex engine can skip to its next occurrence.
    found = (rf"{re.escape(first)}(?<![\w-].)(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return re.compile(rf"(?:{'|'.join(found)})(?![\w-])", re.DOTALL)


def shorten(text: str, limit: int = 160) -> str:
    """Truncate to ``limit`` characters at a word boundary, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-")
    return f"{cut}…"
