"""What stays in a process that builds the same site again and again, as the local server does.

An edit then costs what depends on it: records are not read again, what was worked out of others is not
worked out again, and the site is brought up to date where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules.records import Passed
from generator.loading.history import Change
from generator.loading.kept_records import Memory

from .inputs import Inputs
from .previous import keep_made
from .standing import Standing
from .units import LIST, SEARCH
from .writer import Made


class Tools(NamedTuple):
    """``made`` tells what stands in the published folder, ``inputs`` are what it was made with."""

    made: Standing
    inputs: Inputs


@dataclass
class Workshop:
    """``tools`` are None until the first build, and after one that failed."""

    records: Memory = field(default_factory=Memory)
    base: KnowledgeBase | None = None
    """Made of the same objects as far as records stay: the next one is linked sooner for it."""
    passed: Passed = field(default_factory=Passed)
    tools: Tools | None = None
    cold: bool = False
    """The site was taken over from an earlier process, so nothing of what its lists are made of has been worked out here."""
    file: Path | None = None
    """Where to write down what was made, when the process ends."""

    def knows(self, whole: str, changes: Mapping[str, Sequence[Change]]) -> bool:
        return self.tools is not None and (self.tools.inputs.whole, self.tools.inputs.changes) == (whole, changes)

    def take(self, whole: str, changes: Mapping[str, Sequence[Change]]) -> Tools | None:
        """What can be used again. It has to be given back: a build that fails in between leaves nothing."""
        tools = self.tools if self.knows(whole, changes) else None
        self.tools = None
        return tools

    def give(self, tools: Tools, file: Path | None, *, cold: bool) -> None:
        self.tools, self.file, self.cold = tools, file, cold

    def take_index(self, made: Made) -> None:
        """The search index that came after the rest; it is of the same base."""
        assert self.tools is not None  # it is stopped before these are taken
        self.tools = self.tools._replace(made=self.tools.made.with_unit(SEARCH, made, self.tools.inputs.fingerprints))

    def warm(self) -> None:
        """Let the next build make the pages of lists again."""
        self.cold = False
        if self.tools:
            made = self.tools.made
            lists = frozenset(name for name in made.units if name.startswith(LIST))
            self.tools = self.tools._replace(made=replace(made, stale=lists))

    def drop(self) -> None:
        """What was made did not come to its place."""
        self.tools = None

    def keep(self) -> None:
        """For the next process."""
        if self.tools:
            self.tools.inputs.alike.keep()
        if self.file and self.tools:
            keep_made(self.file, self.tools.inputs.whole, self.tools.made)
