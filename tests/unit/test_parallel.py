"""Works shared out between processes: each is done once, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator import parallel
from generator.parallel import WorkQueue


def logged(file: Path, number: int) -> int:
    with file.open("a") as log:
        log.write(f"{number}\n")
    return number * number


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_each_work_is_done_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: cores)
    works = [partial(logged, tmp_path / "log", number) for number in range(256)]
    assert WorkQueue(works).results() == [number * number for number in range(256)]
    assert sorted((tmp_path / "log").read_text().split(), key=int) == [str(number) for number in range(256)]


@pytest.mark.parametrize("works", [[], [lambda: 7]])
def test_few_works(works: list[Callable[[], int]]) -> None:
    assert WorkQueue(works).results() == [work() for work in works]


def test_work_of_a_process_that_was_ended_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)
    here = os.getpid()
    taken, tell = os.pipe()

    def work(number: int) -> int:
        if os.getpid() != here:
            os.write(tell, b"!")
            os.kill(os.getpid(), signal.SIGKILL)
        if number < 2:  # one of the two first is left for the other process
            os.read(taken, 1)
            os.write(tell, b"!")
        return number

    assert WorkQueue([partial(work, number) for number in range(20)]).results() == list(range(20))


def test_a_fault_is_raised_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "cores", lambda: 2)

    def work(number: int) -> int:
        if number == 19:
            raise ValueError(number)
        return number

    with pytest.raises(ValueError, match="19"):
        WorkQueue([partial(work, number) for number in range(20)]).results()
