"""A base that notes what is read of it, and the fingerprints of what can be read."""

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
from .reads import Key, Reads
from .references import Reference, references

R = TypeVar("R", bound=Record)


class WatchedBase(KnowledgeBase):
    """Answers as ``base`` does, and notes the key of every question in ``reads``.

    What a base works out (``directions``, ``problems`` …) it works out by these same questions.
    """

    def __init__(self, base: KnowledgeBase, reads: Reads | None = None) -> None:
        self.reads = reads or Reads()
        self.become(base)

    def become(self, base: KnowledgeBase) -> None:
        """Answer as another base from now on. Dropping what was made from the old one is up to the caller."""
        # All questions are answered from what the other one holds: nothing is linked again.
        published: WatchedBase | None = self.__dict__.pop("published", None)
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
        return WatchedBase(self._base.published, self.reads) if self._base.drafts else self

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
    """Fingerprints of what can be read of a base: the fingerprint of a key differs when what the key stands for does.

    ``changes`` is the history by path, which counts as a part of each record; ``work_out(name, argument)`` gives the
    compared value whose key is ``=name/argument``.
    """

    def __init__(
        self, base: KnowledgeBase, changes: Mapping[str, Sequence[Change]], work_out: Callable[[str, str], object]
    ) -> None:
        self._base = base
        self._changes = changes
        self._work_out = work_out
        self._known: dict[Key, str] = {}
        self._stayed: Mapping[Key, str] = {}
        self._before: Mapping[Key, str] = {}
        self._open: set[Key] = set()

    @property
    def open(self) -> Collection[Key]:
        """Keys of the previous edition that may stand for something else now."""
        return self._open

    def of(self, key: Key) -> str:
        if (stayed := self._stayed.get(key)) is not None:
            return stayed
        if key not in self._known:
            self._known[key] = self._make(key)
        return self._known[key]

    def renewed(self, base: KnowledgeBase, work_out: Callable[[str, str], object], reads: Reads, apart: str = "") -> Fingerprints:
        """The fingerprints of the next edition, made from these; the history is the same, and ``reads`` are already in that edition.

        Values whose name is ``apart`` count as ``open`` until their owner, who keeps an account of his own, lets them ``hold``.
        """
        fingerprints = Fingerprints(base, self._changes, work_out)
        fingerprints._before = before = {**self._stayed, **self._known}
        values, elsewhere = [key for key in before if key[:1] == "="], f"={apart}/"
        fingerprints._open = {key for key in values if key.startswith(elsewhere) or not reads.stays(key)}
        fingerprints._open.update(before.keys() & reads.changed)  # only now: bringing values up to date tells which are others
        stayed = dict(before)
        for key in fingerprints._open:
            del stayed[key]
        fingerprints._stayed = stayed
        return fingerprints

    def hold(self, keys: Iterable[Key]) -> None:
        """These values are the same as in the previous edition."""
        held = {key: self._before[key] for key in keys if key in self._before}
        self._stayed = {**self._stayed, **held}
        self._open -= held.keys()
        self._before = {}

    def differing(self, base: KnowledgeBase) -> set[Key]:
        """Keys of everything that is different in ``base``, except keys of values. Records that are equal must be the same objects."""
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
                return _fingerprint(repr(self._work_out(name, argument)))
            except LookupError:  # of something that is gone
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
        """All fingerprints have the same length, so they can be joined without a separator."""
        return _fingerprint("".join(map(self._of_item, items)))

    def _of_item(self, item: Loaded) -> str:
        key = f"{item.type.kind}/{item.record.id}"
        if (stayed := self._stayed.get(key)) is not None:
            return stayed
        if key not in self._known:  # ids differ in a base without errors
            self._known[key] = _fingerprint(item.path, item.source, repr(self._changes.get(item.path, ())))
        return self._known[key]


def _fingerprint(*parts: str | bytes) -> str:
    whole = hashlib.blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        whole.update(b"%d " % len(data) + data)
    return whole.hexdigest()
