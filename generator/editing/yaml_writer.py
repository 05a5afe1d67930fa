"""Plain values → YAML text in the one form of the house, which the strict reader reads back equal.

Blocks, two spaces a level, and brackets where they are asked for; texts stand plain where they cannot be taken for anything else,
long ones folded (``>-``), texts of several short lines literal (``|``), the rest in double quotes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pydantic import BaseModel
from yaml.emitter import Emitter
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from generator.loading.yaml_signs import Path, first_invisible
from generator.model.common import Record
from generator.model.scalars import PartialDate

WIDTH = 110
SLACK = 20  # so much longer may be a line of a text that its author broke into lines
_STEP = "  "
_TEXT_TAG = "tag:yaml.org,2002:str"
_DATE_TAG = "tag:yaml.org,2002:timestamp"
_SIMPLE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Where a folded text may be broken: a single space between two signs.
_FOLD = re.compile(r"(?<=[^ \t]) (?=[^ \t])")
_WORD_OF_THE_READER = re.compile(r"null|~|true|false|-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")

_emitter = Emitter(io.StringIO(), allow_unicode=True)
_resolver = Resolver()


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


def record_yaml(record: Record, comments: Comments = NO_COMMENTS) -> str:
    """A record in its canonical form: fields in their order, defaults left out."""
    return to_yaml(record_values(record), comments)


def record_values(part: BaseModel) -> dict[str, Any]:
    """Fields of a record or of a part of it as plain values, those that say nothing left out."""
    values = {}
    for name in field_order(type(part)):
        info, value = type(part).model_fields[name], getattr(part, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            values[name] = _plain_value(value)
    return values


def field_order(model: type[BaseModel]) -> list[str]:
    """Names of the fields as a file has them: those of the model, its sources and remarks at the end."""
    names = list(model.model_fields)
    last = [name for name in ("sources", "notes") if name in names] if issubclass(model, Record) else []
    return [*(name for name in names if name not in last), *last]


def _plain_value(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return record_values(value)
    if isinstance(value, tuple | list):
        return [_plain_value(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PartialDate):
        return int(value) if len(value) == 4 else str(value)  # a year stands without quotes
    return value


def commented(values: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Lines of YAML to be offered in a comment: taking the comment marks off makes them valid."""
    return [f"{' ' * indent}{line}" for line in _mapping(values, (), indent, NO_COMMENTS)]


def _mapping(values: Mapping[str, Any], path: Path, indent: int, comments: Comments) -> list[str]:
    lines: list[str] = []
    for key, value in values.items():
        here = (*path, key)
        lines += _comment_lines(comments.above.get(here, ()))
        lines += _entry(f"{_key(key)}:", value, here, indent, comments)
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
    first, *rest = _scalar(value, column, indent + 2)
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
        return "{" + ", ".join(f"{_key(key)}: {_flow_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow_text(item) for item in value) + "]"
    if isinstance(value, str):
        return value if _is_plain(value, in_flow=True) else _quoted(value)
    return "null" if value is None else _scalar(value, 0, 0)[0]


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


def _key(key: str) -> str:
    return key if _SIMPLE_KEY.fullmatch(key) and _is_plain(key) else _quoted(key)


def _scalar(value: Any, column: int, indent: int) -> list[str]:
    """A value that is no collection: what stands in the line, then the lines of a block.

    ``column`` is where it would begin, ``indent`` where the lines of a block would.
    """
    if value is None:
        return [""]
    if isinstance(value, bool):
        return ["true" if value else "false"]
    if isinstance(value, int | Decimal | float):
        return [_number(value)]
    if isinstance(value, date):
        return [value.isoformat()]
    if isinstance(value, list | tuple):
        return ["[]"]
    if isinstance(value, Mapping):
        return ["{}"]
    if isinstance(value, str):
        return list(_text(value, column, indent))
    raise ValueError(f"no YAML value: {type(value).__name__}")


def _number(value: int | float | Decimal) -> str:
    text = str(value) if isinstance(value, int) else f"{Decimal(str(value)):f}"
    if not _WORD_OF_THE_READER.fullmatch(text):
        raise ValueError(f"a number that the reader would take for text: {text}")
    return text


def _text(text: str, column: int, indent: int) -> Iterator[str]:
    if (sign := first_invisible(text)) is not None:
        raise ValueError(f"a text with an invisible sign: U+{ord(sign):04X}")
    if "\n" in text:
        if not _is_literal(text):
            yield _quoted(text)
        elif any(len(line) > WIDTH + SLACK - indent for line in text.split("\n")) and not re.search(r"^[ \t]|[ \t]$", text, re.MULTILINE):
            yield from _folded_lines(text, WIDTH - indent)
        else:
            yield from _literal(text)
        return
    foldable = text == text.strip() and "\t" not in text and _FOLD.search(text)
    if column + len(text) > WIDTH and foldable:
        yield ">-"
        yield from _folded(text, WIDTH - indent)
    else:
        yield text if _is_plain(text) else _quoted(text)


def _is_literal(text: str) -> bool:
    """Whether ``|`` gives the text back: something in it, no line that starts with white space first."""
    body = text.strip("\n")
    lines = text.split("\n")
    return bool(body) and not body.startswith((" ", "\t")) and not any(re.match(r" *\t", line) for line in lines) and not (
        text.startswith("\n") or any(line and not line.strip() for line in lines)
    )


def _literal(text: str) -> Iterator[str]:
    kept = len(text) - len(text.rstrip("\n"))
    yield "|" if kept == 1 else "|-" if kept == 0 else "|+"
    lines = text.split("\n")
    yield from lines[:-1] if kept else lines


def _folded_lines(text: str, width: int) -> Iterator[str]:
    """Folded like a text of one line; each line end of the text is an empty line more."""
    body = text.rstrip("\n")
    kept = len(text) - len(body)
    yield ">" if kept == 1 else ">-" if kept == 0 else ">+"
    for number, line in enumerate(body.split("\n")):
        if number:
            yield ""
        if line:
            yield from _folded(line, width)
    yield from [""] * (kept - 1)


def _folded(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _FOLD.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether a text may stand without quotes: for our reader and for others (``NO``, ``12:30``)."""
    if not text or _WORD_OF_THE_READER.fullmatch(text):
        return False
    analysis = _emitter.analyze_scalar(text)
    if not (analysis.allow_flow_plain if in_flow else analysis.allow_block_plain):
        return False
    tag = _resolver.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML has no types here
    return tag == _TEXT_TAG or (tag == _DATE_TAG and _DAY.fullmatch(text) is not None)


def _quoted(text: str) -> str:
    if (sign := first_invisible(text)) is not None:
        raise ValueError(f"a text with an invisible sign: U+{ord(sign):04X}")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
