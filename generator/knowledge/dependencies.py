"""Dependency tracking for incremental builds: an output is made again only when something read for it has changed.

Everything that can be read has a ``Key``. A ``TrackedBase`` wraps a base and notes the key of every access in its
``ReadTracker``; code that runs inside ``ReadTracker.recorded`` gets the keys it depends on. Values shared by several
outputs are of two kinds:

- ``derived`` and ``derived_for`` (with arguments) are transparent: a reader of the value depends on everything from
  which the value was made.
- ``cutoff`` and ``cutoff_for`` (with an argument) have a key of their own: a reader depends on the value only, so an
  edit that leaves it equal does not propagate (*early cutoff*). For values that have many inputs and seldom change.

Values are kept from one *revision* of the base to the next. On access a value is verified, and made again only if one
of its keys has changed since the revision in which it was last verified. The algorithm and its terms are those of
Salsa, except that keys are recorded rather than declared (decision 0015).
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
"""``practice/apteka``: a record. ``practice/``: all of a kind. ``<practice/apteka``: the references to a record.
``#practice``: the number of records of a kind. ``*``: everything. ``=name/argument``: a value with early cutoff."""

T = TypeVar("T")
P = ParamSpec("P")


@dataclass(slots=True)
class _Memo:
    """A cached value with the keys that were read to make it."""

    value: Any
    keys: frozenset[Key]
    values: tuple[Key, ...]  # the keys of values with early cutoff among them
    fingerprint: str  # hash of the ``repr`` of a value with early cutoff, else empty
    verified_at: int
    """The last revision of the base in which it was found valid."""


class _Discard(set[Key]):
    """A set that stays empty, for untracked reads."""

    def add(self, key: Key) -> None:
        pass

    def update(self, *keys: Iterable[Key]) -> None:
        pass


_DISCARD = _Discard()


class ReadTracker:
    """Records which keys are read, and keeps shared values between revisions."""

    def __init__(self) -> None:
        self._open: list[set[Key]] = []  # a stack: keys go to the innermost recording
        self._revision = 0
        self._changed: list[set[Key]] = [set()]  # keys that changed with each revision
        self._values: dict[Key, Callable[[], _Memo]] = {}  # key of a value with early cutoff → function that brings it up to date

    def note(self, key: Key) -> None:
        if self._open:
            self._open[-1].add(key)

    def note_all(self, keys: Iterable[Key]) -> None:
        if self._open:
            self._open[-1].update(keys)

    @contextmanager
    def recorded(self) -> Iterator[set[Key]]:
        """The set of keys read inside this context. They are not passed on to an outer ``recorded``."""
        found: set[Key] = set()
        self._open.append(found)
        try:
            yield found
        finally:
            self._open.pop()

    @contextmanager
    def untracked(self) -> Iterator[None]:
        """Do not note reads inside this context; for code that notes its dependencies itself."""
        self._open.append(_DISCARD)
        try:
            yield
        finally:
            self._open.pop()

    def derived(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], T]) -> T:
        """The value of this name in ``store``, made if missing or invalid. The reader depends on all its inputs."""
        memo: _Memo | None = store.get(name)
        if memo is None or memo.verified_at != self._revision:  # inlined: runs a hundred thousand times for rows
            memo = self._valid(store, name, make)
        if self._open:
            self._open[-1].update(memo.keys)
        found: T = memo.value
        return found

    def cutoff(self, store: MutableMapping[Any, Any], name: Any, key: Key, make: Callable[[], T]) -> T:
        """As ``derived``, but the reader depends on ``key`` alone. Two values are equal when their ``repr`` is."""
        self.note(key)
        found: T = self._valid(store, name, make, key).value
        return found

    def next_revision(self, changed: Iterable[Key]) -> None:
        """Begin a new revision of the base, in which the data of the ``changed`` keys differ."""
        self._revision += 1
        self._changed.append(set(changed))

    @property
    def changed(self) -> AbstractSet[Key]:
        """Keys known to have changed in this revision. Those of values with early cutoff are added as these are brought up to date."""
        return self._changed[-1]

    def is_unchanged(self, key: Key) -> bool:
        """Whether the data of the key are the same as in the previous revision. False for a value with early cutoff that was never computed."""
        return self._up_to_date(key) and key not in self._changed[-1]

    def _valid(self, store: MutableMapping[Any, Any], name: Any, make: Callable[[], Any], own: Key = "") -> _Memo:
        """The memo of this name, verified or made again; ``own``: its key if it has early cutoff."""
        memo: _Memo | None = store.get(name)
        if memo is None or not self._verify(memo):
            before, memo = memo, self._make(make, own, memo)
            store[name] = memo
            if own:
                self._values[own] = lambda: self._valid(store, name, make, own)
                if before is None or before.fingerprint != memo.fingerprint:
                    self._changed[-1].add(own)
        return memo

    def _make(self, make: Callable[[], Any], own: Key, before: _Memo | None) -> _Memo:
        with self.recorded() as read:
            value = make()
        if own and before and before.value is value:
            fingerprint = before.fingerprint
        else:
            fingerprint = blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest() if own else ""
        return _Memo(value, frozenset(read), tuple(key for key in read if key[:1] == "="), fingerprint, self._revision)

    def _verify(self, memo: _Memo) -> bool:
        """Whether none of its inputs has changed since it was last verified."""
        if memo.verified_at == self._revision:
            return True
        # Some have ten thousand keys, of which few have changed: compare sets rather than keys.
        if not all(map(self._up_to_date, memo.values)) or not all(map(memo.keys.isdisjoint, self._changed[memo.verified_at + 1 :])):
            return False
        memo.verified_at = self._revision
        return True

    def _up_to_date(self, key: Key) -> bool:
        """If the key is of a value with early cutoff, bring that up to date, which updates ``changed``. False if impossible."""
        if key[:1] != "=":
            return True
        try:
            self._values[key]()
        except LookupError:  # never computed, or its argument is a removed record
            return False
        return True


