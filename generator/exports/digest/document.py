"""An issue of the digest as every writer gets it: facts chosen, dates and plurals in words, no markup.

Addresses are full web addresses of pages of the site, or empty where nobody knows the site's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.wording.blocks import Block

Field = tuple[str, str]  # label and value: «Глава региона», «Николай Любимов»


@dataclass(frozen=True, slots=True)
class TopPlace:
    place: int
    title: str
    regions: str
    summary: str
    address: str
    anchor: str  # of its first entry


@dataclass(frozen=True, slots=True)
class Entry:
    """A practice in a section. ``anchor`` is unique in the issue and the same as on the issue's page.

    ``fields`` stand above the description: head, direction, subcategories; what is unknown is left
    out. ``text`` tells problem and solution, ``results`` are figures with plan or fact and period.
    """

    anchor: str
    title: str
    regions: str  # joined by commas; empty where the source names none
    fields: tuple[Field, ...]
    summary: str
    text: tuple[Block, ...]
    results: tuple[str, ...]
    stage: str  # «пилот, ноябрь 2021», with what a check found and the day of the next one
    announced: bool  # a promise that nobody has seen come true
    address: str
    place: int | None  # in the TOP-5
    seen_in: str  # heading of the section where the practice stood before; short formats do not repeat it

    @property
    def heading(self) -> str:
        """«Станция здоровья в МФЦ, Московская область»"""
        return f"{self.title}, {self.regions}" if self.regions else self.title


@dataclass(frozen=True, slots=True)
class Section:
    number: int
    title: str
    anchor: str
    entries: tuple[Entry, ...]

    @property
    def heading(self) -> str:
        return f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class DigestDocument:
    """The whole issue. ``day`` is its last one: the only date that files may carry."""

    id: str
    name: str  # file names begin with it: «monitoring-2021-w46»
    series: str
    dates: str  # «15–21 ноября 2021»
    week: str  # «2021-W46»
    day: date
    lead: str  # «22 практики из 18 регионов…»; says so if the issue is a draft
    top_title: str  # «ТОП-5 региональных практик»
    top: tuple[TopPlace, ...]
    sections: tuple[Section, ...]
    publisher: str  # name of the site
    address: str
    imprint: tuple[str, ...]  # who made it, from what, under which licence: a sentence each

    @property
    def title(self) -> str:
        return f"{self.series}, {self.dates}"
