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

import gc
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.analysis.stop_words import LIGHT_WORDS, STOP_WORDS

from .corpus import read_corpus
from .documents import SearchDocument
from .kept_words import KeptWords
from .names import NO_NAMES, Names
from .query import BEGUN, GUESS, KIN, LIGHT, PARTS, PREFIX_FORMS, RELATED, SYNONYM, TYPO_LEMMAS, TYPO_LENGTH
from .ranking import FEW, LACK, LEAST_COVERAGE, SCATTERED
from .scoring import TYPE_WEIGHTS
from .snippet import WIDTH
from .static_cards import FACETS, add_cards, add_orders, in_order
from .static_coding import ALPHABET, Shards, gaps, literal
from .static_dictionary import add_dictionary, add_tails, vocabulary
from .static_postings import add_postings

FORMAT = 4  # of the shards; ``search.js`` refuses another
RULES = {
    "few": FEW,
    "coverage": LEAST_COVERAGE,
    "lack": LACK,
    "scattered": SCATTERED,
    "parts": PARTS,
    "guess": GUESS,
    "begun": BEGUN,
    "kin": KIN,
    "synonym": SYNONYM,
    "related": RELATED,
    "light": LIGHT,
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


def build_static_index(
    documents: Iterable[SearchDocument],
    out_dir: Path,
    names: Names = NO_NAMES,
    orders: Mapping[str, Mapping[str, int]] | None = None,
    rows: Mapping[str, Sequence[str]] | None = None,
    kept: Path | None = None,
) -> IndexReport:
    """Write the index of these documents into ``out_dir``; what an earlier build left there goes.

    ``orders``: for example adoptions, ``{"adoptions": {key: 3}}``; ``rows``: what a list shows of
    a document beside what is found in it; ``kept``: file in which the words of documents are kept
    between builds (``kept_words``), changing nothing but the time that a build takes.
    """
    with _without_collections():
        return _build(documents, out_dir, names, orders or {}, rows or {}, KeptWords(kept, names) if kept else None)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Hundreds of thousands of tuples, none of them in a circle: looking for circles takes a sixth of the work."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _build(
    documents: Iterable[SearchDocument],
    out_dir: Path,
    names: Names,
    orders: Mapping[str, Mapping[str, int]],
    rows: Mapping[str, Sequence[str]],
    kept: KeptWords | None,
) -> IndexReport:
    report, shards = IndexReport(), Shards()
    found = in_order(list(documents))
    with report.timed("слова"):
        corpus = read_corpus(found, names, kept)
    with report.timed("словарь"):
        counts = vocabulary(corpus)
        dictionary = add_dictionary(corpus, counts, names, shards, kept.inflected if kept else None)
        tails = add_tails(corpus, counts, shards)
    with report.timed("вхождения"):
        weights = [TYPE_WEIGHTS.get(document.type, 1.0) for document in found]
        postings = add_postings(corpus, weights, names, shards)
    with report.timed("карточки"):
        ranges = add_cards(found, rows, shards)
        order_names = add_orders(found, orders, shards)
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
            "light": gaps([place for place, lemma in enumerate(corpus.lemmas) if lemma in LIGHT_WORDS]),
        }
        report.bytes = _write(out_dir, shards, manifest)
        report.digest = str(manifest["folder"])
    if kept:
        with report.timed("запас"):
            kept.save(len(corpus.lemmas))
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
