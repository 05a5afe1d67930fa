"""Fingerprints of template contexts: with the same fingerprint the HTML is the same, so the page need not be rendered again."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from .views.common import PracticeRow, Ref

_EXACT_REPR = (str, int, float, bool, type(None), date, Decimal)
_PLAIN = (*_EXACT_REPR, Enum)


class _Unsupported(Exception):
    """The context contains a value of a type without a fingerprint."""


class ContextFingerprints:
    """Computes fingerprints. Rows of practices, references and records are in many contexts, so their fingerprints are cached."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[PracticeRow | Ref | BaseModel, str]] = {}  # by id(value); the value is kept, so its id is not reused

    def of(self, *context: Any) -> str:
        """Empty if the context contains a value of an unsupported type: such a page is always rendered."""
        try:
            text = self._text(context)
        except _Unsupported:
            return ""
        return _hash(text)

    def _text(self, value: Any) -> str:
        kind = type(value)
        if kind in _EXACT_REPR:
            return repr(value)
        if kind is tuple or kind is list:
            known = self._known  # most items of lists are rows that are in other lists, too
            return f"({','.join([known[id(item)][1] if id(item) in known else self._text(item) for item in value])})"
        if kind is PracticeRow or kind is Ref:
            return self._once(value)
        if isinstance(value, _PLAIN):
            return f"{kind.__name__}{value!r}"
        if isinstance(value, BaseModel):
            return self._once(value)
        if kind is dict:
            return f"{{{','.join([f'{self._text(key)}:{self._text(item)}' for key, item in value.items()])}}}"
        if kind in (set, frozenset):
            return f"<{','.join(sorted(self._text(item) for item in value))}>"
        if is_dataclass(value) and not isinstance(value, type):
            return self._parts(value, _names(kind))  # type: ignore[arg-type]  # classes can be keys
        if isinstance(value, type):
            return f"{value.__module__}.{value.__qualname__}"
        raise _Unsupported

    def _once(self, value: PracticeRow | Ref | BaseModel) -> str:
        known = self._known.get(id(value))
        if known is None:
            text = self._parts(value, _names(type(value)))  # type: ignore[arg-type]  # classes can be keys
            known = self._known[id(value)] = value, _hash(text)
        return known[1]

    def _parts(self, value: Any, names: tuple[str, ...]) -> str:
        return f"{type(value).__name__}({','.join([self._text(getattr(value, name)) for name in names])})"


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else tuple(field.name for field in fields(kind))
