"""Floor 5: the command ``smarteka``. The only place that prints.

Commands are imported when they run, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED = 130  # as shells count it: 128 and the number of SIGINT


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
    """Run the command; exit code 0 fine, 1 content has errors, 2 could not run or wrong usage, 130 broken off by Ctrl+C."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run()
        sys.stdout.flush()  # a disk that is full is told here, not passed over at exit
    except KeyboardInterrupt:
        print("Прервано.", file=sys.stderr)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) left: nothing more to say, and Python must not complain at exit.
        sys.stderr.close()
        code = 0
    except OSError as fault:  # what no command has told better: a disk that is full, a name that is too long
        from generator.wording.system_errors import system_reason

        place = f"«{fault.filename}»: " if fault.filename else ""
        print(f"Ошибка: {place}{system_reason(fault)}", file=sys.stderr)
        code = 2
    sys.exit(code)


def _run() -> int:
    """The command that was typed. Imported here, so that Ctrl+C in the first moments is told like any other."""
    import click

    from .app import application
    from .speech import say_usage_error

    try:
        code = application.main(standalone_mode=False)
    except click.ClickException as fault:
        say_usage_error(fault)
        return 2
    except click.Abort as fault:
        if _interrupted(fault):
            raise KeyboardInterrupt from None
        print("Прервано.", file=sys.stderr)  # Ctrl+D at a question, or no wish to go on
        return 2
    return code if isinstance(code, int) else 0


def _interrupted(fault: BaseException | None) -> bool:
    """Whether Ctrl+C is behind an Abort of click, which stands for the end of input as well."""
    while fault is not None:
        if isinstance(fault, KeyboardInterrupt):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _open_closed_streams() -> None:
    """A stream that the caller closed (``>&-``) swallows what is said.

    Without this a file that is opened next would take its number, and what is meant for people would go among the data.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
