"""What stands in the place of a record's file, read as far as it is a file of the base.

Records come from anybody's branch, and git keeps links: one to a device or a pipe would never end, one that leads
out of the base would publish a file of whoever builds the site.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.wording.system_errors import ToldError


def record_bytes(root: Path, path: str, most: int) -> tuple[bytes | None, int]:
    """Bytes of the file at ``path`` and how many there are; None in their place where they are more than ``most``.

    Raises OSError, also for what is no ordinary file and for a link that leads out of ``root``.
    """
    file = root / path
    status = file.stat()
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):  # a folder says so itself
        raise ToldError("это устройство или канал, а нужен обычный файл")
    if file.is_symlink() and (fault := link_fault(root, path)):
        raise fault
    return (None if status.st_size > most else file.read_bytes()), status.st_size


def link_fault(root: Path, path: str) -> ToldError | None:
    """Why a link in the base must not be followed: it leads out, or to what git and people hide there (``.git/config``, ``.env``)."""
    inside, target = Path(os.path.realpath(root)), Path(os.path.realpath(root / path))  # which take a link to itself, too
    if not target.is_relative_to(inside):
        return ToldError("ссылка ведёт за пределы базы")
    if any(part.startswith(".") for part in target.relative_to(inside).parts):
        return ToldError("ссылка ведёт к скрытому файлу")
    return None
