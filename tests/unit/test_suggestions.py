"""What somebody meant who named a record almost right, and why a system refused."""

from __future__ import annotations

import errno

import pytest
from builders import base, region, situation

from generator.knowledge.suggestions import suggest
from generator.wording.system_errors import system_reason

FILES = (
    region("tulskaya-oblast", "title: Тульская область\nother_names: [Тула]")
    | region("yamalo-nenetskiy-ao", "title: Ямало-Ненецкий автономный округ\nother_names: [ЯНАО]", iso="RU-YAN", tile=2)
    | situation("pervyy-rebenok", "title: Получить пособие на первого ребёнка\nshort_title: Первый ребёнок")
)


@pytest.mark.parametrize(
    ("kind", "word", "meant"),
    [
        ("region", "tulskaya", "tulskaya-oblast"),
        ("region", "Тульская", "tulskaya-oblast"),
        ("region", "тула", "tulskaya-oblast"),
        ("region", "ЯНАО", "yamalo-nenetskiy-ao"),
        ("life_situation", "первый ребенок", "pervyy-rebenok"),
        ("region", "Заполярье", None),
        ("life_situation", "тула", None),
    ],
)
def test_a_record_is_suggested_by_id_or_name(kind: str, word: str, meant: str | None) -> None:
    assert suggest(base(FILES), kind, word) == meant


def test_reasons_are_russian() -> None:
    assert system_reason(PermissionError(errno.EACCES, "Permission denied")) == "нет прав"
    assert system_reason(OSError(errno.EIO, "Input/output error")) == "система сообщает: Input/output error"
    assert system_reason(OSError("сломалось")) == "система сообщает: сломалось"
