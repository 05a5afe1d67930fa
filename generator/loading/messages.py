"""Pydantic's errors → diagnostics in Russian, keyed on the error *type*, never on its English.

The type is pydantic's stable name of the error; see «Validation Errors» in its documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.model.diagnostic import Diagnostic, Location, error

from .yaml_reader import Document
from .yaml_signs import Path, shown


@dataclass(frozen=True, slots=True)
class _Explained:
    code: str
    message: str
    hint: str = ""


def nearest(word: str, words: list[str] | tuple[str, ...]) -> str | None:
    """The word that ``word`` was most likely meant to be, or None.

    First the beginnings count («ryazan» → «ryazanskaya-oblast»), then all letters, then the parts
    between hyphens («komi» → «respublika-komi»).
    """
    from rapidfuzz import fuzz, process  # only who is wrong needs it: a check starts sooner without
    from rapidfuzz.distance import JaroWinkler

    word = word.lower()
    for scorer, cutoff in ((JaroWinkler.similarity, 0.82), (fuzz.ratio, 60), (_likest_part, 61)):
        if found := process.extractOne(word, words, scorer=scorer, score_cutoff=cutoff):
            return found[0]
    return None


def _likest_part(word: str, other: str, **_: Any) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.ratio(word, part) for part in re.split("[-_ /]", other))


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return "набор полей"
    if isinstance(value, list):
        return "список"
    return f"«{shown(_as_written(value))}»"


def _as_written(value: Any) -> str:
    """A scalar as it stands in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _wrong_type(wanted: str) -> Callable[[str, ErrorDetails], _Explained]:
    def explain(name: str, fault: ErrorDetails) -> _Explained:
        value = fault["input"]
        hint = ""
        if wanted == "текст" and isinstance(value, bool | int | Decimal):
            hint = f"если это текст, возьмите в кавычки: \"{_as_written(value)}\""
        elif wanted == "список" and not isinstance(value, dict | list):
            hint = "каждый пункт – с новой строки, начиная с «- »"
        elif wanted.endswith("число") and isinstance(value, str):
            hint = _number_hint(value)
        return _Explained("wrong-type", f"в поле {name} нужно: {wanted}, а стоит {_show(value)}", hint)

    return explain


