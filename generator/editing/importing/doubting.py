"""Doubts about an imported document, with their places, as diagnostics of the import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from generator.model.diagnostic import Location, error, warning

from .documents import Place
from .imported import Imported


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was corrected, guessed or missing, with its place in the document."""

    code: str
    message: str
    place: Place
    hint: str = ""
    fatal: bool = False  # an error: nothing can be written


class Placed(Protocol):
    """A document, or a table of one."""

    def location(self, place: Place) -> Location: ...


class Doubting:
    """Base class of steps of an import: adds doubts to the diagnostics of ``result``."""

    def __init__(self, document: Placed, result: Imported) -> None:
        self._document = document
        self._told = result

    def _report(self, doubts: Iterable[Doubt]) -> None:
        for doubt in doubts:
            self._doubt(doubt.code, doubt.message, doubt.place, doubt.hint, fatal=doubt.fatal)

    def _doubt(self, code: str, message: str, place: Place, hint: str = "", *related: Location, fatal: bool = False) -> None:
        make = error if fatal else warning
        self._told.places[place.number] = place.words
        self._told.diagnostics.append(make(code, message, self._document.location(place), hint, *related))
