"""Hints for rejected values: what to write instead, with the corrected text where possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.model.common import Figure
from generator.wording.nearest import nearest

from .as_given import Field, as_written, latin_advice, odd_blanks
from .fields import enum_of, id_kind, inner_model, model_at, wanted
from .reference_hints import as_slug, id_hint, ids_in_line, is_reference, url_hint
from .yaml_signs import Path, shown

_OWN_MARK = re.compile(r"(?P<mark>[–—•·*]|\d+[.)]|-(?=[\w«\"'\xa0]))")
_AMOUNT = r"-?\d{1,3}(?:[ \xa0\u202f]\d{3})+(?:[.,]\d+)?|-?\d+(?:[.,]\d+)?"
_AROUND = {
    "более": "over", "больше": "over", "свыше": "over", ">": "over", "около": "about", "примерно": "about", "порядка": "about", "~": "about",
    "почти": "almost", "до": "up_to", "от": "from", "не менее": "from",
}
_QUALIFIED = re.compile(rf"(?P<word>{'|'.join(map(re.escape, _AROUND))})\s*(?P<number>{_AMOUNT})\s*(?P<unit>\D*)", re.IGNORECASE)
_RANGE = re.compile(rf"(?P<low>{_AMOUNT})\s*[-–—]\s*(?P<high>{_AMOUNT})\s*(?P<unit>\D*)")
_WITH_UNIT = re.compile(rf"(?P<number>{_AMOUNT})\s*(?P<unit>к?м[23]|(?:[^\W\d_]|[%‰°₽$€])\D*)")  # not «1/2», «5 из 10», «1_000»
_QUOTES = " «»“”„‘’\"'"  # typographic ones are ordinary characters in YAML
ADDRESS = r"^https?://"
"""The pattern of the model's type ``Url``."""
_ANY_NUMBER = "пишите только число: 1000 или 4.5; единицу и оговорки – в другие поля"


def hint_for(fault: ErrorDetails, where: Path, model: type[BaseModel], path: str, comment: str = "") -> str:
    """The hint for an error of pydantic; empty if the message suffices.

    ``model``: of the record; ``path``: of the file; ``comment``: the comment after the value on its line.
    """
    last = max(i for i, part in enumerate(where) if isinstance(part, str))
    name, owner = str(where[last]), model_at(model, where[:last])
    info = owner.model_fields.get(name) if owner else None
    field = Field(name, info.annotation if info else None, owner, path, comment)
    description = (info.description or "") if info else ""
    if fault["type"] == "missing":
        return _missing(where, field, description)
    if fault["input"] is None:
        if re.match(r"#\S", comment):
            return f"всё, что стоит после #, – пояснение; если это текст, возьмите его в одинарные кавычки: '{shown(comment)}'"
        return _unfilled(info, needed=where[-1] == name) if info and info.is_required() else "впишите значение или уберите строку"
    kind = fault["type"]
    if kind == "string_type" and isinstance(fault["input"], bool | int | Decimal) and id_kind(field.annotation):
        kind = "bad_id"  # quotes would not help
    if kind == "string_pattern_mismatch" and fault["ctx"]["pattern"] == ADDRESS:
        kind = "bad_url"
    hint = _HINTS.get(kind)
    return hint(fault["input"], where, field) if hint else ""


def _unfilled(info: FieldInfo, *, needed: bool) -> str:
    """The hint for an empty required field (``needed``) or an empty item of it."""
    inner = inner_model(info.annotation)
    items = f"под ним пункты: «- {_first_needed(inner)}: …»" if needed and inner and str(info.annotation).startswith("tuple") else ""
    return "; ".join(filter(None, (f"{'поле обязательно. ' if needed else ''}{info.description}", wanted(info), items)))


def _missing(where: Path, field: Field, description: str) -> str:
    if where == ("id",):
        return f"допишите «id: {PurePosixPath(field.path).stem}». {description}"
    inner = inner_model(field.annotation)
    if inner and str(field.annotation).startswith("tuple"):
        return f"допишите «{field.name}:» и под ним «- {_first_needed(inner)}: …». {description}"
    return f"допишите «{field.name}: …». {description}"


