"""The issue as Markdown (CommonMark): for wikis, repositories and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.wording.blocks import BULLET, Block, Span

from .document import DigestDocument, Entry

_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")
_ESCAPED = r"\\\1"
_LINE_START = re.compile(r"^(\s*)([+=-]|\d+(?=[.)]))")


def write_markdown(document: DigestDocument) -> str:
    """Headings of three levels, fields as a list, texts with lists and links."""
    return "\n\n".join(_parts(document)) + "\n"


def escaped(text: str) -> str:
    """The text with the special characters of Markdown escaped."""
    text = _MARKS.sub(_ESCAPED, text)
    return _LINE_START.sub(lambda m: f"{m[1]}{m[2]}\\" if m[2].isdigit() else f"{m[1]}\\{m[2]}", text)


def _heading(level: int, text: str) -> str:
    return f"{'#' * level} {_MARKS.sub(_ESCAPED, text)}"


def _parts(document: DigestDocument) -> Iterator[str]:
    yield _heading(1, document.title)
    yield escaped(document.lead)
    if document.top:
        yield _heading(2, document.top_title)
        yield "\n".join(
            f"{t.place}. {_link(t.title, t.address)}{escaped(f', {t.regions}' if t.regions else '')}" for t in document.top
        )
    for section in document.sections:
        yield _heading(2, section.heading)
        for entry in section.entries:
            yield from _entry(entry)
    yield "---"
    yield " ".join([*map(escaped, document.imprint), *([f"<{document.address}>"] if document.address else [])])


def _entry(entry: Entry) -> Iterator[str]:
    yield _heading(3, entry.heading)
    if entry.fields:
        yield "\n".join(f"- {label}: {escaped(value)}" for label, value in entry.fields)
    yield f"**Описание.** {escaped(entry.summary)}"
    yield from _blocks(entry.text)
    if entry.results:
        yield "**Результаты:**"
        yield "\n".join(f"- {escaped(result)}" for result in entry.results)
    yield f"**Стадия:** {escaped(entry.stage)}"
    if entry.address:
        yield f"**Подробнее:** <{entry.address}>"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Paragraphs and lists; the text of an item is indented by the widths of the outer list markers."""
    items: list[str] = []
    widths: list[int] = []  # of the markers of open items, by level
    for block in blocks:
        if not block.level:
            if items:
                yield "\n".join(items)
                items = []
            yield _spans(block.spans)
            continue
        mark = {"": "", BULLET: "- "}.get(block.marker, f"{block.marker} ")
        del widths[block.level - 1 if mark else block.level :]
        indent = " " * sum(widths)
        if mark:
            widths.append(len(mark))
        else:
            items.append("")
        items.append(f"{indent}{mark}{_spans(block.spans)}")
    if items:
        yield "\n".join(items)


def _spans(spans: tuple[Span, ...]) -> str:
    first, *rest = spans
    return "".join([_styled(first, escaped(first.text)), *(_styled(s, _MARKS.sub(_ESCAPED, s.text)) for s in rest)])


def _styled(span: Span, words: str) -> str:
    """Emphasis marks must touch the words: surrounding spaces are moved outside."""
    core = words.strip()
    if not core:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    if span.italic:
        core = f"*{core}*"
    if span.bold:
        core = f"**{core}**"
    if span.url:
        core = f"[{core}](<{span.url}>)"
    return f"{before}{core}{after}"


def _link(words: str, address: str) -> str:
    return f"[{escaped(words)}](<{address}>)" if address else escaped(words)