def _number_hint(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", text) and not re.match(r"-?0\d", text):
        return f"уберите кавычки: {text}"
    if re.fullmatch(r"-?\d+,\d+", text):
        return f"дробную часть отделяют точкой: {text.replace(',', '.')}"
    return "пишите только число: 1000 или 4.5; единицу и оговорки – в другие поля"


def _enum(name: str, fault: ErrorDetails) -> _Explained:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    words = [w.strip().strip("'") for w in expected.replace(" or ", ", ").split(",") if w.strip()]
    value = str(fault["input"])
    guess = nearest(value, words)
    hint = f"возможно, «{guess}»; " if guess else ""
    return _Explained(
        "wrong-word", f"в поле {name} стоит {_show(fault['input'])}, такого слова нет", f"{hint}можно: {', '.join(words)}"
    )


def _length(name: str, fault: ErrorDetails) -> _Explained:
    limit = fault.get("ctx", {}).get("max_length")
    return _Explained("too-long", f"поле {name} длиннее {limit} знаков", "сократите или перенесите часть в другое поле")


def _empty(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("empty-value", f"поле {name} пустое", "впишите значение или уберите строку")


def _size(name: str, fault: ErrorDetails) -> _Explained:
    """Of a list, or of a text that is stripped before pydantic measures it."""
    if isinstance(fault["input"], str):
        return (_length if fault["type"] == "too_long" else _empty)(name, fault)
    context = fault.get("ctx", {})
    if fault["type"] == "too_long":
        return _Explained("too-many", f"в поле {name} больше {context.get('max_length')} пунктов", "уберите лишние")
    return _Explained("too-few", f"в поле {name} нужно не меньше {context.get('min_length')}", "добавьте хотя бы один пункт")


def _pattern(name: str, fault: ErrorDetails) -> _Explained:
    value = fault["input"]
    pattern = str(fault.get("ctx", {}).get("pattern", ""))
    if pattern == "^https?://":
        return _bad_url(name, fault)
    return _Explained("wrong-form", f"поле {name}: {_show(value)} не подходит по форме", f"образец: {pattern}")


def _bad_url(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained(
        "bad-url", f"поле {name}: {_show(fault['input'])} – не адрес страницы", "адрес начинается с https:// или http://, пишется целиком и без имени пользователя"
    )


def _bad_id(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained(
        "bad-id",
        f"поле {name}: {_show(fault['input'])} не может быть идентификатором",
        "только строчные латинские буквы, цифры и дефис: tulskaya-oblast; проблема – situaciya#3",
    )


def _range(name: str, fault: ErrorDetails) -> _Explained:
    context = fault.get("ctx", {})
    bounds = ", ".join(f"{sign} {context[key]}" for key, sign in (("ge", "не меньше"), ("gt", "больше"), ("le", "не больше"), ("lt", "меньше")) if key in context)
    return _Explained("out-of-range", f"поле {name}: {_show(fault['input'])} вне пределов", f"нужно {bounds}")


def _missing(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("missing-key", f"нет обязательного поля {name}")


def _unfilled(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("wrong-type", f"поле {name} не заполнено", "впишите значение или уберите строку")


_EXPLAIN: Mapping[str, Callable[[str, ErrorDetails], _Explained]] = {
    "missing": _missing,
    "string_type": _wrong_type("текст"),
    "bool_type": _wrong_type("true или false"),
    "int_type": _wrong_type("целое число"),
    "int_from_float": _wrong_type("целое число"),
    "int_parsing": _wrong_type("целое число"),
    "bad_number": _wrong_type("число"),
    "decimal_type": _wrong_type("число"),
    "tuple_type": _wrong_type("список"),
    "model_type": _wrong_type("вложенные поля"),
    "dict_type": _wrong_type("вложенные поля"),
    "enum": _enum,
    "literal_error": _enum,
    "string_too_long": _length,
    "string_too_short": _empty,
    "too_long": _size,
    "too_short": _size,
    "string_pattern_mismatch": _pattern,
    "bad_url": _bad_url,
    "bad_id": _bad_id,
    "bad_date": lambda name, fault: _Explained("bad-date", f"поле {name}: {_show(fault['input'])} – не дата", "пишите 2021, 2021-11 или 2021-11-15"),
    "bad_day": lambda name, fault: _Explained("bad-date", f"поле {name}: {_show(fault['input'])} – не полная дата", "пишите год-месяц-день: 2021-11-15"),
    "impossible_date": lambda name, fault: _Explained("impossible-date", f"поле {name}: даты {_show(fault['input'])} не бывает", "проверьте день и месяц"),
    "several_lines": lambda name, _: _Explained("several-lines", f"поле {name} должно быть в одну строку", "уберите переносы или «|» после имени поля"),
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "greater_than": _range,
    "less_than": _range,
    "finite_number": _wrong_type("число"),
}


def explain(fault: ErrorDetails, model: type[BaseModel], document: Document, path: str) -> Diagnostic:
    """One pydantic error as a diagnostic at the nearest place that exists in the file."""
    where: Path = tuple(fault["loc"])
    name = f"«{_field_name(where)}»"
    if fault["type"] == "extra_forbidden":
        return _unknown_key(where, model, document, path)
    explained = (_unfilled if fault["input"] is None else _EXPLAIN.get(fault["type"], _fallback))(name, fault)
    parent = where[:-1]
    if fault["type"] == "missing":
        line, column = document.keys.get(parent) or document.position(parent)
    else:
        line, column = document.position(where)
    hint = explained.hint
    owner = model_at(model, parent)
    description = _description(owner, where[-1]) if owner else ""
    if explained.code in ("missing-key", "wrong-form"):
        hint = description or hint
    elif fault["input"] is None and owner and (info := owner.model_fields.get(str(where[-1]))) and info.is_required():
        hint = f"поле обязательно. {description}"
    return error(explained.code, explained.message, Location(path, line, column), hint)


def _fallback(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("invalid-value", f"поле {name}: значение {_show(fault['input'])} не подходит", f"сообщение программы: {fault['msg']}")


def _unknown_key(where: Path, model: type[BaseModel], document: Document, path: str) -> Diagnostic:
    key = str(where[-1])
    owner = model_at(model, where[:-1])
    known = list(owner.model_fields) if owner else []
    line, column = document.keys.get(where) or document.position(where)
    guess = nearest(key, known)
    hint = f"возможно, «{guess}»" if guess else f"можно: {', '.join(known)}"
    return error("unknown-key", f"неизвестное поле «{shown(key)}»", Location(path, line, column), hint)


def _field_name(where: Path) -> str:
    """``results[2].unit`` with items counted from one, as people count."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _description(owner: type[BaseModel], key: str | int) -> str:
    info = owner.model_fields.get(str(key))
    return (info.description or "") if info else ""


def model_at(model: type[BaseModel], where: Path) -> type[BaseModel] | None:
    """The model class that describes the mapping at ``where``."""
    current: type[BaseModel] | None = model
    for part in where:
        if current is None:
            return None
        if isinstance(part, int):
            continue
        info = current.model_fields.get(part)
        current = _inner_model(info.annotation) if info else None
    return current


def text_field(model: type[BaseModel], where: Path) -> FieldInfo | None:
    """The field of free text at ``where``, or of a list of it; None for ids, dates, numbers, words of a vocabulary."""
    names = [part for part in where if isinstance(part, str)]
    owner = model_at(model, tuple(names[:-1])) if names else None
    info = owner.model_fields.get(names[-1]) if owner else None
    return info if info and _holds_text(info.annotation) else None


def _holds_text(annotation: Any) -> bool:
    return annotation is str or any(map(_holds_text, get_args(annotation)))


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _inner_model(argument)
        if found:
            return found
    return None
