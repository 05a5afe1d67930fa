"""Runs one command and writes what it cost: ``measure.py OUT.json LOG LIMIT COMMAND…``.

A process of its own, so that the figures of its children are the figures of one run, and so small
that its own memory, which a child starts with, never counts. Knows nothing of the package.
A command that takes longer than LIMIT seconds (0: no limit) is ended with all that it has started.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def main() -> int:
    out, log, limit, *command = sys.argv[1:]
    stopped = False
    with Path(log).open("wb") as printed:
        start = time.perf_counter()
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            code = running.wait(float(limit) or None)
        except subprocess.TimeoutExpired:
            stopped = True
            os.killpg(running.pid, signal.SIGKILL)
            code = running.wait()
        seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "code": code,
        "stopped": stopped,
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_bytes": used.ru_maxrss * _UNIT,  # of the largest process
    }
    Path(out).write_text(json.dumps(figures), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
