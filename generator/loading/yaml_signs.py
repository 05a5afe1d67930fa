"""Characters, scalars and locations in YAML texts: shared by the readers and the checks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from generator.model.diagnostic import Location

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
SHOWN = 60  # characters of a value quoted in a message

Path = tuple[str | int, ...]

QUOTED = frozenset("'\"|>")
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NULLS = frozenset(("null", "~", ""))

# Forbidden invisible characters: control characters, a byte order mark inside the text, line breaks that
# only YAML counts (U+0085, U+2028, U+2029: every position after them would be wrong), fillers and tags, and
# bidirectional controls, with which a text reads differently to a reviewer than to a program. Leftovers of
# pasting (soft hyphens, zero-width spaces) only give a warning.
INVISIBLE = re.compile(
    "[^\t\n -~\xa0-\u061b\u061d-\u115e\u1161-\u180d\u180f-\u2027\u202f-\u2064\u2070-\u3163"
    "\u3165-\ud7ff\ue000-\ufefe\uff00-\uff9f\uffa1-\ufff8\ufffc-\ufffd\U00010000-\U0001d172\U0001d17b-\U000dffff\U000f0000-\U0010ffff]"
)
ODD_BLANKS = "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces that YAML does not treat as whitespace: they come with text from Word, a browser or a messenger."""
# A possible anchor, alias or tag; a false positive only costs a second parse.
_MARKS = re.compile(r"[&*!](?<![^\s\[{,:?].)(?:(?<=!)|(?=[0-9A-Za-z_-]))")
# Block collections start at the beginning of a line, at most two in a column. If none starts at
# column 20 or beyond, 20 columns and 19 brackets stay within MAX_DEPTH.
_FEW_OPENERS = 20
_DEEP_BLOCK = re.compile(rf"^[ ?:-]{{{_FEW_OPENERS}}}", re.MULTILINE)


class StrictLoader(yaml.CSafeLoader):
    """Parses events and composes nodes; never constructs objects.

    Does not resolve tags, which would be a third of the time of composing: scalars follow our own rules (``plain_value``).
    """

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


def plain_value(text: str) -> Any:
    """The value of an unquoted scalar: None, a bool, an int, an exact Decimal, or text."""
    if text in _NULLS:
        return None
    first = text[0]
    if first in "-0123456789":
        if _INT.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
    elif first == "t" and text == "true":
        return True
    elif first == "f" and text == "false":
        return False
    return text


def may_have_marks(text: str) -> bool:
    """Whether the text may contain anchors, aliases, tags or deep nesting; False is certain."""
    openers = text.count("[") + text.count("{")
    return openers >= _FEW_OPENERS or bool(_DEEP_BLOCK.search(text) or _MARKS.search(text))


def shown(text: str) -> str:
    """A text as quoted in a message: on one line, cut to ``SHOWN`` characters."""
    text = " ".join(text.split())
    return f"{text[:SHOWN]}…" if len(text) > SHOWN else text


def first_invisible(text: str) -> str | None:
    """The first character that no record may contain; None if there is none."""
    match = INVISIBLE.search(text)
    return match.group() if match else None


def newlines(text: str) -> str:
    """Normalise the line ends of Windows and old Macs to ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def place_of(text: str, index: int, path: str) -> Location:
    """Line and column, from 1, of the character at ``index``."""
    line_start = text.rfind("\n", 0, index) + 1
    return Location(path, text.count("\n", 0, index) + 1, index - line_start + 1)


def at_mark(mark: Any, path: str) -> Location:
    """A mark of PyYAML or libyaml (they have no common type) as a location."""
    return Location(path, mark.line + 1, mark.column + 1)


def inside(mark: Any, text: str, path: str) -> Location:
    """The same for a mark that may be at the end of the file, where libyaml counts one line too many."""
    return place_of(text, min(mark.index, len(text.rstrip())), path)
