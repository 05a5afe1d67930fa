"""A parsed digest: texts with their places in the document, names not resolved yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .documents import Place
from .doubting import Doubt


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the place of its beginning."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Week:
    """Days of an issue as written in the title line."""

    starts: date
    ends: date
    written: Text


@dataclass(slots=True)
class Entry:
    """One practice in one section. A missing field is None.

    ``region`` is a separate field only in some layouts; usually the title ends with the region.
    Paragraphs of ``description`` are separated by blank lines.
    """

    title: Text
    region: Text | None = None
    head: Text | None = None
    acting: bool = False  # the label says «врио»
    direction: Text | None = None
    subcategories: Text | None = None
    description: Text | None = None
    results: list[Text] = field(default_factory=list)  # a list of figures with a label of its own
    stage: Text | None = None
    mended: list[str] = field(default_factory=list)  # corrections, in Russian, for the notes of the record


@dataclass(slots=True)
class Section:
    title: Text
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A line of the contents: the title of a section, or a practice with its region."""

    text: Text
    is_section: bool


@dataclass(slots=True)
class DigestLayout:
    series: Text | None = None
    week: Week | None = None
    top: list[Text] = field(default_factory=list)
    contents: list[ContentsItem] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    has_top: bool = False
    has_contents: bool = False
    words: frozenset[str] = frozenset()  # of the document, as ``tidying.words_of`` gives them

    @property
    def entries(self) -> list[Entry]:
        return [entry for section in self.sections for entry in section.entries]
