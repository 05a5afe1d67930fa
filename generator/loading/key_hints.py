"""Hints for unknown field names: which field was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.wording.alphabets import as_latin
from generator.wording.nearest import nearest

from .as_given import latin_advice, odd_blanks
from .fields import inner_model, model_at
from .yaml_signs import Path

_MOST = 100  # unknown names looked at; no record has as many fields


def meant_key(key: str, owner: type[BaseModel] | None) -> str | None:
    """The field meant by a name with a typo, with Cyrillic letters, or by a Russian name; None if unclear."""
    if owner is None:
        return None
    known = list(owner.model_fields)
    for name in (key.strip(), as_latin(key.strip())):
        if name in known:
            return name
    return nearest(key.strip(), known) or _by_description(key, owner)


def _by_description(key: str, owner: type[BaseModel]) -> str | None:
    """The field whose description begins with the name: «Название», «вид», «Регион»."""
    wanted = key.strip().casefold().replace("ё", "е")
    if len(wanted) < 3:
        return None
    for name, info in owner.model_fields.items():
        if (info.description or "").casefold().replace("ё", "е").startswith(wanted):
            return name
    return None


@cache
def _parts(model: type[BaseModel]) -> dict[str, frozenset[str]]:
    """Name of a field with a nested model → names of the nested fields."""
    return {name: frozenset(part.model_fields) for name, info in model.model_fields.items() if (part := inner_model(info.annotation))}


def key_hint(where: Path, model: type[BaseModel], owner: type[BaseModel] | None) -> str:
    """The hint for a field that ``owner``, a part of ``model``, does not have."""
    key, known = str(where[-1]), list(owner.model_fields) if owner else []
    if key.strip() in known:
        return f"{odd_blanks(key)}; отступы – обычные пробелы"
    if (twin := as_latin(key)) != key and twin in known:
        return latin_advice(key, twin)
    if len(where) > 1 and key in model.model_fields:
        return "такое поле есть у самой записи, а не внутри: уберите отступ"
    inside = [name for name, names in _parts(model).items() if key in names]
    guess = meant_key(key, owner)
    if len(where) == 1 and len(inside) == 1 and (guess is None or not guess.startswith(key)):
        return f"такое поле есть внутри «{inside[0]}»: сдвиньте его вправо, под остальные поля «{inside[0]}»"
    return f"возможно, «{guess}»" if guess else f"можно: {', '.join(known)}"


def meant_keys(faults: Iterable[ErrorDetails], model: type[BaseModel]) -> set[Path]:
    """Missing fields that are present under a misspelt name: reported once, as the unknown name."""
    faults = list(faults)
    missing = {fault["loc"] for fault in faults if fault["type"] == "missing"}
    strange = [fault["loc"] for fault in faults if fault["type"] == "extra_forbidden"][:_MOST]
    meant = {(*where[:-1], meant_key(str(where[-1]), model_at(model, where[:-1])) or "") for where in strange} if missing else set()
    return missing & meant
