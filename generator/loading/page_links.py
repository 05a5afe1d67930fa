"""Checks symbolic links among hand-written pages and templates: the theme would publish whatever file they point to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.model.diagnostic import Diagnostic
from generator.wording.system_errors import RefusedFileError

from .record_bytes import link_fault
from .records import unreadable

FOLDERS = ("docs", "site_templates")


def page_links(root: Path) -> Iterator[Diagnostic]:
    """Diagnostics for symbolic links that point outside the base or to hidden files, and for links to folders, which may form cycles."""
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            for name in sorted((*folders, *files)):
                file = os.path.join(folder, name)  # noqa: PTH118  # hundreds of files at each check
                if not os.path.islink(file):  # noqa: PTH114
                    continue
                path = Path(file).relative_to(root).as_posix()
                if fault := link_fault(root, path):
                    yield unreadable(fault, path)
                elif name in folders:
                    yield unreadable(RefusedFileError("это ссылка на папку, а нужна сама папка"), path)
