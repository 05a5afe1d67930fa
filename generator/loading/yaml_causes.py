"""The probable cause of a YAML syntax error: libyaml reports where parsing failed, often a line too late.

Causes are looked for in the lines around that place; the diagnostic is located where to correct the
text and, if it is short, gives the corrected line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from generator.model.diagnostic import Diagnostic, Location, error

from .yaml_signs import ODD_BLANKS, SHOWN, StrictLoader, shown

_FIELD = r"[ \t]*(?:- +)?[A-Za-z_][A-Za-z0-9_]*"
_MERGE_MARK = re.compile(r"^(?:<{7} .*|>{7} .*)$", re.MULTILINE)  # seven «=» may underline a heading
_NO_BLANK = re.compile(rf"(?P<key>{_FIELD}):(?P<odd>[{ODD_BLANKS}]*)(?P<value>[^\s:/].*)")
_NO_COLON = re.compile(rf"(?P<key>{_FIELD})(?:\s*[=;]|\s+[–—-]|(?=\s)|$)\s*(?P<value>.*)")
_ODD_INDENT = re.compile(rf" *[{ODD_BLANKS}]")
_OWN_MARK = re.compile(rf"\s*(?P<mark>[–—•·*]|\d+[.)]|-(?=[{ODD_BLANKS}\w«\"']))")
_VALUE = re.compile(r"(?P<head>\s*(?:- +)*(?:[^\s:#][^:]*:[ \t]+)?)(?P<value>\S.*?)(?:\s+#.*)?")
_LONGEST = 1000
_ANY = "'…'"
_CLOSED_FIELD = re.compile(r"\s*#\s*(?P<key>[a-z_]+):\s*")


def likely_cause(fault: yaml.MarkedYAMLError, text: str, path: str) -> Diagnostic | None:
    """A diagnostic of the probable cause; None if there is nothing better than libyaml's own error."""
    mark = fault.problem_mark or fault.context_mark
    if mark is None:
        return None
    if found := _MERGE_MARK.search(text):
        return _syntax_error(
            "в файле остались знаки слияния git", Location(path, text.count("\n", 0, found.start()) + 1, 1),
            "оставьте нужное из двух вариантов, а строки <<<<<<<, ======= и >>>>>>> сотрите",
        )
    problem, lines = fault.problem or "", text.split("\n")
    for fragment, cause in _CAUSES:
        if fragment in problem and (known := cause(fault, text, lines, path)):
            return known
    return None


def in_quotes(line: str) -> str:
    """The line with its value in single quotes; empty if it is too long to show or has no value."""
    match = _valued(line) if len(line) <= SHOWN + 20 else None
    if not match:
        return ""
    value = match["value"].replace("'", "''")
    return f"{match['head'].lstrip()}'{value}'"


def _valued(line: str) -> re.Match[str] | None:
    """A match with groups ``head`` and ``value`` of a line; None if it has no value or is longer than ``_LONGEST``."""
    return _VALUE.fullmatch(line.rstrip()) if len(line) <= _LONGEST else None


def _syntax_error(message: str, place: Location, hint: str) -> Diagnostic:
    return error("yaml-syntax", message, place, hint)


def _quote(line: str) -> str:
    """The hint to quote the value of the line."""
    whole = in_quotes(line)
    return f"возьмите всё значение в одинарные кавычки: {whole or _ANY}"


