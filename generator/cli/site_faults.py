"""Messages for a failed build of the site, in Russian: faults of MkDocs, the disk, a template."""

from __future__ import annotations

import sys
from pathlib import Path

from generator.wording.system_errors import system_reason


def settings_fault(fault: Exception) -> str:
    """What is wrong with mkdocs.yml, with line and column if it is a YAML error."""
    mark = getattr(fault.__cause__ or fault.__context__, "problem_mark", None)
    if mark is None:
        return f"mkdocs.yml не годится: {fault}"
    return f"mkdocs.yml:{mark.line + 1}:{mark.column + 1}: это место не читается как YAML; проверьте отступы, кавычки и скобки здесь и выше"


def print_site_fault(fault: Exception, site_dir: Path | None = None) -> int:
    """Print why a site could not be built, other than for errors in records; returns the exit code. Re-raises unknown exceptions (bugs).

    ``site_dir`` is the path for an OSError without one; if given, the message adds that the old site is unchanged.
    """
    from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

    from generator.mkdocs_plugin import WarningsInStrictMode
    from generator.rendering.environment import template_place

    if isinstance(fault, WarningsInStrictMode):
        print(f"Ошибка: {fault}", file=sys.stderr)
        return 2
    if isinstance(fault, Abort):
        why = "mkdocs.yml не годится; чем именно, MkDocs сказал выше"
    elif isinstance(fault, ConfigurationError):
        why = settings_fault(fault)
    elif isinstance(fault, OSError):
        place = fault.filename or site_dir
        why = f"сайт не собран: {f'«{place}»: ' if place else ''}{system_reason(fault)}"
    elif isinstance(fault, MkDocsException):
        why = f"сайт не собран: {fault}"
    elif place := template_place(fault):
        why = f"шаблон не отработал: {place}: {fault}"
    else:
        raise fault
    print(f"Ошибка: {why}{'. Прежний сайт не тронут.' if site_dir else ''}", file=sys.stderr)
    return 2
