"""``smarteka import``: the group. A new kind of document is a module here and a line below."""

from __future__ import annotations

from .lazy_group import lazy_group

# name → (module, one-line help)
IMPORTS = {
    "digest": ("import_digest", "Выпуск «Мониторинга региональных практик»: .docx, .pdf или .txt."),
    "report": ("import_report", "Отчёт о внедрении РСС: таблица .docx, .xlsx или .txt."),
    "survey": ("import_survey", "Опрос: ответы, NPS и замеры из .csv."),
}

command = lazy_group(
    "import", IMPORTS, "Принять документ: из Word, PDF или текста сделать черновики записей.",
    what="ВИД", singular="такого вида документа", heading="Виды документов",
)
