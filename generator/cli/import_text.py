"""What the reports of all imports share: doubts with their places in the document, and the next steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.editing.importing.imported import Imported
from generator.model.diagnostic import Diagnostic, Severity

_WHOLE = ("text-tidied", "damaged-text")  # said of the document as a whole
REPEAT = "Исправьте то, из-за чего не записалось, или возьмите другую папку (--out ПАПКА) и запустите команду ещё раз."
_MEND = "needs-retelling"  # said of every text, in the draft itself


def unsure(result: Imported) -> list[Diagnostic]:
    """What the editor has to look at one by one."""
    return [d for d in result.diagnostics if d.severity is Severity.WARNING and d.code not in (*_WHOLE, _MEND)]


def whole(result: Imported) -> Iterator[str]:
    """What befell the text as a whole."""
    for diagnostic in result.diagnostics:
        if diagnostic.code in _WHOLE:
            yield f"{_capital(diagnostic.message)}."


def doubts(result: Imported) -> Iterator[str]:
    """Errors, then what is to be checked."""
    for title, found in (("Ошибки", result.errors), (f"Проверьте ({len(unsure(result))})", unsure(result))):
        if found:
            yield ""
            yield title
            yield from (_line(result, d) for d in found)


def differences(changes: Sequence[str]) -> Iterator[str]:
    """Between the document and the record that is there already."""
    if changes:
        yield "В документе иначе:"
        yield from (f"  {change}" for change in changes)
    else:
        yield "Документ говорит то же самое."


def mending(result: Imported) -> Iterator[str]:
    """Steps that mend the errors."""
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
