"""The static search index of the site: built with it, read in the browser by ``assets/search.js``.

``build_static_index(documents, site / "search")`` writes a manifest and a folder of shards named by
their content. Shards are classic scripts that the page loads by need, so that a site copied to a
USB stick is searched by double click as well as one on a server:

- ``d…`` dictionary: any form of a word → lemmas (``static_dictionary``); ``t…`` words by their tails, for slips
- ``p…`` postings: lemma → documents and scores, and the forms to highlight (``static_postings``)
- ``f…`` facets, ``o-…`` orders, ``c…`` what results show (``static_cards``)

The same documents give the same bytes, in whatever order they come.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.analysis.stop_words import STOP_WORDS
from generator.model.vocabulary import Term

from .documents import SearchDocument
from .query import GUESS, KIN, PREFIX_FORMS, TYPO_LEMMAS, TYPO_LENGTH
from .snippet import WIDTH
from .static_cards import FACETS, add_cards, add_orders, in_order
from .static_coding import ALPHABET, Shards, gaps, literal
from .static_dictionary import add_dictionary, add_tails
from .static_postings import add_postings
from .static_words import read_corpus
from .whoosh_engine import FEW, LEAST_COVERAGE, TYPE_WEIGHTS

FORMAT = 1  # of the shards; ``search.js`` refuses another
RULES = {
    "few": FEW,
    "coverage": LEAST_COVERAGE,
    "guess": GUESS,
    "kin": KIN,
    "prefixForms": PREFIX_FORMS,
    "typoLemmas": TYPO_LEMMAS,
    "typoLength": TYPO_LENGTH,
    "width": WIDTH,
}
"""What the browser does as the command line does, told to it in numbers."""


@dataclass(slots=True)
class IndexReport:
    """What a build of the index made and cost."""

    documents: int = 0
    lemmas: int = 0
    forms: int = 0
    postings: int = 0
    shards: int = 0
    bytes: int = 0
    digest: str = ""
    phases: dict[str, float] = field(default_factory=dict)  # seconds

    @property
    def seconds(self) -> float:
        return sum(self.phases.values())

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.phases[phase] = time.perf_counter() - start


def names_of(terms: Iterable[Term], regions: Iterable[Sequence[str]]) -> list[list[str]]:
    """Groups of names of one thing: terms of the glossary, and regions with their other names."""
    groups = [[term.term, *([term.abbreviation] if term.abbreviation else []), *term.synonyms] for term in terms]
    return groups + [list(names) for names in regions]


def build_static_index(
    documents: Iterable[SearchDocument],
    out_dir: Path,
    names: Iterable[Sequence[str]] = (),
    orders: Mapping[str, Mapping[str, int]] | None = None,
) -> IndexReport:
    """Write the index of these documents into ``out_dir``; what an earlier build left there goes.

    ``names``: groups of names of one thing, which explain why a document was found; which documents
    they find is told by the keywords. ``orders``: for example adoptions, ``{"adoptions": {key: 3}}``.
    """
    report, shards = IndexReport(), Shards()
    found = in_order(list(documents))
    with report.timed("слова"):
        corpus = read_corpus(found)
    with report.timed("словарь"):
        dictionary = add_dictionary(corpus, shards)
        tails = add_tails(corpus, shards)
    with report.timed("вхождения"):
        weights = [TYPE_WEIGHTS.get(document.type, 1.0) for document in found]
        postings = add_postings(corpus, weights, names, shards)
    with report.timed("карточки"):
        ranges = add_cards(found, shards)
        order_names = add_orders(found, orders or {}, shards)
    with report.timed("запись"):
        manifest = {
            "format": FORMAT,
            "folder": shards.digest(),
            "documents": len(found),
            "symbols": ALPHABET,
            "types": [each.as_list() for each in ranges],
            "facets": list(FACETS),
            "orders": order_names,
            "dictionary": ",".join(dictionary),
            "tails": tails,
            "postings": gaps(postings.bounds),
            "rules": RULES,
            "low": postings.low,
            "ratio": postings.ratio,
            "stop": " ".join(sorted(STOP_WORDS)),
        }
        report.bytes = _write(out_dir, shards, manifest)
        report.digest = str(manifest["folder"])
    report.documents, report.shards = len(found), len(shards.texts)
    report.lemmas, report.forms = len(corpus.lemmas), len(corpus.forms)
    report.postings = sum(map(len, corpus.postings))
    return report


def _write(out_dir: Path, shards: Shards, manifest: dict[str, object]) -> int:
    """The manifest goes last: what it names is there when it is."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for old in out_dir.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    written = shards.write(out_dir / str(manifest["folder"]))
    data = f'smartekaShard("manifest",{literal(manifest)})\n'.encode()
    (out_dir / "manifest.js").write_bytes(data)
    return written + len(data)
