"""Titles, examples and error messages of schema fields, derived from their Russian descriptions and patterns."""

from __future__ import annotations

import re
from typing import Any

_TITLE_END = re.compile(r": |;|,? \(?например ")
_QUOTED = re.compile(r"«([^«»]*(?:«[^«»]*»[^«»]*)*)»")
_FOR_INSTANCE = re.compile(r"например ([^\s;,)«»]+)")

_BY_KIND = {
    "practice": "informatsionnaya-sistema-zhile",
    "region": "tulskaya-oblast",
    "life_situation": "sotsialnoe-obsluzhivanie-na-domu",
    "target_model": "rynok-truda",
    "digest": "2021-w46",
    "problem": "sotsialnoe-obsluzhivanie-na-domu#3",
    "direction": "zdravookhranenie",
    "subcategory": "blagoustroystvo",
}
_DATES = ["2021", "2021-11", "2021-11-15"]
DAY_PATTERN = r"^\d{4}-\d\d-\d\d$"
_DATE_PATTERN = r"^\d{4}(-\d\d(-\d\d)?)?$"
_URL_PATTERN = "^https?://"
_FORMS = {
    DAY_PATTERN: "Нужна полная дата: 2021-11-15.",
    _DATE_PATTERN: "Нужна дата: 2021, 2021-11 или 2021-11-15.",
    _URL_PATTERN: "Нужен адрес целиком: https://…",
}


def title_of(description: str) -> str:
    """The beginning of a description: «Вид: service (услуга), …» → «Вид». Empty if it is not Russian."""
    head = _TITLE_END.split(description, maxsplit=1)[0].strip()
    return head if re.match(r"«?[А-ЯЁ]", head) else ""


def form_of(node: dict[str, Any]) -> str:
    """The message that a text editor shows when a value does not match the pattern; may be empty."""
    if node.get("x-kind") == "problem":
        return "Нужны жизненная ситуация и номер проблемы: zhiznennaya-situatsiya#3."
    if "x-kind" in node:
        return "Нужен идентификатор: строчные латинские буквы, цифры и дефис."
    return _FORMS.get(node.get("pattern", ""), "")


def examples_of(node: dict[str, Any], description: str) -> list[Any]:
    """Example values of a field: by its kind or format, else those quoted in its description."""
    if "items" in node:
        found = examples_of(node["items"], description)
        return [found] if found else []
    kinds = {node.get("x-kind")} | {option.get("x-kind") for option in node.get("anyOf", [])}
    if example := next((_BY_KIND[kind] for kind in kinds if kind in _BY_KIND), None):
        return [example]
    if any(option.get("pattern") == _DATE_PATTERN for option in (node, *node.get("anyOf", []))):
        return list(_DATES)
    if node.get("format") == "date":
        return ["2021-11-15"]
    if node.get("pattern") == _URL_PATTERN:
        return ["https://smarteka.example/dokument"]
    if node.get("type") not in ("string", ["string", "null"]):
        return []
    pattern = node.get("pattern", "")
    quoted = (*_QUOTED.findall(description), *_FOR_INSTANCE.findall(description))
    return [word for word in quoted if word.strip("…. ") and re.search(pattern, word)]
