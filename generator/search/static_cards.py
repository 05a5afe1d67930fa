"""What the static index shows of a document, and by what its documents are narrowed and put in order.

Documents are numbered in the order of their facets, type first: runs of like values are what makes
a column of 10,000 documents small, and neighbours in the list of a region share their words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .documents import SearchDocument
from .static_coding import ALPHABET, Shards, numbers, signed

FACETS = ("region", "direction", "subcategory", "life_situation", "stage", "year")
CHUNK_CHARACTERS = 3_200  # of the texts of results that are loaded together
MOST_CHUNKED = 32
TEXT_CHARACTERS = 8_000  # of a document, for its snippet; reports and life situations are longer
_NO_DATE = "0000"


@dataclass(frozen=True, slots=True)
class TypeRange:
    """Documents of one type: from which number, how many, how many in a chunk, from which chunk."""

    type: str
    first: int
    count: int
    chunk: int
    first_chunk: int


def facet_values(document: SearchDocument) -> tuple[tuple[str, ...], ...]:
    """By ``FACETS``."""
    facets = document.facets
    return (
        facets.regions,
        (facets.direction,) if facets.direction else (),
        facets.subcategories,
        facets.life_situations,
        (facets.stage,) if facets.stage else (),
        (str(facets.year),) if facets.year else (),
    )


def in_order(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """As they are numbered. Does not depend on the order in which they come."""
    return sorted(documents, key=lambda document: (document.type, *facet_values(document), document.date, document.id))


def add_facets(documents: Sequence[SearchDocument], shards: Shards) -> None:
    """Add shard ``f``: for each facet its values, the sets of them that occur, and each document's set.

    A column is symbols of runs: a set, and how many documents in a row have it.
    """
    columns = []
    rows = [facet_values(document) for document in documents]
    for place in range(len(FACETS)):
        column = [row[place] for row in rows]
        values = sorted({value for found in column for value in found})
        numbered = {value: number for number, value in enumerate(values)}
        often: dict[tuple[str, ...], int] = {}
        for found in column:
            often[found] = often.get(found, 0) + 1
        sets = sorted(often, key=lambda found: (-often[found], found))
        place_of = {found: number for number, found in enumerate(sets)}
        told = "|".join(numbers(numbered[value] for value in found) for found in sets)
        columns.append([",".join(values), told, _runs([place_of[found] for found in column])])
    shards.add("f", columns)


def _runs(values: Sequence[int]) -> str:
    """Numbers of sets; a run is the number, ``|`` and how many more of it follow."""
    found: list[str] = []
    start = 0
    while start < len(values):
        end = start
        while end < len(values) and values[end] == values[start]:
            end += 1
        symbol, more = numbers((values[start],)), end - start - 1
        found.append(symbol * (more + 1) if more < 3 else f"{symbol}|{numbers((more,))}")
        start = end
    return "".join(found)


def add_orders(
    documents: Sequence[SearchDocument], orders: Mapping[str, Mapping[str, int]], shards: Shards
) -> list[str]:
    """Add a shard for each order that a list can be put in, largest number first; returns their names.

    ``orders``: name → key of a document → number; documents without one come last. The order by date
    is always there.
    """
    dates = sorted({document.date for document in documents if document.date})
    ranks = {day: rank for rank, day in enumerate(dates, 1)}
    every: dict[str, list[int]] = {"date": [ranks.get(document.date, 0) for document in documents]}
    for name, given in sorted(orders.items()):
        every[name] = [given.get(document.key, 0) for document in documents]
    for name, values in every.items():
        steps = "".join(signed(value - before) for before, value in zip([0, *values], values, strict=False))
        shards.add(f"o-{name}", steps)
    return list(every)


def add_cards(documents: Sequence[SearchDocument], shards: Shards) -> list[TypeRange]:
    """Add shards ``c0``, ``c1``… of what results show, few documents each."""
    ranges: list[TypeRange] = []
    first = first_chunk = 0
    while first < len(documents):
        kind = documents[first].type
        end = first
        while end < len(documents) and documents[end].type == kind:
            end += 1
        own = documents[first:end]
        mean = sum(len(document.text[:TEXT_CHARACTERS]) + len(document.summary) + 300 for document in own) / len(own)
        chunk = min(max(int(CHUNK_CHARACTERS / mean), 1), MOST_CHUNKED)
        for number, start in enumerate(range(0, len(own), chunk), first_chunk):
            shards.add(f"c{number}", [_card(document) for document in own[start : start + chunk]])
        ranges.append(TypeRange(kind, first, len(own), chunk, first_chunk))
        first_chunk += -(-len(own) // chunk)
        first = end
    return ranges


def _card(document: SearchDocument) -> list[str]:
    """In the order in which ``search.js`` reads it."""
    text = document.text
    if len(text) > TEXT_CHARACTERS:
        text = text[:TEXT_CHARACTERS].rpartition(" ")[0]
    return [
        document.id,
        document.title,
        _short_url(document),
        "|".join(document.region_titles),
        document.effect,
        document.date,
        document.question,
        document.summary,
        document.results,
        "|".join(document.keywords),
        text,
    ]


def _short_url(document: SearchDocument) -> str:
    """``~`` stands for the id: most addresses end in it."""
    return document.url.replace(f"/{document.id}/", "/~/", 1)


assert "|" not in ALPHABET
