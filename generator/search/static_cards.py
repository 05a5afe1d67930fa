"""Cards (what a result shows of a document), facets and sort orders of the static index.

Documents are numbered by type and then by their facets, those with few values first: equal values next
to each other make the columns of 10,000 documents small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from zlib import crc32

from .document import SearchDocument
from .headers import FACETS, TEXT_CHARACTERS, DocumentHeader, Values
from .static_coding import number, numbers, signed
from .static_shards import Shard, shard

OWN_FACETS = 256  # documents of a type from which its facets are a shard of their own
CHUNK_CHARACTERS = 1_600  # in a shard of cards
MOST_CHUNKED = 16  # documents in a shard of cards
PHRASE = "?"  # prefix of a search phrase among the keywords of a card
_MOST_FOLDERS = 64  # approximate limit of folders of cards: the manifest lists all of them
_LEAST_SHARE = 8  # minimum average number of card shards in a folder


@dataclass(frozen=True, slots=True)
class TypeRange:
    """The range of numbers of the documents of one type, and their shards."""

    type: str
    first: int
    count: int
    chunk: int  # documents per shard of cards
    first_chunk: int  # number of the first shard of cards
    facets: int  # number of the shard of facets

    def as_list(self, title: str) -> list[str | int]:
        """In the order in which ``search.js`` reads it; ``title``: display name of the type in the plural."""
        return [self.type, self.first, self.count, self.chunk, self.first_chunk, self.facets, title]

    def chunks(self, headers: Sequence[DocumentHeader]) -> list[Sequence[DocumentHeader]]:
        """The documents of each shard of cards; ``headers``: of all types."""
        own = headers[self.first : self.first + self.count]
        return [own[start : start + self.chunk] for start in range(0, len(own), self.chunk)]


def in_order(headers: Sequence[DocumentHeader]) -> list[DocumentHeader]:
    """In the order in which documents are numbered."""
    return sorted(headers, key=lambda header: header.order)


def type_ranges(headers: Sequence[DocumentHeader]) -> list[TypeRange]:
    """``headers``: sorted (``in_order``)."""
    ranges: list[TypeRange] = []
    first = chunks = facets = 0
    for kind, found in groupby(headers, lambda header: header.order[0]):
        sizes = [header.size for header in found]
        count = len(sizes)
        chunk = min(max(CHUNK_CHARACTERS * count // sum(sizes), 1), MOST_CHUNKED)
        own = count >= OWN_FACETS
        facets += own
        ranges.append(TypeRange(kind, first, count, chunk, chunks, facets if own else 0))
        first += count
        chunks += -(-count // chunk)
    return ranges


def card_folders(chunks: Sequence[Sequence[DocumentHeader]]) -> list[int]:
    """The number of card shards in each folder.

    A folder begins at a shard whose first key has a suitable checksum (content-defined chunking), so that a
    new document changes only the folder it falls into.
    """
    share = max(_LEAST_SHARE, 1 << (len(chunks) // _MOST_FOLDERS).bit_length())
    counts: list[int] = []
    for chunk in chunks:
        if not counts or not crc32(chunk[0].key.encode()) % share:
            counts.append(0)
        counts[-1] += 1
    return counts


def card(document: SearchDocument, row: Sequence[str]) -> list[str | list[str]]:
    """Fields in the order in which ``search.js`` reads them; ``~`` in the address stands for the id."""
    text = document.text
    if len(text) > TEXT_CHARACTERS:
        text = text[:TEXT_CHARACTERS].rpartition(" ")[0]
    regions, keywords = document.region_titles, document.keywords
    if regions and len(keywords) > len(regions) and keywords[: len(regions)] == regions:
        # The regions are stored already: an empty first keyword stands for them.
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


def facet_shards(headers: Sequence[DocumentHeader], ranges: Sequence[TypeRange]) -> list[Shard]:
    """``f0`` for all types with few documents, then one for each other type."""
    described: list[list[DocumentHeader]] = [[] for _ in range(max([each.facets for each in ranges], default=0) + 1)]
    for each in ranges:
        described[each.facets] += headers[each.first : each.first + each.count]
    return [shard("f", [_column([header.values(n) for header in found]) for n in range(len(FACETS))]) for found in described]


def _column(column: Sequence[Values]) -> list[str]:
    """The distinct values, the distinct sets of them (the most common first), and the number of the set of each document."""
    every = sorted({value for found in column for value in found})
    places = {value: place for place, value in enumerate(every)}
    often = Counter(column)
    sets = sorted(often, key=lambda found: (-often[found], found))
    symbols = {found: number(place) for place, found in enumerate(sets)}
    encoded_sets = "|".join(numbers(places[value] for value in found) for found in sets)
    return [",".join(every), encoded_sets, "".join([symbols[found] for found in column])]


def order_columns(orders: Mapping[str, Mapping[str, int]], headers: Sequence[DocumentHeader]) -> dict[str, list[int]]:
    """Name of an order → number of each document; ``orders``: name → document key → number, 0 for other documents."""
    return {name: [given.get(header.key, 0) for header in headers] for name, given in sorted(orders.items())}


def order_shards(headers: Sequence[DocumentHeader], columns: Mapping[str, Sequence[int]]) -> dict[str, Shard]:
    """Name of a sort order → its shard, the delta-coded numbers of all documents (the largest is listed first); always date and title."""
    days = {day: rank for rank, day in enumerate(sorted({header.date for header in headers}))}
    titles = {title: rank for rank, title in enumerate(sorted({header.title for header in headers}, reverse=True))}
    every = {"date": [days[header.date] for header in headers], "title": [titles[header.title] for header in headers], **columns}
    return {
        name: shard("o", "".join([signed(value - before) for before, value in zip([0, *column], column, strict=False)]))
        for name, column in every.items()
    }
