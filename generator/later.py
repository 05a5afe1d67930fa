"""The search index of a site that the local server shows already: made in another process, put into its place when it is done."""

from __future__ import annotations

import threading
from collections.abc import Callable

from .beside import Beside
from .output import Made, Written
from .previous import Previous
from .staging import Staging
from .units import SEARCH


class LaterIndex:
    """Made below ``folder``. Until it is published, readers search in the index before it.

    Order of calls (``output.Later``): ``begin``, then ``publish`` when the site stands for which it is made; ``stop`` at any time.
    """

    def __init__(self, previous: Previous) -> None:
        assert previous.site is not None  # it is renewed
        self._before = previous.units[SEARCH]
        self._staging = Staging(previous.site)
        self.folder = self._staging.folder
        self._work: Beside[Written] | None = None
        self._waiting: threading.Thread | None = None

    def begin(self, make: Callable[[], Written]) -> None:
        self._work = Beside(make)

    def publish(self, take: Callable[[Made], None], fault: Callable[[Exception], None]) -> None:
        self._waiting = threading.Thread(target=self._publish, args=(take, fault), daemon=True)
        self._waiting.start()

    def wait(self) -> None:
        if self._waiting:
            self._waiting.join()

    def stop(self) -> None:
        if self._work:
            self._work.stop()
        self.wait()
        self._staging.discard()

    def _publish(self, take: Callable[[Made], None], fault: Callable[[Exception], None]) -> None:
        assert self._work is not None
        try:
            made = self._work.result().units[SEARCH]
            self._staging.publish_changes(self._before.files.keys() - made.files.keys())
        except Exception as found:  # of a thread, nobody else would hear of it
            self._staging.discard()
            if not self._work.stopped:
                fault(found)
        else:
            take(made)
