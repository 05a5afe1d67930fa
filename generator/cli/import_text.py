"""Parts of the text reports of all imports: doubts with their places in the document, and the next steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.editing.importing.imported import Imported
from generator.model.diagnostic import Diagnostic, Severity

_WHOLE = ("text-tidied", "damaged-text")  # codes about the document as a whole
REPEAT = "Исправьте то, из-за чего не записалось, или возьмите другую папку (--out ПАПКА) и запустите команду ещё раз."
_MEND = "needs-retelling"  # given for every text; the draft itself has a comment about it


def unsure(result: Imported) -> list[Diagnostic]:
    """Warnings that the editor has to check one by one."""
    return [d for d in result.diagnostics if d.severity is Severity.WARNING and d.code not in (*_WHOLE, _MEND)]


def whole(result: Imported) -> Iterator[str]:
    """Diagnostics of the document as a whole, without a place."""
    for diagnostic in result.diagnostics:
        if diagnostic.code in _WHOLE:
            yield f"{_capital(diagnostic.message)}."


def doubts(result: Imported) -> Iterator[str]:
    """Errors, then warnings to be checked."""
    for title, found in (("Ошибки", result.errors), (f"Проверьте ({len(unsure(result))})", unsure(result))):
        if found:
            yield ""
            yield title
            yield from (_line(result, d) for d in found)


def existing(result: Imported, draft: str, published: str) -> Iterator[str]:
    """The existing record of the base and its differences from the document; ``draft`` and ``published`` are its names in Russian."""
    known = result.published
    if known is None:
        return
    yield f"{draft if known.record.draft else published} уже есть: {known.path}. Он не изменён."
    if result.changes:
        yield "В документе иначе:"
        yield from (f"  {change}" for change in result.changes)
    else:
        yield "Документ говорит то же самое."


def mending(result: Imported) -> Iterator[str]:
    """Steps to fix the errors."""
    yield from dict.fromkeys(f"{_capital(d.hint)}." for d in result.errors if d.hint)
    yield "Запустите команду ещё раз."


def numbered(steps: Sequence[str]) -> Iterator[str]:
    if steps:
        yield ""
        yield "Дальше"
        yield from (f"  {number}. {step}" for number, step in enumerate(steps, 1))


def _line(result: Imported, d: Diagnostic) -> str:
    place = result.places.get(d.location.line, "") if d.location.path == result.document else d.location.path
    hint = f" ({d.hint})" if d.hint else ""
    return f"  {place + ': ' if place else ''}{d.message}{hint} [{d.code}]"


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