def _no_field(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A line that is neither a field nor its continuation; libyaml fails at the next one."""
    if fault.context_mark is None:
        return None
    return _malformed_line(lines, fault.context_mark.line, path) or _loose_text(lines, fault.context_mark.line, path)


def _malformed_line(lines: list[str], number: int, path: str) -> Diagnostic | None:
    """A line that YAML cannot read because a colon or a space is missing, or because its spaces are another character. ``number`` counts from 0."""
    line = lines[number]
    place = Location(path, number + 1, len(line) - len(line.lstrip()) + 1)
    if _ODD_INDENT.match(line):
        return _syntax_error("отступ сделан неразрывными пробелами", place, "сотрите их и поставьте обычные: по два на уровень")
    if match := _NO_BLANK.fullmatch(line):
        key = match["key"].strip()
        right = f"{key}: {match['value'].strip()}"
        if match["odd"]:
            return _syntax_error(f"после «{key}:» стоит неразрывный пробел", place, f"сотрите его и поставьте обычный: {shown(right)}")
        return _syntax_error(f"после «{key}:» нет пробела", place, f"напишите: {shown(right)}")
    match = _NO_COLON.fullmatch(line)
    if match and not line.lstrip().startswith("-") and _next_is_field(lines, number):
        key = match["key"].strip()
        right = f"{key}: {match['value'].strip()}"
        return _syntax_error(f"после имени поля «{key}» нет двоеточия", place, f"напишите: {shown(right)}")
    if match := _OWN_MARK.match(line):
        return _syntax_error(f"пункт списка начинается с «{match['mark']}»", place, "начните его с дефиса и обычного пробела: «- »")
    return None


def _next_is_field(lines: list[str], number: int) -> bool:
    """Whether nearby fields begin in the same column as this line: a Latin word in running text is not a field."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    around = [line for line in (*lines[max(0, number - 40) : number], *lines[number + 1 : number + 41]) if line.strip()]
    return any(re.match(rf" {{{indent}}}[A-Za-z_]+:(?:\s|$)", line) for line in around)


def _loose_text(lines: list[str], number: int, path: str) -> Diagnostic:
    line = lines[number]
    place = Location(path, number + 1, len(line) - len(line.lstrip()) + 1)
    return _syntax_error(
        f"«{shown(line)}» – не поле и не продолжение текста", place,
        "продолжение текста начинают на два пробела правее имени поля, новое поле – с имени и двоеточия",
    )


def _colon_inside(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A colon in the wrong place: in unquoted text, or of a field indented too far."""
    mark = fault.problem_mark
    if mark is None:
        return None
    number, line = mark.line, lines[mark.line]
    before = line[: mark.column]
    if not re.fullmatch(_FIELD, before):
        if re.search(r":\s", before):
            return _syntax_error("двоеточие с пробелом посреди текста", Location(path, number + 1, mark.column + 1), _quote(line))
        return None
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is not None and (malformed := _malformed_line(lines, above, path)):
        return malformed
    key, indent = before.strip(), len(before) - len(before.lstrip())
    place = Location(path, number + 1, indent + 1)
    if above is not None and (closed := _CLOSED_FIELD.fullmatch(lines[above])):
        return _closed(closed["key"], key, place)
    return _syntax_error(f"сбился отступ: поле «{key}» стоит правее соседних", place, "начните его с того же столбца, что и поля рядом")


def _closed(parent: str, key: str, place: Location) -> Diagnostic:
    return _syntax_error(
        f"сбился отступ: «{key}» стоит внутри поля «{parent}», а оно закрыто знаком #", place,
        f"раскройте и его: сотрите «# » перед «{parent}:»",
    )


def _lost_indent(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """Fields of one level in different columns, or text after a closed value (bracket or quote)."""
    mark = fault.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    line = lines[mark.line]
    before, rest = line[: mark.column], line[mark.column :].strip()
    if before.rstrip().endswith(("]", "}")):
        return _syntax_error("после закрывающей скобки стоит ещё текст", Location(path, mark.line + 1, mark.column + 1), _quote(line))
    if before.rstrip().endswith(('"', "'")):
        return _far_quote(text, mark.index, path) or _behind_quotes(line, Location(path, mark.line + 1, mark.column + 1))
    if before.strip():
        return None
    place = Location(path, mark.line + 1, mark.column + 1)
    key = re.match(r"(?:- +)?([A-Za-z_]+):(?:\s|$)", rest)
    above = next((n for n in range(mark.line - 1, -1, -1) if lines[n].strip()), None)
    if key and above is not None and (closed := _CLOSED_FIELD.fullmatch(lines[above])):
        return _closed(closed["key"], key[1], place)
    if rest.startswith("- "):
        return _syntax_error("пункт «- …» стоит не в столбце своего списка", place, "сдвиньте его под остальные пункты; строку текста – под остальной текст")
    if key and "indicator" in (fault.problem or ""):
        return _syntax_error(f"сбился отступ: поле «{key[1]}» стоит не под полями своего пункта", place, "поля одного пункта начинаются с одного столбца, на два правее дефиса")
    return None


def _far_quote(text: str, end: int, path: str) -> Diagnostic | None:
    """A quote left open that the next quote, some lines below, has closed."""
    opened = None
    try:
        for token in yaml.scan(text, Loader=StrictLoader):
            if token.start_mark.index >= end:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                opened = token
    except yaml.YAMLError:
        pass
    if opened is None or opened.start_mark.line == opened.end_mark.line:
        return None
    place = Location(path, opened.start_mark.line + 1, opened.start_mark.column + 1)
    return _syntax_error(f"кавычка отсюда закрылась только в строке {opened.end_mark.line + 1}", place, "закройте её в своей строке")


def _behind_quotes(line: str, place: Location) -> Diagnostic | None:
    """Text after a quoted value, mostly because of quotes within quotes."""
    match = _valued(line)
    value = match["value"] if match else ""
    if not match or value[:1] not in ("'", '"'):
        return None
    inner = value[1:-1] if value[-1] == value[0] else value
    whole = in_quotes(f"{match['head']}{inner}")
    hint = "поставьте внутри «ёлочки» или возьмите всё значение в одинарные кавычки: "
    return _syntax_error("после закрывающей кавычки стоит ещё текст", place, f"{hint}{whole or _ANY}")


def _first_sign(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A value that begins with an indicator character of YAML."""
    mark = fault.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    line = lines[mark.line]
    match = _valued(line)
    if not match or mark.column not in (match.start("value"), match.start("value") + 1) or match["value"][0] in "\"'":
        return None
    return _syntax_error(f"значение начинается со знака «{match['value'][0]}», а он для YAML особый", Location(path, mark.line + 1, mark.column + 1), _quote(line))


def _list_on_the_line(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    mark = fault.problem_mark
    if mark is None or not re.search(r":\s+$", lines[mark.line][: mark.column]):
        return None
    return _syntax_error(
        "значение начинается с «- »", Location(path, mark.line + 1, mark.column + 1),
        f"если это текст, {_quote(lines[mark.line])}; если список, начните его с новой строки",
    )


_CAUSES: tuple[tuple[str, Callable[[yaml.MarkedYAMLError, str, list[str], str], Diagnostic | None]], ...] = (
    ("could not find expected ':'", _no_field),
    ("mapping values are not allowed", _colon_inside),
    ("did not find expected key", _lost_indent),
    ("did not find expected '-' indicator", _lost_indent),
    ("block sequence entries are not allowed", _list_on_the_line),
    ("cannot start any token", _first_sign),
    ("expected alphabetic or numeric character", _first_sign),
    ("did not find expected whitespace", _first_sign),
)
