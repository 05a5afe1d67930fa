"""The static search index of the site: built with it, read in the browser by ``assets/search.js``.

``build_static_index(documents, site / "search")`` writes a manifest and folders of shards, each named by
what lies in it (``static_shards``), so that a site copied to a USB stick is searched by double click as
well as one on a server:

- ``d`` dictionary: any form of a word → lemmas; ``p0``… postings: lemma → documents and scores, and
  the forms to highlight. One folder for each section of the alphabet (``static_sections``)
- ``t0``… words by their tails, for slips (``static_tails``)
- ``f0``… facets, ``o-…`` orders, ``c0``… what results show (``static_cards``)

The same documents give the same bytes, in whatever order they come and whatever was kept of an index before.
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

from .cached_index import CachedIndex, Known
from .corpus import Change, count_words
from .document import SearchDocument
from .heads import Documents, Head, LoadedDocuments
from .lexicon import Lexicon, LexiconChange
from .names import NO_NAMES, Names
from .scoring import TYPE_WEIGHTS
from .static_cards import card, card_folders, facet_shards, in_order, order_columns, order_shards, type_ranges
from .static_coding import gaps, literal, numbers
from .static_dictionary import Dictionary
from .static_levels import encode, encode_again
from .static_manifest import ALWAYS, TAILS_TOGETHER
from .static_sections import (
    PLACES,
    Dictionaries,
    Place,
    Section,
    completed,
    completion,
    cut,
    cut_postings,
    first_letters,
    homes,
    places,
    postings_rows,
    row_sizes,
    row_words,
    told_places,
)
from .static_shards import Folder, LostShards, OwnFolder, Shard, Target, folder_name, shard, write
from .static_tails import Tails, is_told, records

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
    documents: Iterable[SearchDocument], out_dir: Path, names: Names = NO_NAMES, orders: Orders | None = None, kept: Path | None = None
) -> IndexReport:
    """Write the index of these documents into ``out_dir``; what an earlier build left there goes.

    ``orders``: for example adoptions, ``{"adoptions": {key: 3}}``; ``kept``: file in which what was worked out is
    kept between builds (``kept_index``), changing nothing but the time that a build takes.
    """
    target = OwnFolder(out_dir)
    report = write_static_index(LoadedDocuments(documents, {}), target, names, {}, orders or {}, kept)
    target.tidy()
    return report


def write_static_index(
    documents: Documents, target: Target, names: Names, titles: Titles, orders: Orders, kept: Path | None
) -> IndexReport:
    """The same below ``target``; ``titles``: what all documents of a type are called, where it is not the name of the type.

    With ``kept``, shards that are as they were are taken from where they lie there.
    """
    with _without_collections():
        keeper = CachedIndex(kept, names) if kept else None
        known = keeper.read() if keeper else None
        if known and not all(map(target.stands, islice(known.paths.values(), 1))):
            known.forget_shards()
        try:
            return _Build(documents, names, titles, orders, keeper, known).write(target)
        except LostShards:
            assert known  # else nothing is taken
            known.forget_shards()
            return _Build(documents, names, titles, orders, keeper, known).write(target)


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


class _Build:
    """One index; ``known`` is what is known of one before, changed into what is known of this one."""

    def __init__(
        self, documents: Documents, names: Names, titles: Titles, orders: Orders, keeper: CachedIndex | None, known: Known | None
    ) -> None:
        self._documents = documents
        self._names = names
        self._titles = titles
        self._orders = orders
        self._keeper = keeper
        self._before = known
        self._heads: Sequence[Head] = in_order(documents.heads)
        self._folders: dict[str, Folder] = {}

    def write(self, target: Target) -> IndexReport:
        report = IndexReport(documents=len(self._heads))
        before, fingerprints = (self._before.paths, self._before.fingerprints) if self._before else ({}, [])
        with report.timed("слова"):
            known, change, turned = self._counted()
        with report.timed("словарь"):
            anew = known.dictionary.change(known.lexicon, turned) if turned else None
        with report.timed("вхождения"):
            told = self._told(known, change if turned else None)
            sections = self._sections(known, turned, told)
        with report.timed("словарь"):
            where = places(sections)
            self._dictionaries(known, sections, where, turned, anew)
            tails = self._tails(known, where, turned)
            known.sections, known.where = sections, where
        with report.timed("карточки"):
            cards = self._cards(known)
        with report.timed("запись"):
            levels = known.told.levels
            manifest = {
                **ALWAYS,
                "documents": len(self._heads),
                "types": [each.as_list(self._titles.get(each.type, each.type)) for each in type_ranges(self._heads)],
                "orders": list(known.orders),
                "dictionary": ",".join(first_letters(sections)),
                "postings": numbers([len(section.shards) for section in sections]),
                "tails": len(known.tail_shards),
                "cards": numbers(map(len, cards)),
                "folders": {
                    "d": self._put_all([section.folder for section in sections]),
                    "t": self._put_all(_together("t", tails)),
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
        if self._keeper and (known.paths, known.fingerprints) != (before, fingerprints):
            with report.timed("запас"):
                self._keeper.save(known)
        shards = [each for folder in self._folders.values() for each in folder.values()]
        report.digest = blake2b(data, digest_size=6).hexdigest()
        report.shards, report.bytes = len(shards), sum([each.size for each in shards]) + len(data)
        report.lemmas, report.forms = len(known.lexicon.names), len(known.lexicon.forms)
        report.postings = known.counts.postings.size
        return report

    def _put_all(self, folders: Iterable[Folder]) -> str:
        """Have folders written; their names."""
        names = [folder_name(folder) for folder in folders]
        self._folders.update(zip(names, folders, strict=True))
        return "".join(names)

    def _counted(self) -> tuple[Known, Change, LexiconChange | None]:
        """The words of the documents, and which of them have changed; where all may have, of the rest nothing is known."""
        fingerprints, known = [head.fingerprint for head in self._heads], self._before
        if known:
            found = known.places(fingerprints)
            fresh = [number for number, place in enumerate(found) if place is None]
            if len(fresh) <= len(found) * _MOST_FRESH:
                texts = {number: self._documents.document(self._heads[number].key) for number in fresh}
                change = known.counts.replace(texts, found, self._names)
                known.fingerprints = fingerprints
                return known, change, known.lexicon.change(change, self._names)
        texts_in_order = [self._documents.document(head.key) for head in self._heads]
        counts = count_words(texts_in_order, self._names, self._keeper is not None)
        lexicon = Lexicon.of(counts, self._names)
        return Known(fingerprints, counts, lexicon, Dictionary.of(lexicon)), Change(), None

    def _told(self, known: Known, change: Change | None) -> set[int] | None:
        """Tell where lemmas stand; those of which something else is told than before, None for all."""
        weights = [TYPE_WEIGHTS.get(head.type, 1.0) for head in self._heads]
        if change and not change.mixed:
            found = encode_again(known.counts, weights, known.told, change)
            if found is not None:
                return found
        known.told = encode(known.counts, weights, self._keeper is not None)
        return None

    def _sections(self, known: Known, turned: LexiconChange | None, told: set[int] | None) -> list[Section]:
        """The alphabet cut into sections, with their postings; ``told``: lemmas of which other postings are told."""
        lexicon, words = known.lexicon, known.counts.words
        other = turned.lemmas.union(*(words.readings[form] for form in turned.forms)) if turned else None
        known.words += [""] * (len(words.lemmas) - len(known.words))
        for lemma, text in row_words(lexicon, other).items():
            known.words[lemma] = text
        sizes = row_sizes(known.words, known.told, lexicon, self._names)
        before: dict[tuple[int, ...], Shard] = {}
        if told is not None and other is not None:
            changed = told | other
            for section in known.sections:
                pairs = zip(section.shards, section.postings, strict=True)
                before.update([pair for pair in pairs if changed.isdisjoint(pair[0])])
        found = []
        groups = cut(known.dictionary.groups)
        for letters, own in zip(groups, homes(lexicon.names, [each[0] for each in groups]), strict=True):
            section = Section(letters, cut_postings([words.lemmas[name] for name in own], sizes))
            section.postings = [
                before.get(each) or shard("p", postings_rows(each, known.words, known.told, lexicon, self._names))
                for each in section.shards
            ]
            found.append(section)
        return found

    def _dictionaries(
        self, known: Known, sections: Sequence[Section], where: Mapping[int, Place], turned: LexiconChange | None,
        anew: tuple[set[str] | None, set[int]] | None,
    ) -> None:
        """Shards of the dictionary; ``anew``: letters of the groups made anew, None if all were, lemmas of which the kin has changed."""
        lexicon = known.lexicon
        starts = first_letters(sections)
        begun = {word[:2] for word in turned.counted} if turned else set()
        completions = {each[0]: each for section in known.sections for each in section.completions if turned and each[0] not in begun}
        for two, place in completed(lexicon, starts).items():
            sections[place].completions.append(completions.get(two) or completion(lexicon, two))
        letters, kin = anew or (None, set())
        before = {section.groups: section for section in known.sections}
        if letters is None or (turned and self._concern_names(lexicon, turned.lemmas)):
            before = {}
        kin_of = {where[lemma][0] for lemma in kin if lemma in where}
        packed = Dictionaries(lexicon, known.dictionary, self._names, where)
        for place, section in enumerate(sections):
            same = before.get(section.groups)
            if (
                same and place not in kin_of and letters is not None and letters.isdisjoint(section.groups)
                and kin.isdisjoint(same.others) and same.shards == section.shards and same.completions == section.completions
                and all(lemma in where for lemma in same.others) and told_places(same.others, where) == same.told_others
            ):  # fmt: skip
                section.others, section.told_others, section.dictionary = same.others, same.told_others, same.dictionary
            else:
                section.dictionary = shard("d", *packed.shard(place, section))

    def _concern_names(self, lexicon: Lexicon, lemmas: Iterable[int]) -> bool:
        """Whether a name of something begins or ends with one of these, or they stand for it."""
        names = [lexicon.lemma_names[lemma] for lemma in lemmas]
        if not names:
            return False
        spare = self._names.spare(self._names.by_mark)
        return not set(chain.from_iterable(spare.values())).union(self._names.by_mark).isdisjoint(names)

    def _tails(self, known: Known, where: Mapping[int, Place], turned: LexiconChange | None) -> list[Shard]:
        """Shards of tails, those that have changed anew."""
        lexicon, shards = known.lexicon, known.tail_shards
        if turned is None or not known.tails.change(*_gone_and_fresh(known.tails, lexicon, turned.counted)):
            known.tails = Tails.of(lexicon.vocabulary(None)[1])
            shards[:] = [None] * len(known.tails.shards)
        else:
            moved = [lemma for lemma, place in where.items() if known.where.get(lemma) != place]
            words = chain(turned.counted, map(lexicon.lemma_names.__getitem__, moved), *lexicon.words_by_lemma(moved).values())
            for word in filter(is_told, words):
                shards[known.tails.shard_of(word)] = None
        anew = [place for place, each in enumerate(shards) if each is None]
        every = lexicon.counted(None if len(anew) == len(shards) else [word for place in anew for word in known.tails.shards[place]])
        for place in anew:
            told = [(word, *every[word]) for word in known.tails.shards[place]]
            shards[place] = shard("t", records(told, where))
        return [each for each in shards if each]

    def _cards(self, known: Known) -> list[list[Shard]]:
        """Shards of cards by folder; those of facets and orders go to what is known."""
        heads, documents = self._heads, self._documents
        ranges = type_ranges(heads)
        before, known.cards = known.cards, {}
        chunks = [chunk for each in ranges for chunk in each.chunks(heads)]
        shards = []
        for chunk in chunks:
            key = b"".join([head.fingerprint for head in chunk])
            found = before.get(key)
            if found is None:
                found = shard("c", [card(documents.document(head.key), documents.row(head.key)) for head in chunk])
            known.cards[key] = found
            shards.append(found)
        order = _fingerprint(b"".join([head.place for head in heads]))
        if known.order != order:
            known.facets = facet_shards(heads, ranges)
        columns = order_columns(self._orders, heads)
        if known.order != order or known.columns != _fingerprint(repr(columns).encode()):
            known.orders = order_shards(heads, columns)
        known.order, known.columns = order, _fingerprint(repr(columns).encode())
        folders = iter(shards)
        return [list(islice(folders, count)) for count in card_folders(chunks)]

    def _light(self, known: Known) -> list[int]:
        """Light words, by their numbers in the browser."""
        bases = [0, *accumulate(len(section.shards) for section in known.sections)]
        words = known.counts.words.lemmas
        found = [known.where[words[lemma]] for lemma in LIGHT_WORDS if words.get(lemma) in known.where]
        return sorted([bases[section] * PLACES + within for section, within in found])


def _gone_and_fresh(tails: Tails, lexicon: Lexicon, words: Iterable[str]) -> tuple[list[str], list[str]]:
    words = list(filter(is_told, words))
    now = lexicon.counted(words)
    there = {word for word in words if word in tails.shards[tails.shard_of(word)]}
    return sorted(there - now.keys()), sorted(now.keys() - there)


def _together(kind: str, shards: Sequence[Shard]) -> list[Folder]:
    named = list(enumerate(shards))
    return [
        {f"{kind}{place}": each for place, each in named[start : start + TAILS_TOGETHER]}
        for start in range(0, len(named), TAILS_TOGETHER)
    ]


def _fingerprint(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
