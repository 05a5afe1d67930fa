"""YAML text → plain values and a map of positions, from one strict parse.

``yaml.compose`` builds the node graph; a small walk turns it into values by our own scalar rules.
PyYAML's own constructor would make False of ``NO``, octal of ``01000000`` and 750 of ``12:30``,
and would keep the last of two equal keys without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml

from generator.model.diagnostic import Diagnostic, Location, error

MAX_BYTES = 1_000_000
MAX_DEPTH = 60

Path = tuple[str | int, ...]

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_QUOTED = frozenset("'\"|>")
_NULLS = frozenset(("null", "~", ""))


@dataclass(slots=True)
class Document:
    """Values of one file and where each stands.

    ``positions`` maps a path to the 1-based (line, column) of its value, ``keys`` to that of
    its key. ``mapping`` is None when nothing usable could be read.
    """

    mapping: dict[str, Any] | None = None
    positions: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def position(self, path: Path) -> tuple[int, int]:
        """Position of the value at ``path``, or of its nearest existing ancestor."""
        while path:
            if path in self.positions:
                return self.positions[path]
            path = path[:-1]
        return self.positions.get((), (1, 1))


def decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Bytes of a file → text with ``\\n`` line ends; a byte order mark is dropped.

    Errors: over the size limit, not UTF-8, NUL and other control characters.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f}".replace(".", ",")
        return None, [
            error(
                "file-too-large",
                f"файл занимает {size} МБ, предел — {MAX_BYTES // 1_000_000} МБ",
                Location(path),
                "разделите запись или вынесите большие материалы по ссылке",
            )
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8-sig", "replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        return None, [
            error(
                "not-utf-8",
                f"файл не в кодировке UTF-8 (байт 0x{data[fault.start]:02x})",
                Location(path, line, column),
                "сохраните файл в UTF-8: в редакторе «Сохранить как… → Кодировка UTF-8»",
            )
        ]
    return text.replace("\r\n", "\n").replace("\r", "\n"), []


def read(text: str, path: str) -> Document:
    """Parse one YAML document whose top is a mapping. Never raises for bad text."""
    document = Document()
    fault = _tab_fault(text, path) or _depth_fault(text, path) or _anchor_fault(text, path)
    if fault:
        document.diagnostics.append(fault)
        return document
    try:
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.MarkedYAMLError as exc:
        document.diagnostics.append(_syntax_diagnostic(exc, path))
        return document
    except yaml.YAMLError as exc:  # reader errors: control characters, with no mark
        document.diagnostics.append(_reader_diagnostic(exc, text, path))
        return document
    if not nodes:
        document.diagnostics.append(
            error("empty-file", "файл пуст", Location(path), "создайте запись командой smarteka new")
        )
        return document
    if len(nodes) > 1:
        document.diagnostics.append(
            error(
                "several-documents",
                "в файле несколько документов YAML",
                _at(nodes[1].start_mark, path),
                "оставьте один: уберите строку «---» посередине, вторую запись вынесите в свой файл",
            )
        )
    root = nodes[0]
    _Walk(document, path).visit_root(root)
    return document


class _Loader(yaml.CSafeLoader):
    """Composes nodes only; anchors and aliases become diagnostics in ``_Walk``."""


def _at(mark: yaml.Mark, path: str) -> Location:
    return Location(path, mark.line + 1, mark.column + 1)


class _Walk:
    """Nodes → values, collecting every problem on the way."""

    def __init__(self, document: Document, path: str) -> None:
        self.document = document
        self.path = path
        self.seen: set[int] = set()

    def visit_root(self, root: yaml.Node) -> None:
        self.document.positions[()] = (root.start_mark.line + 1, root.start_mark.column + 1)
        if isinstance(root, yaml.MappingNode):
            value = self.visit(root, ())
            self.document.mapping = value
        elif isinstance(root, yaml.ScalarNode) and self.scalar(root) is None:
            self._report("empty-file", "файл пуст", root.start_mark, "создайте запись командой smarteka new")
        else:
            what = "список" if isinstance(root, yaml.SequenceNode) else "одно значение"
            self._report(
                "not-a-mapping",
                f"на верхнем уровне {what}, а нужны поля «имя: значение»",
                root.start_mark,
                "начните файл с «id: …» и «title: …»",
            )

    def visit(self, node: yaml.Node, where: Path) -> Any:
        # Composing resolves an alias to the very node of its anchor: the second visit is the alias.
        if id(node) in self.seen:
            self._report(
                "alias",
                "ссылка YAML (*имя) или слияние не поддерживается",
                node.start_mark,
                "напишите значение ещё раз: запись должна читаться без прыжков по файлу",
            )
            return None
        self.seen.add(id(node))
        self.document.positions[where] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.visit(child, (*where, i)) for i, child in enumerate(node.value)]
        return self.scalar(node)

    def _mapping(self, node: yaml.MappingNode, where: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, Location] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report("bad-key", "ключ должен быть словом", key_node.start_mark)
                continue
            key = key_node.value
            location = _at(key_node.start_mark, self.path)
            if key in first:
                self.document.diagnostics.append(
                    error(
                        "duplicate-key",
                        f"поле «{key}» написано дважды",
                        location,
                        f"оставьте одно; первое — в строке {first[key].line}",
                        first[key],
                    )
                )
                continue
            first[key] = location
            here = (*where, key)
            self.document.keys[here] = (location.line, location.column)
            result[key] = self.visit(value_node, here)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag.startswith("!") or "python" in node.tag:
            self._report("tag", f"тег «{node.tag}» не поддерживается", node.start_mark, "уберите тег")
            return None
        text: str = node.value
        if node.style in _QUOTED:
            return text
        if text in _NULLS:
            return None
        if text == "true":
            return True
        if text == "false":
            return False
        if _INT.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text):
            return Decimal(text)
        return text

    def _report(self, code: str, message: str, mark: yaml.Mark, hint: str = "") -> None:
        self.document.diagnostics.append(error(code, message, _at(mark, self.path), hint))


def _tab_fault(text: str, path: str) -> Diagnostic | None:
    """Tabs in the indentation: YAML forbids them, and its own message says nothing of tabs."""
    if "\t" not in text:
        return None
    match = re.search(r"^ *\t", text, re.MULTILINE)
    if not match:
        return None
    line = text.count("\n", 0, match.start()) + 1
    column = match.end() - match.start()
    return error(
        "tab", "отступ сделан табуляцией", Location(path, line, column),
        "замените табуляцию пробелами: по два на уровень",
    )


def _depth_fault(text: str, path: str) -> Diagnostic | None:
    """Refuse over-deep nesting before composing, which recurses in C.

    Counting what could open a level is cheap and decides nearly every file; only suspicious
    ones are parsed into events.
    """
    openers = text.count("[") + text.count("{")
    if openers < MAX_DEPTH and _block_depth_bound(text) < MAX_DEPTH:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    return error(
                        "too-deep",
                        f"вложенность больше {MAX_DEPTH} уровней",
                        _at(event.start_mark, path),
                        "так глубоко ни одна запись не устроена: проверьте отступы и скобки",
                    )
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None  # the parse proper reports it
    return None


def _anchor_fault(text: str, path: str) -> Diagnostic | None:
    """Composing forgets anchors, so the few files that may hold one are read as events first."""
    if not re.search(r"(?:^|[\s\[{,])&\w", text):
        return None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
                return error(
                    "anchor",
                    f"метка YAML (&{event.anchor}) не поддерживается",
                    _at(event.start_mark, path),
                    "уберите метку; если это текст, возьмите его в кавычки",
                )
    except yaml.YAMLError:
        return None
    return None


def _block_depth_bound(text: str) -> int:
    """More levels than block style can open: deepest indentation plus the longest run of marks."""
    indent = max((len(m) for m in re.findall(r"^ +", text, re.MULTILINE)), default=0)
    marks = max((line.count("- ") + line.count("? ") for line in _lines(text)), default=0)
    return indent + marks


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if "- -" in line or "? " in line)


_SYNTAX = (
    # (fragment of libyaml's message, Russian message, hint)
    ("found undefined alias", "ссылка YAML (*имя) не поддерживается", "если это текст, возьмите его в кавычки"),
    ("mapping values are not allowed", "двоеточие с пробелом посреди текста", "возьмите всё значение в кавычки «\"…\"»"),
    ("could not find expected ':'", "не хватает двоеточия после имени поля", "проверьте эту и предыдущую строки"),
    ("found character that cannot start any token", "с этого знака значение начинаться не может", "возьмите значение в кавычки"),
    ("did not find expected key", "сбился отступ", "поля одного уровня начинаются с одного столбца"),
    ("did not find expected '-' indicator", "сбился отступ в списке", "каждый пункт начинается с «- » в одном столбце"),
    ("block sequence entries are not allowed", "пункт списка «- » стоит не там", "начните список с новой строки под именем поля"),
    ("found unexpected end of stream", "кавычка не закрыта до конца файла", "закройте кавычку"),
    ("found unexpected document", "кавычка не закрыта", "закройте кавычку"),
    ("did not find expected alphabetic or numeric character", "знак * или & в начале значения", "возьмите значение в кавычки"),
    ("did not find expected ',' or", "не закрыта скобка или не хватает запятой", "проверьте скобки [ ] и { }"),
    ("did not find expected node content", "после имени поля или «-» ожидалось значение", "допишите значение или уберите строку"),
    ("found duplicate anchor", "метка YAML (&имя) не поддерживается", "уберите метку"),
    ("found unknown escape character", "неизвестная последовательность с обратной чертой", "в двойных кавычках пишите \\\\ или возьмите одинарные"),
    ("did not find URI escape", "тег YAML не поддерживается", "возьмите значение в кавычки"),
)


def _syntax_diagnostic(fault: yaml.MarkedYAMLError, path: str) -> Diagnostic:
    problem = fault.problem or ""
    mark = fault.problem_mark or fault.context_mark
    location = _at(mark, path) if mark else Location(path)
    for fragment, message, hint in _SYNTAX:
        if fragment in problem:
            return error("yaml-syntax", message, location, hint)
    return error("yaml-syntax", f"файл не читается как YAML: {problem}", location, "проверьте отступы и кавычки")


def _reader_diagnostic(fault: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    match = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)
    if match:
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        return error(
            "control-character",
            f"недопустимый управляющий знак U+{ord(match.group()):04X}",
            Location(path, line, column),
            "удалите знак: он невидим, но мешает чтению",
        )
    return error("yaml-syntax", "файл не читается как YAML", Location(path), str(fault).splitlines()[0])
