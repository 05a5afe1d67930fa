"""Sentences about the numbers of process maps: sums that agree, that do not, and missing terms."""

from __future__ import annotations

from collections.abc import Mapping

_SUMS = {
    "agrees": "{name}: этапы вместе {sum}; столько же, {total:unit}, указано в источнике.",
    "short": "{name}: этапы вместе {sum}, а источник указывает {total:unit}. Откуда ещё {rest:unit}, из схемы не видно.",
    "lost": "{name}: этапы с известным сроком {sum} из {total:unit}. Ещё {rest:unit} – на этапах, сроки которых не сохранились.",
    "over": "{name}: этапы вместе {sum}. Это на {rest:unit} больше итога, который указан в источнике: {total:unit}.",
    "no-total": "{name}: этапы с известным сроком {sum}; итога источник не указывает.",
    "only-total": "{name}: {total:unit} по источнику; сроки этапов не сохранились.",
}
NAMES = {"now": "Текущая схема", "then": "Целевая схема"}
FINDINGS: Mapping[str, str] = {
    **{f"{key}-{check}": text.replace("{name}", name) for key, name in NAMES.items() for check, text in _SUMS.items()},
    "stage-agrees": "{stage}: {days} {effect:s} = {worked:unit}, как в целевой схеме.",
    "stage-differs": "{stage}: {days} {effect:s} = {worked:unit}, а в целевой схеме – {goal:unit}.",
    "stage-unknown": "{stage}: {days} {effect:s} = {worked:unit}; сверить не с чем, в целевой схеме срока этапа нет.",
    "effects-agree": "Плановые эффекты этапов вместе {sum}; столько же указано для всего пути.",
    "effects-rest": "Плановые эффекты этапов вместе {sum}, а для всего пути указано {total}. Остальные {rest} – не на этих этапах.",
    "total-agrees": "Весь путь: {current} {effect:s} = {worked:unit}, как в целевой схеме.",
    "total-differs": "Весь путь: {current} {effect:s} = {worked:unit}, а в целевой схеме – {target:unit}.",
    "saved": "По итогам источника путь короче на {saved:unit} из {current}, то есть на {share} %.",
    "not-saved": "По итогам источника путь не становится короче: по текущей схеме {current}, по целевой {target:unit}.",
    "units-differ": "Схемы меряют время по-разному: одна в рабочих днях, другая в календарных. Разницу по ним не посчитать.",
}
AGREEMENTS = {"agrees": "сходится", "differs": "расходится", "incomplete": "не проверить"}
AGREEMENT_FORMS = {  # with a number: «4 сходятся»
    "agrees": ("сходится", "сходятся", "сходятся"),
    "differs": ("расходится", "расходятся", "расходятся"),
    "incomplete": ("нельзя проверить", "нельзя проверить", "нельзя проверить"),
}
