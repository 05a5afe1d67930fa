"""The parser of digests: lines of a document → ``DigestLayout``. Only names of regions are looked up in the base.

The layout: title and week, TOP-5, contents, sections of entries; an entry is a title with its
region, then labelled fields, the last of which is the description.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from generator.wording.name_key import name_key

from .digest_front import Front, front_doubts, is_mark, title_text, without_number
from .digest_labels import Label, Piece, pieces, without_tables
from .digest_layout import DigestLayout, Entry, Section, Text
from .digest_tails import Tail, TailDivider
from .documents import Line, Place, SourceDocument
from .doubting import Doubt
from .prose import paragraphs
from .region_names import RegionNames
from .tidying import Tidied, is_closed, joined, tidy, words_of

NO_SECTION = "Без раздела"
_MOST_LINES = 100_000  # the largest issues have some hundreds of lines
_MOST_ENTRIES = 1_000  # and some dozens of entries
_LEAST_FIELDS = 2  # of an entry; with fewer the document is not a known digest
_FIELD_NAMES = {
    Label.HEAD: "Глава региона", Label.DIRECTION: "Направление", Label.SUBCATEGORY: "Подкатегория",
    Label.DESCRIPTION: "Описание", Label.TITLE: "Название", Label.REGION: "Регион",
    Label.RESULTS: "Результаты", Label.STAGE: "Стадия", Label.LINK: "Подробнее",
}


@dataclass(slots=True)
class _Raw:
    """The fields of an entry in order, then the lines before the next label."""

    fields: dict[Label, list[Line]] = field(default_factory=dict)
    last: Label = Label.TITLE
    tail: list[Line] = field(default_factory=list)
    acting: bool = False
    glued: list[tuple[Label, Line]] = field(default_factory=list)

    def takes(self, label: Label) -> bool:
        """Whether a field with this label belongs to this entry and not to the next one."""
        if label is Label.TITLE or label in self.fields:
            return False
        if label > Label.DESCRIPTION:
            return True
        return Label.DESCRIPTION not in self.fields and not (self.tail and label < self.last)


def read_digest(
    document: SourceDocument, regions: RegionNames, sections: Iterable[str] = (), series: Iterable[str] = ()
) -> DigestLayout:
    """The digest of a document, with all doubts about it.

    ``sections`` and ``series`` are titles in issues of the base. If there are no entries, the layout
    has a fatal doubt.
    """
    lines = list(without_tables(document.blocks))
    if len(lines) > _MOST_LINES:
        return DigestLayout(doubts=[_too_many(f"строк {len(lines)}", _MOST_LINES, lines[_MOST_LINES].place)])
    tidied = tidy(lines)
    return _Reader(regions, tidied).read(sections, series)


class _Reader:
    def __init__(self, regions: RegionNames, tidied: Tidied) -> None:
        self.regions = regions
        self.lines = tidied.lines
        self.document_words = words_of(tidied.lines)
        self.layout = DigestLayout(words=self.document_words)
        self.healed = 0
        self.removed = tidied.removed

    def read(self, sections: Iterable[str], series: Iterable[str]) -> DigestLayout:
        layout = self.layout
        front, entries = _gather(pieces(self.lines))
        if not any(len(raw.fields) >= _LEAST_FIELDS for raw in entries):
            layout.doubts.append(_not_a_digest(self.lines[0].place if self.lines else Place(1, "начало документа")))
            return layout
        if len(entries) > _MOST_ENTRIES:
            place = next(iter(entries[_MOST_ENTRIES].fields.values()))[0].place
            layout.doubts.append(_too_many(f"записей {len(entries)}", _MOST_ENTRIES, place))
            return layout
        expected, body = Front(self.regions, sections, series, self.document_words).read(front, layout)
        layout.doubts += front_doubts(layout, self.lines[0])
        divider = TailDivider(self.regions, expected, self.document_words)
        before = self._body(front, body)
        tail = self._section_only(divider, before) if Label.TITLE in entries[0].fields else divider.divide(before)
        for number, raw in enumerate(entries):
            following = entries[number + 1] if number + 1 < len(entries) else None
            self._continue_field(raw, following)
            after = Tail(tuple(raw.tail), (), (), True)
            if following is not None and Label.TITLE not in following.fields:
                after = divider.divide(raw.tail) if raw.tail else self._from_field(divider, raw)
            elif following is not None:
                after = self._section_only(divider, raw.tail)
            self._entry(raw, tail, after.own)
            tail = after
        self._report_tidying()
        return layout

    def _body(self, front: Sequence[Line], start: int) -> Sequence[Line]:
        """Lines before the first label that do not belong to the front."""
        if start < len(front):
            return front[start:]
        layout = self.layout
        texts = [*layout.top, *(item.text for item in layout.contents)]
        used = {text.place for text in (layout.series, layout.week and layout.week.written, *texts) if text}
        last = max((i for i, line in enumerate(front) if line.place in used or is_mark(line.text)), default=-1)
        return front[last + 1 :] or front[-1:]

    def _from_field(self, divider: TailDivider, raw: _Raw) -> Tail:
        """The next title is on the same line as the last field."""
        lines = raw.fields[raw.last]
        found = divider.cut_off(lines[-1]) if lines else None
        if found is None:
            return Tail((), (), (), False)
        lines[-1] = found.own[0]
        return replace(found, own=())

    def _section_only(self, divider: TailDivider, lines: Sequence[Line]) -> Tail:
        """The next title has a label of its own (in a table), so only the title of a section may be before it."""
        if not lines:
            return Tail((), (), (), True)
        count = divider.section_lines(lines)
        return Tail(tuple(lines[: len(lines) - count]), tuple(lines[len(lines) - count :]), (), True)

    def _continue_field(self, raw: _Raw, following: _Raw | None) -> None:
        """Append to the last field the lines of the tail that belong to it: broken lines, a value below its label."""
        if raw.last in (Label.DESCRIPTION, Label.RESULTS):
            return
        kept = 1 if following is not None and Label.TITLE not in following.fields else 0
        value = raw.fields[raw.last]
        taken = 0
        for line in raw.tail[: len(raw.tail) - kept]:
            said = next((before.text for before in reversed(value) if before.text), "")
            if said and line.opens and not line.text[0].islower() and not said.endswith((",", "-")):
                break
            value.append(line)
            taken += 1
        raw.tail = raw.tail[taken:]

    def _entry(self, raw: _Raw, before: Tail, own: Sequence[Line]) -> None:
        entry = Entry(self._title(raw, before))
        if before.section or not self.layout.sections:
            self._open_section(before.section, entry.title, before.section_sure)
        entry.region = self._field(raw, Label.REGION)
        entry.head, entry.acting = self._field(raw, Label.HEAD), raw.acting
        entry.direction = self._field(raw, Label.DIRECTION)
        entry.subcategories = self._field(raw, Label.SUBCATEGORY)
        entry.stage = self._field(raw, Label.STAGE)
        entry.results, in_words = self._results(raw, own if raw.last is Label.RESULTS else ())
        more = own if raw.last not in (Label.RESULTS, Label.LINK) else ()
        entry.description = self._description(raw, [*in_words, *more], entry)
        for label, line in raw.glued:
            entry.mended.append(f"Поле «{_FIELD_NAMES[label]}» слилось с предыдущим в один абзац; запись разделила их.")
            self.layout.doubts.append(
                Doubt(
                    "glued-fields", f"«{_FIELD_NAMES[label]}» стоит в одном абзаце с предыдущим полем: {_quote(entry.title.text)}",
                    line.place, "поля разделены; проверьте границу",
                )
            )
        if before.glued:
            entry.mended.append("Название слилось с описанием предыдущей практики; запись разделила их.")
        if not before.sure and Label.TITLE not in raw.fields:
            self.layout.doubts.append(
                Doubt("title-unsure", f"не ясно, где начинается название {_quote(entry.title.text)}", entry.title.place, "сверьте название с источником")
            )
        self.layout.sections[-1].entries.append(entry)

    def _title(self, raw: _Raw, before: Tail) -> Text:
        if Label.TITLE in raw.fields:
            lines: Sequence[Line] = raw.fields[Label.TITLE]
        else:
            lines = before.title
        text = without_number(title_text([line.text for line in lines], self.document_words, self.regions)).strip()
        if lines and name_key(text):
            return Text(text, lines[0].place)
        return Text("", next(iter(raw.fields.values()))[0].place)

    def _open_section(self, lines: Sequence[Line], title: Text, sure: bool) -> None:
        text = without_number(joined([line.text for line in lines], self.document_words)).strip(" .")
        if text:
            self.layout.sections.append(Section(Text(text, lines[0].place)))
            if not sure:
                self.layout.doubts.append(
                    Doubt("section-unsure", f"за название раздела принята строка {_quote(text)}", lines[0].place, "сверьте разделы с источником")
                )
            return
        self.layout.sections.append(Section(Text(NO_SECTION, title.place)))
        self.layout.doubts.append(
            Doubt("no-section", "первая запись стоит вне разделов", title.place, f"раздел назван «{NO_SECTION}»: впишите название")
        )

    def _field(self, raw: _Raw, label: Label) -> Text | None:
        lines = raw.fields.get(label)
        if not lines:
            return None
        text = joined([line.text for line in lines if line.text], self.document_words).strip()
        return Text(text, lines[0].place) if name_key(text) else None

    def _description(self, raw: _Raw, own: Sequence[Line], entry: Entry) -> Text | None:
        labelled = raw.fields.get(Label.DESCRIPTION, [])
        lines = [line for line in (*labelled, *own) if line.text]
        if not lines:
            return None
        if not labelled:
            self.layout.doubts.append(
                Doubt("no-description-label", f"у {_quote(entry.title.text)} нет слова «Описание», за описание принят текст после полей", lines[0].place, "проверьте, где начинается описание")
            )
        text, healed = paragraphs(lines, self.document_words)
        self.healed += healed
        if text and not is_closed(text):
            self.layout.doubts.append(
                Doubt("text-cut", f"описание {_quote(entry.title.text)} кончается без точки: «…{text[-40:]}»", lines[-1].place, "проверьте, не обрезан ли текст")
            )
        return Text(text, lines[0].place) if name_key(text) else None

    def _results(self, raw: _Raw, own: Sequence[Line]) -> tuple[list[Text], list[Line]]:
        """Figures listed below «Результаты:»; prose there is returned as lines of the description."""
        labelled = raw.fields.get(Label.RESULTS)
        if not labelled:
            return [], []
        lines = [*labelled[1:], *own]
        items = self._items(lines)
        if all(any(c.isdigit() for c in item.text) for item in items):
            return [Text(item.text, item.place) for item in items], []
        return [], [replace(labelled[0], text=f"{_FIELD_NAMES[Label.RESULTS]}:"), *lines]

    def _items(self, lines: Sequence[Line]) -> list[Line]:
        """Items of a list, with broken lines joined."""
        items: list[list[Line]] = []
        for line in (line for line in lines if line.text):
            text = line.text.lstrip("•-–— ")
            if items and not line.opens and text == line.text:
                items[-1].append(line)
            else:
                items.append([replace(line, text=text)])
        return [replace(item[0], text=joined([line.text for line in item], self.document_words)) for item in items]

    def _report_tidying(self) -> None:
        removed = dict(self.removed)
        if self.healed:
            removed["разорванных абзацев"] = self.healed
        said = ", ".join(f"{word} – {count}" for word, count in sorted(removed.items()) if count)
        if said:
            self.layout.doubts.append(Doubt("text-tidied", f"текст почищен: {said}", self.lines[0].place, "ничего делать не нужно"))


def _gather(found: Iterable[Piece]) -> tuple[list[Line], list[_Raw]]:
    """Lines before the first label, and the entries, divided by labels."""
    front: list[Line] = []
    entries: list[_Raw] = []
    for piece in found:
        if piece.label is None:
            (entries[-1].tail if entries else front).append(piece.line)
            continue
        if not entries or not entries[-1].takes(piece.label):
            entries.append(_Raw())
        raw = entries[-1]
        if raw.tail:  # a field after a text that belongs to the field before it
            raw.fields[raw.last] += raw.tail
            raw.tail = []
        raw.fields[piece.label] = [piece.line]
        raw.last = piece.label
        raw.acting = raw.acting or piece.acting
        if piece.glued:
            raw.glued.append((piece.label, piece.line))
    return front, entries


def _not_a_digest(place: Place) -> Doubt:
    return Doubt(
        "not-a-digest", "в документе не видно ни одной записи дайджеста", place,
        "проверьте, тот ли это файл: у записи дайджеста есть название с регионом и строки «Глава региона: …», «Направление: …», «Подкатегория: …», «Описание. …»; текст об одной практике примет smarteka new practice --from ФАЙЛ",
        fatal=True,
    )


def _too_many(what: str, most: int, place: Place) -> Doubt:
    return Doubt(
        "not-one-issue", f"{what}, а в выпуске их не бывает больше {most}", place, "проверьте, один ли это выпуск", fatal=True,
    )


def _quote(text: str) -> str:
    return f"«{text[:70]}…»" if len(text) > 70 else f"«{text}»"
