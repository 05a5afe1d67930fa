"""What was read of a base while something was made of it, so that it need not be made again while that stays the same.

``WatchedBase`` answers like the base it is made from and notes every question in its ``reads``. What
is worked out once and used by many (``worked_out``, ``Reads.once``) passes on what it was made from
to each of them. What is worked out of much and seldom changes (``by_key``) is noted by itself: who
uses it depends on its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping, Set
from contextlib import contextmanager
from functools import wraps
from typing import Any, Generic, NamedTuple, Protocol, TypeVar, overload

Key = str
"""``practice/apteka`` a record, ``practice/`` all of its kind, ``<practice/apteka`` what refers to it with what that
says, ``#practice`` how many there are, ``*`` everything, ``=name/argument`` a value that is worked out."""

T = TypeVar("T")


class _Made(NamedTuple):
    value: Any
    keys: frozenset[Key]
    own: Key = ""
    """What the value is called among keys, where its takers depend on it and not on what it was made from."""


class _Unheard(set[Key]):
    """Takes nothing in."""

    def add(self, key: Key) -> None:
        pass

    def update(self, *keys: Iterable[Key]) -> None:
        pass


_UNHEARD = _Unheard()


class Reads:
    """Keys of what is read, gathered for whoever is making something at the moment."""

    def __init__(self) -> None:
        self._open: list[set[Key]] = []
        self._stores: dict[int, MutableMapping[Any, Any]] = {}  # all in which something was kept, by its number

    def note(self, key: Key) -> None:
        if self._open:
            self._open[-1].add(key)

    def note_all(self, keys: Iterable[Key]) -> None:
        if self._open:
            self._open[-1].update(keys)

    @contextmanager
    def gathered(self) -> Iterator[set[Key]]:
        """What is read inside; whoever is making something outside does not hear of it."""
        found: set[Key] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """Nobody hears of what is read inside, and no time is spent on gathering it."""
        self._open.append(_UNHEARD)
        try:
            yield
        finally:
            self._open.pop()

    def once(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], T]) -> T:
        """The value of this name in the store, made where it is not there. Every taker has read what it was made from."""
        made = self._kept(store, name, make)
        if self._open:
            self._open[-1].update(made.keys)
        found: T = made.value
        return found

    def by_itself(self, store: MutableMapping[Any, Any], name: Any, key: Key, make: Callable[[], T]) -> T:
        """As ``once``, but every taker has read ``key``, which stands for the value."""
        self.note(key)
        found: T = self._kept(store, name, make, key).value
        return found

    def _kept(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], T], own: Key = "") -> _Made:
        made: _Made | None = store.get(name)
        if made is None:
            with self.gathered() as read:
                value = make()
            made = store[name] = _Made(value, frozenset(read), own)
            self._stores[id(store)] = store
        return made

    def concerned(self, keys: Set[Key]) -> set[Key]:
        """These keys, and those of values that were made from them, or from such values."""
        values = [made for made in self._all() if made.own]
        found, more = set(keys), set(keys)
        while more:
            more = {made.own for made in values if made.own not in found and not made.keys.isdisjoint(more)}
            found |= more
        return found

    def forget(self, keys: Set[Key]) -> None:
        """What was made from one of these is made anew when it is asked for."""
        for store in self._stores.values():
            gone = [name for name, made in store.items() if isinstance(made, _Made) and not made.keys.isdisjoint(keys)]
            for name in gone:
                del store[name]

    def _all(self) -> Iterator[_Made]:
        return (made for store in self._stores.values() for made in store.values() if isinstance(made, _Made))


class _Reading(Protocol):
    @property
    def reads(self) -> Reads: ...


class worked_out(Generic[T]):  # noqa: N801  # used like cached_property
    """A ``cached_property`` of an owner with ``reads``: every taker has read what the value was made from."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._name = f"_worked_out_{name}"

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> worked_out[T]: ...

    @overload
    def __get__(self, instance: _Reading, owner: type[Any]) -> T: ...

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        if instance is None:
            return self
        return instance.reads.once(instance.__dict__, self._name, lambda: self._make(instance))


def by_key(method: Callable[[Any, str], T]) -> Callable[[Any, str], T]:
    """A method whose value, told wholly by its ``repr``, is what its takers depend on, and not what it was made from.

    Worked out once an argument: takers change nothing of it.
    """
    name = method.__name__
    attribute = f"_by_key_{name}"

    @wraps(method)
    def read(self: Any, argument: str) -> T:
        reads: Reads = self.reads
        store: dict[str, Any] = self.__dict__.setdefault(attribute, {})
        return reads.by_itself(store, argument, f"={name}/{argument}", lambda: method(self, argument))

    return read
