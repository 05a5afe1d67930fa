"""Pagination of long lists, without scripts: how many rows a page holds, and links to its neighbours."""

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
    return [one_page(rows, place, first, further, size) for place in range(1, count_pages(len(rows), size) + 1)]


def count_pages(rows: int, size: int = 0) -> int:
    return max(1, -(-rows // (size or PAGE_ROWS)))


def one_page(rows: Sequence[T], place: int, first: str, further: str = "", size: int = 0) -> ListPart[T]:
    """The page at this place, from 1, of those that ``in_pages`` gives."""
    size = size or PAGE_ROWS
    count = count_pages(len(rows), size)

    def address(of: int) -> str:
        return f"{further or first}{of}/" if of > 1 else first

    steps: list[Step] = []
    for number in sorted({1, place - 1, place, place + 1, count}):
        if not 1 <= number <= count:
            continue
        if steps and number > steps[-1].place + 1:
            steps.append(Step(0))
        steps.append(Step(number, "" if number == place else address(number)))
    before, after = address(place - 1) if place > 1 else "", address(place + 1) if place < count else ""
    return ListPart(address(place), rows[(place - 1) * size : place * size], Pager(place, count, before, after, tuple(steps)))
