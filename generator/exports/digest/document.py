"""An issue of the digest as the input of writers: dates and plurals as Russian text, no markup.

Addresses are absolute URLs of pages of the site, or empty if the address of the site is unknown.
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
    """A practice in a section. ``anchor`` is unique in the issue and the same as on the page of the issue.

    ``fields`` are known facts above the description: head, direction, subcategories. ``text`` is problem and
    solution, ``results`` are figures with plan or fact and period.
    """

    anchor: str
    title: str
    regions: str  # separated by commas; empty if the source names none
    fields: tuple[Field, ...]
    summary: str
    text: tuple[Block, ...]
    results: tuple[str, ...]
    stage: str  # «пилот, ноябрь 2021», with the result of the last check and the day of the next one
    announced: bool  # announced, without a confirmed outcome
    address: str
    place: int | None  # in the TOP-5
    seen_in: str  # heading of an earlier section with the practice, else empty; short formats do not repeat it

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
    """The whole issue. ``day`` is its last day, the only date used in files, so that they are reproducible."""

    id: str
    name: str  # prefix of file names: «monitoring-2021-w46»
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
    imprint: tuple[str, ...]  # sentences about publisher, sources and licence

    @property
    def title(self) -> str:
        return f"{self.series}, {self.dates}"
