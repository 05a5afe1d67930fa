"""What a person did when YAML cannot be read: libyaml names the sign it stumbled over, often a line too late.

Each cause is looked for in the lines around that sign and told with the place to mend and, where it
is short, the line as it should be.
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
    """The fault as a person would tell it; None where nothing better is known than what libyaml says."""
    mark = fault.problem_mark or fault.context_mark
    if mark is None:
        return None
    if found := _MERGE_MARK.search(text):
        return _told(
            "в файле остались знаки слияния git", Location(path, text.count("\n", 0, found.start()) + 1, 1),
            "оставьте нужное из двух вариантов, а строки <<<<<<<, ======= и >>>>>>> сотрите",
        )
    problem, lines = fault.problem or "", text.split("\n")
    for fragment, cause in _CAUSES:
        if fragment in problem and (known := cause(fault, text, lines, path)):
            return known
    return None


def in_quotes(line: str) -> str:
    """The line with its value in single quotes; empty where it is too long to be shown or has no value."""
    match = _valued(line) if len(line) <= SHOWN + 20 else None
    if not match:
        return ""
    value = match["value"].replace("'", "''")
    return f"{match['head'].lstrip()}'{value}'"


def _valued(line: str) -> re.Match[str] | None:
    """What stands before the value of a line, and the value; None for a line longer than people write."""
    return _VALUE.fullmatch(line.rstrip()) if len(line) <= _LONGEST else None


def _told(message: str, place: Location, hint: str) -> Diagnostic:
    return error("yaml-syntax", message, place, hint)


def _quote(line: str) -> str:
    """A hint to put a value into quotes."""
    whole = in_quotes(line)
    return f"возьмите всё значение в одинарные кавычки: {whole or _ANY}"


def _no_field(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A line that holds neither a field nor the beginning of one. libyaml stumbles over the next."""
    if fault.context_mark is None:
        return None
    return _torn_line(lines, fault.context_mark.line, path) or _loose_text(lines, fault.context_mark.line, path)


def _torn_line(lines: list[str], number: int, path: str) -> Diagnostic | None:
    """A line that YAML cannot read because a colon or a space is missing, or because its spaces are another character. ``number`` counts from 0."""
    line = lines[number]
    place = Location(path, number + 1, len(line) - len(line.lstrip()) + 1)
    if _ODD_INDENT.match(line):
        return _told("отступ сделан неразрывными пробелами", place, "сотрите их и поставьте обычные: по два на уровень")
    if match := _NO_BLANK.fullmatch(line):
        key = match["key"].strip()
        right = f"{key}: {match['value'].strip()}"
        if match["odd"]:
            return _told(f"после «{key}:» стоит неразрывный пробел", place, f"сотрите его и поставьте обычный: {shown(right)}")
        return _told(f"после «{key}:» нет пробела", place, f"напишите: {shown(right)}")
    match = _NO_COLON.fullmatch(line)
    if match and not line.lstrip().startswith("-") and _next_is_field(lines, number):
        key = match["key"].strip()
        right = f"{key}: {match['value'].strip()}"
        return _told(f"после имени поля «{key}» нет двоеточия", place, f"напишите: {shown(right)}")
    if match := _OWN_MARK.match(line):
        return _told(f"пункт списка начинается с «{match['mark']}»", place, "начните его с дефиса и обычного пробела: «- »")
    return None


def _next_is_field(lines: list[str], number: int) -> bool:
    """Whether fields stand in the column of this line: a Latin word amid a text is no field."""
    indent = len(lines[number]) - len(lines[number].lstrip())
    around = [line for line in (*lines[max(0, number - 40) : number], *lines[number + 1 : number + 41]) if line.strip()]
    return any(re.match(rf" {{{indent}}}[A-Za-z_]+:(?:\s|$)", line) for line in around)


