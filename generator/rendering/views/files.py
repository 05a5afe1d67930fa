"""Files that can be downloaded from a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileView:
    """``address`` is relative to the site, ``size`` in words («26 КБ»), ``format`` the name that ``--to`` takes."""

    title: str
    address: str
    size: str
    format: str
