"""Edits at places of a YAML text, found through its node graph: nothing else of the text changes.

Comments, layout and the order of everything stay as their author left them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import yaml

from generator.loading.yaml_reader import nodes_and_tokens
from generator.loading.yaml_signs import Path, plain_value


class Edit(NamedTuple):
    """What stands from ``start`` to ``end`` becomes ``text``."""

    start: int
    end: int
    text: str


class Field(NamedTuple):
    """A field of a mapping, wherever it stands: nodes of its key and of its value."""

    key: yaml.ScalarNode
    value: yaml.Node


def edited(text: str, edits: Iterable[Edit]) -> str:
    """All edits at once; they must not overlap."""
    for edit in sorted(set(edits), reverse=True):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    return text


def root_of(text: str) -> yaml.MappingNode:
    """The node graph of a text that the reader has found nothing wrong with."""
    root = nodes_and_tokens(text)[0]
    assert isinstance(root, yaml.MappingNode)  # a record is one
    return root


def node_at(root: yaml.Node, path: Path) -> yaml.Node:
    """The node at the path of a value that is there."""
    node = root
    for part in path:
        if isinstance(node, yaml.SequenceNode):
            node = node.value[int(part)]
        else:
            node = next(value for key, value in node.value if key.value == part)
    return node


def fields(root: yaml.Node, names: Sequence[str]) -> Iterator[Field]:
    """Every field of that name; lists on the way stand for each of their items: ``("results", "unit")``."""
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
    """A simple value, or those of a list of them."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from scalars(item)


def new_value(node: yaml.ScalarNode, value: str) -> Edit:
    """A simple value of one line replaced, in the quotes that it has, or in new ones where it needs them."""
    end = "\n" if node.style in ("|", ">") else ""  # a block ends with its line
    return Edit(node.start_mark.index, node.end_mark.index, _written(value, node.style or "") + end)


def _written(value: str, style: str) -> str:
    safe = re.fullmatch(r"\w[\w-]*(?:[/#.][\w-]+)*", value) is not None and isinstance(plain_value(value), str)
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    if style == '"' or not safe:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def value_at(root: yaml.Node, path: Path, value: str) -> Edit:
    """The simple value at a path replaced."""
    node = node_at(root, path)
    assert isinstance(node, yaml.ScalarNode)  # ids and titles are
    return new_value(node, value)


def without_item(text: str, items: yaml.SequenceNode, number: int) -> Edit:
    """One item of a list taken away, with the comments that stand right above it or end its line.

    The last item leaves an empty list, ``[]``.
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
    """Where the line begins that holds the dash of an item."""
    dashes = [token.start_mark.index for token in nodes_and_tokens(text)[1] if isinstance(token, yaml.BlockEntryToken)]
    return _line_start(text, max(index for index in dashes if index <= item.start_mark.index))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _comments_start(text: str, start: int, least: int) -> int:
    """Where the comment lines right above a line begin; not before ``least``."""
    while start > least:
        above = _line_start(text, start - 1)
        if above < least or not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def line_end(text: str, node: yaml.Node) -> int:
    """Where the line below a value begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]  # the mark of a block stands behind the comments that follow it
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    end = int(node.end_mark.index)
    found = text.find("\n", max(len(text[:end].rstrip(" \n")), int(node.start_mark.index)))
    return len(text) if found < 0 else found + 1


def added(text: str, mapping: yaml.MappingNode, name: str, values: Sequence[str], after: str) -> Edit:
    """Values put at the end of a list of texts; the list is made behind the field ``after`` where there is none."""
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
    """A text as an item of a list, in quotes where it needs them inside brackets as well."""
    plain = re.fullmatch(r"[\w«»№ ./-]+", value) is not None and value == value.strip() and isinstance(plain_value(value), str) and not value.startswith("-")
    return value if plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