class _Tracked(Protocol):
    @property
    def reads(self) -> ReadTracker: ...


class derived(Generic[T]):  # noqa: N801  # used like cached_property
    """A ``cached_property`` of an owner with ``reads``, valid for the current revision. The reader depends on all its inputs."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._attribute = f"_{type(self).__name__}_{name}"
        self._key = f"={name}/"

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(self, instance: _Tracked, owner: type[Any]) -> T: ...

    def __get__(self, instance: Any, owner: type[Any]) -> Any:
        return self if instance is None else self._value(instance, instance.reads)

    def _value(self, owner: Any, reads: ReadTracker) -> T:
        return reads.derived(owner.__dict__, self._attribute, lambda: self._make(owner))


class cutoff(derived[T]):  # noqa: N801  # as above
    """``derived`` with early cutoff: the reader depends on the value only, and must not modify it."""

    def _value(self, owner: Any, reads: ReadTracker) -> T:
        return reads.cutoff(owner.__dict__, self._attribute, self._key, lambda: self._make(owner))


def cutoff_for(method: Callable[[Any, str], T]) -> Callable[[Any, str], T]:
    """``cutoff`` for a method with one argument; caches one value per argument."""
    name = method.__name__
    attribute = f"_cutoff_for_{name}"

    @wraps(method)
    def read(self: Any, argument: str) -> T:
        reads: ReadTracker = self.reads
        store: dict[str, Any] = self.__dict__.setdefault(attribute, {})
        return reads.cutoff(store, argument, f"={name}/{argument}", lambda: method(self, argument))

    return read


def derived_for(make: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """``derived`` for a function of an owner with ``reads`` and hashable arguments; caches one value per combination."""
    attribute = f"_derived_for_{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def read(owner: Any, /, *given: P.args, **named: P.kwargs) -> T:
        reads: ReadTracker = owner.reads
        store: dict[Any, Any] = owner.__dict__.setdefault(attribute, {})
        return reads.derived(store, given, lambda: make(owner, *given, **named))

    return read
