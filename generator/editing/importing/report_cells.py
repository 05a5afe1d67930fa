"""Parsers of the cells of a report row: number, responsible bodies, execution by body, status.

Each returns a value and doubts. Nothing is corrected silently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from generator.analysis.language import readings
from generator.model.report import Status

_FULL_NAME = re.compile(r"^(?:министерство|департамент|управление|комитет|служба|агентство|главное управление|инспекция)\b", re.IGNORECASE)
_SHORT_NAME = re.compile(r"Мин[А-ЯЁа-яё]+|[А-ЯЁ]{2,8}")
_DOT_BETWEEN = re.compile(r"(?<=[а-яё]{3})\.\s+(?=[А-ЯЁ«])")
_MARK = re.compile(r"[хx×✕*]|[–—-]+|нет", re.IGNORECASE)
_USUAL = {"выполнено": Status.DONE, "не выполнено": Status.NOT_DONE, "частично выполнено": Status.PARTLY, "х": Status.CROSSED}
_BROKEN = ("не выполнено", "частично выполнено", "выполнено частично")
_STATUS_WORDS = (
    (Status.PARTLY, re.compile(r"частичн|не в полном об|не полностью|в работе|в процессе|выполняется|исполняется")),
    (Status.NOT_DONE, re.compile(r"\bне\s*(?:выполнен|исполнен|реализован|сделан|проведен)|отсутствует|отменен|снят")),
    (Status.DONE, re.compile(r"выполнен|исполнен|реализован|сделан|завершен|проведен|^да$")),
)
_SPLIT = re.compile(
    r"(?m)^(?:\d{1,2}[.)]\s*|[-–—•]\s*)?(?P<body>[^:\n«»().]{2,120})\s*:\s*"
)


class CellDoubt(NamedTuple):
    """A doubt about a cell; the caller adds the place."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class ReadStatus:
    text: str
    value: Status
    doubts: tuple[CellDoubt, ...] = ()


def read_number(text: str) -> tuple[str, tuple[CellDoubt, ...]]:
    """«1.1.» → «1.1»; «12.1 12.8» → «12.1–12.8» with a doubt."""
    numbers = re.findall(r"\d+\.\d+", text)
    if len(numbers) < 2:
        return numbers[0], ()
    if numbers[0] == numbers[1]:
        return numbers[0], (CellDoubt("number-twice", f"номер написан дважды: «{text}»", "взят один"),)
    number = "–".join(numbers[:2])
    return number, (CellDoubt("range", f"одна строка стоит за пункты {number}: в источнике «{text}»", "если пункты разные, разделите строку"),)


def read_status(lines: list[str]) -> ReadStatus:
    """Lines of the last cell → status as written, and its value."""
    filled = [line for line in lines if line]
    text = "\n".join(filled)
    if not filled:
        return ReadStatus("", Status.NONE, (CellDoubt("status-empty", "отметки нет", "в записи – «нет отметки»"),))
    values = {_status_of(line) for line in filled}
    if len(filled) > 1 and (None in values or _plain(" ".join(filled)) in _BROKEN):  # one mark over several lines
        values = {_status_of(" ".join(filled))}
    if values == {None}:
        return ReadStatus(text[:100], Status.NONE, (CellDoubt("status-unknown", f"отметка «{_one_line(text)}» не узнана", "в записи – «нет отметки»; впишите value сами"),))
    if len(values) > 1:
        return ReadStatus(
            text[:100], Status.NONE, (CellDoubt("status-contradicts", f"в одной ячейке разные отметки: «{_one_line(text)}»", "в записи – «нет отметки»; впишите value сами"),)
        )
    (value,) = values
    assert value is not None
    return ReadStatus(text[:100], value, tuple(_status_doubts(filled, value)))


def _status_doubts(filled: list[str], value: Status) -> list[CellDoubt]:
    doubts: list[CellDoubt] = []
    if len(filled) > 1 and len({_plain(line) for line in filled}) == 1:
        doubts.append(CellDoubt("status-doubled", f"отметка «{filled[0]}» стоит {'дважды' if len(filled) == 2 else f'{len(filled)} раза'}", "прочитана один раз"))
    if value is Status.CROSSED:
        if _plain(filled[0]) == "х":
            doubts.append(CellDoubt("status-crossed", "вместо отметки стоит «Х»", "источник её не объясняет: уточните в регионе"))
        else:
            doubts.append(CellDoubt("status-crossed", f"вместо отметки стоит «{filled[0]}»", "прочитано как «Х»: проверьте"))
    elif _plain(filled[0]) not in _USUAL:
        doubts.append(CellDoubt("status-variant", f"отметка написана иначе: «{_one_line(' '.join(filled))}»", f"прочитано как «{_NAMES[value]}»"))
    return doubts


