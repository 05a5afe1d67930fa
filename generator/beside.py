"""Work done beside the main work, on another core where there is one."""

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


_SELDOM = 50_000
"""Objects made between two looks for garbage: a build makes some millions, hardly any of them in circles."""


@contextmanager
def keeping() -> Iterator[None]:
    """For work on a large base: garbage is looked for seldom, and not among what was there at the last fork.

    Looking through all records again and again took a tenth of the time of a build.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_SELDOM, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


@contextmanager
def gathering() -> Iterator[None]:
    """For making much that stays and no garbage, within ``keeping``: it is not looked for, then or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Beside(Generic[T]):
    """Runs ``work`` in a forked process, or in ``result`` where forking is not to be had, or not wanted (``here``).

    The process sees the memory of its parent as it was; what it makes goes to files or comes back
    from ``result``, pickled. Used inside ``keeping``. Work that failed there is done again by ``result``, so that its fault
    is raised here, with the places it went through.
    """

    def __init__(self, work: Callable[[], T], *, here: bool = False) -> None:
        self._work = work
        self.stopped = False
        self._process: multiprocessing.process.BaseProcess | None = None
        if self.apart() and not here:
            fork = multiprocessing.get_context("fork")
            self._receiver, sender = fork.Pipe(duplex=False)
            self._process = fork.Process(target=_send_result, args=(work, sender), daemon=True)
            gc.freeze()  # a collection in the process would touch, and so copy, the memory it shares
            self._process.start()
            sender.close()

    @staticmethod
    def apart() -> bool:
        """Whether work is done in a process of its own."""
        # macOS's frameworks start threads that a forked process cannot live with. Those of the local server wait or
        # answer requests; a forked process uses nothing that they could hold.
        return sys.platform == "linux" and cores() > 1

    def stop(self) -> None:
        """End unfinished work: nothing is written after this returns, and there is no result."""
        self.stopped = True
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def result(self) -> T:
        """What the work returned, once it is done; raises what it raised, and ``InterruptedError`` where it was stopped."""
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


class Shared(Generic[T]):
    """Works that several processes take one by one, each as soon as it is free, in their order: the longest go first.

    One that was taken by a process that failed or was ended is done again in ``results``, so that its fault is raised there.
    """

    def __init__(self, works: Sequence[Callable[[], T]]) -> None:
        """At most 256 works; used inside ``keeping``."""
        self._works = works
        self._left, end = os.pipe()
        os.write(end, bytes(range(len(works))))  # who reads the number of a work has taken it
        os.close(end)
        self._others = [Beside(self._take) for _ in range(min(cores(), len(works)) - 1)]

    def results(self) -> list[T]:
        """What the works returned, in their order. This process takes part."""
        try:
            done = self._take()
            for other in self._others:
                done |= other.result()
        finally:
            os.close(self._left)
        return [done[number] if number in done else work() for number, work in enumerate(self._works)]

    def stop(self) -> None:
        """End unfinished work of other processes: nothing is written after this returns."""
        for other in self._others:
            other.stop()

    def _take(self) -> dict[int, T]:
        done: dict[int, T] = {}
        while number := os.read(self._left, 1):
            done[number[0]] = self._works[number[0]]()
        return done


def _send_result(work: Callable[[], T], sender: Connection) -> None:
    try:
        sender.send(work())
        sender.close()
    except BaseException:  # told by ``result``, which meets it again
        os._exit(1)
