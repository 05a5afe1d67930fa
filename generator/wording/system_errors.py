"""Reasons of system errors (OSError) in Russian."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "файла или папки нет, или ссылка ведёт в никуда",
    errno.EACCES: "нет прав",
    errno.EPERM: "нет прав",
    errno.EEXIST: "на этом месте уже что-то стоит",
    errno.ENOTDIR: "на пути стоит файл, а нужна папка",
    errno.EISDIR: "это папка, а нужен файл",
    errno.ENOTEMPTY: "папка не пуста",
    errno.ENOSPC: "на диске нет места",
    errno.EDQUOT: "место на диске, отведённое вам, кончилось",
    errno.EFBIG: "файл больше, чем система разрешает",
    errno.EROFS: "диск только для чтения",
    errno.ENAMETOOLONG: "имя слишком длинное",
    errno.ELOOP: "ссылка ведёт на саму себя",
    errno.EBUSY: "файл занят другой программой",
    errno.EINVAL: "такое имя система не принимает",
}


class RefusedFileError(OSError):
    """Raised by this program, not by the system; its message is the reason in Russian."""


def system_reason(fault: OSError) -> str:
    """«нет прав»; for errors without a translation the system's own message."""
    if isinstance(fault, RefusedFileError):
        return str(fault)
    return _REASONS.get(fault.errno or 0, f"система сообщает: {fault.strerror or fault}")
