"""Names of regions in documents → regions of the base."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from generator.knowledge.base import KnowledgeBase
from generator.model.region import Region
from generator.model.scalars import RegionId
from generator.model.vocabulary import Synonyms

_SEPARATOR = re.compile(r"\s*[,;(]\s*|\s+[–—-]\s+|\s+и\s+")
_LIST = re.compile(r"\s*[,;/]\s*|\s+и\s+")
_PLURALS = {"области": "область", "края": "край", "республики": "республика", "округа": "округ", "города": "город"}
_SHORT = {
    "обл": "область", "респ": "республика", "ао": "автономный округ", "г": "город", "аобл": "автономная область",
}
_LIKE_A_REGION = re.compile(r"област|обл\.|\bкра[йя]\b|республик|респ\.|\bАО\b|автономн|\bокруг", re.IGNORECASE)
_LONGEST = 2_000  # characters; a longer text is not a title
_TYPING_SLIP = 88  # of 100: minimum similarity of a misspelt name
_LEAD = 4  # by how much it must be more similar than to the next region


@dataclass(frozen=True, slots=True)
class NamedRegion:
    """A region named in a text. ``id`` is None for an unknown name.

    ``guess`` is the region most likely meant by an unknown name.
    """

    text: str
    id: RegionId | None
    guess: RegionId | None = None


@dataclass(frozen=True, slots=True)
class TitleAndRegions:
    title: str
    regions: tuple[NamedRegion, ...]


@dataclass(frozen=True, slots=True)
class Town:
    """A town and its region, from the synonyms of search; ``leads``: it is the capital of the region."""

    name: str
    region: RegionId
    leads: bool


def towns(base: KnowledgeBase) -> tuple[Town, ...]:
    """Towns from the synonym groups that contain the title of a region, the capital first."""
    titles = {_folded(region.title): region.id for region in base.all(Region)}
    found: list[Town] = []
    for group in (group for record in base.all(Synonyms) for group in record.groups if group.related):
        regions = [id for word in group.words if (id := titles.get(_folded(word)))]
        others = [word for word in group.words if _folded(word) not in titles]
        if len(regions) == 1:
            found += [Town(word, regions[0], place == 0) for place, word in enumerate(others)]
    return tuple(found)


class RegionNames:
    """Titles and other names of the regions of a base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.titles = {region.id: region.title for region in base.all(Region)}
        self._by_name: dict[str, RegionId] = {}
        for region in base.all(Region):
            for name in (region.title, *region.other_names):
                self._by_name.setdefault(_folded(name), region.id)

    def find(self, name: str) -> RegionId | None:
        """The region with this name: «Ямало-Ненецкий АО», «Тульская обл.», «г. Москва», «Якутия»."""
        folded = _folded(name)
        if folded in self._by_name:
            return self._by_name[folded]
        first, _, rest = folded.partition(" ")
        return self._by_name.get(f"{rest} {first}") if rest else None  # «Республика Чувашская»

    def find_for_sure(self, base: KnowledgeBase, name: str) -> RegionId | None:
        """As ``find``, and by its capital: «Тула», «Казань». For answers only: in a document a town need not mean the region."""
        centres = {town.region for town in towns(base) if town.leads and _folded(town.name) == _folded(name)}
        return self.find(name) or (centres.pop() if len(centres) == 1 else None)

    def named(self, text: str) -> tuple[NamedRegion, ...]:
        """Regions of a list: «Рязанская и Тульская области», «Москва; Коми»; includes unknown names."""
        whole = self.find(text)
        if whole:
            return (NamedRegion(text.strip(), whole),)
        text = text[:_LONGEST]
        names = [_balanced(name.strip(" .")) for name in _LIST.split(text)]
        kind = next((_PLURALS[word] for word in re.findall(r"[а-яё]+", text.lower()) if word in _PLURALS), None)
        return tuple(self._named(name, kind) for name in names if name)

    def _named(self, name: str, kind: str | None) -> NamedRegion:
        """``kind`` is the common noun of the list: «область» of «Рязанская и Тульская области»."""
        singular = " ".join(_PLURALS.get(word.lower(), word) for word in name.split())
        tried = [name, singular]
        if kind:
            tried += [f"{singular} {kind}", f"{kind} {singular}"]
        found = next((id for t in tried if (id := self.find(t))), None)
        return NamedRegion(name, found, None if found else self._guess(singular))

    def _guess(self, name: str) -> RegionId | None:
        best = process.extract(_folded(name), list(self._by_name), scorer=fuzz.ratio, limit=8, score_cutoff=_TYPING_SLIP)
        if not best:
            return None
        id = self._by_name[best[0][0]]
        others = [score for other, score, _ in best if self._by_name[other] != id]
        return id if not others or best[0][1] - others[0] >= _LEAD else None

    def split_title(self, text: str) -> TitleAndRegions:
        """«Станция здоровья в МФЦ, Московская область» → title and regions.

        The regions are the longest end of the text that consists of names of regions; else an end that looks
        like one («Рязаньская обл.»), with a guess; else none.
        """
        text = text.strip().rstrip(".").rstrip()
        if len(text) > _LONGEST:
            return TitleAndRegions(text, ())
        starts = [(m.start(), m.end()) for m in _SEPARATOR.finditer(text)]
        best: TitleAndRegions | None = None
        for begin, end in reversed(starts[-12:]):
            regions = self.named(text[end:])
            if begin > 0 and regions and all(r.id for r in regions):
                best = TitleAndRegions(text[:begin].rstrip(" ,;"), regions)
        if best:
            return best
        if starts:
            begin, end = starts[-1]
            tail = text[end:].strip(" ()")
            regions = self.named(tail)
            if begin > 0 and len(tail) < 60 and (_LIKE_A_REGION.search(tail) or any(r.guess for r in regions)) and tail[0].isupper():
                return TitleAndRegions(text[:begin].rstrip(" ,;"), regions)
        return TitleAndRegions(text, ())

    def ends_with_region(self, text: str) -> bool:
        return any(region.id for region in self.split_title(text).regions)

def _balanced(name: str) -> str:
    """Without an unbalanced bracket: «Рязанская область)», but «Республика Саха (Якутия)»."""
    return name if name.count("(") == name.count(")") else name.strip("()")


def _folded(name: str) -> str:
    """Normalised: lower case, е for ё, one kind of dash, abbreviations expanded, no quotes and dots."""
    text = name.lower().replace("ё", "е")
    text = re.sub(r"[«»\"“”„().]", " ", text)
    text = re.sub(r"\s*[–—-]\s*", "-", text)
    return " ".join(_SHORT.get(word, word) for word in text.split())


def title_names(title: str, name: str) -> float:
    """Of 100: similarity of a region's name, in any case, to the most similar sequence of as many words of a title."""
    words, wanted = re.findall(r"[\w-]+", title.lower().replace("ё", "е")), re.findall(r"[\w-]+", name.lower().replace("ё", "е"))
    if not wanted:
        return 0
    runs = (words[i : i + len(wanted)] for i in range(len(words) - len(wanted) + 1))
    return max((min(_same_word(a, b) for a, b in zip(run, wanted, strict=True)) for run in runs), default=0)


def _same_word(one: str, other: str) -> float:
    """Similarity of words that may differ in their ending; short ones must be equal."""
    short = min(len(one), len(other))
    if short < 4:
        return 100.0 if one == other else 0.0
    stem = len(other) - (3 if len(other) > 6 else 2)
    return fuzz.ratio(one[:stem], other[:stem]) if one[:3] == other[:3] else 0.0
