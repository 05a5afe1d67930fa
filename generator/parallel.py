"""Work on several cores by forked processes, and tuning of the garbage collector for large builds."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


def cores() -> int:
    """How many processes can run at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_GC_THRESHOLD = 50_000
"""Allocations between two collections: a build makes some millions of objects, hardly any of them in reference cycles."""


@contextmanager
def gc_tuned() -> Iterator[None]:
    """For work on a large base: the collector runs seldom and skips objects that existed before.

    Traversing all records again and again took a tenth of the time of a build.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextmanager
def gc_paused() -> Iterator[None]:
    """No collections inside; objects made inside are never traversed later. For loading data that stays alive, within ``gc_tuned``."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class ForkedTask(Generic[T]):
    """Runs ``work`` in a forked process that starts at once; ``result`` waits for it.

    Where forking is impossible or not wanted (``in_process``), ``result`` runs the work itself. The child sees the
    memory of its parent as it was at the fork; what it returns is pickled. Used inside ``gc_tuned``. Work that failed in
    the child is run again by ``result``, so that its exception is raised here with a full traceback.
    """

    def __init__(self, work: Callable[[], T], *, in_process: bool = False) -> None:
        self._work = work
        self.stopped = False
        self._process: multiprocessing.process.BaseProcess | None = None
        if self.can_fork() and not in_process:
            fork = multiprocessing.get_context("fork")
            self._receiver, sender = fork.Pipe(duplex=False)
            self._process = fork.Process(target=_send_result, args=(work, sender), daemon=True)
            gc.freeze()  # a collection in the process would touch, and so copy, the memory it shares
            self._process.start()
            sender.close()

    @staticmethod
    def can_fork() -> bool:
        """Whether forking is safe here and there is a second core to use."""
        # macOS's frameworks start threads that a forked process cannot live with. Those of the local server wait or
        # answer requests; a forked process uses nothing that they could hold.
        return sys.platform == "linux" and cores() > 1

    def stop(self) -> None:
        """Terminate the child if it still runs. Nothing is written after this returns, and there is no result."""
        self.stopped = True
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def result(self) -> T:
        """Wait and return what the work returned. Raises what it raised, and ``InterruptedError`` after ``stop``."""
        if self._process is None:
            return self._work()
        try:
            found: T = self._receiver.recv()
        except EOFError:  # it failed, or was ended from outside
            self._process.join()
            if self.stopped:
                raise InterruptedError from None
            return self._work()
        self._process.join()
        return found


class WorkQueue(Generic[T]):
    """Tasks that several processes take one at a time, in their order, so put the longest first.

    A task whose process failed or was killed is run again in ``results``, so that its exception is raised there.
    """

    def __init__(self, tasks: Sequence[Callable[[], T]]) -> None:
        """At most 256 tasks; used inside ``gc_tuned``."""
        self._tasks = tasks
        self._left, end = os.pipe()
        os.write(end, bytes(range(len(tasks))))  # whoever reads a number has taken that task
        os.close(end)
        self._others = [ForkedTask(self._take) for _ in range(min(cores(), len(tasks)) - 1)]

    def results(self) -> list[T]:
        """What the tasks returned, in their order. The calling process works, too."""
        try:
            done = self._take()
            for other in self._others:
                done |= other.result()
        finally:
            os.close(self._left)
        return [done[number] if number in done else task() for number, task in enumerate(self._tasks)]

    def stop(self) -> None:
        """Terminate the other processes. Nothing is written after this returns."""
        for other in self._others:
            other.stop()

    def _take(self) -> dict[int, T]:
        done: dict[int, T] = {}
        while number := os.read(self._left, 1):
            done[number[0]] = self._tasks[number[0]]()
        return done


def _send_result(work: Callable[[], T], sender: Connection) -> None:
    try:
        sender.send(work())
        sender.close()
    except BaseException:  # ``result`` runs the work again and raises it
        os._exit(1)
