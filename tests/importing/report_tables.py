"""An invented report with rows of every kind, as text, Word and Excel; nothing in it is real."""

from __future__ import annotations

import io

TITLE = "Отчёт по исполнению Плана внедрения Регионального социального стандарта в Озёрной области в 2024 - 2025 годы"
HEAD = ["№ п/п", "Наименование мероприятия", "Ответственный", "Сроки исполнения", "Исполнение", "Выполнено/Не выполнено/Частично выполнено"]

# A heading is one cell; an item is six. Lines of a cell are parted by line breaks.
ROWS: list[list[str]] = [
    ["1. Здоровье"],
    ["1.1.", "Запустить автобус с лекарствами", "Минздрав, МФЦ", "до 1 июля 2024 г.", "Минздрав:\nАвтобус ходит по 10 маршрутам с 15 мая 2024 года.", "Выполнено"],
    ["1.2", "Открыть аптеку", "Минздрав. Минсоц", "1 кв. 2024 г.", "Планируется в 2025 году.", "Выполнено"],
    ["1.3", "Поднять удовлетворённость", "Минздрав", "постоянно, ежегодно отчет\nдо 25 декабря", "При плане 80 % достигнуто 71,5 %.", "Выполнено\nВыполнено"],
    ["2. Соседи и помощь"],
    ["2.1 2.3", "Обзвонить одиноких", "Министерство связи, энергетики и заботы Озёрной области, волонтёры", "2025 г.", "Х", "Х"],
    ["2.4", "Учить волонтёров:\n- дома;\n- в школе", "Минсоц", "не реже, чем\nдва раза в год", "Осуществляется постоянно.", "Не выполнен"],
    ["2.5", "Собирать отзывы", "Минсоц", "по мере необходимости", "Собрано 300 отзывов, утверждён протокол № 4 от 03.12.2024.", ""],
    ["2.6", "Рассказать о службе", "Минсоц", "с 1 марта по 17 марта 2024 г.", "Не рассказано", "сложно сказать"],
    ["2.7", "Отчитаться", "Минсоц", "отчет до 1 августа, 25 декабря", "Отчёты сданы 1 августа 2024 года.", "Частично выполнено"],
]


def as_text(rows: list[list[str]] | None = None) -> bytes:
    """As copying from Word leaves it: a cell begins with a tab."""
    table = [HEAD, *(ROWS if rows is None else rows)]
    return f"{TITLE}\n\n{chr(10).join(''.join(f'{chr(9)}{cell}{chr(10)}' for cell in row) for row in table)}".encode()


def as_word(rows: list[list[str]] | None = None) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=6)
    for row in [HEAD, [str(i) for i in range(1, 7)], *(ROWS if rows is None else rows)]:
        cells = table.add_row().cells
        if len(row) == 1:
            cells[0].merge(cells[5])
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_sheet(rows: list[list[object]] | None = None, head: list[str] = HEAD) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    for row in [head, *(ROWS if rows is None else rows)]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
