"""Records of a content root, read on all cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from generator.loading.record_cache import CachedRecords, FreshRecords, Read, RecordMemory
from generator.loading.records import LoadResult, content_files, load
from generator.model.registry import Registry

from .parallel import WorkQueue, gc_paused, gc_tuned

MANY_FILES = 400  # fewer are read sooner than another process starts


class Reading:
    """Reading that other cores have begun when this is made, while this process still prepares something else.

    ``result`` takes part and waits; who leaves the context without it ends the work.
    """

    def __init__(self, root: Path, registry: Registry | None = None, memory: RecordMemory | None = None) -> None:
        """``memory`` is for who reads again and again."""
        self.registry = registry or Registry()
        self._others = ExitStack()
        with gc_tuned(), gc_paused():
            self._wait = self._begin(root, memory)

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._others.close()

    def result(self) -> LoadResult:
        """Every record and what is wrong with files. To be asked for once, within ``gc_tuned``."""
        with gc_paused():
            return self._wait()

    def _begin(self, root: Path, memory: RecordMemory | None) -> Callable[[], LoadResult]:
        """Where there are many records, they come from what is kept of the last time."""
        paths = list(content_files(root, self.registry))
        if len(paths) < MANY_FILES and memory is None:
            return partial(load, root, self.registry, paths)
        return CachedRecords(root, self.registry, paths, self._start, memory).result

    def _start(self, read: Read, parts: Sequence[list[str]]) -> Callable[[], list[FreshRecords]]:
        works = [partial(read, part) for part in parts]
        if sum(map(len, parts)) < MANY_FILES:
            return lambda: [work() for work in works]
        shared = WorkQueue(works)
        self._others.callback(shared.stop)
        return shared.results
