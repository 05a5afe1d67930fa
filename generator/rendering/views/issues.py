"""Issues of the digest: order, neighbours, and the regions that are new in them."""

from __future__ import annotations

from typing import Any

from generator.analysis.dating import record_date
from generator.analysis.issues import Debuts, Newcomers
from generator.knowledge.base import KnowledgeBase
from generator.knowledge.dependencies import ReadTracker, cutoff, cutoff_for, derived
from generator.knowledge.memo import IncrementalMap
from generator.model.digest import Digest
from generator.model.practice import Practice


class Issues:
    """The part of ``Facts`` about issues of the digest."""

    base: KnowledgeBase
    reads: ReadTracker

    def __init__(self) -> None:
        self._coming_of: IncrementalMap[Practice, tuple[object, ...]] = IncrementalMap(lambda p: (p.id, p.regions, record_date(p)), "id")
        self._telling_of: IncrementalMap[Digest, tuple[object, ...]] = IncrementalMap(_telling, "id")
        self._debuts: tuple[list[Any], list[Any], Debuts] | None = None  # with its inputs: it is expensive, so it is reused while they are equal

    @derived
    def digests(self) -> list[Digest]:
        """All digests, newest first."""
        return sorted(self.base.all(Digest), key=lambda d: (d.starts, d.id), reverse=True)

    @derived
    def neighbours(self) -> dict[str, tuple[Digest | None, Digest | None]]:
        """The previous and the next issue of the same series, by the id of the issue."""
        series: dict[str, list[Digest]] = {}
        for digest in self.digests:
            series.setdefault(digest.series, []).append(digest)
        return {
            digest.id: (before, after)
            for issues in series.values()
            for digest, before, after in zip(issues, [*issues[1:], None], [None, *issues[:-1]], strict=True)
        }

    @cutoff
    def debuts(self) -> Debuts:
        coming, telling = self._coming_of(self.base.all(Practice)), self._telling_of(self.base.all(Digest))
        known = self._debuts
        if known is None or known[0] is not coming or known[1] is not telling:
            known = self._debuts = coming, telling, Debuts.of(self.base)
        return known[2]

    @cutoff_for
    def newcomers(self, digest: str) -> Newcomers:
        """Regions that are new to the base in an issue."""
        return self.debuts.newcomers(self.base, self.base[Digest, digest])


def _telling(digest: Digest) -> tuple[object, ...]:
    """The fields that determine which practices an issue brought into the base, and when."""
    return digest.id, digest.starts, [entry.practice for section in digest.sections for entry in section.entries]
