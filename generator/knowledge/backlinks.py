"""Backlinks: reverse references, in the order of the base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.loading.records import Loaded

from .references import Path, Reference

Named = tuple[Loaded, tuple[Reference, ...]]
"""A record and its references."""
Target = tuple[str, str]
"""Kind and id."""


class Backlink(NamedTuple):
    """A reference from the field ``where`` of ``source``."""

    source: Loaded
    where: Path


def backlinks(references: Iterable[Named]) -> dict[Target, list[Backlink]]:
    found: dict[Target, list[Backlink]] = {}
    for item, named in references:
        for where, target in named:
            found.setdefault((target.kind, target), []).append(Backlink(item, where))
    return found


def renewed(links: Mapping[Target, list[Backlink]], before: Sequence[Named], now: Sequence[Named]) -> dict[Target, list[Backlink]]:
    """``backlinks(now)``, updated incrementally from the backlinks of ``before``. Unchanged records must be the same objects in both."""
    were, places = {id(item) for item, _ in before}, {id(item): place for place, (item, _) in enumerate(now)}
    gone = backlinks(named for named in before if id(named[0]) not in places)
    new = backlinks(named for named in now if id(named[0]) not in were)
    found = dict(links)
    for target in gone.keys() | new.keys():
        stay = [link for link in links.get(target, ()) if id(link.source) in places]
        found[target] = sorted([*stay, *new.get(target, ())], key=lambda link: places[id(link.source)])
        if not found[target]:
            del found[target]
    return found
