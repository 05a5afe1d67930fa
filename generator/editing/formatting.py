"""The canonical form of a record file: same values, same comments, fields in the order of the model.

It is the form of ``yaml_writer``, so what programs write is canonical already. Only two things are left to the
author: which collections are in flow style (``[a, b]``), and the comments. Values are never changed, so quotation
marks, dashes and spaces within a text stay as they are: the site sets dashes and no-break spaces itself, and
«ёлочки» belong to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel

from generator.loading.fields import model_at
from generator.loading.yaml_reader import nodes_and_tokens, read
from generator.loading.yaml_signs import Path
from generator.model.diagnostic import Diagnostic

from .record_values import field_order
from .yaml_writer import Comments, to_yaml

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*", re.MULTILINE)


class FormattingRefused(Exception):
    """The file cannot be formatted without loss; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """The position of a key or of the dash of an item, and the path of its value.

    ``brackets`` is the line of the outermost opening bracket around it, None in block style.
    """

    index: int
    line: int
    column: int
    path: Path
    brackets: int | None


def canonical(text: str, path: str, model: type[BaseModel]) -> tuple[str | None, list[Diagnostic]]:
    """The canonical text; None with diagnostics if the file cannot be read.

    Raises FormattingRefused if a value or a comment would be lost.
    """
    document = read(text, path)
    if document.diagnostics or document.mapping is None:
        return None, document.diagnostics
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    layout, lost = read_layout(text, model)
    if lost:
        raise FormattingRefused(f"строка {lost}: пояснение стоит там, где его не сохранить; перенесите его на свою строку")
    values = ordered(document.mapping, model)
    try:
        formed = to_yaml(values, layout)
    except ValueError as fault:
        raise FormattingRefused(f"значение не записать ({fault})") from None
    again = read(formed, path)
    if again.diagnostics or repr(ordered(again.mapping or {}, model)) != repr(values):
        raise FormattingRefused("после перезаписи значения читались бы иначе")
    if _said(formed) != _said(text):
        raise FormattingRefused("после перезаписи пропало бы пояснение")
    return formed, []


def ordered(values: Mapping[str, Any], model: type[BaseModel], where: Path = ()) -> dict[str, Any]:
    """Fields in the order of the model, at all levels; unknown ones after them in their own order."""
    owner = model_at(model, where)
    known = field_order(owner) if owner else []
    names = [*(name for name in known if name in values), *(name for name in values if name not in known)]
    return {name: _ordered_value(values[name], model, (*where, name)) for name in names}


def _ordered_value(value: Any, model: type[BaseModel], where: Path) -> Any:
    if isinstance(value, Mapping):
        return ordered(value, model, where)
    if isinstance(value, list):
        return [_ordered_value(item, model, (*where, i)) for i, item in enumerate(value)]
    return value


def read_layout(text: str, model: type[BaseModel]) -> tuple[Comments, int]:
    """Comments by the path of the value they belong to, and collections in flow style; the line of a comment that cannot be kept.

    ``text`` must be readable without errors. The line is 0 if all comments can be kept.
    """
    root, tokens = nodes_and_tokens(text)
    dashes = iter([token.start_mark for token in tokens if isinstance(token, yaml.BlockEntryToken)])
    flow: set[Path] = set()
    entries = list(_entries(root, (), dashes, flow, None))
    top: list[str] = []
    above: dict[Path, list[str]] = {}
    below: dict[Path, list[str]] = {}
    beside: dict[Path, str] = {}
    first = entries[0] if entries else None
    # A comment at the top of the file stays there, even if another field comes first after reordering.
    heads_file = first is not None and (first.path == ("id",) or "\n\n" in text[: first.index])
    for match in _comments(text, tokens):
        line = text.count("\n", 0, match.start())
        column = match.start() - text.rfind("\n", 0, match.start()) - 1
        comment = match.group()[1:].removeprefix(" ").rstrip()
        before = [e for e in entries if e.index < match.start()]
        after = next((e for e in entries if e.index > match.start()), None)
        alone = not text[match.start() - column : match.start()].strip()
        if not before and (after is None or heads_file):
            top.append(comment)
        elif not alone:
            owner = next((e for e in reversed(before) if e.brackets != line), None)
            if owner is None or owner.path in beside:
                return Comments(), line + 1
            beside[owner.path] = comment
        elif after is not None and (after.column >= column or not before):
            above.setdefault(after.path, []).append(comment)
        else:
            below.setdefault(_ended(before, column), []).append(comment)
    return Comments(top, above, beside, below, flow), 0


def _said(text: str) -> list[str]:
    """The texts of all comments, sorted."""
    return sorted(match.group().strip("# ") for match in _comments(text, nodes_and_tokens(text)[1]))


def _ended(before: list[_Entry], column: int) -> Path:
    """The path of the value that a comment at ``column`` comes after: the innermost one around the last entry that is not indented further."""
    last = before[-1].path
    around = [e for e in before if last[: len(e.path)] == e.path and e.column <= column]
    return max(around, key=lambda e: len(e.path)).path if around else last[:1]


def _entries(
    node: yaml.Node, where: Path, dashes: Iterator[yaml.Mark], flow: set[Path], brackets: int | None
) -> Iterator[_Entry]:
    """Keys and items in the order of the text; adds the paths of flow collections to ``flow``."""
    if not isinstance(node, yaml.CollectionNode):
        return
    if node.flow_style:
        flow.add(where)
        brackets = node.start_mark.line if brackets is None else brackets
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*where, key.value)
            yield _Entry(key.start_mark.index, key.start_mark.line, key.start_mark.column, here, brackets)
            yield from _entries(value, here, dashes, flow, brackets)
    else:
        for number, value in enumerate(node.value):
            mark = value.start_mark if brackets is not None else next(dashes)
            yield _Entry(mark.index, mark.line, mark.column, (*where, number), brackets)
            yield from _entries(value, (*where, number), dashes, flow, brackets)


def _comments(text: str, tokens: list[yaml.Token]) -> Iterator[re.Match[str]]:
    """Comments in the order of the text: # outside of scalars."""
    taken: list[tuple[int, int]] = []
    for token in tokens:
        if isinstance(token, yaml.ScalarToken):
            start = token.start_mark.index
            if token.style in ("|", ">"):  # a comment may follow the block indicator
                start = text.find("\n", start)
            taken.append((start, token.end_mark.index))
    start = 0
    for opens, closes in [*taken, (len(text), len(text))]:
        yield from _COMMENT.finditer(text, start, opens)
        start = closes
