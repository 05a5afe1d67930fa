"""The form of appendix 2: what stands in which cell, in Word and in Excel alike."""

from __future__ import annotations

from datetime import date, datetime

from form_files import excel_cells, excel_merged, shown, word_rows

from generator.analysis.form import Form
from generator.analysis.roadmap_form import COLUMNS, blank_form, form, names_of, table
from generator.exports.form_word import write_word
from generator.exports.roadmap.excel import write_excel
from generator.exports.roadmap.formats import roadmap_csv
from generator.model.roadmap import Roadmap
from generator.pipeline import Checked
from generator.wording.roadmaps import FORM, TABLE


def filled(checked: Checked) -> tuple[Roadmap, Form]:
    roadmap = checked.base.all(Roadmap)[0]
    return roadmap, form(roadmap, names_of(checked.base, roadmap))


def texts(found: Form) -> list[list[str]]:
    return [[cell.text for cell in row] for rows in found.tables for row in rows]


def test_the_form_is_that_of_appendix_2(sample_checked: Checked) -> None:
    _, found = filled(sample_checked)
    assert [line.text for line in found.lines] == [
        "УТВЕРЖДЕНА", "Выдуманный проектный офис, январь\u00a02022, Протокол 1", FORM["title"], "Регион: Озёрная область",
        "Дорожная карта Озёрной области по лекарствам",
    ]
    rows = texts(found)
    assert rows[0] == ["ЖИЗНЕННАЯ СИТУАЦИЯ", "Получение лекарства по рецепту в деревне"]
    assert rows[2] == ["Довольны получением, % (цель к 2022 году)", "50", "60"]
    assert rows[4] == ["Своя команда, есть или нет", "", ""]
    assert rows[7] == ["Решение/мера 1. Автобусы", "Далеко до аптеки", "Автобус с лекарствами (Озёрная область)"]
    assert rows[8] == [FORM[name] for name in ("activity", "result", "materials", "start", "end", "responsible")]
    assert rows[9] == ["1.1. Купить автобус", "Автобус", "", "01.10.2021", "01.12.2021", "Минздрав"]
    assert rows[10] == ["1.2. Составить маршрут", "", "Карта посёлков; Расписание аптек", "01.11.2021", "29.12.2021", "Минздрав, МФЦ"]
    assert rows[-1] == ["Решение/мера 2. Звонки", "", ""]
    assert all(sum(cell.span for cell in row) == COLUMNS for rows in found.tables for row in rows)
    assert found.tables[1][4][3].day == date(2021, 10, 1)


def test_word_and_excel_hold_the_form_cell_by_cell(sample_checked: Checked) -> None:
    roadmap, found = filled(sample_checked)
    lines, rows = word_rows(write_word(found, roadmap.title))
    assert lines == [line.text for line in found.lines]
    assert rows == texts(found)
    data = write_excel(found, roadmap.title)
    cells = excel_cells(data)
    said = [text for text in [*(line.text for line in found.lines), *(t for row in texts(found) for t in row)] if text]
    assert [shown(value) for value in cells.values()] == said
    assert cells["C9"] == 50 and cells["D17"] == datetime(2021, 10, 1)  # values, not texts
    assert {"A7:B7", "C7:F7", "A13:F13"} <= excel_merged(data)


def test_the_same_form_gives_the_same_bytes(sample_checked: Checked) -> None:
    roadmap, found = filled(sample_checked)
    assert write_word(found, roadmap.title) == write_word(found, roadmap.title)
    assert write_excel(found, roadmap.title) == write_excel(found, roadmap.title)


def test_the_empty_form_has_room_and_lines_to_sign() -> None:
    found = blank_form()
    assert [line.text for line in found.lines][:3] == [FORM["approved"], FORM["head"], FORM["agency"]]
    rows = texts(found)
    assert [row[0] for row in rows[2:5]] == ["КПЭ 1", "КПЭ 2", "КПЭ …N"]
    assert [row[0] for row in rows[7:12]] == ["Решение/мера 1", FORM["activity"], "Мероприятие 1", "Мероприятие 2", "Мероприятие …N"]
    assert word_rows(write_word(found, ""))[1] == rows


def test_the_flat_table_has_a_row_for_everything(sample_checked: Checked) -> None:
    roadmap, _ = filled(sample_checked)
    names = names_of(sample_checked.base, roadmap)
    rows = table(roadmap, names)
    assert rows[0] == list(TABLE)
    assert {len(row) for row in rows} == {len(TABLE)}
    assert [row[:2] for row in rows[1:]] == [
        ["показатель", "1"], ["показатель", "2"], ["показатель", "3"], ["решение", "1"], *(["мероприятие", f"1.{n}"] for n in range(1, 6)),
        ["решение", "2"],
    ]
    spoilt = roadmap.model_copy(update={"measures": (roadmap.measures[1].model_copy(update={"title": '=1+"1"'}),)})
    assert '"\'=1+""1"""' in roadmap_csv(spoilt, names).decode("utf-8-sig")
