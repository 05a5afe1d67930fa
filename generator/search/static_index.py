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
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.analysis.stop_words import LIGHT_WORDS, STOP_WORDS

from .corpus import corpus_of, count_words
from .documents import SearchDocument
from .kept_index import KeptIndex, Known, prints_of
from .names import NO_NAMES, Names
from .query import BEGUN, GUESS, KIN, LIGHT, PARTS, PREFIX_FORMS, RELATED, SYNONYM, TYPO_LEMMAS, TYPO_LENGTH
from .ranking import FEW, LACK, LEAST_COVERAGE, SCATTERED
from .scoring import TYPE_WEIGHTS
from .snippet import WIDTH
from .static_cards import FACETS, add_cards, add_orders, in_order
from .static_coding import ALPHABET, Shards, gaps, literal
from .static_dictionary import add_dictionary, vocabulary
from .static_levels import tell, tell_again
from .static_postings import add_postings
from .static_tails import add_tails

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


_MOST_FRESH = 0.2  # of all documents: with more of them new, making all anew takes less time


@dataclass(slots=True)
class IndexReport:
    """What a build of the index made and cost."""

    documents: int = 0
    lemmas: int = 0
    forms: int = 0
    postings: int = 0
    shards: int = 0
    bytes: int = 0
    files: dict[str, os.stat_result] = field(default_factory=dict)  # by path below the folder of the index
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
    a document beside what is found in it; ``kept``: file in which what was worked out is kept
    between builds (``kept_index``), changing nothing but the time that a build takes.
    """
    with _without_collections():
        return _build(documents, out_dir, names, orders or {}, rows or {}, KeptIndex(kept, names) if kept else None)


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
    kept: KeptIndex | None,
) -> IndexReport:
    report, shards = IndexReport(), Shards()
    found = in_order(list(documents))
    with report.timed("слова"):
        prints = prints_of(found) if kept else []
        known = kept.read() if kept else None
        places = known.places(prints) if known else []
        if places.count(None) > len(places) * _MOST_FRESH:
            known = None
        change = None
        if known:
            counts = known.counts
            change = counts.replace(found, places, names)
        else:
            counts = count_words(found, names, lasting=kept is not None)
        corpus = corpus_of(counts, names)
    with report.timed("словарь"):
        often = vocabulary(corpus)
        bounds, dictionary = add_dictionary(corpus, often, names, shards, known.dictionary if known else None)
        tails = add_tails(corpus, often, shards)
    with report.timed("вхождения"):
        weights = [TYPE_WEIGHTS.get(document.type, 1.0) for document in found]
        if known and change:
            lemmas = list(counts.words.lemmas)
            still = {lemmas[number]: numbers for number, numbers in change.still.items()}
            told = tell_again(corpus, weights, known.told, {lemmas[number] for number in change.lemmas}, still)
        else:
            told = tell(corpus, weights, lasting=kept is not None)
        postings = add_postings(corpus, told, names, shards)
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
            "dictionary": ",".join(bounds),
            "tails": tails,
            "postings": gaps(postings.bounds),
            "rules": RULES,
            "low": postings.low,
            "ratio": postings.ratio,
            "stop": " ".join(sorted(STOP_WORDS)),
            "light": gaps([place for place, lemma in enumerate(corpus.lemmas) if lemma in LIGHT_WORDS]),
        }
        report.files = _write(out_dir, shards, manifest)
        report.bytes = sum([found.st_size for found in report.files.values()])
        report.digest = str(manifest["folder"])
    if kept:
        with report.timed("запас"):
            if known is None or prints != known.prints:
                kept.save(Known(prints, counts, dictionary, told))
    report.documents, report.shards = len(found), len(shards.texts)
    report.lemmas, report.forms = len(corpus.lemmas), len(corpus.forms)
    report.postings = sum(map(len, corpus.postings))
    return report


def _write(out_dir: Path, shards: Shards, manifest: dict[str, object]) -> dict[str, os.stat_result]:
    """The files written, by path. The manifest goes last: what it names is there when it is."""
    out_dir.mkdir(parents=True, exist_ok=True)
    for old in out_dir.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    folder = str(manifest["folder"])
    written = {f"{folder}/{name}": found for name, found in shards.write(out_dir / folder).items()}
    file = out_dir / "manifest.js"
    file.write_bytes(f'smartekaShard("manifest",{literal(manifest)})\n'.encode())
    return {**written, file.name: file.stat()}
