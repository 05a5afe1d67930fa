"""Local edits of a YAML text, at positions found in its node graph.

Comments, layout and order of the rest are preserved.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import yaml

from generator.loading.yaml_reader import nodes_and_tokens
from generator.loading.yaml_signs import Path, plain_value


class Edit(NamedTuple):
    """Replace the characters from ``start`` to ``end`` with ``text``."""

    start: int
    end: int
    text: str


class Field(NamedTuple):
    """A field of a mapping: the nodes of its key and of its value."""

    key: yaml.ScalarNode
    value: yaml.Node


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits applied; they must not overlap."""
    for edit in sorted(set(edits), reverse=True):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    return text


def root_of(text: str) -> yaml.MappingNode:
    """The root node of a record text that the reader has accepted."""
    root = nodes_and_tokens(text)[0]
    assert isinstance(root, yaml.MappingNode)  # a record is one
    return root


def node_at(root: yaml.Node, path: Path) -> yaml.Node:
    """The node at a path, which must exist."""
    node = root
    for part in path:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(part)]
        else:
            node = next(value for key, value in node.value if key.value == part)
    return node


def fields(root: yaml.Node, names: Sequence[str]) -> Iterator[Field]:
    """All fields at this path of names; a list on the path is replaced by each of its items: ``("results", "unit")``."""
    if isinstance(root, yaml.SequenceNode):
        for item in root.value:
            yield from fields(item, names)
    elif isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == names[0]:
                if len(names) == 1:
                    yield Field(key, value)
                else:
                    yield from fields(value, names[1:])


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """A scalar itself, or the scalars of a list."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)


def new_value(node: yaml.ScalarNode, value: str) -> Edit:
    """Replace a scalar with a value of one line, in the same quotes, or in double quotes if it needs them."""
    end = "\n" if node.style in ("|", ">") else ""  # the node of a block scalar includes its line end
    return Edit(node.start_mark.index, node.end_mark.index, _written(value, node.style or "") + end)


def _written(value: str, style: str) -> str:
    safe = re.fullmatch(r"\w[\w-]*(?:[/#.][\w-]+)*", value) is not None and isinstance(plain_value(value), str)
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not safe:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def value_at(root: yaml.Node, path: Path, value: str) -> Edit:
    """Replace the scalar at a path."""
    node = node_at(root, path)
    assert isinstance(node, yaml.ScalarNode)  # ids and titles are
    return new_value(node, value)


def without_item(text: str, items: yaml.SequenceNode, number: int) -> Edit:
    """Remove an item of a list, with the comments directly above it and at the end of its line.

    Removing the only item leaves an empty list, ``[]``.
    """
    if len(items.value) == 1:
        return _emptied(text, items)
    node = items.value[number]
    if items.flow_style:
        if number:
            return Edit(items.value[number - 1].end_mark.index, node.end_mark.index, "")
        return Edit(node.start_mark.index, items.value[1].start_mark.index, "")
    start = _dash_line(text, node)
    if number + 1 < len(items.value):
        end = _comments_start(text, _dash_line(text, items.value[number + 1]), start)
    else:
        end = line_end(text, node)
    return Edit(_comments_start(text, start, _line_start(text, items.start_mark.index)), end, "")


def _emptied(text: str, items: yaml.SequenceNode) -> Edit:
    if items.flow_style:
        return Edit(items.start_mark.index, items.end_mark.index, "[]")
    colon = text.rindex(":", 0, items.start_mark.index)
    return Edit(colon, line_end(text, items.value[-1]), ": []\n")


def _dash_line(text: str, item: yaml.Node) -> int:
    """Start of the line with the dash of an item."""
    dashes = [token.start_mark.index for token in nodes_and_tokens(text)[1] if isinstance(token, yaml.BlockEntryToken)]
    return _line_start(text, max(index for index in dashes if index <= item.start_mark.index))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _comments_start(text: str, start: int, least: int) -> int:
    """Start of the comment lines directly above a line; not before ``least``."""
    while start > least:
        above = _line_start(text, start - 1)
        if above < least or not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def line_end(text: str, node: yaml.Node) -> int:
    """Start of the line after a value."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]  # the end mark of a block is after the comments that follow it
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end = int(node.end_mark.index)
    found = text.find("\n", max(len(text[:end].rstrip(" \n")), int(node.start_mark.index)))
    return len(text) if found < 0 else found + 1


def added(text: str, mapping: yaml.MappingNode, name: str, values: Sequence[str], after: str) -> Edit:
    """Append values to a list of texts; a missing list is created after the field ``after``."""
    known = {key.value: (key, value) for key, value in mapping.value}
    listed = [_item(value) for value in values]
    items = known[name][1] if name in known else None
    if isinstance(items, yaml.SequenceNode) and items.value and not items.flow_style:
        last = items.value[-1]
        dash = text[_dash_line(text, last) : last.start_mark.index]
        start = line_end(text, last)
        return Edit(start, start, "".join(f"{dash}{item}\n" for item in listed))
    if isinstance(items, yaml.SequenceNode):
        end = items.end_mark.index - 1
        begun = text[items.start_mark.index + 1 : end].rstrip(" ,\n")
        return Edit(items.start_mark.index + 1, end, ", ".join([*([begun] if begun.strip() else []), *listed]))
    key, value = known[after]
    if mapping.flow_style:
        return Edit(value.end_mark.index, value.end_mark.index, f", {name}: [{', '.join(listed)}]")
    indent = " " * key.start_mark.column
    start = line_end(text, value)
    return Edit(start, start, f"{indent}{name}:\n" + "".join(f"{indent}  - {item}\n" for item in listed))


def _item(value: str) -> str:
    """A text as an item of a list, in quotes if it needs them in block or flow style."""
    plain = re.fullmatch(r"[\w«»№ ./-]+", value) is not None and value == value.strip() and isinstance(plain_value(value), str) and not value.startswith("-")
    return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
