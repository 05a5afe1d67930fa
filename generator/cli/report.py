"""``smarteka report``: the group. A new command is a module here and a line below."""

from __future__ import annotations

from .lazy_group import lazy_group

# name → (module, one-line help)
COMMANDS = {
    "diff": ("report_diff", "Сравнить два отчёта об одном плане: отметки, сроки, исполнение, пункты."),
}

command = lazy_group(
    "report", COMMANDS, "Отчёты о внедрении РСС: сравнить.", epilog="Принять отчёт из Word, Excel или текста: smarteka import report."
)
