"""Rows of different lengths in one flat array, which is unpickled at the speed of a memory copy."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

N = TypeVar("N", int, float)


@dataclass(frozen=True)
class Rows(Generic[N]):
    """``bounds``: offsets in ``numbers`` of the beginning of each row, and the end of the last one."""

    numbers: array[N]
    bounds: array[int]

    def __getitem__(self, row: int) -> array[N]:
        return self.numbers[self.bounds[row] : self.bounds[row + 1]]

    def __iter__(self) -> Iterator[array[N]]:
        return (self.numbers[start:end] for start, end in pairwise(self.bounds))


def pack(code: str, rows: Iterable[Iterable[N]]) -> Rows[N]:
    """``code``: type code of ``array``."""
    numbers: array[N] = array(code)
    bounds = array("Q", [0])
    for row in rows:
        numbers.extend(row)
        bounds.append(len(numbers))
    return Rows(numbers, bounds)
