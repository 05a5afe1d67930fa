"""Reading the records of a content root on all cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from generator.loading.record_cache import CachedRecords, FreshRecords, Read, RecordMemory
from generator.loading.records import LoadResult, content_files, load
from generator.model.registry import Registry

from .parallel import WorkQueue, gc_paused, gc_tuned

MANY_FILES = 400  # fewer are read faster than another process starts


class Reading:
    """Starts to read in worker processes when created, so that this process can prepare something else meanwhile.

    ``result`` joins in the work and waits for the rest; leaving the context without it stops the workers.
    """

    def __init__(self, root: Path, registry: Registry | None = None, memory: RecordMemory | None = None) -> None:
        """``memory`` is for a process that reads repeatedly."""
        self.registry = registry or Registry()
        self._others = ExitStack()
        with gc_tuned(), gc_paused():
            self._wait = self._begin(root, memory)

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self._others.close()

    def result(self) -> LoadResult:
        """All records and the diagnostics of the files. To be called once, within ``gc_tuned``."""
        with gc_paused():
            return self._wait()

    def _begin(self, root: Path, memory: RecordMemory | None) -> Callable[[], LoadResult]:
        """Few records are read directly, many (or those of a repeated read) through the cache."""
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
