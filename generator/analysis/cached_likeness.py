"""Cache of similar practices, which are computed again only if they may have changed.

The result for a practice depends on its own words and groups, on the practices that share a problem or one
of the rare words by which it looks up candidates, and on their number. So a change of one practice affects
some hundreds of ten thousand. Results are the same as those of ``Likeness``.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic_core import to_json

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.tracked_base import Fingerprints
from generator.loading.user_cache import code_version, load_sealed, store_sealed
from generator.model.practice import Practice
from generator.model.scalars import PracticeId

from .likeness import POSTINGS, Alike, Likeness, ReasonKind, Similar
from .packed import Rows, pack
from .practice_words import Counts, Groups, PracticeWords, region_names
from .profiles import Profile, Rarity, make_profile, places_in_alphabet, using

_NAMES = {kind: kind.value for kind in ReasonKind}

Found = str
"""Similar practices, best first, as JSON: for each its id and the reasons, as kind and ids or words, largest weight first.

Without the weights, so that a page with the reasons stays valid if only weights have changed.
"""


class SharedGround(NamedTuple):
    """One reason of similarity; ``shared``: ids or words."""

    kind: ReasonKind
    shared: tuple[str, ...]


class Neighbour(NamedTuple):
    """A similar practice; ``reasons``: those with the largest weight first."""

    practice: Practice
    reasons: tuple[SharedGround, ...]


class _Compared(NamedTuple):
    """The properties of a practice that are compared."""

    counts: Counts
    groups: Groups


def _no_rows() -> Rows[int]:
    return pack("I", ())


@dataclass
class _Cached:
    """Cached data of practices, by number: fingerprints of their records, compared properties, results.

    Profiles could be computed from the fields before them, but ten thousand take a third of a second.
    """

    ids: list[PracticeId] = field(default_factory=list)
    fingerprints: list[str] = field(default_factory=list)
    word_names: list[str] = field(default_factory=list)
    group_names: list[str] = field(default_factory=list)
    words: Rows[int] = field(default_factory=_no_rows)
    counts: Rows[int] = field(default_factory=_no_rows)  # parallel to ``words``
    groups: Rows[int] = field(default_factory=_no_rows)
    beneficiaries: Rows[int] = field(default_factory=_no_rows)
    using: list[int] = field(default_factory=list)
    profile_words: Rows[int] = field(default_factory=_no_rows)
    profile_weights: Rows[float] = field(default_factory=lambda: pack("d", ()))
    found: list[Found] = field(default_factory=list)

    def compared(self, place: int, words: PracticeWords) -> _Compared:
        return _Compared(dict(zip(self.words[place], self.counts[place], strict=True)), self.groups_of(place, words))

    def groups_of(self, place: int, words: PracticeWords) -> Groups:
        return words.groups_of(self.groups[place], self.beneficiaries[place])

    def profile(self, place: int, words: PracticeWords) -> Profile:
        return Profile(self.profile_words[place], self.profile_weights[place], self.groups_of(place, words))


class CachedLikeness:
    """Similar practices of a base. ``file``: in the user's cache; without it and ``before`` everything is computed.

    ``before``: the complete object of an earlier revision of the base.
    """

    def __init__(self, base: KnowledgeBase, file: Path | None = None, before: CachedLikeness | None = None) -> None:
        self._base = base
        self._file = file
        self._version = hashlib.sha256(repr((code_version(), region_names(base))).encode()).digest()
        if before and before._version == self._version:
            self._cached = before._all_found() or _Cached()
        else:
            self._cached = (_open(file, self._version) if file else None) or _Cached()
        self._now = _Cached()
        self._likeness: Likeness | None = None  # only if something has changed
        self._found: dict[PracticeId, Found] = {}
        self._last: tuple[PracticeId, tuple[Similar, ...]] | None = None  # the last computed result

    def prepare(self, fingerprint_of: Callable[[str], str] | None = None) -> None:
        """Determine which cached results are still valid. ``fingerprint_of``: key of a record such as ``practice/apteka`` → its fingerprint."""
        cached, now, practices = self._cached, self._now, self._base.all(Practice)
        now.ids = [practice.id for practice in practices]
        fingerprint_of = fingerprint_of or Fingerprints(self._base, {}, lambda *_: None).of
        now.fingerprints = [fingerprint_of(f"practice/{id}") for id in now.ids]
        affected: set[int] = set()
        if cached.fingerprints != now.fingerprints or cached.ids != now.ids:
            places = {id: place for place, id in enumerate(cached.ids)}
            before = [places.get(id, -1) for id in now.ids]
            words = PracticeWords(self._base, cached.word_names, cached.group_names)
            new = {
                number: _Compared(words.counts(practices[number]), words.groups(practices[number]))
                for number, place in enumerate(before) if place < 0 or cached.fingerprints[place] != now.fingerprints[number]
            }
            if cached.ids != now.ids or any(compared != cached.compared(before[number], words) for number, compared in new.items()):
                affected = self._compare(practices, words, new, before)
        found = dict(zip(cached.ids, cached.found, strict=True))
        self._found = {id: found[id] for number, id in enumerate(now.ids) if number not in affected}

    def like(self, id: PracticeId) -> tuple[Alike, ...]:
        """Practices most similar to one of the base, best first."""
        found = self.found(id)
        if self._last and self._last[0] == id:
            return self._last[1]
        return tuple(
            Neighbour(practice, tuple([SharedGround(ReasonKind(kind), tuple(shared)) for kind, *shared in reasons]))
            for other, reasons in json.loads(found) if (practice := self._base.get(Practice, other))
        )

    def found(self, id: PracticeId) -> Found:
        """The same as JSON."""
        if not self._now.ids:
            self.prepare()
        if id not in self._found:
            assert self._likeness is not None, id
            self._last = id, self._likeness.like(id)
            self._found[id] = as_found(self._last[1])
        return self._found[id]

    def known(self) -> list[PracticeId]:
        """Practices whose cached results are valid; to be called right after ``prepare``."""
        return list(self._found)

    def take(self, found: Mapping[PracticeId, Found]) -> None:
        """Add results computed in another process."""
        self._found.update(found)

    def keep(self) -> None:
        """Store the cache if all results are known and something has changed."""
        if self._file and self._likeness and (found := self._all_found()):
            store_sealed(self._file, self._version, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))

    def _all_found(self) -> _Cached | None:
        """The data to cache; None if some results have not been computed."""
        now = self._now
        if self._likeness is None:
            return self._cached  # nothing has changed
        if len(self._found) < len(now.ids):
            return None
        now.found = [self._found[id] for id in now.ids]
        return now

    def _compare(self, practices: Sequence[Practice], words: PracticeWords, new: Mapping[int, _Compared], before: Sequence[int]) -> set[int]:
        """Set up ``Likeness``; returns the numbers of practices whose results may have changed.

        ``new``: changed practices by number; ``before``: for each practice its number in the cache, or −1.
        """
        now, cached = self._now, self._cached
        now.word_names, now.group_names = words.words.names, words.ids.names
        now.words = pack("I", (new[n].counts.keys() if n in new else cached.words[place] for n, place in enumerate(before)))
        now.counts = pack("I", (new[n].counts.values() if n in new else cached.counts[place] for n, place in enumerate(before)))
        groups = [new[n].groups if n in new else cached.groups_of(place, words) for n, place in enumerate(before)]
        now.groups = pack("I", (each.ids for each in groups))
        now.beneficiaries = pack("I", (each.beneficiaries for each in groups))
        now.using = using([now.words.numbers], words)

        rarity = Rarity(len(practices), now.using)
        rarities = zip(rarity.known, Rarity(len(cached.ids), cached.using).of_all(len(now.using)), strict=True)
        rarer = {word for word, (one, other) in enumerate(rarities) if one != other}
        alphabet = now.word_names if cached.ids else places_in_alphabet(now.word_names)
        profiles: list[Profile] = []
        changed: set[int] = set()
        for number, place in enumerate(before):
            if number not in new and rarer.isdisjoint(now.words[number]):
                profiles.append(Profile(cached.profile_words[place], cached.profile_weights[place], groups[number]))
                if rarer.isdisjoint(groups[number].beneficiaries):  # beneficiaries are compared by the rarity of their words
                    continue
            else:
                profiles.append(make_profile(now.words[number], now.counts[number], groups[number], rarity, alphabet))
            if place < 0 or not rarer.isdisjoint(groups[number].beneficiaries) or profiles[number] != cached.profile(place, words):
                changed.add(number)
        now.profile_words = pack("I", (profile.words for profile in profiles))
        now.profile_weights = pack("d", (profile.weights for profile in profiles))
        self._likeness = Likeness.of_profiles(words, practices, rarity, profiles)
        if not cached.ids:
            return changed
        gone = set(range(len(cached.ids))).difference(before)
        were = gone.union(before[number] for number in changed if before[number] >= 0)
        return changed.union(_near(self._likeness, profiles, changed, [cached.profile(place, words) for place in were]))


def _near(likeness: Likeness, profiles: Sequence[Profile], changed: set[int], before: Sequence[Profile]) -> Iterator[int]:
    """Numbers of other practices that may be similar to the changed ones, or to their profiles ``before``."""
    after = [profiles[number] for number in changed]
    for problem in {problem for profile in (*before, *after) for problem in profile.groups.problems}:
        yield from likeness.helping_with(problem)
    more = Counter(word for profile in before for word in profile.words)
    more.subtract(word for profile in after for word in profile.words)
    near: set[int] = set()
    for word, difference in more.items():
        count = likeness.count_having(word)
        if min(count, count + difference) <= POSTINGS:  # longer posting lists are not visited, neither now nor before
            near.update(likeness.having(word))
    more = Counter({word: difference for word, difference in more.items() if difference})
    words = {word for profile in (*before, *after) for word in profile.words}
    for number in near - changed:
        looked_at = likeness.looked_at(profiles[number])
        if not words.isdisjoint(looked_at) or looked_at != likeness.looked_at(profiles[number], more):
            yield number


def as_found(similar: Sequence[Similar]) -> Found:
    """Similar practices, best first, as JSON."""
    return to_json([(like.practice.id, [(_NAMES[reason.kind], *reason.shared) for reason in like.reasons]) for like in similar]).decode()


def _open(file: Path, version: bytes) -> _Cached | None:
    if (data := load_sealed(file, version)) is None:
        return None
    found: _Cached = pickle.loads(data)  # trusted: from the user's own folder, with a valid checksum
    return found
