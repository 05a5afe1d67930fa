"""Pydantic's errors → diagnostics in Russian, by error *type*, never by the English message.

The type is a stable identifier; see «Validation Errors» in pydantic's documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.model.diagnostic import Diagnostic, Location, error
from generator.model.scalars import is_id

from .as_given import as_written
from .fields import model_at
from .key_hints import key_hint
from .value_hints import ADDRESS, hint_for
from .yaml_reader import Document
from .yaml_signs import Path, shown


@dataclass(frozen=True, slots=True)
class _Explained:
    code: str
    message: str
    hint: str = ""


def _show(value: Any) -> str:
    if isinstance(value, dict):
        return "набор полей"
    if isinstance(value, list):
        return "список"
    return f"«{shown(as_written(value))}»"


def _wrong_type(wanted: str) -> Callable[[str, ErrorDetails], _Explained]:
    return lambda name, fault: _Explained("wrong-type", f"в поле {name} нужно: {wanted}, а стоит {_show(fault['input'])}")


def _enum(name: str, fault: ErrorDetails) -> _Explained:
    expected = str(fault.get("ctx", {}).get("expected", ""))
    return _Explained("wrong-word", f"в поле {name} стоит {_show(fault['input'])}, такого слова нет", f"можно: {expected.replace(' or ', ', ')}")


def _length(name: str, fault: ErrorDetails) -> _Explained:
    limit = fault.get("ctx", {}).get("max_length")
    return _Explained("too-long", f"поле {name} длиннее {limit} знаков: в нём {len(fault['input'].strip())}", "сократите или перенесите часть в другое поле")


def _empty(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("empty-value", f"поле {name} пустое", "впишите значение или уберите строку")


def _size(name: str, fault: ErrorDetails) -> _Explained:
    """For a list, or for a text that is stripped before pydantic checks its length."""
    if isinstance(fault["input"], str):
        return (_length if fault["type"] == "too_long" else _empty)(name, fault)
    context = fault.get("ctx", {})
    if fault["type"] == "too_long":
        return _Explained("too-many", f"в поле {name} больше {context.get('max_length')} пунктов", "уберите лишние")
    return _Explained("too-few", f"в поле {name} нужно не меньше {context.get('min_length')}", "добавьте хотя бы один пункт")


def _pattern(name: str, fault: ErrorDetails) -> _Explained:
    value = fault["input"]
    pattern = str(fault.get("ctx", {}).get("pattern", ""))
    if pattern == ADDRESS:
        return _bad_url(name, fault)
    return _Explained("wrong-form", f"поле {name}: {_show(value)} не подходит по форме", f"образец: {pattern}")


def _bad_url(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("bad-url", f"поле {name}: {_show(fault['input'])} – не адрес страницы")


def _bad_id(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("bad-id", f"поле {name}: {_show(fault['input'])} не может быть идентификатором")


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
    "bad_date": lambda name, fault: _Explained("bad-date", f"поле {name}: {_show(fault['input'])} – не дата"),
    "bad_day": lambda name, fault: _Explained("bad-date", f"поле {name}: {_show(fault['input'])} – не полная дата"),
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
    owner = model_at(model, where[:-1])
    explained = (_unfilled if fault["input"] is None else _EXPLAIN.get(fault["type"], _fallback))(name, fault)
    if fault["type"] == "missing":
        line, column = document.keys.get(where[:-1]) or document.position(where[:-1])
    else:
        line, column = document.position(where)
    hint = hint_for(fault, where, model, path, document.comments.get(where, (0, 0, ""))[2])
    if explained.code == "wrong-form":
        hint = hint or (_description(owner, where[-1]) if owner else "")
    found = error(explained.code, explained.message, Location(path, line, column), hint or explained.hint)
    kind = fault["ctx"]["kind"] if fault["type"] == "bad_id" and where != ("id",) else ""
    named = as_written(fault["input"]).strip()
    if kind and not is_id(named.partition("#")[0]):
        return replace(found, names_kind=kind, names_text=named)
    return found


def _fallback(name: str, fault: ErrorDetails) -> _Explained:
    return _Explained("invalid-value", f"поле {name}: значение {_show(fault['input'])} не подходит", f"сообщение программы: {fault['msg']}")


def _unknown_key(where: Path, model: type[BaseModel], document: Document, path: str) -> Diagnostic:
    line, column = document.keys.get(where) or document.position(where)
    return error("unknown-key", f"неизвестное поле «{shown(str(where[-1]))}»", Location(path, line, column), key_hint(where, model, model_at(model, where[:-1])))


def _field_name(where: Path) -> str:
    """``results[2].unit``, with items counted from 1."""
    text = ""
    for part in where:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def _description(owner: type[BaseModel], key: str | int) -> str:
    info = owner.model_fields.get(str(key))
    return (info.description or "") if info else ""
