"""What was read of a base while something was made of it, so that it need not be made again while that stays the same.

``WatchedBase`` answers like the base it is made from and notes every question in its ``reads``. What
is worked out once and used by many (``worked_out``, ``Reads.once``) passes on what it was made from
to each of them. What is worked out of much and seldom changes (``by_key``) is noted by itself: who
uses it depends on its value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, MutableMapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar, overload

Key = str
"""``practice/apteka`` a record, ``practice/`` all of its kind, ``<practice/apteka`` what refers to it with what that
says, ``#practice`` how many there are, ``*`` everything, ``=name/argument`` a value that is worked out."""

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(slots=True)
class _Made:
    value: Any
    keys: frozenset[Key]
    values: tuple[Key, ...]  # of the keys, those of values
    print: str  # of a value with a key of its own
    held: int
    """The last edition of the base for which it is known to hold."""


class _Unheard(set[Key]):
    """Takes nothing in."""

    def add(self, key: Key) -> None:
        pass

    def update(self, *keys: Iterable[Key]) -> None:
        pass


_UNHEARD = _Unheard()


class Reads:
    """Keys of what is read, gathered for whoever is making something at the moment.

    What is made once is kept over editions of the base: it is made again when it is asked for and one of its
    keys has changed since. A value with a key of its own that comes out the same has not changed.
    """

    def __init__(self) -> None:
        self._open: list[set[Key]] = []
        self._edition = 0
        self._changed: list[set[Key]] = [set()]  # by edition, keys of what became another thing with it
        self._values: dict[Key, Callable[[], _Made]] = {}  # how to bring a value up to date, by its key

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
        made: _Made | None = store.get(name)
        if made is None or made.held != self._edition:  # rows are asked for a hundred thousand times
            made = self._kept(store, name, make)
        if self._open:
            self._open[-1].update(made.keys)
        found: T = made.value
        return found

    def by_itself(self, store: MutableMapping[Any, Any], name: Any, key: Key, make: Callable[[], T]) -> T:
        """As ``once``, but every taker has read ``key``, which stands for the value, told wholly by its ``repr``."""
        self.note(key)
        found: T = self._kept(store, name, make, key).value
        return found

    def next_edition(self, changed: Iterable[Key]) -> None:
        """From now on the base is another one: what these keys stand for has changed."""
        self._edition += 1
        self._changed.append(set(changed))

    @property
    def changed(self) -> AbstractSet[Key]:
        """Keys of what is known to have become another thing with this edition: of values, those brought up to date since."""
        return self._changed[-1]

    def stays(self, key: Key) -> bool:
        """Whether what the key stands for is as it was in the edition before. False for values that nobody has asked for."""
        return self._up_to_date(key) and key not in self._changed[-1]

    def _kept(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], Any], own: Key = "") -> _Made:
        made: _Made | None = store.get(name)
        if made is None or not self._holds(made):
            before, made = made, self._make(make, own, made)
            store[name] = made
            if own:
                self._values[own] = lambda: self._kept(store, name, make, own)
                if before is None or before.print != made.print:
                    self._changed[-1].add(own)
        return made

    def _make(self, make: Callable[[], Any], own: Key, before: _Made | None) -> _Made:
        with self.gathered() as read:
            value = make()
        if own and before and before.value is value:
            print = before.print
        else:
            print = blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if own else ""
        return _Made(value, frozenset(read), tuple(key for key in read if key[:1] == "="), print, self._edition)

    def _holds(self, made: _Made) -> bool:
        """Whether nothing that it was made from has changed since it was known to hold."""
        if made.held == self._edition:
            return True
        # Some are made from ten thousand keys: sets of keys are compared, of which those that have changed are few.
        if not all(map(self._up_to_date, made.values)) or not all(map(made.keys.isdisjoint, self._changed[made.held + 1 :])):
            return False
        made.held = self._edition
        return True

    def _up_to_date(self, key: Key) -> bool:
        """Find out whether a value is another one in this edition; False where that cannot be."""
        if key[:1] != "=":
            return True
        try:
            self._values[key]()
        except (LookupError, AssertionError):  # nobody has asked for it, or it is of something that is gone
            return False
        return True


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


def once_for(make: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """A function of an owner with ``reads`` and of plain values, worked out once for each: a ``worked_out`` with arguments."""
    attribute = f"_once_for_{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def read(owner: Any, /, *given: P.args, **named: P.kwargs) -> T:
        reads: Reads = owner.reads
        store: dict[Any, Any] = owner.__dict__.setdefault(attribute, {})
        return reads.once(store, given, lambda: make(owner, *given, **named))

    return read
