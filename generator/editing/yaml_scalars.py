"""Serialization of a scalar to YAML: plain, quoted, folded or literal, so that the strict reader reads it back equal."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from yaml.emitter import Emitter
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from generator.loading.yaml_signs import first_invisible

WIDTH = 110
SLACK = 20  # a multi-line text is folded only if a line exceeds WIDTH by more
_TEXT_TAG = "tag:yaml.org,2002:str"
_DATE_TAG = "tag:yaml.org,2002:timestamp"
_SIMPLE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A folded text may be broken at a single space between two characters.
_FOLD = re.compile(r"(?<=[^ \t]) (?=[^ \t])")
_NOT_TEXT = re.compile(r"null|~|true|false|-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?")

_emitter = Emitter(io.StringIO(), allow_unicode=True)
_resolver = Resolver()


def key_text(key: str) -> str:
    """The name of a field, in quotes if it needs them."""
    return key if _SIMPLE_KEY.fullmatch(key) and is_plain(key) else quoted(key)


def scalar_lines(value: Any, column: int, indent: int) -> list[str]:
    """A scalar or an empty collection: the text on the line of its key, then the lines of a block scalar.

    ``column`` is where the value begins, ``indent`` the indentation of a block scalar.
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
    if not _NOT_TEXT.fullmatch(text):
        raise ValueError(f"a number that the reader would take for text: {text}")
    return text


def _text(text: str, column: int, indent: int) -> Iterator[str]:
    if (character := first_invisible(text)) is not None:
        raise ValueError(f"a text with an invisible sign: U+{ord(character):04X}")
    if "\n" in text:
        if not _is_literal(text):
            yield quoted(text)
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
        yield text if is_plain(text) else quoted(text)


def _is_literal(text: str) -> bool:
    """Whether a literal block (``|``) preserves the text: no leading white space, no line of white space or indented by a tab."""
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
    """Each line folded like a text of one line; each line end of the text adds an empty line."""
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


def is_plain(text: str, *, in_flow: bool = False) -> bool:
    """Whether a text may be written without quotes: for our reader and for other YAML readers (``NO``, ``12:30``)."""
    if not text or _NOT_TEXT.fullmatch(text):
        return False
    analysis = _emitter.analyze_scalar(text)
    if not (analysis.allow_flow_plain if in_flow else analysis.allow_block_plain):
        return False
    tag = _resolver.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML has no types here
    return tag == _TEXT_TAG or (tag == _DATE_TAG and _DAY.fullmatch(text) is not None)


def quoted(text: str) -> str:
    """In double quotes, on one line. Raises ValueError for invisible characters."""
    if (character := first_invisible(text)) is not None:
        raise ValueError(f"a text with an invisible sign: U+{ord(character):04X}")
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
