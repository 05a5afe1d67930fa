"""Floor 5: the command ``smarteka``. The only place that prints.

Commands are imported when they run, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

from .app import application
from .speech import say_usage_error


def run() -> NoReturn:
    """``main`` as a program of its own. Ends without freeing a large base object by object, which took a quarter of a check."""
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # the reader left, or the stream is closed
            stream.flush()
    os._exit(code)


def main() -> None:
    """Run the command; exit code 0 fine, 1 content has errors, 2 could not run or wrong usage."""
    import click

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = application.main(standalone_mode=False)
    except click.ClickException as fault:
        say_usage_error(fault)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        print("Прервано.", file=sys.stderr)
        code = 2
    except BrokenPipeError:
        # The reader (head, less) left: nothing more to say, and Python must not complain at exit.
        sys.stderr.close()
        code = 0
    sys.exit(code if isinstance(code, int) else 0)
