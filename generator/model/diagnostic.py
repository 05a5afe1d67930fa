"""Diagnostics: problems of the content as values. The console formats them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in the content: path relative to the root, POSIX separators.

    Line and column are 1-based; the column counts characters, not bytes.
    """

    path: str
    line: int = 1
    column: int = 1

    def values(self) -> dict[str, Any]:
        return {"path": self.path, "line": self.line, "column": self.column}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of the content."""

    code: str  # stable and documented: "unknown-reference"
    severity: Severity  # ERROR stops the build, WARNING does not
    message: str  # Russian; names the field and the value
    location: Location
    hint: str = ""  # «возможно, «tulskaya-oblast»?»
    related: tuple[Location, ...] = ()
    # If a reference gives a name instead of an id: the kind of the record and the name, so that ``knowledge`` can add the id to the hint.
    names_kind: str = field(default="", compare=False, repr=False)
    names_text: str = field(default="", compare=False, repr=False)

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        return (self.location, self.code, self.message)

    def values(self) -> dict[str, Any]:
        """The object that ``--format json`` of every command prints."""
        return {
            "code": self.code, "severity": self.severity.value, "message": self.message, **self.location.values(), "hint": self.hint,
            "related": [place.values() for place in self.related],
        }


def error(
    code: str, message: str, location: Location, hint: str = "", *related: Location
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, location, hint, related)


def warning(
    code: str, message: str, location: Location, hint: str = "", *related: Location
) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, location, hint, related)
