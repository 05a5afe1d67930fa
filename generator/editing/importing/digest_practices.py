"""Entries of a digest → its practices, with resolved names; entries in several sections are merged."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.scalars import RegionId
from generator.model.vocabulary import DirectionFamily
from generator.wording.name_key import name_key

from .digest_layout import DigestLayout, Entry, Text
from .documents import Place
from .doubting import Doubt
from .heads import NamedHead, read_heads
from .prose import lost_hyphens
from .region_names import NamedRegion, RegionNames
from .vocabulary_names import NamedWord, Vocabulary

_SAME_TITLE = 92  # of 100: minimum similarity of titles of the same practice, within a region and an issue
_SAME_TEXT = 90
_LEAST_TEXT = 100  # characters; shorter texts may be equal by chance
_LONGEST_TITLE = 400


@dataclass(slots=True)
class FoundPractice:
    """A practice as given by the document, with names resolved as far as the base has them."""

    title: str
    place: Place
    regions: tuple[NamedRegion, ...]
    heads: list[NamedHead]
    direction: NamedWord | None
    subcategories: list[NamedWord]
    description: Text | None
    results: list[Text] = field(default_factory=list)
    stage: Text | None = None
    sections: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)  # for the notes of the record
    repeated_alike: bool = True
    known: Practice | None = None  # the same practice in the base
    id: str = ""
    title_key: str = ""
    text_key: str = ""

    def __post_init__(self) -> None:
        self.title_key, self.text_key = name_key(self.title), name_key(self.text)

    @property
    def region_ids(self) -> tuple[RegionId, ...]:
        found = (region.id or region.guess for region in self.regions)
        return tuple(dict.fromkeys(id for id in found if id))

    @property
    def text(self) -> str:
        return self.description.text if self.description else ""


@dataclass(frozen=True, slots=True)
class PlacedPractice:
    """A practice in one section of the issue, with the heads named there."""

    practice: FoundPractice
    heads: tuple[NamedHead, ...]
    place: Place


@dataclass(slots=True)
class FoundSection:
    title: str
    entries: list[PlacedPractice] = field(default_factory=list)


class PracticeReader:
    """Resolves the entries of one digest; collects its doubts."""

    def __init__(self, base: KnowledgeBase, layout: DigestLayout, regions: RegionNames) -> None:
        self.layout = layout
        self.regions = regions
        # Directions of the digest first: another family may have the same title.
        ordered = sorted(base.directions.values(), key=lambda d: d.family is not DirectionFamily.MONITORING)
        self.directions = Vocabulary({d.id: d.title for d in ordered})
        self.subcategories = Vocabulary({s.id: s.title for s in base.subcategories.values()})
        self.variants = _title_variants(layout, regions)
        self.doubts: list[Doubt] = []
        self.practices: list[FoundPractice] = []

    def sections(self) -> list[FoundSection]:
        """Sections in order, without duplicates within a section."""
        found = []
        for section in self.layout.sections:
            title = self._mended(section.title.text, [], section.title.place)[:_LONGEST_TITLE]
            placed = FoundSection(title)
            for entry in section.entries:
                practice, heads = self._practice(entry)
                if any(other.practice is practice for other in placed.entries):
                    self._doubt("entry-twice", f"{_quote(practice.title)} стоит в разделе «{title}» дважды", entry.title.place, "повтор пропущен")
                    continue
                practice.sections.append(title)
                placed.entries.append(PlacedPractice(practice, tuple(heads), entry.title.place))
            if placed.entries:
                found.append(placed)
        return found

    def _doubt(self, code: str, message: str, place: Place, hint: str = "") -> None:
        self.doubts.append(Doubt(code, message, place, hint))

    def _practice(self, entry: Entry) -> tuple[FoundPractice, list[NamedHead]]:
        found = self.read(entry)
        for other in self.practices:
            if _is_same(found, other):
                self._merge(found, other, entry)
                return other, found.heads
        self.report(found)
        self.practices.append(found)
        return found, found.heads

    def read(self, entry: Entry) -> FoundPractice:
        """One entry, with names resolved."""
        mended = list(entry.mended)
        split = self.regions.split_title(entry.title.text)
        regions = self.regions.named(entry.region.text) if entry.region else split.regions
        title = split.title if not entry.region or split.regions else entry.title.text
        title = self._mended_title(title, mended, entry)
        heads = read_heads(entry.head.text, entry.acting, regions, self.regions) if entry.head else []
        words = self.subcategories.listed(entry.subcategories.text) if entry.subcategories else []
        description = entry.description
        if description:
            description = Text(self._mended(description.text, mended, description.place), description.place)
        return FoundPractice(
            title, entry.title.place, regions, heads,
            self.directions.named(entry.direction.text) if entry.direction else None,
            words, description, entry.results, entry.stage, mended=mended,
        )

    def _mended_title(self, title: str, mended: list[str], entry: Entry) -> str:
        if not title:
            self._doubt("no-title", "у записи нет названия", entry.title.place, "впишите название из источника")
            return f"Без названия ({entry.title.place.words})"
        variant = self.variants.get(name_key(title))
        if variant and variant != title and _without_hyphens(variant) == _without_hyphens(title) and variant.count("-") > title.count("-"):
            mended.append(f"В названии потерян дефис ({_quote(title)}); запись вернула его по оглавлению.")
            self._doubt("hyphen-lost", f"в названии {_quote(title)} потерян дефис, по оглавлению: {_quote(variant)}", entry.title.place, "дефис возвращён")
            title = variant
        title = self._mended(title, mended, entry.title.place)
        if len(title) > _LONGEST_TITLE:
            self._doubt("title-too-long", f"название длиннее {_LONGEST_TITLE} знаков: {_quote(title)}", entry.title.place, "название обрезано; впишите его из источника")
            title = f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
        return title

    def _mended(self, text: str, mended: list[str], place: Place) -> str:
        for lost in lost_hyphens(text, self.layout.words):
            if lost.sure:
                text = text.replace(lost.word, lost.mended)
                mended.append(f"В слове «{lost.word}» потерян дефис; запись вернула его: «{lost.mended}».")
                self._doubt("hyphen-lost", f"в слове «{lost.word}» потерян дефис: «{lost.mended}»", place, "дефис возвращён; проверьте")
            else:
                self._doubt("words-joined", f"слово «{lost.word}» похоже на два слипшихся: «{lost.mended}»", place, "слово оставлено; исправьте сами")
        return text

    def report(self, found: FoundPractice) -> None:
        """Report facts of a practice that are missing in the document, and names that are unknown in the base."""
        name = _quote(found.title)
        if not found.regions:
            self._doubt("no-region", f"у {name} не назван регион", found.place, "впишите regions, если регион известен")
        for region in found.regions:
            if region.id:
                continue
            guess = f"принят «{self.regions.titles[region.guess]}»: проверьте" if region.guess else "впишите regions или дополните other_names региона"
            self._doubt("unknown-region", f"регион «{region.text}» не найден ({name})", found.place, guess)
        if not found.heads:
            self._doubt("no-head", f"у {name} не назван глава региона", found.place, "впишите heads в выпуск, если глава назван в источнике")
        for head in found.heads:
            if head.region is None:
                self._doubt("head-without-region", f"не ясно, главой какого региона назван «{head.name}» ({name})", found.place, "впишите heads в выпуск")
            elif head.odd:
                self._doubt("odd-name", f"«{head.name}» не похоже на имя и фамилию ({name})", found.place, "сверьте с источником")
        self._report_words(found, name)
        if not found.description:
            self._doubt("no-description", f"у {name} нет описания", found.place, "впишите solution из источника")

    def _report_words(self, found: FoundPractice, name: str) -> None:
        if found.direction is None:
            self._doubt("no-direction", f"у {name} не указано направление", found.place, "впишите direction, если оно известно")
        elif not found.direction.sure:
            self._doubt("unknown-direction", f"направления «{found.direction.text}» нет в словаре ({name})", found.place, _advice(found.direction))
        if not found.subcategories:
            self._doubt("no-subcategory", f"у {name} не указана подкатегория", found.place, "так бывает; впишите subcategories, если она известна")
        for word in found.subcategories:
            if word.id is None:
                self._doubt("unknown-subcategory", f"подкатегории «{word.text}» нет в словаре ({name})", found.place, _advice(word))
            elif word.glued:
                self._doubt("comma-lost", f"перед подкатегорией «{word.text}» потеряна запятая ({name})", found.place, "подкатегории разделены")
            elif not word.sure:
                self._doubt("unknown-subcategory", f"подкатегория «{word.text}» прочитана как «{word.nearest}» ({name})", found.place, "проверьте")

    def _merge(self, again: FoundPractice, first: FoundPractice, entry: Entry) -> None:
        """Merge an entry of a practice in a further section; differences are reported."""
        name = _quote(first.title)
        if again.text_key != first.text_key:
            first.repeated_alike = False
            longer = again if len(again.text) > len(first.text) else first
            self._doubt("texts-differ", f"описания {name} в двух разделах различаются", entry.title.place, f"взято более длинное ({longer.place.words})")
            first.description = longer.description
        if again.title_key != first.title_key:
            self._doubt("titles-differ", f"одна практика названа по-разному: {name} и {_quote(again.title)}", entry.title.place, "взято первое название; если это разные практики, разделите их")
        one, other = ({word.id or word.text for word in f.subcategories} for f in (again, first))
        if one != other or (again.direction and again.direction.id) != (first.direction and first.direction.id):
            self._doubt("entries-differ", f"у {name} в двух разделах разные направление или подкатегории", entry.title.place, "взяты указанные первыми")
        first.mended += [note for note in again.mended if note not in first.mended]


def _title_variants(layout: DigestLayout, regions: RegionNames) -> dict[str, str]:
    """Spellings of titles in contents and TOP-5; the one with more hyphens is preferred."""
    variants: dict[str, str] = {}
    texts = [*(item.text.text for item in layout.contents if not item.is_section), *(text.text for text in layout.top)]
    for text in texts:
        title = regions.split_title(text).title
        if title.count("-") >= variants.get(name_key(title), "").count("-"):
            variants[name_key(title)] = title
    return variants


def _without_hyphens(text: str) -> str:
    return text.replace("-", "")


def _is_same(one: FoundPractice, other: FoundPractice) -> bool:
    if set(one.region_ids) != set(other.region_ids):
        return False
    if one.title_key == other.title_key:
        return True
    same_text = one.text_key == other.text_key and len(one.text) >= _LEAST_TEXT
    if same_text or re.findall(r"\d+", one.title) != re.findall(r"\d+", other.title):
        return same_text
    alike = fuzz.ratio(one.title_key, other.title_key, score_cutoff=_SAME_TITLE) > 0
    return alike and fuzz.ratio(one.text[:2000], other.text[:2000], score_cutoff=_SAME_TEXT) > 0


def _advice(word: NamedWord) -> str:
    near = f"похоже на «{word.nearest}»; " if word.nearest else ""
    return f"{near}выберите другое слово или добавьте его в practices/taxonomy.yml"


def _quote(text: str) -> str:
    return f"«{text[:70]}…»" if len(text) > 70 else f"«{text}»"

