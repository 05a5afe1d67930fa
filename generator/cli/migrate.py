"""``smarteka migrate``: the group. A new kind of migration is a plan in ``editing.migrating``, a module here and a line below."""

from __future__ import annotations

from .lazy_group import lazy_group

# name → (module, one-line help)
MIGRATIONS = {
    "subcategory": ("migrate_word:subcategory", "Подкатегория называется иначе или сливается с другой."),
    "direction": ("migrate_word:direction", "Направление называется иначе или сливается с другим."),
    "region": ("migrate_region", "Регион вошёл в другой: записи, ссылки и адреса переходят к нему."),
    "field": ("migrate_field", "Поле записей называется иначе."),
    "value": ("migrate_value", "Слово из списка поля называется иначе."),
}

command = lazy_group(
    "migrate", MIGRATIONS,
    "Провести изменение по всем записям сразу. С --dry-run показать его и ничего не менять. Всё или ничего; пояснения и вид файлов "
    "остаются; после изменения проверка не находит новых ошибок, иначе оно не делается. Сменить id записи: smarteka rename.",
    what="ЧТО", singular="такого изменения", heading="Изменения",
)
