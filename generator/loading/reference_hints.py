"""Hints for invalid ids, references and web addresses: what to write instead."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from generator.model.scalars import is_id, mixes_alphabets

from .as_given import Field, as_written, latin_advice, odd_blanks
from .fields import id_kind
from .yaml_signs import Path, shown


def id_hint(value: Any, where: Path, field: Field) -> str:
    text = as_written(value)
    if where == ("id",):
        stem = PurePosixPath(field.path).stem
        if is_id(stem):
            return f"напишите id: {stem}, как имя файла"
        name = as_slug(stem)
        return f"переименуйте файл в {name}.yml и напишите id: {name}: только строчные латинские буквы, цифры и дефис"
    kind = id_kind(field.annotation)
    if kind == "problem":
        return _problem(text, field.comment)
    if odd_blanks(text) and is_id(text.strip()):
        return f"{odd_blanks(text)}: {text.strip()}"
    from generator.wording.alphabets import as_latin

    if (twin := as_latin(text)) != text and is_id(twin):
        return latin_advice(text, twin)
    if several := ids_in_line(text):
        return f"между идентификаторами нужна запятая: {', '.join(several)}"
    if text.isdecimal():
        return "здесь пишут идентификатор записи, а не номер"
    guess = as_slug(text)
    return f"здесь пишут идентификатор, латиницей: {guess}" if guess else "только строчные латинские буквы, цифры и дефис"


def _problem(text: str, comment: str) -> str:
    joined = re.sub(r"\s*[#№]\s*(?=\d)", "#", text)
    if joined != text and is_reference(joined):
        return f"пишите слитно, через #: {joined}"
    if is_id(text) and not text.isdecimal():
        if re.match(r"#\d", comment):
            return f"уберите пробел перед #: {text}{comment.split()[0]}"
        return f"допишите номер проблемы: {text}#1; номера стоят на странице ситуации"
    return "пишут ситуацию, решётку и номер проблемы: tekhnicheskie-sredstva-reabilitatsii#3; номера стоят на страницах жизненных ситуаций"


def ids_in_line(text: str) -> list[str]:
    """Ids separated only by spaces or inline dashes; empty if it may be a single name: «moskovskaya oblast»."""
    parts = re.split(r"\s+(?:-\s+)?", text.strip().removeprefix("- "))
    return parts if len(parts) > 1 and "-" in "".join(parts) and all(map(is_reference, parts)) else []


def is_reference(text: str) -> bool:
    id, _, number = text.partition("#")
    return is_id(id) and (not number or number.isdecimal())


def as_slug(text: str) -> str:
    from generator.wording.transliteration import slug

    return slug(text.replace("_", "-"))


def url_hint(value: Any, where: Path, field: Field) -> str:
    text = as_written(value).strip()
    inside = re.search(r"https?://[^\s<>()\[\]\"]+", text)
    if inside and inside.group() != text and (not text.startswith("http") or text.count("://") > 1):
        return f"оставьте один адрес: {inside.group().rstrip(',;')}"
    if re.match(r"https?://", text, re.IGNORECASE) and not text.startswith("http"):
        return f"начало адреса пишут строчными буквами: {shown(text[: text.index(':')].lower() + text[text.index(':') :])}"
    if (site := re.match(r"https?://([^\s/?#@]+)", text)) and mixes_alphabets(site[1]):
        return _one_alphabet(site[1])
    if text.startswith("//"):
        return f"допишите https: – {shown(f'https:{text}')}"
    if re.match(r"https?://", text) and " " in text:
        if re.search(r"[а-яё]", text[text.index(" ") :], re.IGNORECASE):
            return f"оставьте один адрес: {text.split()[0]}; если пробел – часть адреса, пишите вместо него %20"
        return f"в адресе не бывает пробелов: {shown(text.replace(' ', '%20'))}"
    if re.fullmatch(r"(?:[\w-]+\.)+[^\W\d]{2,}(?::\d+)?(?:[/?#]\S*)?", text):
        return f"допишите https:// – {shown(f'https://{text}')}"
    return "адрес начинается с https:// или http://, пишется целиком и без имени пользователя"


def _one_alphabet(host: str) -> str:
    from generator.wording.alphabets import as_latin

    twin = as_latin(host)
    return latin_advice(host, twin) if twin.isascii() else "в имени сайта буквы двух алфавитов, таких имён не бывает: наберите его заново"
