"""Plain values → YAML text in canonical form, which the strict reader reads back equal.

Block style, two spaces a level; flow style where asked for. Texts are plain if they cannot be taken for anything
else, long ones folded (``>-``), texts of several short lines literal (``|``), the rest in double quotes.
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
    """Comments and flow collections, by the path of a value: ``("results", 0, "unit")``.

    ``above`` and ``below`` are whole lines (no line breaks inside); ``beside`` is at the end of the line of the
    value; ``top`` begins the file. ``flow`` are collections to be written in flow style: ``[a, b]``; one that
    contains a comment, or does not fit on the line and is not a list of scalars, is written in block style anyway.
    """

    top: Sequence[str] = ()
    above: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    beside: Mapping[Path, str] = field(default_factory=dict)
    below: Mapping[Path, Sequence[str]] = field(default_factory=dict)
    flow: Collection[Path] = ()

    def inside(self, path: Path) -> bool:
        """Whether there is a comment inside the collection at ``path``."""
        return any(p[: len(path)] == path and p != path for kind in (self.above, self.beside, self.below) for p in kind)


NO_COMMENTS = Comments()


def to_yaml(values: Mapping[str, Any], comments: Comments = NO_COMMENTS) -> str:
    """A mapping of texts, numbers, dates, lists and mappings as a YAML document.

    Raises ValueError for what a record file cannot contain: invisible characters, numbers that the reader
    would take for text, other types.
    """
    lines = [*_comment_lines(comments.top), *_mapping(values, (), 0, comments)]
    return "\n".join(lines) + "\n" if lines else "{}\n"


def record_yaml(record: Record) -> str:
    """A record in canonical form: ordered fields, without defaults."""
    return to_yaml(record_values(record))


def commented(values: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Lines of YAML for a comment: uncommented, they are valid."""
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
        if block:  # a mapping or a list begins on the line of the dash
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
    """Lines of a collection in block style; none if it is empty or a scalar."""
    if isinstance(value, Mapping):
        return _mapping(value, path, indent, comments)
    if isinstance(value, list | tuple):
        return _sequence(value, path, indent, comments)
    return []


def _entry(head: str, value: Any, path: Path, indent: int, comments: Comments) -> list[str]:
    """``head`` is «key:» or «-»; the value follows on the same line or below it."""
    beside = f"  # {_one_line(comments.beside[path])}" if path in comments.beside else ""
    column = indent + len(head) + 1
    if flow := _flow(value, path, column, indent, comments):
        *lines, last = [f"{head} {flow[0]}", *_indented(flow[1:])]
        return [*lines, f"{last}{beside}"]
    if block := _block(value, path, indent + 2, comments):
        return [f"{head}{beside}", *_indented(block)]
    first, *rest = scalar_lines(value, column, indent + 2)
    if beside and isinstance(value, str) and first == value and " " in value:
        first = quoted(value)  # else the comment looks like the end of the text, and the check would warn about it
    return [f"{head} {first}{beside}" if first else f"{head}{beside}", *_indented(rest)]


def _flow(value: Any, path: Path, column: int, indent: int, comments: Comments) -> list[str]:
    """Lines of a collection in flow style that begins at ``column``; none if it has to be in block style."""
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
    """A comment without line ends and invisible characters, which would break the file."""
    text = re.sub(r"[\r\n\t]", " ", comment)
    while (character := first_invisible(text)) is not None:
        text = text.replace(character, "")
    return text
