"""The formats of a road map, and the files of the blank form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.analysis.form import Form
from generator.analysis.roadmap_form import Names, blank_form, form, names_of, table
from generator.exports.export_file import ExportFile
from generator.exports.form_word import write_word
from generator.knowledge.base import KnowledgeBase
from generator.model.roadmap import Roadmap
from generator.wording.roadmaps import FORM

from .excel import write_excel

BLANK = "roadmaps/new/dorozhnaya-karta"  # path of the blank form on the site, without the suffix
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class FormFormat:
    """A format of the form; ``title`` is its name on the site."""

    name: str
    title: str
    write: Callable[[Form, str], bytes]


FORM_FORMATS = {
    f.name: f for f in (FormFormat("docx", "Word", write_word), FormFormat("xlsx", "Excel", write_excel))
}


@dataclass(frozen=True, slots=True)
class RoadmapFile:
    """A file beside the page of a road map."""

    format: FormFormat
    file: ExportFile


def roadmap_files(base: KnowledgeBase, roadmap: Roadmap) -> Iterator[RoadmapFile]:
    """The form of a road map for Word and Excel, below its page."""
    filled = form(roadmap, names_of(base, roadmap))
    for format in FORM_FORMATS.values():
        path = f"{base.registry.of(roadmap).address_of(roadmap)}{roadmap.id}.{format.name}"
        yield RoadmapFile(format, ExportFile(path, format.write(filled, roadmap.title)))


def blank_files() -> Iterator[ExportFile]:
    """The blank form, to be filled in by hand."""
    for format in FORM_FORMATS.values():
        yield ExportFile(f"{BLANK}.{format.name}", format.write(blank_form(), FORM["title"]))


def roadmap_csv(roadmap: Roadmap, names: Names) -> bytes:
    """The flat table for a Russian Excel: semicolons, every cell quoted, UTF-8 with BOM.

    A cell that a spreadsheet would take for a formula is prefixed with an apostrophe.
    """
    lines = (";".join(map(_quoted, row)) for row in table(roadmap, names))
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _quoted(text: str) -> str:
    kept = f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text
    return '"{}"'.format(kept.replace('"', '""'))


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(",", "", 1).isdigit()
