"""YAML text → plain values and a map of positions, from one strict parse.

``yaml.compose`` builds the node graph; a small visitor converts it to values by our own scalar rules.
PyYAML's constructor would read ``NO`` as False, ``01000000`` as octal and ``12:30`` as 750, and would
silently keep the last of two equal keys.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.model.diagnostic import Diagnostic, Location, error

from .yaml_faults import event_faults, invisible_fault, syntax_diagnostic, tab_fault
from .yaml_signs import (
    INVISIBLE,
    MAX_BYTES,
    QUOTED,
    Path,
    StrictLoader,
    at_mark,
    inside,
    newlines,
    place_of,
    plain_value,
    shown,
)

# Whitespace and ``#`` after other text on the line: a comment, unless inside quotes.
_COMMENT = re.compile(r"(?<=\S)[ \t]+(#.*)")

_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")  # magic numbers of Word, Excel, PDF and RTF files
_SAVE_AS = "сохраните файл в UTF-8: в редакторе «Сохранить как… → Кодировка UTF-8»"
_ODD_INDENT = re.compile(r"\s+[a-z][a-z_]+")  # ``ODD_BLANKS``, part of the key to YAML, before a field name


@dataclass(slots=True)
class Document:
    """The values of one file and their positions.

    ``positions`` maps a path to the 1-based (line, column) of its value, ``keys`` to that of
    its key. ``faulty``: paths of values that already have a diagnostic. ``comments`` maps a path to the
    1-based (line, column) and the text (with its ``#``) of the comment after its unquoted value.
    ``mapping`` is None if nothing usable could be read.
    """

    mapping: dict[str, Any] | None = None
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    comments: dict[Path, tuple[int, int, str]] = field(default_factory=dict)

    def position(self, path: Path) -> tuple[int, int]:
        """Position of the value at ``path``, or of its nearest existing ancestor."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path[:-1]
        return self.positions.get((), (1, 1))

    def value(self, path: Path) -> Any:
        """The value at ``path``, which must exist."""
        found: Any = self.mapping
        for part in path:
            found = found[part]
        return found


def decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Bytes of a file → text with ``\\n`` line ends; a byte order mark is dropped.

    Errors: over the size limit, not UTF-8, not a text file.
    """
    if len(data) > MAX_BYTES:
        return None, [too_large(len(data), path)]
    if data.startswith(_DOCUMENTS):
        return None, [
            error(
                "not-utf-8", "это документ (Word, Excel, PDF), а запись – текстовый файл", Location(path),
                "перенесите документ из папки записей; черновик из него сделает smarteka new practice --from ФАЙЛ",
            )
        ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        return None, [error("not-utf-8", "файл сохранён в UTF-16, а нужна UTF-8", Location(path), _SAVE_AS)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # ``fault.object`` and not ``data``: positions are counted after the byte order mark.
        before = newlines(fault.object[: fault.start].decode("utf-8", "replace"))
        return None, [
            error(
                "not-utf-8",
                f"файл не в кодировке UTF-8 (байт 0x{fault.object[fault.start]:02x})",
                place_of(before, len(before), path),
                _SAVE_AS,
            )
        ]
    return newlines(text), []


def too_large(size: int, path: str) -> Diagnostic:
    return error(
        "file-too-large",
        f"файл занимает {f'{size / 1_000_000:.1f}'.replace('.', ',')} МБ, предел – {MAX_BYTES // 1_000_000} МБ",
        Location(path),
        "разделите запись или вынесите большие материалы по ссылке",
    )


def read(text: str, path: str) -> Document:
    """Parse one YAML document, a mapping. Never raises for bad text."""
    document = Document()
    text = newlines(text)
    fault = invisible_fault(text, path) or tab_fault(text, path)
    if fault:
        document.diagnostics.append(fault)
        return document
    document.diagnostics += event_faults(text, path)
    if any(d.code == "too-deep" for d in document.diagnostics):
        return document
    try:
        nodes = list(yaml.compose_all(text, Loader=StrictLoader))
    except yaml.composer.ComposerError as exc:  # an undefined alias or a duplicate anchor
        if not document.diagnostics:
            document.diagnostics.append(syntax_diagnostic(exc, text, path))
        return document
    except yaml.MarkedYAMLError as exc:
        document.diagnostics.append(syntax_diagnostic(exc, text, path))
        return document
    except yaml.YAMLError as exc:  # pragma: no cover  # errors of PyYAML's reader: all checked above
        document.diagnostics.append(
            error("yaml-syntax", "файл не читается как YAML", Location(path), f"сообщение программы: {exc}")
        )
        return document
    if not nodes:
        document.diagnostics.append(
            _only_comments(path) if text.strip() else error("empty-file", "файл пуст", Location(path), "создайте запись командой smarteka new")
        )
        return document
    if len(nodes) > 1:
        document.diagnostics.append(
            error(
                "several-documents",
                "в файле несколько документов YAML",
                inside(nodes[1].start_mark, text, path),
                "оставьте один: уберите строку «---» посередине, вторую запись вынесите в свой файл",
            )
        )
    _Visitor(document, text, path).visit_root(nodes[0])
    if any(d.code == "odd-indent" for d in document.diagnostics):
        document.mapping = None  # the nesting of the fields is unclear
    return document


def _only_comments(path: str) -> Diagnostic:
    return error(
        "empty-file", "в файле одни пояснения: все строки закрыты знаком #", Location(path),
        "сотрите «# » в начале нужных строк или создайте запись командой smarteka new",
    )


def nodes_and_tokens(text: str) -> tuple[yaml.Node, list[yaml.Token]]:
    """The node graph and the tokens of a text without errors (by ``read``), to analyse its layout."""
    node = StrictLoader(text).get_single_node()
    assert node is not None  # an empty text has an error
    return node, list(yaml.scan(text, Loader=StrictLoader))


class _Visitor:
    """Visitor: nodes → values, collecting all diagnostics."""

    def __init__(self, document: Document, text: str, path: str) -> None:
        self.document = document
        self.text = text
        self.path = path
        self.seen: set[int] = set()
        # Offset of the end of the text before a comment → the comment; most files have none.
        self.comments = {m.start(): m for m in _COMMENT.finditer(text)} if "#" in text else {}
        # Positions of the anchors and tags found by ``event_faults``.
        self.marked = {(d.location.line, d.location.column) for d in document.diagnostics}

    def visit_root(self, root: yaml.Node) -> None:
        if isinstance(root, yaml.MappingNode):
            self.document.mapping = self.visit(root, ())
        elif isinstance(root, yaml.ScalarNode) and self.scalar(root) is None:
            place = inside(root.start_mark, self.text, self.path)
            self.document.diagnostics.append(
                error("empty-file", "файл пуст", place, "создайте запись командой smarteka new")
            )
        else:
            is_list = isinstance(root, yaml.SequenceNode)
            self._report(
                "not-a-mapping",
                f"в файле {'список' if is_list else 'просто текст'}, а нужны поля «имя: значение»",
                root.start_mark,
                "начните файл с «id: …» и «title: …»" + ("" if is_list else "; черновик с полями из текста сделает smarteka new practice --from ФАЙЛ"),
            )

    def visit(self, node: yaml.Node, where: Path) -> Any:
        # Composing resolves an alias to the very node of its anchor: the second visit is the alias.
        if id(node) in self.seen:  # an alias; reported with its anchor by event_faults
            self.document.faulty.add(where)
            return None
        self.seen.add(id(node))
        start = self._start(node)
        self.document.positions[where] = start
        if start in self.marked:
            self.document.faulty.add(where)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.visit(child, (*where, i)) for i, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if self.comments and node.style not in QUOTED and (match := self.comments.get(node.end_mark.index)):
            place = place_of(self.text, match.start(1), self.path)
            self.document.comments[where] = (place.line, place.column, match.group(1))
        return self.scalar(node)

    def _mapping(self, node: yaml.MappingNode, where: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, tuple[int, int]] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(
                    "bad-key", "имя поля должно быть словом", key_node.start_mark,
                    "если это текст в скобках { } или [ ], возьмите его в кавычки",
                )
                self.document.faulty.add(where)
                continue
            key = key_node.value
            if key_node.style not in QUOTED and _ODD_INDENT.fullmatch(key):
                self._report(
                    "odd-indent", f"отступ перед «{shown(key)}» сделан неразрывными пробелами", key_node.start_mark,
                    "сотрите их и поставьте обычные: по два на уровень",
                )
                continue
            start = self._start(key_node)
            if key in first:
                location, before = Location(self.path, *start), Location(self.path, *first[key])
                self.document.diagnostics.append(
                    error(
                        "duplicate-key",
                        f"поле «{shown(key)}» написано дважды",
                        location,
                        f"оставьте одно; первое – в строке {before.line}",
                        before,
                    )
                )
                continue
            first[key] = start
            here = (*where, key)
            self.document.keys[here] = start
            result[key] = self.visit(value_node, here)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text: str = node.value
        if node.style in QUOTED:
            if node.style == '"' and (match := INVISIBLE.search(text)):
                self._report(
                    "control-character",
                    f"в значении записан через обратную черту невидимый знак U+{ord(match.group()):04X}",
                    node.start_mark,
                    "уберите знак или возьмите значение в одинарные кавычки",
                )
            return text
        return plain_value(text)

    def _start(self, node: yaml.Node) -> tuple[int, int]:
        mark = node.start_mark
        if node.value == "":  # an empty value may be marked beyond the end of the file
            place = inside(mark, self.text, self.path)
            return place.line, place.column
        return mark.line + 1, mark.column + 1

    def _report(self, code: str, message: str, mark: yaml.Mark, hint: str = "") -> None:
        self.document.diagnostics.append(error(code, message, at_mark(mark, self.path), hint))
