"""Files that a change may have broken: the changed ones and those with references to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.model.diagnostic import Diagnostic

from .base import KnowledgeBase
from .references import home


@dataclass(frozen=True, slots=True)
class Affected:
    """Paths of ``changed`` content files, and of other files ``referring`` to a record of one of them."""

    changed: frozenset[str]
    referring: frozenset[str]

    def concerns(self, diagnostic: Diagnostic) -> bool:
        """Whether its location or a related one is in one of the files."""
        places = (diagnostic.location, *diagnostic.related)
        return any(place.path in self.changed or place.path in self.referring for place in places)


def affected(base: KnowledgeBase, paths: Iterable[str]) -> Affected:
    """``paths`` may include files that are not content (ignored) and deleted files."""
    tops = {record_type.folder.partition("/")[0] for record_type in base.registry}
    changed = frozenset(p for p in paths if p.partition("/")[0] in tops and p.lower().endswith((".yml", ".yaml")))
    kinds = {path: record_type.kind for path in changed if (record_type := base.registry.for_path(path))}
    named = {(kind, PurePosixPath(path).stem) for path, kind in kinds.items()}
    referring = (item.path for item, refs in base.references if any(home(ref.target) in named for ref in refs))
    return Affected(changed, frozenset(referring) - changed)
