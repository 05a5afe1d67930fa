"""The home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .common import Ref
from .digest import DigestCard
from .region import TileMap
from .situation import ModelCard


@dataclass(frozen=True, slots=True)
class HomeCounts:
    practices: int  # without announcements
    promised: int
    regions: int  # with practices


@dataclass(frozen=True, slots=True)
class HomePage:
    counts: HomeCounts
    examples: Sequence[str]  # of search queries
    models: Sequence[ModelCard]
    digest: DigestCard | None  # the newest issue
    tiles: TileMap
    regions: Sequence[Ref]
    figures: Sequence[tuple[int, tuple[str, ...], str]]  # a number, the plural forms of its noun, the address of the page
