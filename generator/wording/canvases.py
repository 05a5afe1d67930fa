"""Texts of filled templates, for Word files, pages and the browser."""

from __future__ import annotations

from typing import Final

SHEET: Final = {
    "stage": "Этап",
    "format": "Формат",
    "control": "Кто управляет точкой",
    "name_and_age": "Имя, возраст",
    "situation": "Жизненная ситуация: {title}",
    "region": "Регион: {title}",
    "line": "{title}: {text}",
    "gap": "______________________________",
    "example": "Пример: заполнен по записям базы, а не по исследованию.",
    "source": "На чём основано: {title}",
    "years_one": "{count} год",
    "years_few": "{count} года",
    "years_many": "{count} лет",
}
FAULTS: Final = {
    "needed": "Впишите: {name}.",
    "id": "Только строчные латинские буквы, цифры и дефис, до 80 знаков.",
    "long": "Не больше {most} знаков; сейчас {length}.",
    "date": "Дата – 2027, 2027-03 или 2027-03-15.",
    "age": "Возраст – целое число от 0 до 120.",
    "order": "Этапы идут не по порядку: сначала «до услуги», потом «во время», потом «после».",
}
