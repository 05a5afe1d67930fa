"""Like practices as they were found the last time, and looked for again only where that can have changed.

What is found for a practice depends on its own words and groups, on the practices that share one of
the rarer words by which it looks for them, or a problem, and on the number of these. A change of one
practice so concerns some hundreds of ten thousand. What comes out is what ``Likeness`` alone would find.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.knowledge.base import KnowledgeBase
from generator.loading.own_cache import code_version, keep
from generator.model.practice import Practice
from generator.model.scalars import PracticeId

from .likeness import FIELD_WEIGHTS, POSTINGS, Counts, Likeness, Profile, Reason, ReasonKind, Similar, ignored_words

Found = tuple[tuple[str, float, tuple[tuple[str, tuple[str, ...], float], ...]], ...]
"""Like practices in plain values: id, score, reasons as kind, what is shared, weight."""


@dataclass
class _Kept:
    """Of each practice: what it was judged by, in short; its words; its profile; what was found."""

    prints: Mapping[PracticeId, bytes] = field(default_factory=dict)
    counts: Mapping[PracticeId, Counts] = field(default_factory=dict)
    profiles: Mapping[PracticeId, Profile] = field(default_factory=dict)
    rarity: Mapping[str, float] = field(default_factory=dict)
    found: Mapping[PracticeId, Found] = field(default_factory=dict)


class KeptLikeness:
    """Like practices of a base. ``file`` is of the user's own cache; without one all is worked out."""

    def __init__(self, base: KnowledgeBase, file: Path | None = None) -> None:
        self._base = base
        self._file = file
        self._prints = {practice.id: _print(practice) for practice in base.all(Practice)}
        self._version = hashlib.sha256(repr((code_version(), sorted(ignored_words(base)))).encode()).digest()
        self._kept = _open(file, self._version) if file else _Kept()
        self._found: dict[PracticeId, Found] = {}
        if self._kept.prints == self._prints:
            self._found.update(self._kept.found)

    @cached_property
    def _likeness(self) -> Likeness:
        same = {id for id, print in self._prints.items() if self._kept.prints.get(id) == print}
        return Likeness(self._base, {id: counts for id, counts in self._kept.counts.items() if id in same})

    def prepare(self) -> None:
        """Find out what of that which is kept still holds; before this, only where nothing has changed it is taken to."""
        if self._found or not self._prints:
            return
        concerned = set(self._concerned() if self._kept.prints else self._likeness.practices)
        self._found = {id: found for id, found in self._kept.found.items() if id in self._prints and id not in concerned}

    def like(self, id: PracticeId) -> tuple[Similar, ...]:
        """Practices most like one of the base, best first."""
        return tuple(
            Similar(practice, score, tuple(Reason(ReasonKind(kind), shared, weight) for kind, shared, weight in reasons))
            for other, score, reasons in self.found(id) if (practice := self._base.get(Practice, other))
        )

    def found(self, id: PracticeId) -> Found:
        """The same in plain values."""
        if id not in self._found:
            self._found[id] = tuple(
                (str(similar.practice.id), similar.score, tuple((str(r.kind), r.shared, r.weight) for r in similar.reasons))
                for similar in self._likeness.like(id)
            )
        return self._found[id]

    def take(self, found: Mapping[PracticeId, Found]) -> None:
        """What was found in another process."""
        self._found.update(found)

    def keep(self) -> None:
        """For the next time, where all is known and something has changed."""
        if self._file is None or self._found.keys() != self._prints.keys() or self._kept.prints == self._prints:
            return
        likeness = self._likeness
        profiles = {id: likeness.profile(id) for id in likeness.practices}
        told = _Kept(self._prints, likeness.counts, profiles, likeness.rarity, self._found)
        data = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
        keep(self._file, self._version + hashlib.sha256(data).digest() + data)

    def _concerned(self) -> Iterator[PracticeId]:
        """Practices for which something else may be found than before."""
        now, kept = self._likeness, self._kept
        changed = {id for id in now.practices if kept.profiles.get(id) != now.profile(id)}
        rarer = {word for word in now.rarity.keys() | kept.rarity.keys() if now.rarity.get(word) != kept.rarity.get(word)}
        if rarer:  # beneficiaries are compared by the rarity of their words
            changed |= {id for id in now.practices if not rarer.isdisjoint(now.profile(id).groups[ReasonKind.BENEFICIARIES])}
        before = [kept.profiles[id] for id in (*changed, *(kept.profiles.keys() - now.practices.keys())) if id in kept.profiles]
        after = [now.profile(id) for id in changed]
        yield from changed
        for problem in {problem for profile in (*before, *after) for problem in profile.groups[ReasonKind.PROBLEM]}:
            yield from now.helping_with(problem)
        more = Counter(word for profile in before for word in profile.words)
        more.subtract(word for profile in after for word in profile.words)
        words = {word for profile in (*before, *after) for word in profile.words}
        near: set[PracticeId] = set()
        for word in words:
            having = now.having(word)
            if min(len(having), len(having) + more[word]) <= POSTINGS:  # else nobody looks there, now as before
                near.update(having)
        for id in near - changed:
            looked_at = now.looked_at(now.profile(id))
            if not words.isdisjoint(looked_at) or looked_at != now.looked_at(now.profile(id), more):
                yield id


def _print(practice: Practice) -> bytes:
    """Of all that likeness is judged by."""
    texts: Iterable[object] = (getattr(practice, name) for name in FIELD_WEIGHTS)
    links = [str(link.problem) for link in practice.helps_with]
    told = (
        *texts, links, practice.life_situations, practice.subcategories, practice.direction, practice.kind, practice.beneficiaries,
    )
    return hashlib.blake2b(repr(told).encode(), digest_size=12).digest()


def _open(file: Path, version: bytes) -> _Kept:
    try:
        data = file.read_bytes()
    except OSError:
        return _Kept()
    if data[:32] != version or data[32:64] != hashlib.sha256(data[64:]).digest():
        return _Kept()
    found: _Kept = pickle.loads(data[64:])  # the user's own folder, and whole
    return found
