"""A command in a pseudo-terminal: somebody reads what it says, types answers, presses Ctrl+C."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import termios
from pathlib import Path

from publishing import BIN, surroundings

CTRL_C = "\x03"
_PATIENCE = 60  # seconds without a word, and the test fails


class TerminalSession:
    """``smarteka`` with these arguments, on a screen of 24 lines of 100 signs. ``shown`` is all that stood there."""

    def __init__(self, *args: str | Path, **environment: str) -> None:
        self._pid, self._end = pty.fork()
        if self._pid == 0:  # the child is the command
            os.execve(BIN / "smarteka", ["smarteka", *map(str, args)], surroundings(**environment))
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, b"\x18\x00\x64\x00\x00\x00\x00\x00")
        self._said = b""
        self._read_to = 0

    @property
    def shown(self) -> str:
        return self._said.decode(errors="replace").replace("\r\n", "\n")

    def until(self, *words: str, impatient: bool = False) -> None:
        """Read until the words stand there, one behind the other, behind all that was waited for before.

        Who is ``impatient`` presses Ctrl+C again when nothing happens: Python does not hear of one that comes
        between its look for signals and its waiting for a line.
        """
        while True:
            place = self._read_to
            for word in words:
                found = self._said.find(word.encode(), place)
                if found < 0:
                    break
                place = found + len(word.encode())
            else:
                self._read_to = place
                return
            for _ in range(_PATIENCE if impatient else 1):
                if select.select([self._end], [], [], 1 if impatient else _PATIENCE)[0]:
                    break
                if impatient:
                    self.type(CTRL_C, end="")
            else:
                raise AssertionError(self.shown)
            self._said += os.read(self._end, 4096)

    def type(self, text: str, end: str = "\n") -> None:
        os.write(self._end, f"{text}{end}".encode())

    def ended(self) -> int:
        """The exit code. What the command still says is read: it would wait for that before it ends."""
        while select.select([self._end], [], [], _PATIENCE)[0]:
            try:
                more = os.read(self._end, 4096)
            except OSError:  # so Linux says that nobody is there any more
                break
            if not more:
                break
            self._said += more
        else:
            os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        os.close(self._end)
        return os.waitstatus_to_exitcode(status)
