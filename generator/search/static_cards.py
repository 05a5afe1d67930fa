"""What the static index shows of a document, and by what its documents are narrowed and put in order.

Documents are numbered by type and then in the order of their facets, those of few values first: like
values beside each other are what makes the columns of 10,000 documents small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from .document import SearchDocument
from .heads import FACETS, TEXT_CHARACTERS, Head, Values
from .static_coding import number, numbers, signed
from .static_shards import Shard, shard

OWN_FACETS = 256  # with as many documents, the facets of a type are a shard of their own
CHUNK_CHARACTERS = 1_600  # of the texts of results that are loaded together
MOST_CHUNKED = 16
PHRASE = "?"  # before one of the phrases among the keywords of a card
_MOST_FOLDERS = 64  # of cards, about: the manifest names all of them
_LEAST_SHARE = 8  # shards of cards in a folder


@dataclass(frozen=True, slots=True)
class TypeRange:
    """Documents of one type: from which number, how many; in which shards they are described."""

    type: str
    first: int
    count: int
    chunk: int  # how many share a shard of cards
    first_chunk: int
    facets: int  # number of the shard of facets

    def as_list(self, title: str) -> list[str | int]:
        """In the order in which ``search.js`` reads it; ``title``: what all of the type are called."""
        return [self.type, self.first, self.count, self.chunk, self.first_chunk, self.facets, title]

    def chunks(self, heads: Sequence[Head]) -> list[Sequence[Head]]:
        """Documents of each of its shards of cards; ``heads``: of all types."""
        own = heads[self.first : self.first + self.count]
        return [own[start : start + self.chunk] for start in range(0, len(own), self.chunk)]


def in_order(heads: Sequence[Head]) -> list[Head]:
    """As they are numbered, in whatever order they come."""
    return sorted(heads, key=lambda head: head.order)


def type_ranges(heads: Sequence[Head]) -> list[TypeRange]:
    """``heads`` in order."""
    ranges: list[TypeRange] = []
    first = chunks = facets = 0
    for kind, found in groupby(heads, lambda head: head.order[0]):
        sizes = [head.size for head in found]
        count = len(sizes)
        chunk = min(max(CHUNK_CHARACTERS * count // sum(sizes), 1), MOST_CHUNKED)
        own = count >= OWN_FACETS
        facets += own
        ranges.append(TypeRange(kind, first, count, chunk, chunks, facets if own else 0))
        first += count
        chunks += -(-count // chunk)
    return ranges


def card_folders(chunks: Sequence[Sequence[Head]]) -> list[int]:
    """How many shards of cards lie in each folder of them.

    Where one ends follows from the documents beside that place alone, so that a new one changes one folder.
    """
    share = max(_LEAST_SHARE, 1 << (len(chunks) // _MOST_FOLDERS).bit_length())
    counts: list[int] = []
    for chunk in chunks:
        if not counts or not crc32(chunk[0].key.encode()) % share:
            counts.append(0)
        counts[-1] += 1
    return counts


def card(document: SearchDocument, row: Sequence[str]) -> list[str | list[str]]:
    """In the order in which ``search.js`` reads it; ``~`` in the address stands for the id."""
    text = document.text
    if len(text) > TEXT_CHARACTERS:
        text = text[:TEXT_CHARACTERS].rpartition(" ")[0]
    regions, keywords = document.region_titles, document.keywords
    if regions and len(keywords) > len(regions) and keywords[: len(regions)] == regions:
        # Told already: a bar stands for them.
        keywords = ("", *keywords[len(regions) :])
    return [
        document.id,
        document.title,
        document.url.replace(f"/{document.id}/", "/~/", 1),
        "|".join(regions),
        document.facets.stage,
        document.effect,
        document.date,
        "|".join((*keywords, *(f"{PHRASE}{phrase}" for phrase in document.phrases))),
        document.question,
        document.summary,
        document.results,
        text,
        *([list(row)] if row else ()),
    ]


def facet_shards(heads: Sequence[Head], ranges: Sequence[TypeRange]) -> list[Shard]:
    """``f0`` of all types of few documents, then one for each of the others."""
    described: list[list[Head]] = [[] for _ in range(max([each.facets for each in ranges], default=0) + 1)]
    for each in ranges:
        described[each.facets] += heads[each.first : each.first + each.count]
    return [shard("f", [_column([head.values(n) for head in found]) for n in range(len(FACETS))]) for found in described]


def _column(column: Sequence[Values]) -> list[str]:
    """Values, the sets of them that occur (the commonest first), and the set of each document."""
    every = sorted({value for found in column for value in found})
    places = {value: place for place, value in enumerate(every)}
    often = Counter(column)
    sets = sorted(often, key=lambda found: (-often[found], found))
    symbols = {found: number(place) for place, found in enumerate(sets)}
    told = "|".join(numbers(places[value] for value in found) for found in sets)
    return [",".join(every), told, "".join([symbols[found] for found in column])]


def order_columns(orders: Mapping[str, Mapping[str, int]], heads: Sequence[Head]) -> dict[str, list[int]]:
    """``orders``: name → key of a document → number, nought for those without one."""
    return {name: [given.get(head.key, 0) for head in heads] for name, given in sorted(orders.items())}


def order_shards(heads: Sequence[Head], columns: Mapping[str, Sequence[int]]) -> dict[str, Shard]:
    """A shard for each order that a list can be put in, the largest number first, by the name of the order: date and title always."""
    days = {day: rank for rank, day in enumerate(sorted({head.date for head in heads}))}
    titles = {title: rank for rank, title in enumerate(sorted({head.title for head in heads}, reverse=True))}
    every = {"date": [days[head.date] for head in heads], "title": [titles[head.title] for head in heads], **columns}
    return {
        name: shard("o", "".join([signed(value - before) for before, value in zip([0, *column], column, strict=False)]))
        for name, column in every.items()
    }
