"""Long lists in pages that need no script: how many rows a page holds, and how its neighbours are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE_ROWS = 100  # of a page that is a list: some 180 KB; more would be too heavy for a telephone
SHARED_ROWS = 50  # of a list on a page that holds more than it


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the list by its number; without an address it is the page itself, or a gap where ``place`` is 0."""

    place: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands in its list. ``count`` 1: the list fits, nothing is shown."""

    place: int  # from 1
    count: int
    before: str
    after: str
    steps: tuple[Step, ...] = ()

    @property
    def suffix(self) -> str:
        """«, страница 2 из 7» for titles; the first page has none: its address is that of the list."""
        return f", страница {self.place} из {self.count}" if self.place > 1 else ""


@dataclass(frozen=True, slots=True)
class ListPart(Generic[T]):
    """One page of a list."""

    address: str
    rows: Sequence[T]
    pager: Pager


def in_pages(rows: Sequence[T], first: str, further: str = "", size: int = 0) -> list[ListPart[T]]:
    """At least one page. The first stands at ``first``, the n-th at ``<further>n/`` (``further`` is ``first`` if not given).

    ``size`` is the number of rows of a page, ``PAGE_ROWS`` if not given.
    """
    size = size or PAGE_ROWS
    parts = [rows[start : start + size] for start in range(0, max(len(rows), 1), size)]
    addresses = [first, *(f"{further or first}{place}/" for place in range(2, len(parts) + 1))]
    return [ListPart(address, part, _pager(place, addresses)) for place, (address, part) in enumerate(zip(addresses, parts, strict=True), 1)]


def _pager(place: int, addresses: list[str]) -> Pager:
    count = len(addresses)
    before = addresses[place - 2] if place > 1 else ""
    after = addresses[place] if place < count else ""
    steps: list[Step] = []
    for number in sorted({1, place - 1, place, place + 1, count} & set(range(1, count + 1))):
        if steps and number > steps[-1].place + 1:
            steps.append(Step(0))
        steps.append(Step(number, "" if number == place else addresses[number - 1]))
    return Pager(place, count, before, after, tuple(steps))
