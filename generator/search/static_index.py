"""The static search index of the site: built with it, read in the browser by ``assets/search.js``.

``build_static_index(documents, site / "search")`` writes a manifest and folders of shards. Shards are
classic scripts, so that the search works from ``file://`` (a site on a USB stick) as well as from a
server; each folder is named by a hash of its contents (``static_shards``). Shards:

- ``d`` dictionary: any form of a word → lemmas; ``p0``… postings: lemma → documents and scores, and
  the forms to highlight. One folder for each section of the alphabet (``static_sections``)
- ``t0``… words by their tails, to correct typos in their first letters (``static_tails``)
- ``f0``… facets, ``o-…`` sort orders, ``c0``… cards: what results show (``static_cards``)

The bytes depend on the documents only, not on their order nor on the cache of an earlier build.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate, chain, islice
from pathlib import Path

from generator.analysis.stop_words import LIGHT_WORDS

from .cached_index import CachedIndex, IndexState
from .corpus import Change, count_words
from .document import SearchDocument
from .headers import DocumentHeader, Documents, LoadedDocuments
from .lexicon import Lexicon, LexiconChange
from .names import NO_NAMES, Names
from .scoring import TYPE_WEIGHTS
from .static_cards import card, card_folders, facet_shards, in_order, order_columns, order_shards, type_ranges
from .static_coding import gaps, literal, numbers
from .static_dictionary import Dictionary
from .static_levels import encode, encode_changes
from .static_manifest import ALWAYS, TAILS_PER_FOLDER
from .static_sections import (
    PLACES,
    Dictionaries,
    Place,
    Section,
    completed,
    completion,
    cut,
    cut_postings,
    encoded_places,
    first_letters,
    places,
    postings_rows,
    row_sizes,
    row_words,
    section_lemmas,
)
from .static_shards import Folder, LostShards, OwnFolder, Shard, Target, folder_name, shard, write
from .static_tails import Tails, has_tail, records

_MOST_FRESH = 0.2  # of all documents: with a larger share of new ones a full build is faster


@dataclass(slots=True)
class IndexReport:
    """Sizes and times of a build of the index."""

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
        self.phases[phase] = self.phases.get(phase, 0.0) + time.perf_counter() - start


Orders = Mapping[str, Mapping[str, int]]
Titles = Mapping[str, str]


def build_static_index(
    documents: Iterable[SearchDocument], out_dir: Path, names: Names = NO_NAMES, orders: Orders | None = None, cache_file: Path | None = None
) -> IndexReport:
    """Write the index of these documents into ``out_dir`` and remove everything else there.

    ``orders``: sort orders by number, for example adoptions, ``{"adoptions": {key: 3}}``; ``cache_file``: cache file for
    intermediate results (``cached_index``), which changes only the time of a build.
    """
    target = OwnFolder(out_dir)
    report = write_static_index(LoadedDocuments(documents, {}), target, names, {}, orders or {}, cache_file)
    target.tidy()
    return report


def write_static_index(
    documents: Documents, target: Target, names: Names, titles: Titles, orders: Orders, cache_file: Path | None
) -> IndexReport:
    """Write the index to ``target``; ``titles``: document type → its display name in the plural, by default the type itself.

    With ``cache_file``, unchanged shards are taken from the earlier index in ``target``.
    """
    with _garbage_collector_paused():
        cache = CachedIndex(cache_file, names) if cache_file else None
        known = cache.read() if cache else None
        if known and not all(map(target.stands, islice(known.paths.values(), 1))):
            known.forget_shards()
        try:
            return _Build(documents, names, titles, orders, cache, known).write(target)
        except LostShards:
            assert known  # only then shards are reused
            known.forget_shards()
            return _Build(documents, names, titles, orders, cache, known).write(target)


@contextmanager
def _garbage_collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: among hundreds of thousands of tuples without cycles it takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Build:
    """One build; ``known``: results of an earlier one, updated in place to those of this one."""

    def __init__(
        self, documents: Documents, names: Names, titles: Titles, orders: Orders, cache: CachedIndex | None, known: IndexState | None
    ) -> None:
        self._documents = documents
        self._names = names
        self._titles = titles
        self._orders = orders
        self._cache = cache
        self._before = known
        self._headers: Sequence[DocumentHeader] = in_order(documents.headers)
        self._folders: dict[str, Folder] = {}

    def write(self, target: Target) -> IndexReport:
        report = IndexReport(documents=len(self._headers))
        before, fingerprints = (self._before.paths, self._before.fingerprints) if self._before else ({}, [])
        with report.timed("слова"):
            known, change, lexicon_change = self._counted()
        with report.timed("словарь"):
            rebuilt = known.dictionary.change(known.lexicon, lexicon_change) if lexicon_change else None
        with report.timed("вхождения"):
            changed_postings = self._encode_postings(known, change if lexicon_change else None)
            sections = self._sections(known, lexicon_change, changed_postings)
        with report.timed("словарь"):
            where = places(sections)
            self._dictionaries(known, sections, where, lexicon_change, rebuilt)
            tails = self._tails(known, where, lexicon_change)
            known.sections, known.where = sections, where
        with report.timed("карточки"):
            cards = self._cards(known)
        with report.timed("запись"):
            levels = known.encoded.levels
            manifest = {
                **ALWAYS,
                "documents": len(self._headers),
                "types": [each.as_list(self._titles.get(each.type, each.type)) for each in type_ranges(self._headers)],
                "orders": list(known.orders),
                "dictionary": ",".join(first_letters(sections)),
                "postings": numbers([len(section.shards) for section in sections]),
                "tails": len(known.tail_shards),
                "cards": numbers(map(len, cards)),
                "folders": {
                    "d": self._put_all([section.folder for section in sections]),
                    "t": self._put_all(_folders_of_tails("t", tails)),
                    "c": self._put_all([{f"c{place}": each for place, each in enumerate(folder)} for folder in cards]),
                    "f": self._put_all([{f"f{place}": each for place, each in enumerate(known.facets)}]),
                    "o": self._put_all([{f"o-{name}": each for name, each in known.orders.items()}]),
                },
                "low": levels.low,
                "ratio": levels.ratio,
                "light": gaps(self._light(known)),
            }
            data = f'smartekaShard("manifest",{literal(manifest)})\n'.encode()
            known.paths = write(self._folders, before, target)
            target.write("manifest.js", data)
        if self._cache and (known.paths, known.fingerprints) != (before, fingerprints):
            with report.timed("запас"):
                self._cache.save(known)
        shards = [each for folder in self._folders.values() for each in folder.values()]
        report.digest = blake2b(data, digest_size=6).hexdigest()
        report.shards, report.bytes = len(shards), sum([each.size for each in shards]) + len(data)
        report.lemmas, report.forms = len(known.lexicon.names), len(known.lexicon.forms)
        report.postings = known.counts.postings.size
        return report

    def _put_all(self, folders: Iterable[Folder]) -> str:
        """Register folders for writing; returns their names, joined."""
        names = [folder_name(folder) for folder in folders]
        self._folders.update(zip(names, folders, strict=True))
        return "".join(names)

    def _counted(self) -> tuple[IndexState, Change, LexiconChange | None]:
        """Count the words of the documents; the changes since the earlier build, None (and no other results) if all is counted again."""
        fingerprints, known = [header.fingerprint for header in self._headers], self._before
        if known:
            found = known.places(fingerprints)
            fresh = [number for number, place in enumerate(found) if place is None]
            if len(fresh) <= len(found) * _MOST_FRESH:
                texts = {number: self._documents.document(self._headers[number].key) for number in fresh}
                change = known.counts.replace(texts, found, self._names)
                known.fingerprints = fingerprints
                return known, change, known.lexicon.change(change, self._names)
        texts_in_order = [self._documents.document(header.key) for header in self._headers]
        counts = count_words(texts_in_order, self._names, self._cache is not None)
        lexicon = Lexicon.of(counts, self._names)
        return IndexState(fingerprints, counts, lexicon, Dictionary.of(lexicon)), Change(), None

    def _encode_postings(self, known: IndexState, change: Change | None) -> set[int] | None:
        """Encode the postings; returns the lemmas whose encoding has changed, None for all."""
        weights = [TYPE_WEIGHTS.get(header.type, 1.0) for header in self._headers]
        if change and not change.mixed:
            found = encode_changes(known.counts, weights, known.encoded, change)
            if found is not None:
                return found
        known.encoded = encode(known.counts, weights, self._cache is not None)
        return None

    def _sections(self, known: IndexState, lexicon_change: LexiconChange | None, changed_postings: set[int] | None) -> list[Section]:
        """Divide the alphabet into sections and make their postings; ``changed_postings``: their lemmas, None for all."""
        lexicon, words = known.lexicon, known.counts.words
        other = lexicon_change.lemmas.union(*(words.readings[form] for form in lexicon_change.forms)) if lexicon_change else None
        known.words += [""] * (len(words.lemmas) - len(known.words))
        for lemma, text in row_words(lexicon, other).items():
            known.words[lemma] = text
        sizes = row_sizes(known.words, known.encoded, lexicon, self._names)
        before: dict[tuple[int, ...], Shard] = {}
        if changed_postings is not None and other is not None:
            changed = changed_postings | other
            for section in known.sections:
                pairs = zip(section.shards, section.postings, strict=True)
                before.update([pair for pair in pairs if changed.isdisjoint(pair[0])])
        found = []
        groups = cut(known.dictionary.groups)
        for letters, own in zip(groups, section_lemmas(lexicon.names, [each[0] for each in groups]), strict=True):
            section = Section(letters, cut_postings([words.lemmas[name] for name in own], sizes))
            section.postings = [
                before.get(each) or shard("p", postings_rows(each, known.words, known.encoded, lexicon, self._names))
                for each in section.shards
            ]
            found.append(section)
        return found

    def _dictionaries(
        self, known: IndexState, sections: Sequence[Section], where: Mapping[int, Place], lexicon_change: LexiconChange | None,
        rebuilt: tuple[set[str] | None, set[int]] | None,
    ) -> None:
        """Make the shards of the dictionary; ``rebuilt``: as from ``Dictionary.change``, None if there was no earlier one."""
        lexicon = known.lexicon
        starts = first_letters(sections)
        begun = {word[:2] for word in lexicon_change.recounted} if lexicon_change else set()
        completions = {each[0]: each for section in known.sections for each in section.completions if lexicon_change and each[0] not in begun}
        for two, place in completed(lexicon, starts).items():
            sections[place].completions.append(completions.get(two) or completion(lexicon, two))
        letters, kin = rebuilt or (None, set())
        before = {section.groups: section for section in known.sections}
        if letters is None or (lexicon_change and self._affects_names(lexicon, lexicon_change.lemmas)):
            before = {}
        kin_of = {where[lemma][0] for lemma in kin if lemma in where}
        packed = Dictionaries(lexicon, known.dictionary, self._names, where)
        for place, section in enumerate(sections):
            same = before.get(section.groups)
            if (
                same and place not in kin_of and letters is not None and letters.isdisjoint(section.groups)
                and kin.isdisjoint(same.others) and same.shards == section.shards and same.completions == section.completions
                and all(lemma in where for lemma in same.others) and encoded_places(same.others, where) == same.encoded_others
            ):  # fmt: skip
                section.others, section.encoded_others, section.dictionary = same.others, same.encoded_others, same.dictionary
            else:
                section.dictionary = shard("d", *packed.shard(place, section))

    def _affects_names(self, lexicon: Lexicon, lemmas: Iterable[int]) -> bool:
        """Whether one of these is a mark of a synonym group or a lemma of one of its names."""
        names = [lexicon.lemma_names[lemma] for lemma in lemmas]
        if not names:
            return False
        query_words = self._names.query_words(self._names.by_mark)
        return not set(chain.from_iterable(query_words.values())).union(self._names.by_mark).isdisjoint(names)

    def _tails(self, known: IndexState, where: Mapping[int, Place], lexicon_change: LexiconChange | None) -> list[Shard]:
        """Shards of tails; only changed ones are made again."""
        lexicon, shards = known.lexicon, known.tail_shards
        if lexicon_change is None or not known.tails.change(*_removed_and_added(known.tails, lexicon, lexicon_change.recounted)):
            known.tails = Tails.of(lexicon.vocabulary(None)[1])
            shards[:] = [None] * len(known.tails.shards)
        else:
            moved = [lemma for lemma, place in where.items() if known.where.get(lemma) != place]
            words = chain(lexicon_change.recounted, map(lexicon.lemma_names.__getitem__, moved), *lexicon.words_by_lemma(moved).values())
            for word in filter(has_tail, words):
                shards[known.tails.shard_of(word)] = None
        stale = [place for place, each in enumerate(shards) if each is None]
        every = lexicon.counted(None if len(stale) == len(shards) else [word for place in stale for word in known.tails.shards[place]])
        for place in stale:
            rows = [(word, *every[word]) for word in known.tails.shards[place]]
            shards[place] = shard("t", records(rows, where))
        return [each for each in shards if each]

    def _cards(self, known: IndexState) -> list[list[Shard]]:
        """Shards of cards by folder; also updates the shards of facets and orders in ``known``."""
        headers, documents = self._headers, self._documents
        ranges = type_ranges(headers)
        before, known.cards = known.cards, {}
        chunks = [chunk for each in ranges for chunk in each.chunks(headers)]
        shards = []
        for chunk in chunks:
            key = b"".join([header.fingerprint for header in chunk])
            found = before.get(key)
            if found is None:
                found = shard("c", [card(documents.document(header.key), documents.row(header.key)) for header in chunk])
            known.cards[key] = found
            shards.append(found)
        order = _fingerprint(b"".join([header.order_fingerprint for header in headers]))
        if known.order != order:
            known.facets = facet_shards(headers, ranges)
        columns = order_columns(self._orders, headers)
        if known.order != order or known.columns != _fingerprint(repr(columns).encode()):
            known.orders = order_shards(headers, columns)
        known.order, known.columns = order, _fingerprint(repr(columns).encode())
        folders = iter(shards)
        return [list(islice(folders, count)) for count in card_folders(chunks)]

    def _light(self, known: IndexState) -> list[int]:
        """Light words, by the numbers of their lemmas in the browser."""
        bases = [0, *accumulate(len(section.shards) for section in known.sections)]
        words = known.counts.words.lemmas
        found = [known.where[words[lemma]] for lemma in LIGHT_WORDS if words.get(lemma) in known.where]
        return sorted([bases[section] * PLACES + within for section, within in found])


def _removed_and_added(tails: Tails, lexicon: Lexicon, words: Iterable[str]) -> tuple[list[str], list[str]]:
    words = list(filter(has_tail, words))
    now = lexicon.counted(words)
    there = {word for word in words if word in tails.shards[tails.shard_of(word)]}
    return sorted(there - now.keys()), sorted(now.keys() - there)


def _folders_of_tails(kind: str, shards: Sequence[Shard]) -> list[Folder]:
    named = list(enumerate(shards))
    return [
        {f"{kind}{place}": each for place, each in named[start : start + TAILS_PER_FOLDER]}
        for start in range(0, len(named), TAILS_PER_FOLDER)
    ]


def _fingerprint(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
