"""Fingerprints of template contexts: the same fingerprint gives the same HTML, so the page need not be rendered again."""

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

_SELF_TELLING = (str, int, float, bool, type(None), date, Decimal)
_PLAIN = (*_SELF_TELLING, Enum)


class _Untold(Exception):
    """The context holds a value of a type that has no fingerprint."""


class ContextFingerprints:
    """Fingerprints of contexts. Rows of practices and records are part of many contexts, so the fingerprint of each is made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[PracticeRow | Ref | BaseModel, str]] = {}  # with the thing, so that its number stays its own

    def of(self, *context: Any) -> str:
        """Empty where the context holds a value of an unknown type: such a page is always rendered."""
        try:
            told = self._told(context)
        except _Untold:
            return ""
        return _short(told)

    def _told(self, value: Any) -> str:
        kind = type(value)
        if kind in _SELF_TELLING:
            return repr(value)
        if kind is tuple or kind is list:
            known = self._known  # most of what stands in lists are rows that other lists hold, too
            return f"({','.join([known[id(item)][1] if id(item) in known else self._told(item) for item in value])})"
        if kind is PracticeRow or kind is Ref:
            return self._once(value)
        if isinstance(value, _PLAIN):
            return f"{kind.__name__}{value!r}"
        if isinstance(value, BaseModel):
            return self._once(value)
        if kind is dict:
            return f"{{{','.join([f'{self._told(key)}:{self._told(item)}' for key, item in value.items()])}}}"
        if kind in (set, frozenset):
            return f"<{','.join(sorted(self._told(item) for item in value))}>"
        if is_dataclass(value) and not isinstance(value, type):
            return self._parts(value, _names(kind))  # type: ignore[arg-type]  # classes can be keys
        if isinstance(value, type):
            return f"{value.__module__}.{value.__qualname__}"
        raise _Untold

    def _once(self, value: PracticeRow | Ref | BaseModel) -> str:
        known = self._known.get(id(value))
        if known is None:
            told = self._parts(value, _names(type(value)))  # type: ignore[arg-type]  # classes can be keys
            known = self._known[id(value)] = value, _short(told)
        return known[1]

    def _parts(self, value: Any, names: tuple[str, ...]) -> str:
        return f"{type(value).__name__}({','.join([self._told(getattr(value, name)) for name in names])})"


def _short(told: str) -> str:
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(kind.model_fields) if issubclass(kind, BaseModel) else tuple(field.name for field in fields(kind))
