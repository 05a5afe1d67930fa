"""Faults of a text as YAML, independent of its values."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.model.diagnostic import Diagnostic, Location, error

from .yaml_causes import likely_cause
from .yaml_signs import INVISIBLE, MAX_DEPTH, StrictLoader, at_mark, inside, may_have_marks, place_of, shown


def invisible_fault(text: str, path: str) -> Diagnostic | None:
    match = INVISIBLE.search(text)
    if not match:
        return None
    return error(
        "control-character",
        f"недопустимый невидимый знак U+{ord(match.group()):04X}",
        place_of(text, match.start(), path),
        "сотрите его: встаньте курсором на это место и нажмите Delete или наберите слово заново",
    )


def tab_fault(text: str, path: str) -> Diagnostic | None:
    """Tabs in the indentation, which YAML forbids; libyaml's message does not mention tabs."""
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


def event_faults(text: str, path: str) -> list[Diagnostic]:
    """Faults to be found before composing, which recurses in C and loses anchors and tags.

    A cheap scan (``may_have_marks``) decides nearly every file; only suspicious ones are parsed
    into events.
    """
    if not may_have_marks(text):
        return []
    faults: list[Diagnostic] = []
    depth = 0
    try:
        for event in yaml.parse(text, Loader=StrictLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:
                    faults.append(
                        error(
                            "too-deep",
                            f"вложенность больше {MAX_DEPTH} уровней",
                            at_mark(event.start_mark, path),
                            "так глубоко ни одна запись не устроена: проверьте отступы и скобки",
                        )
                    )
                    break
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            faults += _mark_faults(event, path)
    except yaml.MarkedYAMLError as fault:  # other errors are reported by ``read``
        # Newer libyaml has a limit of its own, far deeper, and fails before its first event: the text
        # up to that place is deep enough to be reported.
        if "nesting depth" in (fault.problem or "") and fault.problem_mark:
            return event_faults(text[: fault.problem_mark.index], path)
    except yaml.YAMLError:
        pass  # as above
    return faults


def _mark_faults(event: yaml.Event, path: str) -> Iterator[Diagnostic]:
    """An anchor, an alias or a tag of a node."""
    if isinstance(event, yaml.AliasEvent):
        yield error(
            "alias", f"ссылка YAML (*{event.anchor}) не поддерживается", at_mark(event.start_mark, path),
            "напишите значение ещё раз; если это текст, возьмите его в кавычки",
        )
    elif isinstance(event, yaml.NodeEvent) and event.anchor:
        yield error(
            "anchor", f"метка YAML (&{event.anchor}) не поддерживается", at_mark(event.start_mark, path),
            "уберите метку; если это текст, возьмите его в кавычки",
        )
    if tag := getattr(event, "tag", None):
        yield error(
            "tag", f"тег YAML «{shown(tag)}» не поддерживается", at_mark(event.start_mark, path),
            "уберите тег; если это текст, возьмите его в кавычки",
        )


_SYNTAX = (
    # (fragment of libyaml's message, Russian message, hint)
    ("mapping values are not allowed", "двоеточие с пробелом посреди текста", "возьмите всё значение в одинарные кавычки: '…'"),
    ("could not find expected ':'", "не хватает двоеточия после имени поля", "проверьте эту и предыдущую строки"),
    ("found character that cannot start any token", "с этого знака значение начинаться не может", "возьмите всё значение в одинарные кавычки: '…'"),
    ("did not find expected key", "сбился отступ", "поля одного уровня начинаются с одного столбца"),
    ("did not find expected '-' indicator", "сбился отступ в списке", "каждый пункт начинается с «- » в одном столбце"),
    ("block sequence entries are not allowed", "пункт списка «- » стоит не там", "начните список с новой строки под именем поля"),
    ("found unexpected end of stream", "кавычка не закрыта до конца файла", "закройте кавычку"),
    ("found unexpected document", "кавычка не закрыта", "закройте кавычку"),
    ("did not find expected alphabetic or numeric character", "знак * или & в начале значения", "возьмите всё значение в одинарные кавычки: '…'"),
    ("did not find expected ',' or", "не закрыта скобка или не хватает запятой", "проверьте скобки [ ] и { }"),
    ("did not find expected node content", "после имени поля или «-» ожидалось значение", "допишите значение или уберите строку"),
    ("found unknown escape character", "неизвестная последовательность с обратной чертой", "в двойных кавычках пишите \\\\ или возьмите одинарные"),
    ("mapping keys are not allowed", "знак «? » стоит не там", "возьмите всё значение в одинарные кавычки: '…'"),
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
    ("tag", "тег YAML не поддерживается", "возьмите всё значение в одинарные кавычки: '…'"),
    ("URI escape", "тег YAML не поддерживается", "возьмите всё значение в одинарные кавычки: '…'"),
    ("did not find expected '!'", "тег YAML не поддерживается", "возьмите всё значение в одинарные кавычки: '…'"),
    ("expected '>'", "тег YAML не поддерживается", "возьмите всё значение в одинарные кавычки: '…'"),
    ("did not find expected whitespace", "не хватает пробела", "отделите знак в начале значения пробелом или возьмите значение в кавычки"),
)
# The text before the place of the error ends with a quote: what follows the quoted value is the fault.
_BEHIND_QUOTES = re.compile(r"""["'][ \t]*\Z""")
# An unclosed quote is detected at the end of the file; the place to correct is where it opens.
_AT_OPENING = ("found unexpected end of stream", "found unexpected document")


def syntax_diagnostic(fault: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic:
    if known := likely_cause(fault, text, path):
        return known
    problem = fault.problem or ""
    mark = fault.problem_mark or fault.context_mark
    if problem.startswith(_AT_OPENING):
        mark = fault.context_mark or mark
    location = inside(mark, text, path) if mark else Location(path)
    if mark and problem.startswith("did not find expected") and _BEHIND_QUOTES.search(text[: mark.index]):
        return error(
            "yaml-syntax", "после закрывающей кавычки стоит ещё текст", location,
            "поставьте внутри «ёлочки», тогда кавычки YAML не нужны, или возьмите всё значение в одинарные кавычки: '…'",
        )
    for fragment, message, hint in _SYNTAX:
        if fragment in problem:
            return error("yaml-syntax", message, location, hint)
    return error("yaml-syntax", f"файл не читается как YAML: {problem}", location, "проверьте отступы и кавычки")
