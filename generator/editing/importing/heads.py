"""«Глава региона: врио Иван Иванов» → names of heads, each with its region."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model.scalars import RegionId

from .region_names import NamedRegion, RegionNames

_ACTING = re.compile(
    r"\(?\b(?:врио|вр\.\s?и\.\s?о\.|и\.\s?о\.|врип|временно\s+исполняющ\w+\s+обязанности|исполняющ\w+\s+обязанности)(?![а-яё])\)?",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^(?:(?:губернатор\w*|глав[аы]|мэр\w*|президент\w*|руководител\w+|председател\w+|правительств\w+|регион\w+|области|края|республик\w|город\w*|округ\w*)\s+)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;]\s*(?![^()]*\))|\s+и\s+(?=[А-ЯЁ]|врио|и\.\s?о\.|губернатор|глав)|\n")
_LONGEST = 1_000  # characters of a field
_MOST = 12  # heads of an entry
_NAME = re.compile(r"[А-ЯЁA-Z][\w’'.-]*(?:\s+(?:[А-ЯЁA-Z][\w’'.-]*|оглы|кызы|аль)){1,3}")


@dataclass(frozen=True, slots=True)
class NamedHead:
    """``region`` is None if the text does not say whose head it is."""

    name: str
    acting: bool
    region: RegionId | None
    odd: bool = False  # does not look like a name


def read_heads(text: str, acting: bool, regions: tuple[NamedRegion, ...], names: RegionNames) -> list[NamedHead]:
    """Heads named in a field. ``acting``: its label contains «врио»; ``regions`` are those of the entry.

    A region in brackets or before a dash belongs to its head; else heads and regions are paired in
    order if there are equally many.
    """
    known = [region.id for region in regions if region.id]
    found: list[NamedHead] = []
    for part in _SPLIT.split(text[:_LONGEST])[:_MOST]:
        own, rest = _own_region(part.strip(" ."), names)
        is_acting = acting or _ACTING.search(rest) is not None
        name = _POST.sub("", _ACTING.sub(" ", rest).strip(" ,–—-()")).strip(" ,–—-()")
        name = " ".join(name.split())
        if name:
            found.append(NamedHead(name[:400], is_acting, own, _NAME.fullmatch(name) is None))
    if len(found) == len(regions):
        pairs = zip(found, regions, strict=True)
        return [NamedHead(h.name, h.acting, h.region or region.id, h.odd) for h, region in pairs]
    if len(known) == 1 and len(found) == 1:
        return [NamedHead(found[0].name, found[0].acting, found[0].region or known[0], found[0].odd)]
    return found


def _own_region(part: str, names: RegionNames) -> tuple[RegionId | None, str]:
    """«Иван Иванов (Тульская область)», «Тульская область – Иван Иванов» → region and the rest."""
    if match := re.fullmatch(r"(.+?)\s*\(([^()]+(?:\([^()]*\))?)\)", part):
        region = names.find(_ACTING.sub("", match[2]).strip(" ,;"))
        if region:
            return region, f"{match[1]} {' '.join(_ACTING.findall(match[2]))}"
    if match := re.fullmatch(r"(.+?)\s*(?:\s[–—-]\s|:)\s*(.+)", part):
        for region_text, rest in ((match[1], match[2]), (match[2], match[1])):
            region = names.find(region_text)
            if region:
                return region, rest
    return None, part
