"""A text about one practice, pasted or in a file → the facts of its draft.

The text may be an entry of a digest with labels («Глава региона: …», «Направление: …») or plain
news, whose first paragraph is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.analysis.language import content_lemmas
from generator.editing.practice_draft import PracticeFacts
from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Diagnostic, error, warning
from generator.model.region import Region

from .digest_drafts import NO_REGION, name_remarks
from .digest_front import title_text, without_number
from .digest_labels import Label, pieces, without_tables
from .digest_layout import DigestLayout, Entry, Text
from .digest_practices import FoundPractice, PracticeReader
from .documents import Line, Place, SourceDocument, read_document
from .doubting import Doubt
from .figures import candidates, stated
from .heads import NamedHead
from .proposals import stated_stage
from .prose import paragraphs, sentences
from .region_names import RegionNames
from .tidying import joined, tidy, words_of

_URL = re.compile(r"https?://[^\s<>«»\"]+[^\s<>«»\".,;:)]")
_SOURCE = re.compile(r"(?:источник|ссылка|подробнее)\s*[:–—-]\s*", re.IGNORECASE)
_LONGEST_TITLE = 300
_LONGEST_TEXT = 20_000
_MOST_LINES = 5_000
_LEFT_OUT = frozenset(("no-region", "no-direction", "no-subcategory", "no-head"))  # not expected in plain news


@dataclass(frozen=True, slots=True)
class PastedPractice:
    """``facts`` is None if nothing could be read; ``diagnostics`` have places in the text."""

    facts: PracticeFacts | None
    diagnostics: tuple[Diagnostic, ...]


def read_practice(base: KnowledgeBase, data: bytes, name: str) -> PastedPractice:
    """Read one practice from the bytes of a text, Word or PDF file called ``name``. Never raises for a bad one."""
    document, found = read_document(data, name)
    if document is None:
        return PastedPractice(None, tuple(found))
    lines = [line for line in tidy(without_tables(document.blocks)).lines if line.text]
    fields, rest, several = _fields(lines[:_MOST_LINES])
    if several:
        return PastedPractice(None, (error("several-practices", "в тексте не одна практика, а несколько", document.location(several), f"оставьте одну; весь выпуск принимает smarteka import digest {name}"),))
    regions = RegionNames(base)
    source, fields, rest = _source(fields, rest)
    document_words = words_of(lines)
    entry = _entry(fields, rest, regions, document_words)
    reader = PracticeReader(base, DigestLayout(words=document_words), regions)
    practice = reader.read(entry)
    reader.report(practice)
    doubts = [d for d in reader.doubts if fields or d.code not in _LEFT_OUT]
    facts = _facts(practice, source)
    if not practice.regions and (named := _named_in_passing(base, f"{practice.title}\n{practice.text}")):
        facts.remarks[:] = [*(remark for remark in facts.remarks if remark != NO_REGION), *named]
    return PastedPractice(facts, (*found, *(_diagnostic(document, d) for d in doubts)))


def _fields(lines: Sequence[Line]) -> tuple[dict[Label, list[Line]], list[Line], Place | None]:
    """Labelled fields, the lines before the first one, and the place of a second practice, if any."""
    fields: dict[Label, list[Line]] = {}
    before: list[Line] = []
    last: Label | None = None
    for piece in pieces(lines):
        if piece.label is None:
            (fields[last] if last is not None else before).append(piece.line)
            continue
        if piece.label in fields and piece.label in (Label.DESCRIPTION, Label.DIRECTION, Label.HEAD):
            return fields, before, piece.line.place
        fields.setdefault(piece.label, []).append(replace(piece.line, text=f"врио {piece.line.text}") if piece.acting else piece.line)
        last = piece.label
    return fields, before, None


def _source(fields: dict[Label, list[Line]], before: list[Line]) -> tuple[dict[str, Any], dict[Label, list[Line]], list[Line]]:
    """The source of the text, if lines of it name one; and the text without these lines."""
    source: dict[str, Any] = {}

    def kept(lines: Sequence[Line]) -> list[Line]:
        left = []
        for line in lines:
            address = _URL.search(line.text)
            named = _SOURCE.match(line.text)
            if named or (address and address.group() == line.text.strip(" .,;()")):
                title = _URL.sub("", line.text[named.end() :] if named else "").strip(" ,.;()–—-")
                if title:
                    source.setdefault("title", title[:400])
                if address:
                    source.setdefault("url", address.group()[:2000])
            else:
                left.append(line)
        return left

    if Label.LINK in fields:
        fields = {**fields, Label.LINK: [replace(line, text=f"Подробнее: {line.text}") for line in fields[Label.LINK]]}
    fields = {label: lines for label, all_lines in fields.items() if (lines := kept(all_lines)) or label is not Label.LINK}
    return source, fields, kept(before)


def _entry(fields: dict[Label, list[Line]], before: list[Line], regions: RegionNames, document_words: frozenset[str]) -> Entry:
    def field_text(label: Label) -> Text | None:
        lines = [line for line in fields.get(label, ()) if line.text]
        return Text(joined([line.text for line in lines], document_words), lines[0].place) if lines else None

    title = field_text(Label.TITLE)
    body = list(fields.get(Label.DESCRIPTION, ()))
    if title is None and before:
        # With labels, everything before them is the title; in plain news it is the first paragraph.
        size = len(before) if fields else next((i for i, line in enumerate(before[1:], 1) if line.opens), 1)
        head, more = before[:size], before[size:]
        text = without_number(title_text([line.text for line in head], document_words, regions)).strip()
        # A single paragraph of several sentences is the text, not the title: otherwise there would be no text.
        alone = not fields and not more and len(sentences(text)) > 1
        title = Text(text, head[0].place) if len(text) <= _LONGEST_TITLE and not alone else Text("", head[0].place)
        body = [*([] if title.text else head), *more, *body]
    elif before:
        body = [*before, *body]
    place = before[0].place if before else Place(1, "начало текста")
    text, _ = paragraphs([line for line in body if line.text], document_words) if body else ("", 0)
    return Entry(
        title or Text("", place), region=field_text(Label.REGION), head=field_text(Label.HEAD), direction=field_text(Label.DIRECTION),
        subcategories=field_text(Label.SUBCATEGORY), description=Text(text, body[0].place) if text else None,
        results=[Text(line.text.lstrip("•-–— "), line.place) for line in fields.get(Label.RESULTS, ()) if line.text],
        stage=field_text(Label.STAGE),
    )


def _facts(practice: FoundPractice, source: dict[str, Any]) -> PracticeFacts:
    named = not practice.title.startswith("Без названия")
    below, beside = name_remarks(practice)
    stage = stated_stage(practice.stage.text) if practice.stage else None
    values: dict[str, Any] = {
        "title": practice.title if named else None,
        "regions": list(map(str, practice.region_ids)),
        "direction": practice.direction.id if practice.direction else None,
        "subcategories": [word.id for word in practice.subcategories if word.id],
        "stage": stage.value if stage else None,
        "solution": practice.text[:_LONGEST_TEXT],
        "sources": [source] if source else None,
        "notes": [{"kind": "damage", "text": text} for text in practice.mended],
    }
    figures = [figure for text in practice.results for figure in stated(text.text)] or candidates(practice.text)
    return PracticeFacts(
        {name: value for name, value in values.items() if value}, beside, [*map(_head, practice.heads), *below], figures, borrowed=bool(practice.text),
    )


def _named_in_passing(base: KnowledgeBase, text: str) -> list[str]:
    """Regions mentioned in the text, in any grammatical form: only a hint."""
    words = f" {' '.join(content_lemmas(text))} "
    found = [r for r in base.all(Region) if f" {' '.join(content_lemmas(r.title))} " in words]
    return [f"regions: в тексте назван регион «{region.title}»; если практика его, впишите [{region.id}]" for region in found[:3]]


def _head(head: NamedHead) -> str:
    """A comment with the head: it is valid for a date, so its field is in the issue of the digest."""
    acting = "врио " if head.acting else ""
    return f"глава региона в источнике: {acting}{head.name}{f' ({head.region})' if head.region else ''}; место имени – в выпуске дайджеста (heads)"


def _diagnostic(document: SourceDocument, doubt: Doubt) -> Diagnostic:
    return warning(doubt.code, doubt.message, document.location(doubt.place), doubt.hint)
