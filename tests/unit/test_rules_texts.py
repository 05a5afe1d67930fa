"""Markup in texts of records. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

import pytest
from builders import assert_explained, found, place, places, practice, report, report_items, taxonomy

from generator.knowledge.rules import texts
from generator.model.diagnostic import Severity

APTEKA = "practices/2021/apteka.yml"
OTCHET = "regions/tulskaya-oblast/reports/otchet.yml"


@pytest.mark.parametrize(
    "text",
    [
        "до <b>10</b> дней",
        "строка<br>строка",
        "строка<br/>строка",
        "</p>",
        "<a href='https://example.ru'>ссылка</a>",
        "<script>alert(1)</script>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<!-- скрыто -->",
        "<SCRIPT SRC=//example.ru>",
    ],
)
def test_html_in_a_text_is_a_warning(text: str) -> None:
    files = practice("apteka", f'steps:\n  - Хорошо\n  - "{text}"')
    (only,) = found(texts.texts_hold_no_html, files)
    assert (only.code, only.severity) == ("html-in-text", Severity.WARNING)
    tag = texts._TAG.search(text)
    assert tag
    assert only.location == place(files, APTEKA, tag.group())
    assert_explained([only])


@pytest.mark.parametrize(
    "text",
    [
        "менее < 10 дней, более > 5",
        "<10 дней>",
        "5 <6> 7",
        "<https://example.ru>",
        "<info@example.ru>",
        "{{ x }} {% y %} ${z}",
        "**жирный** [ссылка](https://example.ru) `код`",
        "a < b",
        "<срок>",
        "&lt;b&gt;",
    ],
)
def test_a_text_without_html(text: str) -> None:
    assert found(texts.texts_hold_no_html, practice("apteka", f'solution: "{text}"')) == []


def test_html_is_found_in_any_text_of_any_record() -> None:
    row = "number: '1.1', title: А, execution: [{text: Хорошо}, {text: <b>да</b>}]"
    files = report("otchet", report_items(row)) | taxonomy("notes:\n  - {kind: remark, text: да<hr>}")
    assert places(found(texts.texts_hold_no_html, files)) == [
        ("html-in-text", place(files, "practices/taxonomy.yml", "<hr>")),
        ("html-in-text", place(files, OTCHET, "<b>")),
    ]


def test_a_line_is_plain_text_and_needs_no_markup_instead() -> None:
    (html,) = found(texts.texts_hold_no_html, practice("apteka", "organisation: <b>Минздрав</b>"))
    assert "Markdown" not in html.hint


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[сайт](https://mos.ru@example.ru/)", "останется текстом"),
        ("<https://mos.ru@example.ru/>", "останется текстом"),
        ("[сайт](https:example.ru)", "останется текстом"),
        ("[https://mos.ru/zayavka](https://example.ru/)", "написано «https://mos.ru/zayavka», а ведёт она на «example.ru»"),
        ("[www.mos.ru](https://mos.ru.example.ru/)", "написано «www.mos.ru», а ведёт она на «mos.ru.example.ru»"),
        ("[mos.ru](https://xn--ms-fmc.ru/)", "а ведёт она на «xn--ms-fmc.ru»"),  # with a Cyrillic о
        ("[mos.ru](https://mosд.ru/)", "а ведёт она на «xn--mos-pdd.ru»"),
        ("[госуслуги.рф](https://услуги.рф/)", "а ведёт она на «услуги.рф»"),
    ],
)
def test_a_link_that_misleads_is_a_warning(text: str, said: str) -> None:
    files = practice("apteka", f"solution: 'Смотрите {text}'")
    (only,) = found(texts.links_lead_where_they_say, files)
    assert (only.code, only.severity, only.location) == ("misleading-link", Severity.WARNING, place(files, APTEKA, text.rstrip(")")))
    assert said in only.message
    assert_explained([only])


@pytest.mark.parametrize(
    "text",
    [
        "[сайт](https://example.ru/a?b=@c)", "[mos.ru](https://www.mos.ru/a)", "[https://www.mos.ru](http://mos.ru:80/)", "[mos.ru](https://my.mos.ru)",
        "[госуслуги.рф](https://госуслуги.рф)", "[госуслуги.рф](https://xn--c1aapkosapc.xn--p1ai)", "[отчёт.docx](https://example.ru)", "[почта](mailto:a@example.ru)",
        "[практика](../apteka/)", "[пункт](#punkt)", "<https://example.ru>", "[в скобках] (и ещё)", "[mos.ru](../apteka/)",
    ],
)
def test_a_link_that_says_where_it_leads(text: str) -> None:
    assert found(texts.links_lead_where_they_say, practice("apteka", f"solution: '{text}'")) == []


def test_a_link_written_with_escapes_is_looked_at_as_well() -> None:
    (only,) = found(texts.links_lead_where_they_say, practice("apteka", r'solution: "[mos.ru\x5D(https://example.ru/)"'))
    assert only.code == "misleading-link"
