"""``smarteka roadmap``: the group. A new command is a module here and a line below."""

from __future__ import annotations

from .lazy_group import lazy_group

# name → (module, one-line help)
COMMANDS = {
    "new": ("roadmap_new", "Собрать черновик дорожной карты из жизненной ситуации."),
    "check": ("roadmap_check", "Проверить дорожную карту: даты, ответственные, показатели."),
    "export": ("roadmap_export", "Записать дорожную карту в форме приложения 2: Word, Excel, CSV, JSON, YAML."),
}

command = lazy_group("roadmap", COMMANDS, "Дорожные карты (ДК): собрать, проверить, выгрузить.")
