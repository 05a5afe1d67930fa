"""Prompts in a terminal. They are printed to standard error, so that standard output is only data."""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Mapping, Sequence

import click

Refusal = Callable[[str], str]  # why an answer is not valid, in Russian; empty if it is


_PASTED_WITHIN = 0.05  # seconds: nobody types the next line so fast


def is_terminal() -> bool:
    """Whether standard input is interactive."""
    return sys.stdin is not None and sys.stdin.isatty()


def say(text: str = "") -> None:
    print(text, file=sys.stderr, flush=True)


def head(label: str, hint: str, *, needed: bool) -> None:
    """Print a question above the prompt."""
    say()
    say(f"{label}{'' if needed else ' (Enter – пропустить)'}")
    if hint:
        say(f"  {hint}")


def line(refused: Refusal, *, needed: bool = False) -> str:
    """One line that ``refused`` accepts; empty if nothing was typed and the answer is not ``needed``."""
    return _accepted(_read, refused, needed, "")


def paragraphs(refused: Refusal, *, needed: bool = False) -> str:
    """Lines up to an empty one, as one text; an empty line inside a pasted text is kept as a paragraph break."""
    return _accepted(_paragraphs, refused, needed, "; наберите ещё раз")


def _paragraphs() -> str:
    lines: list[str] = []
    while (typed := _read()) != "" or (lines and more_waits()):
        lines.append(typed)
    return "\n".join(lines).strip()


def _accepted(read: Callable[[], str], refused: Refusal, needed: bool, again: str) -> str:
    while True:
        answer = read()
        if not answer and not needed:
            return ""
        fault = refused(answer) if answer else "без этого записи не сделать"
        if not fault:
            return answer
        say(f"  ! {fault}{again}")


def more_waits() -> bool:
    """Whether further input is available already, as after pasting."""
    try:
        return bool(select.select([sys.stdin], [], [], _PASTED_WITHIN)[0])
    except (OSError, ValueError, TypeError):  # select does not support this standard input (Windows, a replaced stream)
        return False


def menu(names: Sequence[str]) -> None:
    width = len(str(len(names)))
    for number, name in enumerate(names, 1):
        say(f"  {number:>{width}}. {name}")


def chosen(options: Mapping[str, str], *, many: bool, otherwise: Refusal | None = None) -> list[str]:
    """Values chosen by number or by a unique part of the name, or one answer that ``otherwise`` accepts; empty if skipped."""
    values = list(options)
    while True:
        answer = _read()
        if not answer:
            return []
        parts = [part for part in answer.replace(",", " ").split() if part]
        if all(part.isdecimal() and 1 <= int(part) <= len(values) for part in parts) and (many or len(parts) == 1):
            return list(dict.fromkeys(values[int(part) - 1] for part in parts))
        fault = otherwise(answer) if otherwise and not answer[0].isdecimal() else None
        if fault == "":
            return [answer]
        if len(like := [value for value, name in options.items() if answer.casefold() in name.casefold()]) == 1:
            return like
        numbers = f"от 1 до {len(values)}{' через запятую' if many else ', один'}"
        say(f"  ! {fault}; или номера {numbers}" if fault else f"  ! нужны номера {numbers}")


def yes(question: str) -> bool:
    say()
    while True:
        answer = _read(f"{question} (да/нет)").lower()
        if answer in ("да", "д", "yes", "y"):
            return True
        if answer in ("нет", "н", "no", "n", ""):
            return False
        say("  ! ответьте: да или нет")


def _read(prompt: str = ">") -> str:
    answer: str = click.prompt(prompt, default="", show_default=False, err=True, prompt_suffix=" ")
    return answer.strip()
