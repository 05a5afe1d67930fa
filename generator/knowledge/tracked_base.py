"""A base that tracks reads, and fingerprints of everything that can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from generator.loading.history import Change
from generator.loading.records import Loaded
from generator.model.common import Record
from generator.model.life_situation import LifeSituation, Problem

from .backlinks import Backlink
from .base import KnowledgeBase
from .dependencies import Key, ReadTracker
from .references import Reference, references

R = TypeVar("R", bound=Record)


class TrackedBase(KnowledgeBase):
    """Delegates to ``base`` and notes the key of every access in ``reads``.

    Derived values of a base (``directions``, ``problems`` …) are computed through these same methods.
    """

    def __init__(self, base: KnowledgeBase, reads: ReadTracker | None = None) -> None:
        self.reads = reads or ReadTracker()
        self.become(base)

    def become(self, base: KnowledgeBase) -> None:
        """Delegate to another base from now on. The caller must invalidate what was made from the old one."""
        # Uses the indexes of the other base: nothing is linked again.
        published: TrackedBase | None = self.__dict__.pop("published", None)
        if published and published is not self and base.drafts:
            published.become(base.published)
            self.__dict__["published"] = published
        self._base = base
        self.registry = base.registry
        self.unreadable = base.unreadable
        self.left_out = base.left_out
        self._by_kind = base._by_kind
        self._backlinks = base._backlinks
        self.__dict__.pop("published", None)

    @property
    def loaded(self) -> list[Loaded]:  # type: ignore[override]  # only read
        self.reads.note("*")
        return self._base.loaded

    @property
    def references(self) -> list[tuple[Loaded, tuple[Reference, ...]]]:  # type: ignore[override]  # only read
        self.reads.note("*")
        return self._base.references

    @property
    def drafts(self) -> list[Loaded]:
        self.reads.note("*")
        return self._base.drafts

    @cached_property
    def published(self) -> KnowledgeBase:
        return TrackedBase(self._base.published, self.reads) if self._base.drafts else self

    def all(self, model: type[R]) -> list[R]:
        self.reads.note(f"{self.registry.kind_of(model)}/")
        return self._base.all(model)

    def get(self, model: type[R], id: str) -> R | None:
        self.reads.note(f"{self.registry.kind_of(model)}/{id}")
        return self._base.get(model, id)

    def items(self, model: type[R]) -> list[tuple[Loaded, R]]:
        self.reads.note(f"{self.registry.kind_of(model)}/")
        return self._base.items(model)

    def find(self, kind: str, id: str) -> Loaded | None:
        self.reads.note(f"{kind}/{id}")
        return self._base.find(kind, id)

    def of_kind(self, kind: str) -> list[Loaded]:
        self.reads.note(f"{kind}/")
        return self._base.of_kind(kind)

    def ids(self, kind: str) -> list[str]:
        for read in {"direction": ("taxonomy",), "subcategory": ("taxonomy",), "problem": ("life_situation",)}.get(kind, (kind,)):
            self.reads.note(f"{read}/")
        return self._base.ids(kind)

    def backlinks(self, kind: str, id: str) -> list[Backlink]:
        self.reads.note(f"<{kind}/{id}")
        return self._base.backlinks(kind, id)

    def counts(self) -> dict[str, int]:
        self.reads.note_all(f"#{record_type.kind}" for record_type in self.registry)
        return self._base.counts()

    def problem(self, id: str) -> tuple[LifeSituation, Problem] | None:
        self.reads.note(f"life_situation/{id.partition('#')[0]}")
        return self._base.problem(id)


class Fingerprints:
    """Fingerprints of keys: different if the data behind the key differ.

    ``changes``: the git history by path, which counts as a part of each record; ``compute(name, argument)`` returns the
    value with early cutoff whose key is ``=name/argument``.
    """

    def __init__(
        self, base: KnowledgeBase, changes: Mapping[str, Sequence[Change]], compute: Callable[[str, str], object]
    ) -> None:
        self._base = base
        self._changes = changes
        self._compute = compute
        self._known: dict[Key, str] = {}
        self._unchanged: Mapping[Key, str] = {}
        self._before: Mapping[Key, str] = {}
        self._suspect: set[Key] = set()

    @property
    def suspect(self) -> Collection[Key]:
        """Keys of the previous revision whose data may have changed."""
        return self._suspect

    def of(self, key: Key) -> str:
        if (unchanged := self._unchanged.get(key)) is not None:
            return unchanged
        if key not in self._known:
            self._known[key] = self._make(key)
        return self._known[key]

    def next_revision(self, base: KnowledgeBase, compute: Callable[[str, str], object], reads: ReadTracker, apart: str = "") -> Fingerprints:
        """The fingerprints of the next revision, with the same history; ``reads`` must be at that revision already.

        Values named ``apart`` are ``suspect`` until their owner, which tracks changes by itself, calls ``confirm``.
        """
        fingerprints = Fingerprints(base, self._changes, compute)
        fingerprints._before = before = {**self._unchanged, **self._known}
        values, elsewhere = [key for key in before if key[:1] == "="], f"={apart}/"
        fingerprints._suspect = {key for key in values if key.startswith(elsewhere) or not reads.is_unchanged(key)}
        fingerprints._suspect.update(before.keys() & reads.changed)  # last, because bringing values up to date adds to it
        unchanged = dict(before)
        for key in fingerprints._suspect:
            del unchanged[key]
        fingerprints._unchanged = unchanged
        return fingerprints

    def confirm(self, keys: Iterable[Key]) -> None:
        """Mark these keys as unchanged since the previous revision."""
        confirmed = {key: self._before[key] for key in keys if key in self._before}
        self._unchanged = {**self._unchanged, **confirmed}
        self._suspect -= confirmed.keys()
        self._before = {}

    def changed_keys(self, base: KnowledgeBase) -> set[Key]:
        """Keys of everything that differs in ``base``, except values. Unchanged records must be the same objects."""
        were, are = ({id(item): item for item in each.loaded} for each in (self._base, base))
        others = [item for one, other in ((were, are), (are, were)) for number, item in one.items() if number not in other]
        changed = {"*"} if others else set()
        for item in others:
            kind = item.type.kind
            changed.update((f"{kind}/{item.record.id}", f"{kind}/", f"#{kind}"))
            changed.update(f"<{named.target.kind}/{named.target}" for named in references(item.record))
        return changed

    def _make(self, key: Key) -> str:
        if key == "*":
            return self._of_items(self._base.loaded)
        if key.startswith("="):
            name, _, argument = key[1:].partition("/")
            try:
                return _fingerprint(repr(self._compute(name, argument)))
            except LookupError:  # its argument is a removed record
                return ""
        if key.startswith("#"):
            return str(len(self._base.of_kind(key[1:])))
        if key.startswith("<"):
            found = self._base.backlinks(*key[1:].split("/", 1))
            return _fingerprint(*(f"{self._of_item(backlink.source)} {backlink.where}" for backlink in found))
        kind, _, id = key.partition("/")
        if not id:
            return self._of_items(self._base.of_kind(kind))
        item = self._base.find(kind, id)
        return self._of_item(item) if item else ""

    def _of_items(self, items: Iterable[Loaded]) -> str:
        """Joined without a separator, since all fingerprints have the same length."""
        return _fingerprint("".join(map(self._of_item, items)))

    def _of_item(self, item: Loaded) -> str:
        key = f"{item.type.kind}/{item.record.id}"
        if (unchanged := self._unchanged.get(key)) is not None:
            return unchanged
        if key not in self._known:  # ids are unique in a base without errors
            self._known[key] = _fingerprint(item.path, item.source, repr(self._changes.get(item.path, ())))
        return self._known[key]


def _fingerprint(*parts: str | bytes) -> str:
    whole = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        whole.update(b"%d " % len(data) + data)
    return whole.hexdigest()
