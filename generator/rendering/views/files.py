"""Files that can be downloaded from a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from generator.wording.russian import file_size


@dataclass(frozen=True, slots=True)
class FileView:
    """``address`` is relative to the site, ``size`` in words («26 КБ»), ``format`` the name that ``--to`` takes."""

    title: str
    address: str
    size: str
    format: str


def file_views(files: Iterable[tuple[str, str, str, int, str]]) -> dict[str, list[FileView]]:
    """By issue: (issue, title, address, bytes, format) of each file, in the order given."""
    found: dict[str, list[FileView]] = defaultdict(list)
    for issue, title, address, size, format in files:
        found[issue].append(FileView(title, address, file_size(size), format))
    return dict(found)
