"""What is made of each thing alone, so that a base of which little has changed is soon gone through again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, is_
from typing import Generic, TypeVar

S = TypeVar("S")
T = TypeVar("T")


class OfEach(Generic[S, T]):
    """A function of things that never change, as records are: worked out once for each of them.

    An edit makes another thing of a record, and leaves all others the same objects. ``steady``: what comes out the same,
    told wholly by its ``repr``, stays the same object; ``name`` is the attribute by which the thing is known before and after.
    """

    def __init__(self, make: Callable[[S], T], name: str = "id", *, steady: bool = False) -> None:
        self._make = make
        self._name: Callable[[S], str] | None = attrgetter(name) if steady else None
        self._known: dict[int, tuple[S, T]] = {}  # with the thing, so that its number stays its own
        self._last: dict[str, T] = {}  # by name
        self._all: list[T] = []

    def __call__(self, thing: S) -> T:
        known = self._known.get(id(thing))
        if known is None:
            known = self._known[id(thing)] = thing, self._made(thing)
        return known[1]

    def _made(self, thing: S) -> T:
        made = self._make(thing)
        if self._name is None:
            return made
        name = self._name(thing)
        before = self._last.get(name)
        if before is None or repr(before) != repr(made):
            before = self._last[name] = made
        return before

    def of_all(self, things: Iterable[S]) -> list[T]:
        """Of all of these, in their order: the very list of the time before where it would hold the same objects."""
        found = list(map(self, things))
        if len(found) != len(self._all) or not all(map(is_, found, self._all)):
            self._all = found
        return self._all
