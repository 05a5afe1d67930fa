"""Pagination of long lists, without scripts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PAGE_ROWS = 100  # on a list page: some 180 KB; more would be too much for a phone
SHARED_ROWS = 50  # of a list that is a part of a page


@dataclass(frozen=True, slots=True)
class Step:
    """A link of the pager to page ``place``; without an address it is the current page, or an ellipsis if ``place`` is 0."""

    place: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pager:
    """The position of a page in its list; not shown if ``count`` is 1."""

    place: int  # from 1
    count: int
    before: str
    after: str
    steps: tuple[Step, ...] = ()

    @property
    def suffix(self) -> str:
        """«, страница 2 из 7» for titles; empty for the first page, whose address is that of the list."""
        return f", страница {self.place} из {self.count}" if self.place > 1 else ""


@dataclass(frozen=True, slots=True)
class ListPart(Generic[T]):
    """One page of a list."""

    address: str
    rows: Sequence[T]
    pager: Pager


def in_pages(rows: Sequence[T], first: str, further: str = "", size: int = 0) -> list[ListPart[T]]:
    """All pages, at least one. The address of the first is ``first``, of the n-th ``<further>n/`` (default: ``<first>n/``).

    ``size`` is the number of rows on a page, ``PAGE_ROWS`` if not given.
    """
    return [one_page(rows, place, first, further, size) for place in range(1, count_pages(len(rows), size) + 1)]


def count_pages(rows: int, size: int = 0) -> int:
    return max(1, -(-rows // (size or PAGE_ROWS)))


def one_page(rows: Sequence[T], place: int, first: str, further: str = "", size: int = 0) -> ListPart[T]:
    """The page number ``place``, from 1, of ``in_pages``."""
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
