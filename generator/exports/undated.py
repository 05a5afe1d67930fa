"""Office files (zip archives) without the time of their making: the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile

_DATE = (1980, 1, 1, 0, 0, 0)


def without_dates(package: bytes) -> bytes:
    """The same archive with a fixed date on each part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            dated = zipfile.ZipInfo(part.filename, _DATE)
            dated.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(dated, old.read(part))
    return stream.getvalue()
