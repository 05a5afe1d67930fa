"""Intermediate results of an index build, kept between builds in one file, so that only changes are computed again.

An index built with the cache has the same bytes as one built without. Losing the file costs only time: a
damaged one is ignored, as is one of another version of the code, of the morphological dictionary or of the
synonym groups, and if the folder is not writable nothing is cached.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.loading.user_cache import code_version, load_sealed, store_sealed

from .corpus import Compound, Counts, Rows
from .lexicon import Lexicon
from .names import Names
from .spellings import Words
from .static_dictionary import Dictionary, Group
from .static_levels import EncodedPostings
from .static_sections import Place, Section, places
from .static_shards import Shard
from .static_tails import Tails

_MOST, _SPARE = 2, 1000  # with more than 2 × used + 1000 lemmas the cache is dropped: unused ones pile up


@dataclass(slots=True)
class IndexState:
    """The results of an earlier build; of shards only digest and size.

    By lemma number: ``words`` of its row of postings, ``where`` that row is. ``cards`` by the fingerprints of their
    documents; ``paths`` of all shards by digest; ``order`` and ``columns``: fingerprints of the inputs of facet and
    order shards.
    """

    fingerprints: list[bytes]  # of the documents, in index order
    counts: Counts
    lexicon: Lexicon
    dictionary: Dictionary
    encoded: EncodedPostings = field(default_factory=lambda: EncodedPostings(0, []))
    words: list[str] = field(default_factory=list)
    sections: Sequence[Section] = ()
    where: Mapping[int, Place] = field(default_factory=dict)
    tails: Tails = field(default_factory=Tails)
    tail_shards: list[Shard | None] = field(default_factory=list)
    cards: dict[bytes, Shard] = field(default_factory=dict)
    facets: list[Shard] = field(default_factory=list)
    orders: dict[str, Shard] = field(default_factory=dict)
    order: bytes = b""
    columns: bytes = b""
    paths: dict[bytes, str] = field(default_factory=dict)

    def forget_shards(self) -> None:
        """The written shards are lost: all have to be made again from the other results."""
        self.sections, self.cards, self.paths = (), {}, {}
        self.tail_shards = [None] * len(self.tail_shards)
        self.order = self.columns = b""

    def places(self, fingerprints: Sequence[bytes]) -> list[int | None]:
        """For each fingerprint of a new document the number of an earlier document with the same one, or None."""
        if fingerprints == self.fingerprints:
            return list(range(len(fingerprints)))
        free: dict[bytes, list[int]] = defaultdict(list)
        for place, fingerprint in enumerate(self.fingerprints):
            free[fingerprint].append(place)
        found: list[int | None] = []
        for place, fingerprint in enumerate(fingerprints):
            same = free[fingerprint]
            if place in same:
                same.remove(place)
                found.append(place)
            else:
                found.append(same.pop(0) if same else None)
        return found


class CachedIndex:
    """The cache ``file``: ``read`` gives the results of an earlier build, ``save`` stores those of this one."""

    def __init__(self, file: Path, names: Names) -> None:
        self._file = file
        self._made_by = sha256(_made_by(names).encode()).digest()

    def read(self) -> IndexState | None:
        data = load_sealed(self._file, self._made_by)
        return None if data is None else _unpacked(*marshal.loads(data))

    def save(self, known: IndexState) -> None:
        """Atomic: the file is written completely or not at all."""
        if len(known.counts.words.lemmas) > _MOST * len(known.lexicon.names) + _SPARE:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return
        store_sealed(self._file, self._made_by, marshal.dumps(_packed(known)))


def _packed(known: IndexState) -> tuple[Any, ...]:
    """For ``marshal``: arrays as bytes, lists of short texts joined by line breaks."""
    counts, lexicon, dictionary, encoded = known.counts, known.lexicon, known.dictionary, known.encoded
    words = counts.words
    lemmas, forms = words.lemmas, words.forms
    return (
        known.fingerprints,
        (
            "\n".join([word for word, _ in forms]), "\n".join([prefix for _, prefix in forms]), words.readings,
            "\n".join(lemmas), [column.tobytes() for column in counts.lengths], counts.postings.packed(), counts.form_frequencies.tobytes(),
            counts.forms.packed(),
        ),
        (
            array("i", map(lemmas.__getitem__, lexicon.names)).tobytes(),
            array("i", map(forms.__getitem__, lexicon.forms)).tobytes(), lexicon.query_forms, lexicon.query_lemmas,
        ),
        (
            {letters: (group.size, group.pack()) for letters, group in dictionary.groups.items()}, dictionary.kin,
            dictionary.far, dictionary.short, {lemma: (each.prefix, each.last) for lemma, each in dictionary.compounds.items()},
        ),
        {name: _bytes(value) for name in _NAMES if (value := getattr(encoded, name)) is not None},
        "\n".join(known.words),
        [
            (
                section.groups, section.shards, list(map(_shard, section.postings)), section.completions, section.others,
                section.encoded_others, _shard(section.dictionary),
            )
            for section in known.sections
        ],
        (known.tails.size, ["\n".join(shard) for shard in known.tails.shards], list(map(_shard, known.tail_shards))),
        {key: _shard(each) for key, each in known.cards.items()},
        (list(map(_shard, known.facets)), {name: _shard(each) for name, each in known.orders.items()}, known.order, known.columns),
        known.paths,
    )  # fmt: skip


_NAMES = tuple(field.name for field in fields(EncodedPostings))
_ARRAYS = ("least_limit", "least", "most")


def _bytes(value: Any) -> Any:
    if isinstance(value, array):
        return value.tobytes()
    if isinstance(value, list) and value and isinstance(value[0], array):
        return [each.tobytes() for each in value]
    return value


def _shard(shard: Shard | None) -> tuple[bytes, int]:
    assert shard is not None
    return shard.digest, shard.size


def _unpacked(
    fingerprints: list[bytes], counted: Any, used: Any, dictionary: Any, encoded: Any, words: str, sections: Any, tails: Any, cards: Any,
    rest: Any, paths: dict[bytes, str],
) -> IndexState:
    known_words, prefixes, readings, lemmas, lengths, postings, form_frequencies, forms = counted
    vocabulary = Words()
    form_keys = list(zip(known_words.split("\n"), prefixes.split("\n"), strict=True)) if readings else []
    lemma_names = lemmas.split("\n") if lemmas else []
    vocabulary.forms = dict(zip(form_keys, range(len(form_keys)), strict=True))
    vocabulary.lemmas = dict(zip(lemma_names, range(len(lemma_names)), strict=True))
    vocabulary.readings = readings
    counts = Counts(vocabulary, [array("l", column) for column in lengths], Rows("q", postings), array("i", form_frequencies), Rows("i", forms))
    names, keys, query_forms, query_lemmas = used
    lexicon = Lexicon(
        counts, [lemma_names[number] for number in array("i", names)], [form_keys[number] for number in array("i", keys)],
        query_forms, query_lemmas, lemma_names, form_keys,
    )  # fmt: skip
    groups, kin, far, short, compounds = dictionary
    found_sections = [
        Section(groups, shards, _shards(encoded), completions, others, encoded_others, Shard(*shard))
        for groups, shards, encoded, completions, others, encoded_others, shard in sections
    ]
    size, tail_words, tail_shards = tails
    facets, orders, order, columns = rest
    arrays = {name: array("d", encoded[name]) for name in _ARRAYS}
    return IndexState(
        fingerprints, counts, lexicon,
        Dictionary(
            {letters: Group(*each) for letters, each in groups.items()}, kin, far, short,
            {lemma: Compound(*each) for lemma, each in compounds.items()},
        ),
        EncodedPostings(**{**encoded, **arrays, "limits": [array("d", each) for each in encoded["limits"]]}),
        words.split("\n") if words else [],
        found_sections, places(found_sections),
        Tails(size, [shard.split("\n") if shard else [] for shard in tail_words]), list(_shards(tail_shards)),
        {key: Shard(*each) for key, each in cards.items()}, _shards(facets), {name: Shard(*each) for name, each in orders.items()},
        order, columns, paths,
    )  # fmt: skip


def _shards(shards: Iterable[tuple[bytes, int]]) -> list[Any]:
    return [Shard(*each) for each in shards]


def _made_by(names: Names) -> str:
    """Identifies everything that determines the index besides its documents: instead of a version number that one may forget to raise."""
    code = code_version("search", "analysis")
    return f"{code} {names.digest()} {version('pymorphy3')} {version('pymorphy3-dicts-ru')} {sys.byteorder}"
