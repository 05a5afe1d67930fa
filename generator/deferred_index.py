"""The search index of a site that the local server already serves: built in another process, published when it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .manifest import SiteManifest
from .parallel import ForkedTask
from .staging import Staging
from .units import SEARCH
from .writer import UnitOutput, WorkerOutput


class DeferredIndex:
    """Built by ``make``, which gets the folder to write to. Until it is published, readers search the old index.

    ``publish`` forks the process, and only after the pages are done: a child forked earlier would slow them down, since
    every memory page that one of the two processes touches is copied.
    """

    def __init__(self, previous: SiteManifest, make: Callable[[Path], WorkerOutput]) -> None:
        assert previous.site is not None  # there is a site to bring up to date
        self._site = previous.site
        self._before = previous.units[SEARCH]
        self._make = make
        self._staging: Staging | None = None
        self._work: ForkedTask[WorkerOutput] | None = None
        self._waiting: threading.Thread | None = None

    def publish(self, take: Callable[[UnitOutput], None], fault: Callable[[Exception], None]) -> None:
        self._staging = Staging(self._site)
        self._work = ForkedTask(partial(self._make, self._staging.folder))
        self._waiting = threading.Thread(target=self._publish, args=(take, fault), daemon=True)
        self._waiting.start()

    def wait(self) -> None:
        if self._waiting:
            self._waiting.join()

    def stop(self) -> None:
        if self._work:
            self._work.stop()
        self.wait()
        if self._staging:
            self._staging.discard()

    def _publish(self, take: Callable[[UnitOutput], None], fault: Callable[[Exception], None]) -> None:
        assert self._work is not None and self._staging is not None  # published
        try:
            made = self._work.result().units[SEARCH]
            self._staging.publish_changes(self._before.files.keys() - made.files.keys())
        except Exception as found:  # raised in a thread, it would be lost
            self._staging.discard()
            if not self._work.stopped:
                fault(found)
        else:
            take(made)
