"""Work done beside the main work, on another core where there is one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable


class Beside:
    """Runs ``work`` in a forked process, or in ``wait`` where forking is not to be had.

    The process sees the memory of its parent as it was; what it makes must go to files. Its
    failure is raised by ``wait``.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        self._work: Callable[[], None] | None = work
        self._process: multiprocessing.process.BaseProcess | None = None
        # Forking is safe here only without other threads, and macOS's frameworks start some.
        if sys.platform == "linux" and (os.cpu_count() or 1) > 1:
            self._process = multiprocessing.get_context("fork").Process(target=work, daemon=True)
            self._process.start()
            self._work = None

    def stop(self) -> None:
        """End unfinished work: nothing is written after this returns."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def wait(self) -> None:
        """Returns when the work is done; raises ChildProcessError when it failed."""
        if self._work is not None:
            self._work()
        elif self._process is not None:
            self._process.join()
            if self._process.exitcode:
                raise ChildProcessError("поисковый индекс не построен: подробности выше")
