"""The issue as a PDF: tagged (PDF/UA-1), with bookmarks and embedded fonts, laid out by Typst.

Typst is a wheel without system libraries, and the fonts are ours: the result does not depend on the machine.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .document import DigestDocument

if TYPE_CHECKING:
    from typst import Compiler

STANDARD: Final = "ua-1"
_used_in: int | None = None  # pid of the process with the threads of Typst


def write_pdf(document: DigestDocument, templates: Path) -> bytes:
    """The same bytes for the same issue. Raises ImportError without typst, OSError without its template or fonts."""
    _refuse_in_a_fork()
    moment = datetime.combine(document.day, time(), UTC)
    pdf = _compiler(templates).compile(
        sys_inputs={"issue": json.dumps(_data(document), ensure_ascii=False)},
        format="pdf", pdf_standards=[STANDARD], timestamp=int(moment.timestamp()),
    )
    assert isinstance(pdf, bytes)  # one file, as no path was given
    return pdf


def _refuse_in_a_fork() -> None:
    """Typst starts threads, which a fork does not have: using Typst in a fork of a process that has used it would hang.

    Raises RuntimeError in such a fork; ``beside`` then does the work in the process with the threads.
    """
    global _used_in
    if _used_in not in (None, os.getpid()):
        raise RuntimeError("typst was used before this process was forked")
    _used_in = os.getpid()


def _data(document: DigestDocument) -> dict[str, Any]:
    data = asdict(document)
    del data["day"]
    data["title"] = document.title
    for section, made in zip(document.sections, data["sections"], strict=True):
        made["heading"] = section.heading
    return data


@cache
def _compiler(templates: Path) -> Compiler:
    """One for all issues of a build: it caches fonts and layout results."""
    import typst

    fonts = sorted(templates.glob("fonts/*.ttf"))
    if not fonts:
        raise FileNotFoundError(f"в {templates / 'fonts'} нет шрифтов")
    return typst.Compiler(
        templates / "digest.typ", root=templates,
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[templates / "fonts"]), ignore_system_fonts=True,
    )
