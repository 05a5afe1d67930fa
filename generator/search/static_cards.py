"""What the static index shows of a document, and by what its documents are narrowed and put in order.

Documents are numbered by type and then in the order of their facets, those of few values first: like
values beside each other are what makes the columns of 10,000 documents small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .documents import SearchDocument
from .static_coding import Shards, number, numbers, signed

FACETS: dict[str, Callable[[SearchDocument], tuple[str, ...]]] = {
    "direction": lambda document: _one(document.facets.direction),
    "stage": lambda document: _one(document.facets.stage),
    "life_situation": lambda document: document.facets.life_situations,
    "year": lambda document: _one(str(document.facets.year or "")),
    "subcategory": lambda document: document.facets.subcategories,
    "region": lambda document: document.facets.regions,
}
"""Values of a document by the name of the facet; also the order in which documents are numbered."""

OWN_FACETS = 256  # with as many documents, the facets of a type are a shard of their own
CHUNK_CHARACTERS = 1_600  # of the texts of results that are loaded together
MOST_CHUNKED = 16
TEXT_CHARACTERS = 8_000  # of a document, for its snippet; reports are longer


@dataclass(frozen=True, slots=True)
class TypeRange:
    """Documents of one type: from which number, how many; in which shards they are described."""

    type: str
    first: int
    count: int
    chunk: int  # how many share a shard of cards
    first_chunk: int
    facets: int  # number of the shard of facets

    def as_list(self) -> list[str | int]:
        return [self.type, self.first, self.count, self.chunk, self.first_chunk, self.facets]


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def in_order(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """As they are numbered, in whatever order they come."""
    facets = list(FACETS.values())
    return sorted(documents, key=lambda d: (d.type, *(values(d) for values in facets), d.date, d.id))


def add_cards(
    documents: Sequence[SearchDocument], rows: Mapping[str, Sequence[str]], shards: Shards
) -> list[TypeRange]:
    """Add shards ``c0``, ``c1``… of what results show, and ``f0``, ``f1``… of facets.

    ``rows``: by key of a document, what a list shows of it beside that.
    """
    ranges: list[TypeRange] = []
    facets: list[list[SearchDocument]] = [[]]  # the first is for all types of few documents
    first = chunks = 0
    while first < len(documents):
        kind = documents[first].type
        own = [document for document in documents[first:] if document.type == kind]
        size = sum(300 + len(document.summary) + min(len(document.text), TEXT_CHARACTERS) for document in own)
        chunk = min(max(CHUNK_CHARACTERS * len(own) // size, 1), MOST_CHUNKED)
        if len(own) >= OWN_FACETS:
            facets.append(own)
        else:
            facets[0] += own
        place = len(facets) - 1 if len(own) >= OWN_FACETS else 0
        ranges.append(TypeRange(kind, first, len(own), chunk, chunks, place))
        for start in range(0, len(own), chunk):
            shards.add(f"c{chunks}", [_card(document, rows.get(document.key, ())) for document in own[start : start + chunk]])
            chunks += 1
        first += len(own)
    for place, described in enumerate(facets):
        shards.add(f"f{place}", [_column(described, values) for values in FACETS.values()])
    return ranges


def _card(document: SearchDocument, row: Sequence[str]) -> list[str | list[str]]:
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
        "|".join(keywords),
        document.question,
        document.summary,
        document.results,
        text,
        *([list(row)] if row else ()),
    ]


def _column(documents: Sequence[SearchDocument], values: Callable[[SearchDocument], tuple[str, ...]]) -> list[str]:
    """Values, the sets of them that occur (the commonest first), and the set of each document."""
    column = [values(document) for document in documents]
    every = sorted({value for found in column for value in found})
    places = {value: place for place, value in enumerate(every)}
    often = Counter(column)
    sets = sorted(often, key=lambda found: (-often[found], found))
    symbols = {found: number(place) for place, found in enumerate(sets)}
    told = "|".join(numbers(places[value] for value in found) for found in sets)
    return [",".join(every), told, "".join(symbols[found] for found in column)]


def add_orders(
    documents: Sequence[SearchDocument], orders: Mapping[str, Mapping[str, int]], shards: Shards
) -> list[str]:
    """Add a shard for each order that a list can be put in, the largest number first; their names.

    ``orders``: name → key of a document → number, nought for those without one. By date and by title
    always.
    """
    days = {day: rank for rank, day in enumerate(sorted({document.date for document in documents}))}
    titles = {title: rank for rank, title in enumerate(sorted({_alphabetic(d) for d in documents}, reverse=True))}
    columns = {
        "date": [days[document.date] for document in documents],
        "title": [titles[_alphabetic(document)] for document in documents],
    }
    for name, given in sorted(orders.items()):
        columns[name] = [given.get(document.key, 0) for document in documents]
    for name, column in columns.items():
        steps = (value - before for before, value in zip([0, *column], column, strict=False))
        shards.add(f"o-{name}", "".join(map(signed, steps)))
    return list(columns)


def _alphabetic(document: SearchDocument) -> str:
    return document.title.lower().replace("ё", "е").lstrip("«„“\"")