# --- text, lists, fields ------------------------------------------------------------------------


def _text(value: Any, where: Path, field: Field) -> str:
    if isinstance(value, list):
        if len(value) != 1 or isinstance(value[0], dict | list):
            return "здесь одно значение, а не список"
        one = f"здесь одно значение, а не список: {field.name}: {as_written(value[0])}"
        return one if id_kind(field.annotation) else f"{one}; если скобки – часть текста, возьмите всё в одинарные кавычки: '[{as_written(value[0])}]'"
    if isinstance(value, dict):
        return _text_as_mapping(value, where)
    return f"если это текст, возьмите в кавычки: \"{as_written(value)}\""


def _text_as_mapping(value: dict[Any, Any], where: Path) -> str:
    """The hint for a text that YAML takes for a mapping because of its colon or braces."""
    parts = [(str(key), inner) for key, inner in value.items()]
    if len(parts) != 1 or isinstance(parts[0][1], dict | list):
        return "здесь текст, а не поля; если это текст в скобках { }, возьмите всё значение в одинарные кавычки: '…'"
    key, inner = parts[0]
    text = f"{key}: {as_written(inner)}" if inner is not None else f"{{{key}}}"
    quoted = f"{'- ' if where and isinstance(where[-1], int) else ''}'{text.replace(chr(39), chr(39) * 2)}'"
    why = "двоеточие с пробелом делает из текста поле" if inner is not None else "скобки { } делают из текста поле"
    return f"{why}; возьмите всё в одинарные кавычки: {quoted if len(quoted) < 90 else chr(39) + '…' + chr(39)}"


def _list(value: Any, where: Path, field: Field) -> str:
    inner = inner_model(field.annotation)
    if isinstance(value, dict):
        first = next(iter(value), "")
        return f"поставьте дефис перед первым полем каждого пункта: «- {first}: …»" if inner else "каждый пункт – с новой строки, начиная с «- »"
    text = as_written(value)
    if match := _OWN_MARK.match(text):
        wrong = "после дефиса нет обычного пробела" if match["mark"] == "-" else f"здесь «{match['mark']}»"
        return f"пункты начинаются с дефиса и пробела «- », а {wrong}"
    if id_kind(field.annotation):
        ids = ids_in_line(text) or [part if is_reference(part) else as_slug(part) for part in re.split(r"\s*[,;]\s*", text) if part]
        return f"впишите в скобках идентификаторы: {field.name}: [{', '.join(ids)}]"
    if inner:
        return f"начните пункт с новой строки, полями: «- {_first_needed(inner)}: {shown(text)}»"
    return "каждый пункт – с новой строки, начиная с «- »"


def _fields(value: Any, where: Path, field: Field) -> str:
    inner = inner_model(field.annotation)
    if inner is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return "здесь поля, а не список: уберите «- »"
    text, dash = as_written(value), "- " if where and isinstance(where[-1], int) else ""
    if "url" in inner.model_fields and re.match(r"https?://\S+$", text):
        return f"адрес пишут в поле url, а название – в {_first_needed(inner)}: «{dash}{_first_needed(inner)}: …», ниже «url: {shown(text)}»"
    needed = [name for name, info in inner.model_fields.items() if info.is_required()]
    if len(needed) < 2:
        return f"впишите полем: «{dash}{_first_needed(inner)}: {shown(text)}»"
    return f"впишите поля, каждое с новой строки: {', '.join(f'{name}: …' for name in needed)}"


def _first_needed(model: type[BaseModel]) -> str:
    return next((name for name, info in model.model_fields.items() if info.is_required()), next(iter(model.model_fields)))


def _bool(value: Any, where: Path, field: Field) -> str:
    return "пишите true; когда запись готова, уберите всю строку" if field.name == "draft" else "пишите true или false"


# --- numbers, dates, words ----------------------------------------------------------------------


