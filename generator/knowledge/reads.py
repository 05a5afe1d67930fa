"""Dependency tracking: what was read of a base while something was made of it, so that it is made again only when that has changed.

Whatever can be read has a ``Key``. ``WatchedBase`` answers like the base it wraps and notes the key of every
question in its ``reads``; whoever makes a thing inside ``Reads.gathered`` learns what it depends on. Values that
several makers share come in two kinds:

- ``worked_out`` and ``once_for`` (with arguments) are transparent: whoever takes the value depends on all that the
  value was made from.
- ``compared`` and ``compared_for`` (with an argument) have a key of their own: whoever takes the value depends on the
  value alone. An edit that leaves it equal stops there. They are for values that are made of much and seldom change.

Values are kept from one *edition* of the base to the next and are made again, when somebody asks, only if one of their
keys has changed. The scheme is that of Salsa, except that keys are gathered and not declared (decision 0015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar, overload

Key = str
"""``practice/apteka`` a record, ``practice/`` all of its kind, ``<practice/apteka`` what refers to it with what that
says, ``#practice`` how many there are, ``*`` everything, ``=name/argument`` a value that is worked out."""

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(slots=True)
class _Made:
    """A kept value with what it was made from."""

    value: Any
    keys: frozenset[Key]
    values: tuple[Key, ...]  # those of the keys that stand for compared values
    fingerprint: str  # of a compared value, by its ``repr``
    held: int
    """The last edition of the base for which it is known to hold."""


class _Discard(set[Key]):
    """A set that stays empty: no time is spent on keys that nobody asks for."""

    def add(self, key: Key) -> None:
        pass

    def update(self, *keys: Iterable[Key]) -> None:
        pass


_DISCARD = _Discard()


class Reads:
    """Gathers keys for whoever is making something at the moment, and keeps values that are shared."""

    def __init__(self) -> None:
        self._open: list[set[Key]] = []  # a stack: the innermost maker hears of what is read
        self._edition = 0
        self._changed: list[set[Key]] = [set()]  # keys of what changed with each edition
        self._values: dict[Key, Callable[[], _Made]] = {}  # how to bring a compared value up to date, by its key

    def note(self, key: Key) -> None:
        if self._open:
            self._open[-1].add(key)

    def note_all(self, keys: Iterable[Key]) -> None:
        if self._open:
            self._open[-1].update(keys)

    @contextmanager
    def gathered(self) -> Iterator[set[Key]]:
        """The set of keys that are read inside. It passes nothing on to an outer ``gathered``."""
        found: set[Key] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()

    @contextmanager
    def untracked(self) -> Iterator[None]:
        """Nothing that is read inside is noted: for a maker that has noted by itself what it depends on."""
        self._open.append(_DISCARD)
        try:
            yield
        finally:
            self._open.pop()

    def once(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], T]) -> T:
        """The value of this name in the store; made if it is missing or no longer holds. Whoever takes it depends on what it was made from."""
        made: _Made | None = store.get(name)
        if made is None or made.held != self._edition:  # rows are asked for a hundred thousand times
            made = self._kept(store, name, make)
        if self._open:
            self._open[-1].update(made.keys)
        found: T = made.value
        return found

    def compared(self, store: MutableMapping[Any, Any], name: Any, key: Key, make: Callable[[], T]) -> T:
        """As ``once``, but whoever takes the value depends on ``key`` alone. Two values are equal when their ``repr`` is."""
        self.note(key)
        found: T = self._kept(store, name, make, key).value
        return found

    def next_edition(self, changed: Iterable[Key]) -> None:
        """The base is another one from now on, in which ``changed`` stand for something else."""
        self._edition += 1
        self._changed.append(set(changed))

    @property
    def changed(self) -> AbstractSet[Key]:
        """What is known to have changed with this edition. A compared value is in it only after somebody has brought it up to date."""
        return self._changed[-1]

    def stays(self, key: Key) -> bool:
        """Whether the key stands for the same as in the edition before. False for a compared value that nobody has asked for."""
        return self._up_to_date(key) and key not in self._changed[-1]

    def _kept(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], Any], own: Key = "") -> _Made:
        made: _Made | None = store.get(name)
        if made is None or not self._holds(made):
            before, made = made, self._make(make, own, made)
            store[name] = made
            if own:
                self._values[own] = lambda: self._kept(store, name, make, own)
                if before is None or before.fingerprint != made.fingerprint:
                    self._changed[-1].add(own)
        return made

    def _make(self, make: Callable[[], Any], own: Key, before: _Made | None) -> _Made:
        with self.gathered() as read:
            value = make()
        if own and before and before.value is value:
            fingerprint = before.fingerprint
        else:
            fingerprint = blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if own else ""
        return _Made(value, frozenset(read), tuple(key for key in read if key[:1] == "="), fingerprint, self._edition)

    def _holds(self, made: _Made) -> bool:
        """Whether nothing that it was made from has changed since the edition for which it was last known to hold."""
        if made.held == self._edition:
            return True
        # Some are made from ten thousand keys: sets of keys are compared, of which those that have changed are few.
        if not all(map(self._up_to_date, made.values)) or not all(map(made.keys.isdisjoint, self._changed[made.held + 1 :])):
            return False
        made.held = self._edition
        return True

    def _up_to_date(self, key: Key) -> bool:
        """Bring the compared value of this key up to date, so that ``changed`` knows of it; False where that cannot be done."""
        if key[:1] != "=":
            return True
        try:
            self._values[key]()
        except LookupError:  # nobody has asked for it, or it is of something that is gone
            return False
        return True


class _Reading(Protocol):
    @property
    def reads(self) -> Reads: ...


class worked_out(Generic[T]):  # noqa: N801  # used like cached_property
    """A ``cached_property`` of an owner with ``reads``. Whoever takes the value depends on what it was made from."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._attribute = f"_{type(self).__name__}_{name}"
        self._key = f"={name}/"

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, instance: _Reading, owner: type[Any]) -> T: ...

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return self if instance is None else self._value(instance, instance.reads)

    def _value(self, owner: Any, reads: Reads) -> T:
        return reads.once(owner.__dict__, self._attribute, lambda: self._make(owner))


class compared(worked_out[T]):  # noqa: N801  # as above
    """As ``worked_out``, but whoever takes the value depends on the value itself. Takers change nothing of it."""

    def _value(self, owner: Any, reads: Reads) -> T:
        return reads.compared(owner.__dict__, self._attribute, self._key, lambda: self._make(owner))


def compared_for(method: Callable[[Any, str], T]) -> Callable[[Any, str], T]:
    """A method of one argument whose value is kept for each argument and ``compared``."""
    name = method.__name__
    attribute = f"_compared_for_{name}"

    @wraps(method)
    def read(self: Any, argument: str) -> T:
        reads: Reads = self.reads
        store: dict[str, Any] = self.__dict__.setdefault(attribute, {})
        return reads.compared(store, argument, f"={name}/{argument}", lambda: method(self, argument))

    return read


def once_for(make: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """``worked_out`` with arguments: a function of an owner with ``reads`` and of plain values, kept for each of these."""
    attribute = f"_once_for_{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def read(owner: Any, /, *given: P.args, **named: P.kwargs) -> T:
        reads: Reads = owner.reads
        store: dict[Any, Any] = owner.__dict__.setdefault(attribute, {})
        return reads.once(store, given, lambda: make(owner, *given, **named))

    return read
