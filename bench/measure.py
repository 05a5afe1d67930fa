"""Runs one command and writes what it cost: ``measure.py OUT.json LOG COMMAND…``.

A process of its own, so that the figures of its children are the figures of one run, and so small
that its own memory, which a child starts with, never counts. Knows nothing of the package.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss


def main() -> int:
    out, log, *command = sys.argv[1:]
    with Path(log).open("wb") as printed:
        start = time.perf_counter()
        code = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=printed, stderr=subprocess.STDOUT)
        seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "code": code,
        "seconds": seconds,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "peak_bytes": used.ru_maxrss * _UNIT,  # of the largest process
    }
    Path(out).write_text(json.dumps(figures), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
