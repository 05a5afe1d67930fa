"""What an index was made of, kept between builds in one file, so that only what has changed is worked out again.

An index made with it has the same bytes as one made without. Losing the file costs only time: one
that is damaged, of another state of the code, of other names of things or of another morphological
dictionary is not read, and a folder that cannot be written is done without.
"""

from __future__ import annotations

import marshal
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from generator.loading.own_cache import code_version, keep

from .corpus import Compound, Counts
from .documents import SearchDocument
from .names import Names
from .scoring import field_texts
from .spellings import Words
from .static_dictionary import Dictionary, Entry
from .static_levels import Told
from .static_lexemes import Inflected

_SUM = 32  # bytes before the rest, its hash
_MOST, _SPARE = 2, 1000  # times as many words as the documents use, and more: older ones are not kept for ever


@dataclass(slots=True)
class Known:
    """What an earlier build has made of its documents."""

    prints: list[bytes]  # of the documents' texts, in the order of the index
    counts: Counts
    dictionary: Dictionary
    told: Told

    def places(self, prints: Sequence[bytes]) -> list[int | None]:
        """Which of the earlier documents has the same texts, for each of the documents with these prints."""
        if prints == self.prints:
            return list(range(len(prints)))
        free: dict[bytes, list[int]] = defaultdict(list)
        for place, print in enumerate(self.prints):
            free[print].append(place)
        found: list[int | None] = []
        for place, print in enumerate(prints):
            same = free[print]
            if place in same:
                same.remove(place)
                found.append(place)
            else:
                found.append(same.pop(0) if same else None)
        return found


def prints_of(documents: Iterable[SearchDocument]) -> list[bytes]:
    return [blake2b("\0".join(field_texts(document)).encode(), digest_size=16).digest() for document in documents]


class KeptIndex:
    """``file`` as an earlier build has left it; ``save`` leaves what this one has made."""

    def __init__(self, file: Path, names: Names) -> None:
        self._file = file
        self._made_by = _made_by(names)

    def read(self) -> Known | None:
        try:
            data = self._file.read_bytes()
        except OSError:
            return None
        if len(data) < _SUM or sha256(memoryview(data)[_SUM:]).digest() != data[:_SUM]:
            return None
        made_by, *state = marshal.loads(memoryview(data)[_SUM:])
        return _unpacked(*state) if made_by == self._made_by else None

    def save(self, known: Known) -> None:
        """Whole or not at all."""
        if len(known.counts.words.lemmas) > _MOST * len(known.dictionary.lemmas) + _SPARE:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            return
        data = marshal.dumps((self._made_by, *_packed(known)))
        keep(self._file, sha256(data).digest() + data)


def _packed(known: Known) -> tuple[Any, ...]:
    """As ``marshal`` has it: numbers that stand in long rows as bytes."""
    counts, dictionary, told = known.counts, known.dictionary, known.told
    words = counts.words
    return (
        known.prints,
        (list(words.forms), words.readings, list(words.lemmas)),
        (_bytes(counts.lengths), _bytes(counts.postings), counts.often.tobytes(), _bytes(counts.forms)),
        (
            dictionary.lemmas, dictionary.forms, dictionary.counts,
            {lemma: (found.prefix, found.last) for lemma, found in dictionary.compounds.items()},
            {lemma: tuple([tuple(each) for each in found]) for lemma, found in dictionary.inflected.items()},
            [(entry.stem, entry.endings, entry.lemmas, entry.seen) for entry in dictionary.entries],
            dictionary.kin,
        ),
        {
            **{field.name: getattr(told, field.name) for field in fields(told)},
            "room": _bytes(told.room), "least": told.least.tobytes(), "most": told.most.tobytes(),
        },
    )  # fmt: skip


def _unpacked(prints: list[bytes], words: Any, counts: Any, dictionary: Any, told: Any) -> Known:
    vocabulary = Words()
    forms, vocabulary.readings, lemmas = words
    vocabulary.forms = {key: number for number, key in enumerate(forms)}
    vocabulary.lemmas = {lemma: number for number, lemma in enumerate(lemmas)}
    lengths, postings, often, forms_of = counts
    known_lemmas, known_forms, known_counts, compounds, inflected, entries, kin = dictionary
    return Known(
        prints,
        Counts(vocabulary, _arrays("l", lengths), _arrays("q", postings), _array("i", often), _arrays("i", forms_of)),
        Dictionary(
            known_lemmas, known_forms, known_counts,
            {lemma: Compound(*found) for lemma, found in compounds.items()},
            {lemma: tuple([Inflected(*each) for each in found]) for lemma, found in inflected.items()},
            [Entry(*each) for each in entries],
            kin,
        ),
        Told(**{**told, "room": _arrays("d", told["room"]), "least": _array("d", told["least"]), "most": _array("d", told["most"])}),
    )  # fmt: skip


def _bytes(arrays: Iterable[array[Any]]) -> list[bytes]:
    return [each.tobytes() for each in arrays]


def _arrays(code: str, parts: Iterable[bytes]) -> list[array[Any]]:
    return [_array(code, part) for part in parts]


def _array(code: str, data: bytes) -> array[Any]:
    return array(code, data)


def _made_by(names: Names) -> str:
    """Changes with all that decides how a text is read and told: no version number to forget."""
    code = code_version("search", "analysis")
    return f"{code} {names.digest()} {version('pymorphy3')} {version('pymorphy3-dicts-ru')} {sys.byteorder}"
