"""What stands in the place of a record's file, read as far as it is a file of the base.

Records come from anybody's branch, and git keeps links: one to a device or a pipe would never end, one that leads
out of the base would publish a file of whoever builds the site.
"""

from __future__ import annotations

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
    if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
        raise ToldError("ссылка ведёт за пределы базы")
    return (None if status.st_size > most else file.read_bytes()), status.st_size
