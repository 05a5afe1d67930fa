"""Reproducible office files (zip archives): fixed dates, so the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_DATE = (1980, 1, 1, 0, 0, 0)


def without_dates(package: bytes) -> bytes:
    """The archive with a fixed date for each part."""
    return archive(parts_of(package))


def parts_of(package: bytes) -> dict[str, bytes]:
    """Contents of an archive by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return {part.filename: old.read(part) for part in old.infolist()}


def archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts, each with a fixed date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name, data in parts.items():
            dated = zipfile.ZipInfo(name, _DATE)
            dated.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(dated, data)
    return stream.getvalue()
