"""``smarteka digest``: the group. A new command is a module here and a line below."""

from __future__ import annotations

from .lazy_group import lazy_group

# name → (module, one-line help)
DIGEST = {
    "export": ("digest_export", "Один выпуск файлом: Word, PDF, HTML, письмо, Telegram, Markdown."),
}

command = lazy_group("digest", DIGEST, "Выпуски дайджеста.")
