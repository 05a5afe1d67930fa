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

# Characters that nobody sees: control characters, a byte order mark inside the text, line breaks
# that only YAML counts (U+0085, U+2028, U+2029: every position below them would be wrong).
_INVISIBLE = re.compile(
    "[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# An anchor, an alias or a tag may stand here; text that only looks so costs one more reading.
_MARKS = re.compile(r"[&*!](?<![^\s\[{,:?].)(?:(?<=!)|(?=[0-9A-Za-z_-]))")
# Block collections start in the first characters of a line, at most two in a column. Where none
# of them stands at column 20 or beyond, 20 columns and 19 brackets stay within MAX_DEPTH.
_FEW_OPENERS = 20
_DEEP_BLOCK = re.compile(rf"^[ ?:-]{{{_FEW_OPENERS}}}", re.MULTILINE)
# Blanks and a number sign behind something on the line: where no quotes say otherwise, a comment.
_COMMENT = re.compile(r"(?<=\S)[ \t]+(#.*)")
SHOWN = 60  # characters of a value that a message repeats


@dataclass(slots=True)
class Document:
    """Values of one file and where each stands.

    ``positions`` maps a path to the 1-based (line, column) of its value, ``keys`` to that of
    its key. ``faulty`` holds the paths whose values a diagnostic speaks of already.
    ``comments`` maps a path to the 1-based (line, column) and the text of the comment that ends
    its unquoted value; the text begins with ``#``. ``mapping`` is None when nothing usable could
    be read.
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
        """The value at ``path``, which was read."""
        found: Any = self.mapping
        for part in path:
            found = found[part]
        return found


def shown(text: str) -> str:
    """A text as a message repeats it: one line, not too long."""
    text = " ".join(text.split())
    return f"{text[:SHOWN]}…" if len(text) > SHOWN else text


def first_invisible(text: str) -> str | None:
    """The first sign of a text that no record may hold, written out or escaped; None if there is none."""
    match = _INVISIBLE.search(text)
    return match.group() if match else None


def decode(data: bytes, path: str) -> tuple[str | None, list[Diagnostic]]:
    """Bytes of a file → text with ``\\n`` line ends; a byte order mark is dropped.

    Errors: over the size limit, not UTF-8.
    """
    if len(data) > MAX_BYTES:
        return None, [too_large(len(data), path)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        # ``fault.object`` and not ``data``: positions are counted after the byte order mark.
        before = _newlines(fault.object[: fault.start].decode("utf-8", "replace"))
        return None, [
            error(
                "not-utf-8",
                f"файл не в кодировке UTF-8 (байт 0x{fault.object[fault.start]:02x})",
                _place(before, len(before), path),
                "сохраните файл в UTF-8: в редакторе «Сохранить как… → Кодировка UTF-8»",
            )
        ]
    return _newlines(text), []


def too_large(size: int, path: str) -> Diagnostic:
    return error(
        "file-too-large",
        f"файл занимает {f'{size / 1_000_000:.1f}'.replace('.', ',')} МБ, предел – {MAX_BYTES // 1_000_000} МБ",
        Location(path),
        "разделите запись или вынесите большие материалы по ссылке",
    )


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _place(text: str, index: int, path: str) -> Location:
    line_start = text.rfind("\n", 0, index) + 1
    return Location(path, text.count("\n", 0, index) + 1, index - line_start + 1)


def read(text: str, path: str) -> Document:
    """Parse one YAML document whose top is a mapping. Never raises for bad text."""
    document = Document()
    text = _newlines(text)
    fault = _invisible_fault(text, path) or _tab_fault(text, path)
    if fault:
        document.diagnostics.append(fault)
        return document
    document.diagnostics += _event_faults(text, path)
    if any(d.code == "too-deep" for d in document.diagnostics):
        return document
    try:
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.composer.ComposerError as exc:  # anchors and aliases that do not fit each other
        if not document.diagnostics:
            document.diagnostics.append(_syntax_diagnostic(exc, text, path))
        return document
    except yaml.MarkedYAMLError as exc:
        document.diagnostics.append(_syntax_diagnostic(exc, text, path))
        return document
    except yaml.YAMLError as exc:  # pragma: no cover  # the reader's errors: all looked for above
        document.diagnostics.append(
            error("yaml-syntax", "файл не читается как YAML", Location(path), f"сообщение программы: {exc}")
        )
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
                _inside(nodes[1].start_mark, text, path),
                "оставьте один: уберите строку «---» посередине, вторую запись вынесите в свой файл",
            )
        )
    _Walk(document, text, path).visit_root(nodes[0])
    return document


def nodes_and_tokens(text: str) -> tuple[yaml.Node, list[yaml.Token]]:
    """The node graph and the tokens of a text that ``read`` has found nothing wrong with, for its layout."""
    node = _Loader(text).get_single_node()
    assert node is not None  # an empty text would have been found wrong
    return node, list(yaml.scan(text, Loader=_Loader))


class _Loader(yaml.CSafeLoader):
    """Reads events and composes nodes; nothing is ever constructed.

    Tags are not worked out, as scalars are read by rules of our own: that is a third of composing.
    """

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""


def read_quickly(text: str) -> dict[str, Any] | None:
    """The values that ``read`` gives, at a third of its cost; None where only ``read`` can tell.

    Positions are not kept, and whatever may be at fault is left to ``read``.
    """
    if "\r" in text or "\t" in text or " #" in text or _INVISIBLE.search(text) or _may_have_marks(text):
        return None
    try:
        node = _Loader(text).get_single_node()
        return _mapping(node) if isinstance(node, yaml.MappingNode) else None
    except (yaml.YAMLError, _Doubtful):
        return None


class _Doubtful(Exception):
    """Something that ``read`` has to look at; never leaves this module."""


def _mapping(node: yaml.MappingNode) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode) or key in result:
            raise _Doubtful
        result[key] = _value(value_node)
    return result


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        if node.style in _QUOTED:
            if node.style == '"' and _INVISIBLE.search(text):
                raise _Doubtful
            return text
        return plain_value(text)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    return [_value(child) for child in node.value]


def plain_value(text: str) -> Any:
    """What an unquoted scalar means: nothing, true or false, an integer, an exact decimal, or text."""
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


def _at(mark: Any, path: str) -> Location:
    """A mark of PyYAML or libyaml, which share no type, as a location."""
    return Location(path, mark.line + 1, mark.column + 1)


def _inside(mark: Any, text: str, path: str) -> Location:
    """The same for a mark that may stand at the end of the file: libyaml counts one line too many."""
    return _place(text, min(mark.index, len(text.rstrip())), path)


class _Walk:
    """Nodes → values, collecting every problem on the way."""

    def __init__(self, document: Document, text: str, path: str) -> None:
        self.document = document
        self.text = text
        self.path = path
        self.seen: set[int] = set()
        # Index of the end of what stands before a comment → the comment; most files have none.
        self.comments = {m.start(): m for m in _COMMENT.finditer(text)} if "#" in text else {}
        # Where anchors and tags were found before.
        self.marked = {(d.location.line, d.location.column) for d in document.diagnostics}

    def visit_root(self, root: yaml.Node) -> None:
        if isinstance(root, yaml.MappingNode):
            self.document.mapping = self.visit(root, ())
        elif isinstance(root, yaml.ScalarNode) and self.scalar(root) is None:
            place = _inside(root.start_mark, self.text, self.path)
            self.document.diagnostics.append(
                error("empty-file", "файл пуст", place, "создайте запись командой smarteka new")
            )
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
        if id(node) in self.seen:  # an alias; reported with its anchor by _event_faults
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
        if self.comments and node.style not in _QUOTED and (match := self.comments.get(node.end_mark.index)):
            place = _place(self.text, match.start(1), self.path)
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
        if node.style in _QUOTED:
            if node.style == '"' and (match := _INVISIBLE.search(text)):
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
        if node.value == "":  # nothing may stand behind the end of the file
            place = _inside(mark, self.text, self.path)
            return place.line, place.column
        return mark.line + 1, mark.column + 1

    def _report(self, code: str, message: str, mark: yaml.Mark, hint: str = "") -> None:
        self.document.diagnostics.append(error(code, message, _at(mark, self.path), hint))


def _invisible_fault(text: str, path: str) -> Diagnostic | None:
    match = _INVISIBLE.search(text)
    if not match:
        return None
    return error(
        "control-character",
        f"недопустимый управляющий знак U+{ord(match.group()):04X}",
        _place(text, match.start(), path),
        "удалите знак: он невидим, но мешает чтению",
    )


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


def _may_have_marks(text: str) -> bool:
    """Whether anchors, aliases, tags or deep nesting may be there; False is certain."""
    openers = text.count("[") + text.count("{")
    return openers >= _FEW_OPENERS or bool(_DEEP_BLOCK.search(text) or _MARKS.search(text))


def _event_faults(text: str, path: str) -> list[Diagnostic]:
    """What must be found before composing: it recurses in C and forgets anchors and tags.

    Counting what could open a level or a mark is cheap and decides nearly every file; only
    suspicious ones are parsed into events.
    """
    if not _may_have_marks(text):
        return []
    faults: list[Diagnostic] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    faults.append(
                        error(
                            "too-deep",
                            f"вложенность больше {MAX_DEPTH} уровней",
                            _at(event.start_mark, path),
                            "так глубоко ни одна запись не устроена: проверьте отступы и скобки",
                        )
                    )
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            faults += _mark_faults(event, path)
    except yaml.MarkedYAMLError as fault:  # else the parse proper reports it
        # Newer libyaml gives up by itself, far deeper and before its first event: what stands
        # before that place is deep enough to be told of.
        if "nesting depth" in (fault.problem or "") and fault.problem_mark:
            return _event_faults(text[: fault.problem_mark.index], path)
    except yaml.YAMLError:
        pass  # as above
    return faults


def _mark_faults(event: yaml.Event, path: str) -> Iterator[Diagnostic]:
    """An anchor, an alias or a tag of a node."""
    if isinstance(event, yaml.AliasEvent):
        yield error(
            "alias", f"ссылка YAML (*{event.anchor}) не поддерживается", _at(event.start_mark, path),
            "напишите значение ещё раз; если это текст, возьмите его в кавычки",
        )
    elif isinstance(event, yaml.NodeEvent) and event.anchor:
        yield error(
            "anchor", f"метка YAML (&{event.anchor}) не поддерживается", _at(event.start_mark, path),
            "уберите метку; если это текст, возьмите его в кавычки",
        )
    if tag := getattr(event, "tag", None):
        yield error(
            "tag", f"тег YAML «{shown(tag)}» не поддерживается", _at(event.start_mark, path),
            "уберите тег; если это текст, возьмите его в кавычки",
        )


_SYNTAX = (
    # (fragment of libyaml's message, Russian message, hint)
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
    ("found unknown escape character", "неизвестная последовательность с обратной чертой", "в двойных кавычках пишите \\\\ или возьмите одинарные"),
    ("mapping keys are not allowed", "знак «? » стоит не там", "возьмите значение в кавычки"),
    ("did not find expected comment or line break", "после «|» или «>» текст начинают с новой строки", "перенесите его на следующую строку с отступом"),
    ("indentation indicator", "после «|» или «>» стоит неверное число", "уберите число"),
    ("found a tab character", "табуляция вместо пробелов", "замените табуляцию пробелами: по два на уровень"),
    ("did not find expected <document start>", "лишний текст после конца записи", "проверьте скобки и отступы в этой строке"),
    ("Unicode character escape", "неверный код знака после обратной черты", "в двойных кавычках пишите \\\\ или возьмите одинарные"),
    ("hexdecimal number", "неверный код знака после обратной черты", "в двойных кавычках пишите \\\\ или возьмите одинарные"),
    ("directive", "строка указаний YAML (%…) не поддерживается", "уберите строку, которая начинается с %"),
    ("incompatible YAML document", "строка указаний YAML (%…) не поддерживается", "уберите строку, которая начинается с %"),
    ("version number", "строка указаний YAML (%…) не поддерживается", "уберите строку, которая начинается с %"),
    ("digit or '.'", "строка указаний YAML (%…) не поддерживается", "уберите строку, которая начинается с %"),
    ("tag", "тег YAML не поддерживается", "возьмите значение в кавычки"),
    ("URI escape", "тег YAML не поддерживается", "возьмите значение в кавычки"),
    ("did not find expected '!'", "тег YAML не поддерживается", "возьмите значение в кавычки"),
    ("expected '>'", "тег YAML не поддерживается", "возьмите значение в кавычки"),
    ("did not find expected whitespace", "не хватает пробела", "отделите знак в начале значения пробелом или возьмите значение в кавычки"),
)
# An unclosed quote is noticed at the end of the file; the place to mend is where it opens.
# What stands before the place of the fault: a quoted value, and the rest is too much.
_BEHIND_QUOTES = re.compile(r"""["'][ \t]*\Z""")
_AT_OPENING = ("found unexpected end of stream", "found unexpected document")


def _syntax_diagnostic(fault: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    problem = fault.problem or ""
    mark = fault.problem_mark or fault.context_mark
    if problem.startswith(_AT_OPENING):
        mark = fault.context_mark or mark
    location = _inside(mark, text, path) if mark else Location(path)
    if mark and problem.startswith("did not find expected") and _BEHIND_QUOTES.search(text[: mark.index]):
        return error(
            "yaml-syntax", "после закрывающей кавычки стоит ещё текст", location,
            "поставьте внутри «ёлочки», тогда кавычки YAML не нужны, или возьмите всё значение в одинарные кавычки: '…'",
        )
    for fragment, message, hint in _SYNTAX:
        if fragment in problem:
            return error("yaml-syntax", message, location, hint)
    return error("yaml-syntax", f"файл не читается как YAML: {problem}", location, "проверьте отступы и кавычки")
