"""Names of the facts that an adopting region asks for, by the field that holds them."""

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
# What else a practice's page names as untold, by the field; an adopting region can do without.
FURTHER = {
    "problem": "в чём проблема",
    "organisation": "организация",
    "beneficiaries": "для кого",
    "direction": "направление",
    "subcategories": "темы",
}
# A result that is not told in full.
ONE_NUMBER = "есть число, но нет «было → стало»"
PROMISED = "только план"