_NAMES = {Status.DONE: "выполнено", Status.NOT_DONE: "не выполнено", Status.PARTLY: "частично выполнено"}


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("ё", "е").replace("x", "х").split()).strip(" .,;")


def _status_of(text: str) -> Status | None:
    plain = _plain(text)
    if plain in _USUAL:
        return _USUAL[plain]
    if _MARK.fullmatch(plain):
        return Status.CROSSED if plain != "нет" else Status.NOT_DONE
    return next((status for status, pattern in _STATUS_WORDS if pattern.search(plain)), None)


def _one_line(text: str) -> str:
    return " / ".join(text.split("\n"))[:80]


def is_mark(text: str) -> bool:
    """Whether a cell has a symbol instead of text: «Х», «–»."""
    return _MARK.fullmatch(_plain(text)) is not None


def read_responsible(lines: list[str]) -> tuple[tuple[str, ...], tuple[CellDoubt, ...]]:
    """List of bodies. Commas inside quotes, brackets and full names of ministries are not separators."""
    doubts: list[CellDoubt] = []
    text = ""
    for line in lines:
        parted = text.endswith((",", ";")) or not text
        text += line if not text else f" {line}" if parted or not _SHORT_NAME.match(line) else f", {line}"
    if _DOT_BETWEEN.search(text):
        doubts.append(CellDoubt("responsible-dot", f"между ответственными точка: «{text[:120]}»", "прочитана как запятая"))
        text = _DOT_BETWEEN.sub(", ", text)
    bodies: list[str] = []
    for part in _parts(text):
        if bodies and _FULL_NAME.match(bodies[-1]) and part[0].islower() and _goes_on(part):
            bodies[-1] += f", {part}"
        else:
            bodies.append(part)
    kept = tuple(dict.fromkeys(bodies))
    if len(kept) < len(bodies):
        doubts.append(CellDoubt("responsible-twice", "ответственный назван дважды", "записан один раз"))
    if not kept:
        doubts.append(CellDoubt("no-responsible", "ответственного нет", "впишите, если знаете"))
    return kept, tuple(doubts)


def _parts(text: str) -> list[str]:
    """A list split at commas and semicolons outside of quotes and brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "«(") - (sign in "»)")
        if sign in ",;" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for raw in parts if (part := re.sub(r"\s+[-—]\s+", " – ", raw.strip(" .")))]


def _goes_on(part: str) -> bool:
    """Whether a part belongs to the name before it: «энергетики», «цифровизации и связи» to «Министерство …», but not «эксперты», «подведомственные»."""
    tag = readings(re.split(r"[\s-]", part)[0])[0].tag
    return any("gent" in parse.tag and parse.tag.POS == "NOUN" for parse in readings(re.split(r"[\s-]", part)[0])) and tag.POS == "NOUN"


def like_names(bodies: Collection[str]) -> dict[str, str]:
    """Names that look like another spelling of a more frequent one: «Минкультуры» → «Минкульт».

    ``bodies`` include repetitions, in order. Only short names are compared.
    """
    counts: dict[str, int] = {}
    for body in bodies:
        counts[body] = counts.get(body, 0) + 1
    short = [body for body in counts if re.fullmatch(r"Мин[А-ЯЁа-яё]{3,}", body)]
    like: dict[str, str] = {}
    for one in short:
        for other in short:
            alike = one.startswith(other) or other.startswith(one) or fuzz.ratio(one, other) >= 90
            if one != other and alike and (counts[one], one) < (counts[other], other):
                like[one] = other
    return like


def bodies_in(texts: Iterable[str]) -> list[str]:
    """Short names of ministries that begin parts of texts: «Минкульт: …»."""
    return [body for text in texts for match in _SPLIT.finditer(text) if _SHORT_NAME.fullmatch(body := match["body"].strip())]


@dataclass(frozen=True, slots=True)
class ReadExecution:
    body: str | None
    text: str


def split_by_body(text: str, known: Collection[str]) -> tuple[ReadExecution, ...]:
    """«Минсоц: … Минобр: …» → a part for each body; text before the first has no body.

    A body is one of ``known`` or looks like a short name of a ministry.
    """
    cuts = [
        (match.start(), match.end(), body) for match in _SPLIT.finditer(text)
        if (body := match["body"].strip()) in known or _SHORT_NAME.fullmatch(body)
    ]
    parts: list[ReadExecution] = []
    start, body = 0, None
    for begin, end, next_body in [*cuts, (len(text), len(text), None)]:
        piece = text[start:begin].strip()
        if piece and not re.fullmatch(r"[-–—•*\s]*", piece):
            parts.append(ReadExecution(body, piece))
        start, body = end, next_body
    return tuple(parts)
