"""Consistency of an issue: its TOP-5 and table of contents must name the practices of its sections."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from generator.wording.name_key import name_key

from .digest_layout import DigestLayout, Text
from .digest_practices import FoundPractice, FoundSection
from .documents import Place, SourceDocument
from .doubting import Doubting
from .imported import Imported
from .region_names import RegionNames

_ALIKE = 88  # of 100: minimum similarity of a title in TOP-5 or contents to that of an entry


class NamedTwice(Doubting):
    def __init__(self, regions: RegionNames, document: SourceDocument, result: Imported) -> None:
        super().__init__(document, result)
        self._regions = regions

    def top(self, layout: DigestLayout, practices: list[FoundPractice]) -> list[FoundPractice]:
        """The practices of the TOP-5, in its order."""
        top: list[FoundPractice] = []
        for text in layout.top:
            practice = self._named(text, practices)
            if practice is None:
                self._doubt("top-unknown", f"практики «{text.text}» из ТОП-5 нет в разделах", text.place, "впишите её в раздел выпуска или уберите из top")
            elif practice in top:
                self._doubt("top-twice", f"«{practice.title}» стоит в ТОП-5 дважды", text.place, "повтор пропущен; впишите недостающую")
            else:
                top.append(practice)
        if layout.has_top and len(top) != 5:
            place = layout.top[0].place if layout.top else Place(1, "начало документа")
            self._doubt("top-five", f"в ТОП-5 прочитано {len(top)} из 5", place, "дополните поле top выпуска до пяти")
        return top

    def _named(self, text: Text, practices: list[FoundPractice]) -> FoundPractice | None:
        """The practice named by a line of the TOP-5 or of the contents."""
        split = self._regions.split_title(text.text)
        wanted = name_key(split.title)
        regions = {region.id or region.guess for region in split.regions} - {None}
        choices = [p for p in practices if not regions or not p.region_ids or not regions.isdisjoint(p.region_ids)]
        for practice in choices:
            if practice.title_key == wanted:
                return practice
        found = process.extractOne(wanted, [p.title_key for p in choices], scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is None:
            return None
        self._doubt("title-differs", f"«{split.title}» прочитано как «{choices[found[2]].title}»", text.place, "сверьте названия")
        return choices[found[2]]

    def compare(self, layout: DigestLayout, sections: list[FoundSection], practices: list[FoundPractice]) -> None:
        """Report practices that are only in the contents or only in the sections: one may have been lost."""
        named: dict[int, FoundPractice] = {}
        for item in layout.contents:
            if item.is_section:
                if name_key(item.text.text) not in {name_key(section.title) for section in sections}:
                    self._doubt("section-missing", f"раздел «{item.text.text}» есть в оглавлении, а в тексте не найден", item.text.place, "проверьте границы разделов")
            else:
                practice = self._named(item.text, practices)
                if practice is None:
                    self._doubt("entry-missing", f"«{item.text.text}» есть в оглавлении, а в тексте не найдена", item.text.place, "проверьте, не потеряна ли запись")
                else:
                    named[id(practice)] = practice
        if layout.has_contents and layout.contents:
            for practice in practices:
                if id(practice) not in named:
                    self._doubt("not-in-contents", f"«{practice.title}» нет в оглавлении", practice.place, "проверьте границы названия")
