"""Plain values → YAML text in the one form of the house, which the strict reader reads back equal.

Blocks, two spaces a level, and brackets where they are asked for; texts stand plain where they cannot be taken for anything else,
long ones folded (``>-``), texts of several short lines literal (``|``), the rest in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.loading.yaml_signs import Path, first_invisible
from generator.model.common import Record

from .record_values import record_values
from .yaml_scalars import WIDTH, is_plain, key_text, quoted, scalar_lines

_STEP = "  "


@dataclass(frozen=True, slots=True)
class Comments:
    """What stands beside the values, by the path of a value: ``("results", 0, "unit")``.

    ``above`` and ``below`` are lines of their own, kept as given (no line breaks inside);
    ``beside`` ends the line of the value; ``top`` opens the file. ``flow`` are lists and mappings to be
    written in brackets: ``[a, b]``; those that hold a comment or, unless they are lists of simple values,
    do not fit in the line become blocks all the same.
    """

    top: Sequence[str] = ()
    above: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    beside: Mapping[Path, str] = field(default_factory=dict)
    below: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    flow: Collection[Path] = ()

    def inside(self, path: Path) -> bool:
        """Whether a comment stands within the collection at ``path``."""
        return any(p[: len(path)] == path and p != path for kind in (self.above, self.beside, self.below) for p in kind)


NO_COMMENTS = Comments()


def to_yaml(values: Mapping[str, Any], comments: Comments = NO_COMMENTS) -> str:
    """A mapping of texts, numbers, days, lists and mappings as a YAML document.

    Raises ValueError for what a record file cannot hold: invisible signs, numbers that the reader
    would take for text, other types.
    """
    lines = [*_comment_lines(comments.top), *_mapping(values, (), 0, comments)]
    return "\n".join(lines) + "\n" if lines else "{}\n"


def record_yaml(record: Record) -> str:
    """A record in its canonical form: fields in their order, defaults left out."""
    return to_yaml(record_values(record))


def commented(values: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Lines of YAML to be offered in a comment: taking the comment marks off makes them valid."""
    return [f"{' ' * indent}{line}" for line in _mapping(values, (), indent, NO_COMMENTS)]


def _mapping(values: Mapping[str, Any], path: Path, indent: int, comments: Comments) -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        here = (*path, key)
        lines += _comment_lines(comments.above.get(here, ()))
        lines += _entry(f"{key_text(key)}:", value, here, indent, comments)
        lines += _comment_lines(comments.below.get(here, ()))
    return lines


def _sequence(values: Sequence[Any], path: Path, indent: int, comments: Comments) -> list[str]:
    lines: list[str] = []
    for number, value in enumerate(values):
        here = (*path, number)
        lines += _comment_lines(comments.above.get(here, ()))
        block = [] if _flow(value, here, indent + 2, indent, comments) else _block(value, here, indent + 2, comments)
        if block:  # a mapping or a list begins in the line of the dash
            if here in comments.beside:
                lines += _comment_lines([comments.beside[here]])
            first = next(i for i, line in enumerate(block) if not line.startswith("#"))
            lines += block[:first]
            lines += [f"- {block[first]}", *_indented(block[first + 1 :])]
        else:
            lines += _entry("-", value, here, indent, comments)
        lines += _comment_lines(comments.below.get(here, ()))
    return lines


def _block(value: Any, path: Path, indent: int, comments: Comments) -> list[str]:
    """Lines of a collection that is not empty; nothing for other values."""
    if isinstance(value, Mapping):
        return _mapping(value, path, indent, comments)
    if isinstance(value, list | tuple):
        return _sequence(value, path, indent, comments)
    return []


def _entry(head: str, value: Any, path: Path, indent: int, comments: Comments) -> list[str]:
    """``head`` is «key:» or «-»; the value follows in its line or below it."""
    beside = f"  # {_one_line(comments.beside[path])}" if path in comments.beside else ""
    column = indent + len(head) + 1
    if flow := _flow(value, path, column, indent, comments):
        *lines, last = [f"{head} {flow[0]}", *_indented(flow[1:])]
        return [*lines, f"{last}{beside}"]
    if block := _block(value, path, indent + 2, comments):
        return [f"{head}{beside}", *_indented(block)]
    first, *rest = scalar_lines(value, column, indent + 2)
    if beside and isinstance(value, str) and first == value and " " in value:
        first = quoted(value)  # else the comment would look like the end of the text, and the check would ask about it
    return [f"{head} {first}{beside}" if first else f"{head}{beside}", *_indented(rest)]


def _flow(value: Any, path: Path, column: int, indent: int, comments: Comments) -> list[str]:
    """Lines of a collection in brackets that begins at ``column``; nothing where it has to be a block."""
    if path not in comments.flow or not value or not isinstance(value, Mapping | list | tuple) or comments.inside(path):
        return []
    text = _flow_text(value)
    if column + len(text) <= WIDTH:
        return [text]
    if isinstance(value, Mapping) or any(isinstance(item, Mapping | list | tuple) for item in value):
        return []
    lines: list[str] = []
    line, left = "[", WIDTH - column
    for number, item in enumerate(value):
        word = _flow_text(item) + ("]" if number == len(value) - 1 else ",")
        if line != "[" and len(line) + 1 + len(word) > left:
            lines.append(line)
            line, left = "", WIDTH - indent - len(_STEP)
        line += word if line in ("", "[") else f" {word}"
    return [*lines, line]


def _flow_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {_flow_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow_text(item) for item in value) + "]"
    if isinstance(value, str):
        return value if is_plain(value, in_flow=True) else quoted(value)
    return "null" if value is None else scalar_lines(value, 0, 0)[0]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"{_STEP}{line}" if line else "" for line in lines]


def _comment_lines(lines: Sequence[str]) -> list[str]:
    return [f"# {_one_line(line)}".rstrip() for line in lines]


def _one_line(comment: str) -> str:
    """A comment cannot break the file: no line ends and no invisible signs."""
    text = re.sub(r"[\r\n\t]", " ", comment)
    while (sign := first_invisible(text)) is not None:
        text = text.replace(sign, "")
    return text
