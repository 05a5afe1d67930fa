"""What is made of each thing alone, so that a base of which little has changed is soon gone through again.

Things never change, as records do not: an edit makes another thing of one record, and leaves all others the same objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, is_
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class OfEach(Generic[S, T]):
    """A function that is worked out once for each thing: for what is asked in any order and often."""

    def __init__(self, make: Callable[[S], T]) -> None:
        self._make = make
        self._known: dict[int, tuple[S, T]] = {}  # with the thing, so that its number stays its own

    def __call__(self, thing: S) -> T:
        known = self._known.get(id(thing))
        if known is None:
            known = self._known[id(thing)] = thing, self._make(thing)
        return known[1]


class OfAll(Generic[S, T]):
    """A function of all things at once, worked out of each alone and kept until it is asked for the next time.

    ``name`` is the attribute by which a thing is known before and after. With it, what comes out the same, told wholly by
    its ``repr``, stays the same object, and the whole stays the very list where it would hold the same objects.
    """

    def __init__(self, make: Callable[[S], T], name: str = "") -> None:
        self._make = make
        self._name: Callable[[S], str] | None = attrgetter(name) if name else None
        self._things: list[S] = []
        self._all: list[T] = []

    def __call__(self, things: Iterable[S]) -> list[T]:
        """In their order."""
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
