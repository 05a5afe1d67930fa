"""Floor 5: the command ``smarteka``. The only package that prints.

Commands are imported when they run, so that ``--help`` and ``--version`` are fast.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

INTERRUPTED = 130  # convention of shells: 128 + SIGINT


def run() -> NoReturn:
    """The entry point: ``main``, then exit without freeing a large base object by object, which took a quarter of a check."""
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # broken pipe, or the stream is closed
            stream.flush()
    os._exit(code)


def main() -> None:
    """Run the command. Exit codes: 0 success, 1 errors in the content, 2 could not run or wrong usage, 130 interrupted by Ctrl+C."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _run()
        sys.stdout.flush()  # raises OSError here if the disk is full; at exit it would be ignored
    except KeyboardInterrupt:
        print("Прервано.", file=sys.stderr)
        code = INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has exited: not an error, and Python must not print one at exit.
        sys.stderr.close()
        code = 0
    except OSError as fault:  # not handled by a command: a full disk, a name that is too long
        from generator.wording.system_errors import system_reason

        place = f"«{fault.filename}»: " if fault.filename else ""
        print(f"Ошибка: {place}{system_reason(fault)}", file=sys.stderr)
        code = 2
    sys.exit(code)


def _run() -> int:
    """Run the given command. Imports are inside, so that Ctrl+C during them is handled, too."""
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
        print("Прервано.", file=sys.stderr)  # Ctrl+D at a prompt, or the user declined to continue
        return 2
    return code if isinstance(code, int) else 0


def _interrupted(fault: BaseException | None) -> bool:
    """Whether an Abort of click was caused by Ctrl+C; click raises it for the end of input, too."""
    while fault is not None:
        if isinstance(fault, KeyboardInterrupt):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _open_closed_streams() -> None:
    """Open standard streams closed by the caller (``>&-``) to the null device.

    Otherwise the next opened file would get the descriptor, and messages would be written into its data.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
