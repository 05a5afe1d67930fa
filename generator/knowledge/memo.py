"""Memoisation by identity of the argument.

Records are immutable: an edit replaces one record by a new object and leaves all others the same objects. So a
result for an object is valid as long as that object is in the base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, is_
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class IdentityMemo(Generic[S, T]):
    """Calls a function once for each object. The memo keeps these objects alive."""

    def __init__(self, make: Callable[[S], T]) -> None:
        self._make = make
        self._known: dict[int, tuple[S, T]] = {}  # includes the object: Python reuses the ``id`` of a freed object

    def __call__(self, thing: S) -> T:
        known = self._known.get(id(thing))
        if known is None:
            known = self._known[id(thing)] = thing, self._make(thing)
        return known[1]


class IncrementalMap(Generic[S, T]):
    """``[make(thing) for thing in things]`` that calls ``make`` only for objects that were not in the last call.

    ``name``: attribute that identifies a thing across edits, such as ``"id"``. With it, an equal result (by ``repr``)
    stays the same object, and a list of the same results stays the same list, so that comparison by identity
    detects that nothing has changed.
    """

    def __init__(self, make: Callable[[S], T], name: str = "") -> None:
        self._make = make
        self._name: Callable[[S], str] | None = attrgetter(name) if name else None
        self._things: list[S] = []
        self._all: list[T] = []

    def __call__(self, things: Iterable[S]) -> list[T]:
        """In the order of ``things``."""
        now = list(things)
        known = dict(zip(map(id, self._things), self._all, strict=True))
        others = [thing for thing in now if id(thing) not in known]
        named = dict(zip(map(self._name, self._things), self._all, strict=True)) if others and self._name else {}
        for thing in others:
            made = self._make(thing)
            before = named.get(self._name(thing)) if self._name else None
            known[id(thing)] = made if before is None or repr(before) != repr(made) else before
        found = [known[id(thing)] for thing in now]
        self._things = now
        if self._name is None or len(found) != len(self._all) or not all(map(is_, found, self._all)):
            self._all = found
        return self._all
