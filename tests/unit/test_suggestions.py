"""What somebody meant who named a record almost right, and why a system refused."""

from __future__ import annotations

import errno

import pytest
from builders import base, faults, practice_text, region, situation, taxonomy

from generator.knowledge.suggestions import suggest, with_suggestions
from generator.wording.system_errors import system_reason

FILES = (
    region("tulskaya-oblast", "title: Тульская область\nother_names: [Тула]")
    | region("yamalo-nenetskiy-ao", "title: Ямало-Ненецкий автономный округ\nother_names: [ЯНАО]", iso="RU-YAN", tile=2)
    | situation("pervyy-rebenok", "title: Получить пособие на первого ребёнка\nshort_title: Первый ребёнок")
    | taxonomy("directions:\n  - {id: zashchita, title: Социальная защита, family: nsi}\nsubcategories:\n  - {id: demografiya, title: Развитие демографии}")
)


@pytest.mark.parametrize(
    ("kind", "word", "meant"),
    [
        ("region", "tulskaya", "tulskaya-oblast"),
        ("region", "Тульская", "tulskaya-oblast"),
        ("region", "тула", "tulskaya-oblast"),
        ("region", "ЯНАО", "yamalo-nenetskiy-ao"),
        ("life_situation", "первый ребенок", "pervyy-rebenok"),
        ("region", "yanao", "yamalo-nenetskiy-ao"),
        ("region", "RU-YAN", "yamalo-nenetskiy-ao"),
        ("direction", "Социальная защита", "zashchita"),
        ("subcategory", "Развитие демографии", "demografiya"),
        ("region", "Заполярье", None),
        ("region", "Ялта", None),
        ("region", "RU-YAM", None),
        ("life_situation", "тула", None),
    ],
)
def test_a_record_is_suggested_by_id_or_name(kind: str, word: str, meant: str | None) -> None:
    assert suggest(base(FILES), kind, word) == meant


@pytest.mark.parametrize(
    ("extra", "hint"),
    [
        ("regions: [Тула]", "здесь пишут идентификатор: возможно, «tulskaya-oblast»"),
        ("regions: [tulskaya oblast]", "здесь пишут идентификатор: возможно, «tulskaya-oblast»"),
        ("regions: [tulskaya-oblast yamalo-nenetskiy-ao]", "между идентификаторами нужна запятая: tulskaya-oblast, yamalo-nenetskiy-ao"),
        ("direction: Социальная защита", "здесь пишут идентификатор: возможно, «zashchita»"),
        ("life_situations: [Пенсия]", "здесь пишут идентификатор: можно: pervyy-rebenok"),
        ("id: Тула", "напишите id: apteka, как имя файла"),
    ],
)
def test_a_record_named_instead_of_by_its_id_is_told_its_id(extra: str, hint: str) -> None:
    (only,) = with_suggestions(faults(practice_text(extra)), base(FILES))
    assert (only.code, only.hint) == ("bad-id", hint)


def test_reasons_are_russian() -> None:
    assert system_reason(PermissionError(errno.EACCES, "Permission denied")) == "нет прав"
    assert system_reason(OSError(errno.EIO, "Input/output error")) == "система сообщает: Input/output error"
    assert system_reason(OSError("сломалось")) == "система сообщает: сломалось"