def _loose_text(lines: list[str], number: int, path: str) -> Diagnostic:
    line = lines[number]
    place = Location(path, number + 1, len(line) - len(line.lstrip()) + 1)
    return _told(
        f"«{shown(line)}» – не поле и не продолжение текста", place,
        "продолжение текста начинают на два пробела правее имени поля, новое поле – с имени и двоеточия",
    )


def _colon_inside(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A colon where none may stand: a text that holds one, or a field moved to the right."""
    mark = fault.problem_mark
    if mark is None:
        return None
    number, line = mark.line, lines[mark.line]
    before = line[: mark.column]
    if not re.fullmatch(_FIELD, before):
        if re.search(r":\s", before):
            return _told("двоеточие с пробелом посреди текста", Location(path, number + 1, mark.column + 1), _quote(line))
        return None
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), None)
    if above is not None and (torn := _torn_line(lines, above, path)):
        return torn
    key, indent = before.strip(), len(before) - len(before.lstrip())
    place = Location(path, number + 1, indent + 1)
    if above is not None and (closed := _CLOSED_FIELD.fullmatch(lines[above])):
        return _closed(closed["key"], key, place)
    return _told(f"сбился отступ: поле «{key}» стоит правее соседних", place, "начните его с того же столбца, что и поля рядом")


def _closed(parent: str, key: str, place: Location) -> Diagnostic:
    return _told(
        f"сбился отступ: «{key}» стоит внутри поля «{parent}», а оно закрыто знаком #", place,
        f"раскройте и его: сотрите «# » перед «{parent}:»",
    )


def _lost_indent(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """Where fields of one level do not begin in one column, or text stands behind a value that is closed."""
    mark = fault.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    line = lines[mark.line]
    before, rest = line[: mark.column], line[mark.column :].strip()
    if before.rstrip().endswith(("]", "}")):
        return _told("после закрывающей скобки стоит ещё текст", Location(path, mark.line + 1, mark.column + 1), _quote(line))
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
        return _told("пункт «- …» стоит не в столбце своего списка", place, "сдвиньте его под остальные пункты; строку текста – под остальной текст")
    if key and "indicator" in (fault.problem or ""):
        return _told(f"сбился отступ: поле «{key[1]}» стоит не под полями своего пункта", place, "поля одного пункта начинаются с одного столбца, на два правее дефиса")
    return None


def _far_quote(text: str, end: int, path: str) -> Diagnostic | None:
    """A quote that was opened lines before and met the next one by chance."""
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
    return _told(f"кавычка отсюда закрылась только в строке {opened.end_mark.line + 1}", place, "закройте её в своей строке")


def _behind_quotes(line: str, place: Location) -> Diagnostic | None:
    """Text behind a quoted value, mostly quotes within quotes."""
    match = _valued(line)
    value = match["value"] if match else ""
    if not match or value[:1] not in ("'", '"'):
        return None
    inner = value[1:-1] if value[-1] == value[0] else value
    whole = in_quotes(f"{match['head']}{inner}")
    hint = "поставьте внутри «ёлочки» или возьмите всё значение в одинарные кавычки: "
    return _told("после закрывающей кавычки стоит ещё текст", place, f"{hint}{whole or _ANY}")


def _first_sign(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    """A value that begins with a sign that means something to YAML."""
    mark = fault.problem_mark
    if mark is None or mark.line >= len(lines):
        return None
    line = lines[mark.line]
    match = _valued(line)
    if not match or mark.column not in (match.start("value"), match.start("value") + 1) or match["value"][0] in "\"'":
        return None
    return _told(f"значение начинается со знака «{match['value'][0]}», а он для YAML особый", Location(path, mark.line + 1, mark.column + 1), _quote(line))


def _list_on_the_line(fault: yaml.MarkedYAMLError, text: str, lines: list[str], path: str) -> Diagnostic | None:
    mark = fault.problem_mark
    if mark is None or not re.search(r":\s+$", lines[mark.line][: mark.column]):
        return None
    return _told(
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
