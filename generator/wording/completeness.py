"""Display names of the facts that an adopting region needs, by field."""

from __future__ import annotations

FACTS = {
    "results": "измеренный результат",
    "resources.cost": "стоимость",
    "resources.payer": "кто платит",
    "resources.staff": "сколько нужно людей",
    "resources.time_to_launch": "срок запуска",
    "steps": "шаги, чтобы повторить",
    "risks": "риски и уроки",
    "contact": "контакт организации",
    "regions": "регион",
}
# Further facts that a practice's page lists as missing, by field; not essential for an adopting region.
FURTHER = {
    "problem": "в чём проблема",
    "organisation": "организация",
    "beneficiaries": "для кого",
    "direction": "направление",
    "subcategories": "темы",
}
# Incomplete results.
ONE_NUMBER = "есть число, но нет «было → стало»"
PROMISED = "только план"
