"""Export to an OpenSearch cluster: an index with Russian analysis, and files for the bulk API.

Formats: «Create index» and «Bulk» of the OpenSearch documentation, version 2 and later. The bulk lines name
no index, so the same files can fill a new one (``POST /<index>/_bulk``) while the old one is in use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from generator.analysis.stop_words import STOP_WORDS
from generator.knowledge.base import NameGroup

from .document import SearchDocument
from .scoring import WEIGHTS

MOST_BYTES = 8_000_000  # of a bulk file; clusters reject requests over 100 MB by default
INDEX_FILE = "index.json"
QUERY_FILE = "query.json"
_NEGATIONS = frozenset("не нет ни без безо кроме".split())  # «дети без попечения родителей» does not mean «дети попечения родителей»
_DATES = "yyyy-MM-dd||yyyy-MM||yyyy"  # with the precision that the source gives


def index_body(groups: Iterable[NameGroup]) -> dict[str, Any]:
    """Body of ``PUT /<index>``: settings and mappings. ``groups``: synonym groups.

    Texts are stemmed; synonyms are added to a query after stemming, so that every form of a name matches.
    The analyzer ``russian_wide`` also adds names of related things.
    """
    known = list(groups)
    same = synonym_rules(group for group in known if not group.related)
    related = synonym_rules(group for group in known if group.related)
    def analyzer(*names: str) -> dict[str, Any]:
        filters = ["lowercase", "russian_stop_words", "russian_stems", *names]
        return {"type": "custom", "char_filter": ["yo"], "tokenizer": "standard", "filter": filters}

    return {
        "settings": {
            "index": {"number_of_shards": 1, "number_of_replicas": 1},
            "analysis": {
                "char_filter": {"yo": {"type": "mapping", "mappings": ["ё => е", "Ё => Е"]}},
                "filter": {
                    "russian_stems": {"type": "stemmer", "language": "russian"},
                    "russian_stop_words": {"type": "stop", "stopwords": sorted(STOP_WORDS - _NEGATIONS)},
                    "synonyms": {"type": "synonym_graph", "lenient": False, "synonyms": same},
                    "near_synonyms": {"type": "synonym_graph", "lenient": False, "synonyms": [*same, *related]},
                },
                "analyzer": {
                    "russian": analyzer(),
                    "russian_search": analyzer("synonyms"),
                    "russian_wide": analyzer("near_synonyms"),
                },
            },
        },
        "mappings": {"dynamic": "strict", "properties": _properties()},
    }


def bulk_files(documents: Iterable[SearchDocument], most_bytes: int = MOST_BYTES) -> Iterator[tuple[str, int, bytes]]:
    """Yields (file name, number of documents, contents); each document has a line with the action and one with its fields."""
    lines: list[bytes] = []
    size, number = 0, 0
    for document in documents:
        action = {"index": {"_id": document.key}}
        entry = "".join(f"{_json(value)}\n" for value in (action, fields_of(document))).encode()
        if lines and size + len(entry) > most_bytes:
            number += 1
            yield _name(number), len(lines), b"".join(lines)
            lines, size = [], 0
        lines.append(entry)
        size += len(entry)
    if lines:
        yield _name(number + 1), len(lines), b"".join(lines)


def fields_of(document: SearchDocument) -> dict[str, Any]:
    """The fields of a document as in the mapping; empty ones are left out."""
    facets = document.facets
    found = {
        "type": document.type, "kind": document.kind, "id": document.id, "url": document.url, "title": document.title,
        "question": document.question, "keywords": list(document.keywords), "phrases": list(document.phrases), "summary": document.summary,
        "results": document.results, "text": document.text, "effect": document.effect,
        "region_titles": list(document.region_titles), "date": document.date, "region": list(facets.regions),
        "direction": facets.direction, "subcategory": list(facets.subcategories),
        "life_situation": list(facets.life_situations), "stage": facets.stage, "year": facets.year,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value not in ("", [], None)}


def example_query() -> dict[str, Any]:
    """Body of ``POST /<index>/_search``: field weights as in the search of the site, with facet counts."""
    weighed = [f"{name}^{weight:g}" for name, weight in WEIGHTS.items()]
    return {
        "query": {"multi_match": {"query": "справка в школу", "type": "cross_fields", "operator": "and", "fields": [*weighed, "summary"]}},
        "aggs": {name: {"terms": {"field": name, "size": 100}} for name in ("type", "region", "stage", "life_situation")},
        "highlight": {"fields": {"summary": {}, "text": {}}},
    }


def synonym_rules(groups: Iterable[NameGroup]) -> list[str]:
    """Groups in Solr's synonym format: names separated by commas."""
    rules: dict[str, None] = {}
    for group in groups:
        names = {" ".join(found): None for name in group.names if (found := _tokens(name))}
        if len(names) > 1:
            rules[", ".join(names)] = None
    return list(rules)


def _tokens(name: str) -> list[str]:
    """Words of a name as a synonym rule may contain them: no comma or other special character, no stop word.

    The analyzer drops stop words from a rule, and a rule with a gap is rejected. Empty for a name of which
    a single word would remain, since that means something else («для семьи»), and for one of digits only («50+»).
    """
    every = re.findall(r"\w+", name.casefold().replace("ё", "е"))
    found = [word for word in every if word not in STOP_WORDS - _NEGATIONS]
    truncated = len(found) == 1 < len(every)
    return [] if truncated or all(word.isdecimal() for word in found) else found


def _properties() -> dict[str, Any]:
    text = {"type": "text", "analyzer": "russian", "search_analyzer": "russian_search"}
    word = {"type": "keyword"}
    shown = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "title": {**text, "fields": {"exact": {"type": "keyword", "ignore_above": 400}}},
        **dict.fromkeys(("question", "keywords", "phrases", "summary", "results", "text"), text),
        **dict.fromkeys(("type", "id", "region", "direction", "subcategory", "life_situation", "stage", "region_titles"), word),
        **dict.fromkeys(("kind", "url", "effect"), shown),
        "year": {"type": "short"},
        "date": {"type": "date", "format": _DATES},
    }


def _name(number: int) -> str:
    return f"documents-{number:05}.ndjson"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
