"""What a person did when YAML cannot be read: the place to mend, and the text to write there."""

from __future__ import annotations

import pytest
from builders import assert_explained

from generator.loading.yaml_reader import read

PATH = "practices/2021/apteka.yml"

# text → (line, column), what the hint ends with
CAUSES = {
    "colon in a text": ("title: Дом: второй этап\nkind: service\n", (1, 11), "title: 'Дом: второй этап'"),
    "colon and apostrophe": ("title: Д'Артаньян: школа\n", (1, 18), "title: 'Д''Артаньян: школа'"),
    "colon in a text in a list": ("helps_with:\n  - why: Торги: долго\n", (2, 15), "why: 'Торги: долго'"),
    "no blank": ("kind:service\nstage: pilot\n", (1, 1), "kind: service"),
    "no blank in a list": ("sources:\n  - title:Отчёт\n    date: 2021\n", (2, 3), "- title: Отчёт"),
    "no-break space": ("id: a\nkind:\xa0service\nstage: pilot\n", (2, 1), "kind: service"),
    "no colon": ("id: a\nkind service\nstage: pilot\n", (2, 1), "kind: service"),
    "equals": ("id: a\nkind = service\nstage: pilot\n", (2, 1), "kind: service"),
    "semicolon": ("id: a\nkind; service\nstage: pilot\n", (2, 1), "kind: service"),
    "field moved to the right": ("id: a\n kind: service\n", (2, 2), "с того же столбца, что и поля рядом"),
    "text not indented": ("solution: |\nЦентр держит запас\nkind: service\n", (2, 1), "новое поле – с имени и двоеточия"),
    "bullet at the border": ("steps:\n• Купить\nkind: service\n", (2, 1), "«- »"),
    "number at the border": ("steps:\n1. Купить\nkind: service\n", (2, 1), "«- »"),
    "field of a list closed by #": ("id: a\n# results:\n  - title: дней\n", (3, 3), "сотрите «# » перед «results:»"),
    "item out of its column": ("solution: |\n  Даём:\n- раз\n", (3, 1), "строку текста – под остальной текст"),
    "field of an item out of its column": ("a:\n  - b: 1\n   c: 2\n", (3, 4), "на два правее дефиса"),
    "text behind brackets": ("title: [Проект] Прокат\n", (1, 17), "title: '[Проект] Прокат'"),
    "text behind quotes": ('title: "Дом" на углу\n', (1, 14), "title: '\"Дом\" на углу'"),
    "quotes in quotes": ('title: "Дом "Угол" тут"\n', (1, 14), "title: 'Дом \"Угол\" тут'"),
    "quote closed lines below": ('title: "Дом\nsummary: "Кто\n', (1, 8), "закройте её в своей строке"),
    "list in the line of its field": ("title: - Дом\n", (1, 8), "если список, начните его с новой строки"),
    "sign of YAML first": ("title: @dom\n", (1, 8), "title: '@dom'"),
    "emphasis first": ("title: **Дом** тут\n", (1, 9), "title: '**Дом** тут'"),
    "no blank behind the dash": ("sources:\n  -title: Отчёт\n    date: 2021\n", (2, 3), "«- »"),
    "indent of no-break spaces": ("sources:\n  - title: Отчёт\n\xa0\xa0\xa0\xa0date: 2021\n    place: 1\n", (3, 5), "по два на уровень"),
    "underlined heading": ("solution: |\n  Дом\n=======\nkind: law\n", (3, 1), "новое поле – с имени и двоеточия"),
    "marks of a merge": ("id: a\n<<<<<<< HEAD\nkind: law\n=======\nkind: event\n>>>>>>> main\n", (2, 1), "======= и >>>>>>> сотрите"),
}


@pytest.mark.parametrize(("text", "place", "end"), CAUSES.values(), ids=CAUSES.keys())
def test_one_remark_at_the_place_to_mend_with_what_to_write(text: str, place: tuple[int, int], end: str) -> None:
    found = read(text, PATH).diagnostics
    assert [(d.code, (d.location.line, d.location.column)) for d in found] == [("yaml-syntax", place)]
    assert found[0].hint.endswith(end), found[0].hint
    assert_explained(found)


@pytest.mark.parametrize("name", ["colon in a text", "colon and apostrophe", "text behind brackets", "quotes in quotes", "sign of YAML first", "emphasis first", "no blank", "equals"])
def test_the_line_of_the_hint_can_be_read(name: str) -> None:
    """What the hint says, put in the place of the line, mends the file."""
    text, (line, _), _ = CAUSES[name]
    lines = text.split("\n")
    lines[line - 1] = read(text, PATH).diagnostics[0].hint.partition(": ")[2]
    mended = read("\n".join(lines), PATH)
    assert mended.diagnostics == []
    assert mended.mapping is not None
    assert set(mended.mapping) <= {"id", "title", "kind", "stage"}
