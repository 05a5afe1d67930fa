"""The review comment on a branch, in Markdown: changed fields, diagnostics, near-duplicates, completeness.

The texts of records are untrusted, so they are escaped in the comment: no markup, no mention of a
person, no picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from generator.analysis.completeness import completeness
from generator.analysis.likeness import Likeness
from generator.analysis.similarity import Verdict, similar_to_text
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded, load_text
from generator.model.common import Record
from generator.model.diagnostic import Diagnostic, Severity
from generator.model.practice import Practice
from generator.model.scalars import PartialDate, RecordId
from generator.wording import russian as wording
from generator.wording.completeness import FACTS
from generator.wording.enum_words import ENUM_WORDS

from .record_values import field_order

MARK = "<!-- smarteka review -->"  # a bot finds its earlier comment by it
MOST_CHARACTERS = 300  # of a value
MOST_REMARKS = 50


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its Russian name; ``before`` is empty for an added one, ``after`` for a removed one."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordChange:
    """``old`` is None for a new record, ``new`` for a deleted or unreadable one."""

    path: str
    old: Loaded | None
    new: Loaded | None


def record_changes(base: KnowledgeBase, former_texts: Mapping[str, str | None]) -> list[RecordChange]:
    """``former_texts``: changed path → its text at the base of the branch, None if there was no file."""
    now = {item.path: item for item in base.loaded}
    changes = []
    for path, text in sorted(former_texts.items()):
        record_type = base.registry.for_path(path)
        if record_type is None:
            continue
        old = load_text(text, path, record_type)[0] if text is not None else None
        changes.append(RecordChange(path, old, now.get(path)))
    return changes


def field_changes(old: Record | None, new: Record, base: KnowledgeBase) -> list[FieldChange]:
    """Changed fields, in the order of the file; all that are set, if the record is new."""
    model = type(new)
    found = []
    for name in field_order(model):
        if name == "id" or (old is None and name == "title"):
            continue  # shown in the heading
        info = model.model_fields[name]
        before = getattr(old, name, None) if type(old) is model else None
        after = getattr(new, name)
        if before == after or (old is None and not info.is_required() and after == info.get_default(call_default_factory=True)):
            continue
        if isinstance(after, tuple) and isinstance(before, tuple):
            gone = [item for item in before if item not in after]
            came = [item for item in after if item not in before]
            found.append(FieldChange(_label(model, name), in_words(gone, base), in_words(came, base) if gone or came else "другой порядок"))
        else:
            found.append(FieldChange(_label(model, name), in_words(before, base), in_words(after, base)))
    return found


def _label(model: type[BaseModel], name: str) -> str:
    """«Стоимость» of «Стоимость, как в источнике, с валютой и периодом»."""
    description = model.model_fields[name].description or name
    return re.split(r"[:;,(]| из practices/", description)[0].strip()


def in_words(value: Any, base: KnowledgeBase) -> str:
    """A value in Russian for readers: titles instead of ids, words instead of enum values."""
    if value is None or value == () or value == []:
        return ""
    if isinstance(value, BaseModel):
        parts = ((_label(type(value), name), getattr(value, name), info) for name, info in type(value).model_fields.items())
        texts = [f"{label.lower()}: {in_words(v, base)}" for label, v, info in parts if v not in (None, ()) and v != info.default]
        return ", ".join(texts)
    if isinstance(value, tuple | list):
        return "; ".join(in_words(item, base).removesuffix(".") for item in value)
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, StrEnum):
        return ENUM_WORDS.get(type(value), {}).get(value, str(value.value))
    if isinstance(value, PartialDate | date):
        return wording.partial_date(value)
    if isinstance(value, RecordId):
        return _title(value, base)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)


def _title(id: RecordId, base: KnowledgeBase) -> str:
    if id.kind == "direction" and id in base.directions:
        return base.directions[id].title
    if id.kind == "subcategory" and id in base.subcategories:
        return base.subcategories[id].title
    if id.kind == "problem" and id in base.problems:
        return base.problems[id][1].title
    item = base.find(id.kind, id)
    return item.record.title if item else str(id)


def harmless(text: str) -> str:
    """A text on one line, truncated and escaped so that Markdown shows it literally."""
    text = " ".join(text.split())
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS - 1].rstrip()}…"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;").replace("://", "&#58;//")
    return re.sub(r"([\\`*_{}\[\]|#~!])", lambda m: f"&#{ord(m[1])};", text)


def _code(text: str) -> str:
    """A path or an id as a code span; backticks, the only special character there, are replaced."""
    return f"`{' '.join(text.split()).replace('`', chr(39))}`"


def review(
    base: KnowledgeBase, changes: Sequence[RecordChange], diagnostics: Sequence[Diagnostic], against: str, preview: str = ""
) -> str:
    """The comment. ``base`` includes drafts; ``preview`` is the address of the built site, if there is one."""
    lines = [MARK, "## Что изменится на сайте", ""]
    if not changes:
        lines += [f"Записи не отличаются от «{harmless(against)}».", ""]
    for change in changes:
        lines += [*_record(change, base, preview), ""]
    lines += [*_remarks(diagnostics), ""]
    practices = [c.new.record for c in changes if c.new and isinstance(c.new.record, Practice)]
    if practices:
        lines += [*_duplicates(base, practices), "", *_completeness(practices), ""]
    return "\n".join(lines).rstrip() + "\n"


def _record(change: RecordChange, base: KnowledgeBase, preview: str) -> Iterator[str]:
    item = change.new or change.old
    if item is None:
        yield f"**Не прочитано:** {_code(change.path)} – причина в замечаниях ниже."
        return
    kind = item.type.forms[0]
    name = f"«{harmless(item.record.title)}» – {kind}, {_code(change.path)}"
    if change.new is None:
        readable = "удалена или не читается" if change.old else "не читается"
        yield f"**Запись {readable}:** {name}."
        return
    draft = " (черновик, на сайт не попадёт)" if change.new.record.draft else ""
    page = f" [Посмотреть]({preview.rstrip('/')}/{item.type.address_of(change.new.record)})" if preview and item.type.address and not draft else ""
    found = field_changes(change.old.record if change.old else None, change.new.record, base)
    if change.old is None:
        yield f"**Новая запись:** {name}{draft}.{page}"
        rows = [f"| {f.field} | {harmless(f.after)} |" for f in found]
        head = ["| Поле | Значение |", "|---|---|"]
    elif not found:
        yield f"**Только вид файла:** {name}; для читателя ничего не меняется."
        return
    else:
        yield f"**Изменена:** {name}{draft}.{page}"
        rows = [f"| {f.field} | {harmless(f.before) or '–'} | {harmless(f.after) or '–'} |" for f in found]
        head = ["| Поле | Было | Стало |", "|---|---|---|"]
    yield ""
    yield from head
    yield from rows


def _remarks(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    errors = sum(1 for d in diagnostics if d.severity is Severity.ERROR)
    yield "## Замечания проверки"
    yield ""
    if not diagnostics:
        yield "Замечаний нет."
        return
    yield (
        f"{wording.count(errors, 'ошибка', 'ошибки', 'ошибок') if errors else 'Ошибок нет'}, "
        f"{wording.count(len(diagnostics) - errors, 'предупреждение', 'предупреждения', 'предупреждений') if errors < len(diagnostics) else 'предупреждений нет'}. Что значит код: `smarteka explain КОД`."
    )
    yield ""
    for d in sorted(diagnostics, key=lambda d: (d.severity is not Severity.ERROR, d.sort_key))[:MOST_REMARKS]:
        word = "ошибка" if d.severity is Severity.ERROR else "предупреждение"
        hint = f" ({harmless(d.hint)})" if d.hint else ""
        yield f"- {_code(d.location.path)}, строка {d.location.line}: {word} `{d.code}` {harmless(d.message)}{hint}"
    if len(diagnostics) > MOST_REMARKS:
        yield f"- … и ещё {len(diagnostics) - MOST_REMARKS}"


def _duplicates(base: KnowledgeBase, practices: Iterable[Practice]) -> Iterator[str]:
    yield "## Нет ли такой записи уже"
    yield ""
    likeness = Likeness(base)
    found = False
    for practice in practices:
        for twin in similar_to_text(base, practice, likeness=likeness).twins:
            found = True
            verdict = "видимо, то же, что" if twin.verdict is Verdict.SAME else "похоже на"
            yield (
                f"- «{harmless(practice.title)}» – {verdict} «{harmless(twin.practice.title)}» (`{twin.practice.id}`): "
                f"названия совпадают на {twin.title:.0%}, тексты на {twin.text:.0%}."
            )
    if not found:
        yield "Похожих до повтора записей нет."


def _completeness(practices: Iterable[Practice]) -> Iterator[str]:
    yield "## Полнота паспорта"
    yield ""
    for practice in practices:
        found = completeness(practice)
        missing = ", ".join(FACTS[fact] for fact in found.missing)
        yield f"- «{harmless(practice.title)}»: {found.score} из 100" + (f"; нет: {missing}." if missing else ".")