def _number(value: Any, where: Path, field: Field) -> str:
    if not isinstance(value, str):
        return ""
    text, of_figure = value.strip(_QUOTES), field.owner is Figure and field.name != "source"
    if field.name == "source":
        return "пишите номер источника по списку sources: 1, 2…"
    if text != value.strip() and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"уберите кавычки: {text}"
    if re.fullmatch(r"-?\d+(\.\d+)?", text) and not re.match(r"-?0\d", text):
        return f"уберите кавычки: {text}"
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"дробную часть отделяют точкой: {text.replace(',', '.')}"
    if re.fullmatch(r"\d{1,3}(,\d{3}){2,}", text):
        return f"уберите запятые: {text.replace(',', '')}"
    if re.fullmatch(r"-?0+\d+", text):
        return f"уберите нули в начале: {int(text)}"
    if re.fullmatch(_AMOUNT, text):
        return f"уберите пробелы: {_plain(text)}"
    if re.fullmatch(r"-?[\dОоOo]+", text) and re.search(r"\d", text):
        return f"здесь буква «О» вместо нуля: {re.sub('[ОоOo]', '0', text)}"
    if of_figure and (match := _RANGE.fullmatch(text)):
        return f"диапазон пишут двумя полями: value: {_plain(match['low'])} и value_to: {_plain(match['high'])}{_unit(match['unit'])}"
    if of_figure and (match := _QUALIFIED.fullmatch(text)):
        return f"пишите {_plain(match['number'])}{_unit(match['unit'])} и рядом qualifier: {_AROUND[match['word'].lower()]}"
    if match := _WITH_UNIT.fullmatch(text):
        said = f"пишите {_plain(match['number'])}"
        return f"{said}, а «{shown(match['unit'])}» – в поле unit" if of_figure else said
    return _ANY_NUMBER


def _unit(text: str) -> str:
    return f", unit: {text.strip()}" if text.strip() else ""


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).replace(",", ".")


def _date(value: Any, where: Path, field: Field) -> str:
    from generator.wording.written_dates import record_date  # imported here, as below: needed only for faulty values

    meant = record_date(as_written(value).strip(_QUOTES))
    return f"пишите {meant}" if meant else "пишите 2021, 2021-11 или 2021-11-15"


def _day(value: Any, where: Path, field: Field) -> str:
    from generator.wording.written_dates import record_date

    meant = record_date(as_written(value).strip(_QUOTES)) or ""
    if len(meant) == len("2021-11-15"):
        return f"пишите {meant}"
    return f"нужен и день, например {f'{meant}-01-15'[:10] if len(meant) == 4 else f'{meant}-15'}" if meant else "пишите год-месяц-день: 2021-11-15"


def _word(value: Any, where: Path, field: Field) -> str:
    from generator.wording.alphabets import as_latin
    from generator.wording.enum_words import ENUM_WORDS

    enum = enum_of(field.annotation)
    if enum is None:
        return ""
    said: Mapping[str, str] = {word.value: name for word, name in ENUM_WORDS.get(enum, {}).items()}
    words = [str(word.value) for word in enum]
    text = as_written(value)
    allowed = "можно: " + ", ".join(f"{word} ({said[word]})" if word in said else word for word in words)
    if (twin := as_latin(text)) != text and twin in words:
        return f"{latin_advice(text, twin)}; {allowed}"
    if odd_blanks(text):
        return f"{odd_blanks(text)}: {text.strip()}" if text.strip() in words else allowed
    by_name = {name.casefold(): word for word, name in said.items()}
    guess = by_name.get(text.strip().casefold()) or nearest(text, words)
    return f"возможно, «{guess}»; {allowed}" if guess else allowed


def _pattern(value: Any, where: Path, field: Field) -> str:
    return "пишите адрес почты: priemnaya@example.ru" if field.name == "email" else ""


_HINTS: Mapping[str, Callable[[Any, Path, Field], str]] = {
    "string_type": _text,
    "tuple_type": _list,
    "model_type": _fields,
    "dict_type": _fields,
    "bool_type": _bool,
    "int_type": _number,
    "int_from_float": _number,
    "int_parsing": _number,
    "bad_number": _number,
    "decimal_type": _number,
    "bad_date": _date,
    "bad_day": _day,
    "enum": _word,
    "bad_id": id_hint,
    "bad_url": url_hint,
    "string_pattern_mismatch": _pattern,
}
