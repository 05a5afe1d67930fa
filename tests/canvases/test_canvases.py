"""Templates of the methodology: their definition, sheets, Word files, rules; and what the examples claim."""

from __future__ import annotations

import io
import re

import docx
import pytest
from canvas_samples import canvas
from publishing import Published
from pydantic import BaseModel

from generator.analysis.canvas_form import blank_form, canvas_form
from generator.exports.form_word import write_word
from generator.model.canvas import Blocks, Canvas, CanvasStage, ContactColumn, foreign_parts
from generator.model.design_template import TEMPLATES, DesignTemplate
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.pipeline import Checked
from generator.rendering.views.sheet import sheet
from generator.wording.russian import UNKNOWN

PARTS: dict[str, type[BaseModel]] = {"stages": CanvasStage, "contacts": ContactColumn, "": Blocks}


def cells(data: bytes) -> list[list[str]]:
    """Texts of the one table of a Word file; a merged cell counts once."""
    (table,) = docx.Document(io.BytesIO(data)).tables
    return [[next(c for c in row.cells if c._tc is tc).text for tc in dict.fromkeys(c._tc for c in row.cells)] for row in table.rows]


def test_the_appendices_of_the_methodology() -> None:
    assert [t.appendix for t in TEMPLATES] == [3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.name)
def test_a_template_has_a_field_for_each_row_and_an_empty_sheet(template: DesignTemplate) -> None:
    assert {row.name for row in template.rows} <= set(PARTS[template.columns].model_fields)
    assert set(template.head) <= set(Canvas.model_fields)
    assert {n for names in template.layout for n in names} - {"head"} == (set() if template.columns else {row.name for row in template.rows})
    form = blank_form(template)
    data = write_word(form, template.title)
    assert cells(data) == [[cell.text for cell in row] for row in form.tables[0]]
    assert {sum(cell.span for cell in row) for row in form.tables[0]} == {len(form.widths)}
    (table,) = docx.Document(io.BytesIO(data)).tables
    tall = [row.height is not None for row in table.rows]
    assert any(tall) == bool(form.space)
    assert not [row for row, waits in zip(form.tables[0], tall, strict=True) if waits and all(cell.text for cell in row)]  # nothing to write there
    page = docx.Document(io.BytesIO(data)).sections[0]
    assert page.page_width is not None and page.page_height is not None and page.page_width > page.page_height
    assert 9 <= (page.page_width - sum(form.widths) * 635) / 36_000 <= 45  # margins, mm


def test_a_filled_sheet_says_what_the_record_says(sample_checked: Checked) -> None:
    base = sample_checked.base
    (record,) = base.all(Canvas)
    form = canvas_form(base, record)
    assert [line.text for line in form.lines] == [
        "Путь за лекарством в Озёрной области", "Карта пути потребителя", "Пример: заполнен по записям базы, а не по исследованию.",
        "Жизненная ситуация: Лекарство по рецепту", "Регион: Озёрная область",
        "Чей путь и какой сценарий: Пенсионерка из дальней деревни", "Какой процесс описан: как сейчас", "Дата: октябрь\u00a02021",
    ]
    data = write_word(form, record.title)
    assert data == write_word(form, record.title)
    rows = cells(data)
    assert rows[0] == ["", "До услуги", "Во время услуги", "После услуги"]
    assert rows[2] == ["Время", "", "2 дня", ""]
    assert rows[6] == ["Эмоциональные реакции", "ровно\nНадеется", "плохо", UNKNOWN]
    view = sheet(TEMPLATES[2], form)
    assert [(c.tag, c.label) for c in view.rows[2]] == [("th", ""), ("td", "Узнать"), ("td", "Ехать"), ("td", "Вернуться")]
    assert [row.curve for row in view.rows if row.curve] == [((50, 30, "even"), (150, 50, "bad"))]


@pytest.mark.parametrize(
    ("extra", "found"),
    [
        ({"template": "persona", "age": 5}, [("age",)]),
        ({"template": "persona", "stages": [{"phase": "before", "title": "Этап"}]}, [("stages",)]),
        ({"template": "persona", "blocks": {"pains": "Да", "fears": "Нет"}}, [("blocks", "fears")]),
        ({"template": "blueprint", "stages": [{"phase": "before", "title": "Этап", "mood": "bad", "quotes": "Ах"}]}, [("stages", 0, "quotes")]),
        ({"template": "touchpoints", "contacts": [{"phase": "before", "format": "online", "own": "Сайт"}]}, []),
    ],
)
def test_what_has_no_place_on_the_sheet(extra: dict[str, object], found: list[tuple[str | int, ...]]) -> None:
    values = {"id": "a", "title": "А", "life_situation": "b", "sources": [{"title": "С"}], **extra}
    assert list(foreign_parts(canvas(values))) == found


def test_examples_claim_no_figure_that_their_records_do_not_have(real_checked: Checked) -> None:
    """Every number and every quoted name in a cell stands in the records that the example is made from."""
    base = real_checked.base
    examples = [c for c in base.all(Canvas) if c.example]
    assert {c.template for c in examples} == {t.name for t in TEMPLATES}
    for example in examples:
        situation = base.get(LifeSituation, example.life_situation)
        assert situation is not None
        records = [situation, *(base.get(Practice, id) for id in example.practices)]
        known = " ".join(r.model_dump_json() for r in records if r).lower()
        parts = [*example.stages, *example.contacts, *([example.blocks] if example.blocks else [])]
        texts = [text for part in parts for name, text in part if text and name not in ("phase", "format", "mood")]
        for text in texts:
            problems = {int(n) for n in re.findall(r"проблем[аы] (\d+)", text)}
            assert problems <= {p.number for p in situation.problems}, (example.id, text)
            claimed = re.sub(r"проблем[аы] \d+", "", text)
            missing = [n for n in re.findall(r"[\dA-Z][\dA-Za-zА-Я,/-]*", claimed) if n.strip(",").lower() not in known and n.strip(",").replace(",", ".") not in known]
            assert missing == [], (example.id, text)
            for name in re.findall(r"\b[А-ЯЁ]{2,}\b", claimed):
                assert name.lower() in known, (example.id, name)


def test_the_date_of_no_example_is_made_up(real_checked: Checked) -> None:
    assert [c.id for c in real_checked.base.all(Canvas) if c.example and (c.date or c.institution or c.region)] == []


@pytest.mark.site
def test_without_scripts_a_page_offers_the_empty_sheet(published: Published) -> None:
    html = published.page("templates/persona/").read_text("utf-8")
    assert "<noscript>" in html and '<div data-cv-tool hidden>' in html
    assert 'href="../../templates/persona/persona.docx" download' in html and (published.site / "templates/persona/persona.docx").is_file()
    assert all(row.title in html.partition("data-cv-preview>")[2].partition("<script")[0] for row in TEMPLATES[5].rows)
