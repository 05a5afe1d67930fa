"""Safe reading of a record file: only a regular file inside the base.

Records may come from an untrusted branch, and git stores symbolic links: reading a device or pipe would never end,
and a link out of the base would publish a file of whoever builds the site.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.wording.system_errors import RefusedFileError


def record_bytes(root: Path, path: str, most: int) -> tuple[bytes | None, int]:
    """Contents and size in bytes of the file at ``path``; the contents are None if it is larger than ``most``.

    Raises OSError, also for anything but a regular file and for a forbidden link (``link_fault``).
    """
    file = root / path
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # reading a folder raises the right error
        raise RefusedFileError("это устройство или канал, а нужен обычный файл")
    if file.is_symlink() and (fault := link_fault(root, path)):
        raise fault
    return (None if status.st_size > most else file.read_bytes()), status.st_size


def link_fault(root: Path, path: str) -> RefusedFileError | None:
    """The error if a link must not be followed: it points outside the base or to a hidden file (``.git/config``, ``.env``)."""
    inside, target = Path(os.path.realpath(root)), Path(os.path.realpath(root / path))  # unlike Path.resolve, it accepts a link to itself
    if not target.is_relative_to(inside):
        return RefusedFileError("ссылка ведёт за пределы базы")
    if any(part.startswith(".") for part in target.relative_to(inside).parts):
        return RefusedFileError("ссылка ведёт к скрытому файлу")
    return None
