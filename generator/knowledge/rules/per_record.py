"""The records to be checked by ``RECORD_RULES``, and those that have passed already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from generator.loading.records import Loaded
from generator.model.common import Record

R = TypeVar("R", bound=Record)


class Records(Protocol):
    """All records of a base, or some of them."""

    @property
    def loaded(self) -> list[Loaded]: ...
    def items(self, model: type[R]) -> list[tuple[Loaded, R]]: ...


class SomeRecords:
    """Some records of a base."""

    def __init__(self, loaded: Iterable[Loaded]) -> None:
        self.loaded = list(loaded)
        self._by_model: dict[type[Record], list[Loaded]] = defaultdict(list)
        for item in self.loaded:
            self._by_model[type(item.record)].append(item)

    def items(self, model: type[R]) -> list[tuple[Loaded, R]]:
        return [(item, item.record) for item in self._by_model.get(model, ())]  # type: ignore[misc]  # gathered by model


@dataclass
class PassedRecords:
    """Records without diagnostics of these rules on a certain day, to be skipped by a process that checks repeatedly."""

    day: date = date.min
    items: dict[int, Loaded] = field(default_factory=dict)

    def others(self, loaded: Iterable[Loaded], today: date) -> Iterator[Loaded]:
        """Records that still have to be checked."""
        known = self.items if self.day == today else {}
        return (item for item in loaded if known.get(id(item)) is not item)

    def take(self, loaded: Iterable[Loaded], today: date, faulty: set[str]) -> None:
        """Replace the passed records; ``faulty``: paths of records with diagnostics."""
        self.day, self.items = today, {id(item): item for item in loaded if item.path not in faulty}
