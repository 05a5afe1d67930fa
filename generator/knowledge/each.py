"""What is made of each thing alone, so that a base of which little has changed is soon gone through again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, is_
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class OfEach(Generic[S, T]):
    """A function of things that never change, as records are: worked out once for each of them.

    An edit makes another thing of a record, and leaves all others the same objects. ``name`` is the attribute by which
    the thing is known before and after. ``steady``: what comes out the same, told wholly by its ``repr``, stays the same object.
    """

    def __init__(self, make: Callable[[S], T], name: str = "id", *, steady: bool = False) -> None:
        self._make = make
        self._name: Callable[[S], str] = attrgetter(name)
        self._steady = steady
        self._known: dict[str, tuple[S, T]] = {}
        self._all: list[T] = []

    def __call__(self, thing: S) -> T:
        name = self._name(thing)
        known = self._known.get(name)
        if known is None or known[0] is not thing:
            made = self._make(thing)
            if known and self._steady and repr(known[1]) == repr(made):
                made = known[1]
            known = self._known[name] = thing, made
        return known[1]

    def of_all(self, things: Iterable[S]) -> list[T]:
        """Of all of these, in their order: the very list of the time before where it would hold the same objects."""
        found = list(map(self, things))
        if len(found) != len(self._all) or not all(map(is_, found, self._all)):
            self._all = found
        return self._all
