"""Output shared by commands: diagnostics, summaries, progress."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from threading import current_thread, main_thread
from typing import Any

import click

from generator import __version__
from generator.model.diagnostic import Diagnostic, Location, Severity
from generator.run_day import WrongDay, run_day
from generator.wording.counting import count, number

WORDS = {Severity.ERROR: "ошибка", Severity.WARNING: "предупреждение"}
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


QUIET_SECONDS = 1.0  # before the first progress message


class Progress:
    """Prints the name of each phase to standard error, once the work takes longer than a second."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __call__(self, phase: str) -> None:
        if time.monotonic() - self._start > QUIET_SECONDS:
            self.say(f"… {phase}")

    def say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Prints ``what`` to standard error if the block takes longer than a second.

    Uses SIGALRM and not a thread, since the block may fork. Without it (Windows, not in the main thread)
    nothing is printed.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, lambda *_: print(f"… {what}", file=sys.stderr, flush=True))
    signal.setitimer(signal.ITIMER_REAL, QUIET_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def show(diagnostics: Sequence[Diagnostic], records: dict[str, int], form: str) -> None:
    """Print diagnostics in the format ``form``: text, json, github or sarif."""
    if form == "json":
        print(as_json(diagnostics, records))
    elif form == "sarif":
        print(as_sarif(diagnostics))
    else:
        print(as_github(diagnostics) if form == "github" else as_text(diagnostics), end="")


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """One line each: ``path:line:column: ошибка [code] message (hint)``."""
    return "".join(f"{line(d)}\n" for d in diagnostics)


def line(d: Diagnostic) -> str:
    hint = f" ({d.hint})" if d.hint else ""
    return f"{_place(d.location)}: {WORDS[d.severity]} [{d.code}] {d.message}{hint}"


def _place(location: Location) -> str:
    return f"{location.path}:{location.line}:{location.column}"


def as_json(diagnostics: Sequence[Diagnostic], records: dict[str, int]) -> str:
    """The public format of ``smarteka check --format json``."""
    return json.dumps(
        {
            "diagnostics": [d.values() for d in diagnostics],
            "summary": {"records": records, **_totals(diagnostics)},
        },
        ensure_ascii=False,
        indent=2,
    )


def _totals(diagnostics: Sequence[Diagnostic]) -> dict[str, int]:
    errors = sum(1 for d in diagnostics if d.severity is Severity.ERROR)
    return {"errors": errors, "warnings": len(diagnostics) - errors}


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows as annotations of a pull request."""
    return "".join(
        f"::{d.severity} file={_property(d.location.path)},line={d.location.line},col={d.location.column},"
        f"title={_property(d.code)}::{_data(d.message + (f' ({d.hint})' if d.hint else ''))}\n"
        for d in diagnostics
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0, for code-scanning services."""

    def region(place: Location) -> dict[str, Any]:
        return {
            "physicalLocation": {
                "artifactLocation": {"uri": place.path},
                "region": {"startLine": place.line, "startColumn": place.column},
            }
        }

    run = {
        "tool": {
            "driver": {
                "name": "smarteka",
                "version": __version__,
                "rules": [{"id": code} for code in sorted({d.code for d in diagnostics})],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                "ruleId": d.code,
                "level": d.severity.value,
                "message": {"text": d.message + (f" ({d.hint})" if d.hint else "")},
                "locations": [region(d.location)],
                **({"relatedLocations": [region(p) for p in d.related]} if d.related else {}),
            }
            for d in diagnostics
        ],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def summary(diagnostics: Sequence[Diagnostic], records: dict[str, int], drafts: int = 0, shown: int | None = None, unread: int = 0) -> str:
    """«163 записи и 2 черновика: ошибок нет, 9 предупреждений.» ``records`` are the published ones by kind.

    ``shown`` is the number of selected records: «1 запись из 165: …»; ``unread`` files are counted separately:
    «1 непрочитанный файл: 1 ошибка, …».
    """
    totals = _totals(diagnostics)
    errors = count(totals["errors"], "ошибка", "ошибки", "ошибок") if totals["errors"] else "ошибок нет"
    warnings = (
        count(totals["warnings"], "предупреждение", "предупреждения", "предупреждений")
        if totals["warnings"] else "предупреждений нет"
    )
    total = sum(records.values())
    lost = count(unread, "непрочитанный файл", "непрочитанных файла", "непрочитанных файлов") if unread else ""
    if shown == 0 and unread:
        return f"{lost}: {errors}, {warnings}."
    if shown is not None:
        return f"{count(shown, 'запись', 'записи', 'записей')} из {number(total + drafts)}{f' и {lost}' if lost else ''}: {errors}, {warnings}."
    also = f" и {count(drafts, 'черновик', 'черновика', 'черновиков')}" if drafts else ""
    return f"{count(total, 'запись', 'записи', 'записей')}{also}{f' и {lost}' if lost else ''}: {errors}, {warnings}."


def branch(revision: str) -> str:
    """The usual name of a branch; for the main one, git may give «main@{upstream}» or «origin/HEAD»."""
    return "main" if revision == "origin/HEAD" else revision.removesuffix("@{upstream}")


def today() -> date:
    """The day of this run. Raises click.UsageError."""
    try:
        return run_day()
    except WrongDay as fault:
        raise click.UsageError(str(fault)) from None
