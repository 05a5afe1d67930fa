"""Links among hand-written pages and templates: the theme publishes what they lead to, whatever and wherever that is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.model.diagnostic import Diagnostic
from generator.wording.system_errors import ToldError

from .records import unreadable

FOLDERS = ("docs", "site_templates")


def page_links(root: Path) -> Iterator[Diagnostic]:
    """Links to a file that is none of the base's, and any link to a folder: it may lead in circles."""
    inside = os.path.realpath(root) + os.sep
    for top in FOLDERS:
        for folder, folders, files in os.walk(root / top):
            for name in sorted((*folders, *files)):
                path = os.path.join(folder, name)  # noqa: PTH118  # hundreds of files at each check
                if not os.path.islink(path):  # noqa: PTH114
                    continue
                if not os.path.realpath(path).startswith(inside):
                    yield unreadable(ToldError("ссылка ведёт за пределы базы"), Path(path).relative_to(root).as_posix())
                elif name in folders:
                    yield unreadable(ToldError("это ссылка на папку, а нужна сама папка"), Path(path).relative_to(root).as_posix())
