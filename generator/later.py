"""The search index of a site that the local server shows already: made in another process, put into its place when it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .beside import Beside
from .previous import Previous
from .staging import Staging
from .units import SEARCH
from .writer import Made, Written


class LaterIndex:
    """Made by ``make``, which is given the folder for it. Until it is published, readers search in the index before it.

    It begins only then: a process that is forked while pages are made slows these down, since what both
    hold in memory is copied as soon as one of them touches it.
    """

    def __init__(self, previous: Previous, make: Callable[[Path], Written]) -> None:
        assert previous.site is not None  # it is renewed
        self._site = previous.site
        self._before = previous.units[SEARCH]
        self._make = make
        self._staging: Staging | None = None
        self._work: Beside[Written] | None = None
        self._waiting: threading.Thread | None = None

    def publish(self, take: Callable[[Made], None], fault: Callable[[Exception], None]) -> None:
        self._staging = Staging(self._site)
        self._work = Beside(partial(self._make, self._staging.folder))
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

    def _publish(self, take: Callable[[Made], None], fault: Callable[[Exception], None]) -> None:
        assert self._work is not None and self._staging is not None  # published
        try:
            made = self._work.result().units[SEARCH]
            self._staging.publish_changes(self._before.files.keys() - made.files.keys())
        except Exception as found:  # of a thread, nobody else would hear of it
            self._staging.discard()
            if not self._work.stopped:
                fault(found)
        else:
            take(made)
