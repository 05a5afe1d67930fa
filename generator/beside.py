"""Work done beside the main work, on another core where there is one."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """Runs ``work`` in a forked process, or in ``wait`` where forking is not to be had.

    The process sees the memory of its parent as it was; what it makes goes to files, what it returns
    is small. Its failure is raised by ``wait``, which says that ``name`` failed.
    """

    def __init__(self, name: str, work: Callable[[], T]) -> None:
        self._name = name
        self._work: Callable[[], T] | None = work
        self._process: multiprocessing.process.BaseProcess | None = None
        self._answer: Connection | None = None
        # Forking is safe here only without other threads, and macOS's frameworks start some.
        if sys.platform == "linux" and (os.cpu_count() or 1) > 1:
            context = multiprocessing.get_context("fork")
            self._answer, sender = context.Pipe(duplex=False)
            self._process = context.Process(target=lambda: sender.send(work()), daemon=True)
            self._process.start()
            sender.close()  # ours, so that the end of the process ends the waiting
            self._work = None

    def stop(self) -> None:
        """End unfinished work: nothing is written after this returns."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def wait(self) -> T:
        """What the work returned; raises ChildProcessError when it failed."""
        if self._work is not None:
            return self._work()
        assert self._process is not None and self._answer is not None  # set together with it
        try:
            answer: T = self._answer.recv()
        except EOFError:
            raise ChildProcessError(f"{self._name}: не получилось, подробности выше") from None
        finally:
            self._process.join()
        return answer
