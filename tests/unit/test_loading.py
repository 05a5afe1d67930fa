"""A text → a record: every problem at its place, in Russian, and none hidden by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import (
    REGISTRY,
    Spot,
    assert_explained,
    event,
    faults,
    loaded,
    practice,
    practice_text,
    record_type,
    region,
    spots,
    spots_of,
    survey,
    text_of,
    write,
)
from full_records import FULL
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError
from test_yaml_reader import TEXTS, mutated_records
from trying import tries

from generator.loading.fields import model_at
from generator.loading.records import load, load_text
from generator.loading.yaml_reader import read
from generator.model.diagnostic import Location, Severity, error
from generator.model.practice import Practice
from generator.model.registry import RecordType
from generator.wording.nearest import nearest

PATH = "practices/2021/apteka.yml"


def hint_of(extra: str) -> str:
    (only,) = faults(practice_text(extra))
    return only.hint


# --- good records -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FULL)
def test_a_full_record_of_each_type_loads(path: str) -> None:
    item = loaded(path, FULL[path])
    assert item.record.id == Path(path).stem
    assert item.path == path
    assert item.type is record_type(path)


def test_values_arrive_as_the_model_says() -> None:
    record = loaded(PATH, FULL[PATH]).record
    assert isinstance(record, Practice)
    assert record.check_on == date(2022, 11, 15)
    assert record.stage_date == "2021-11"
    assert record.timeline[0].date == "2020"
    assert record.results[1].after == Decimal("43.0")
    assert record.solution == "Автобус-аптека {{ не шаблон }}"
    assert record.problem == "Далеко до аптеки 💊\n\n- нет автобуса"


def test_locations_of_a_loaded_record() -> None:
    text = practice_text("question: Как?\nregions:\n  - tula\n  - kaluga")
    item = loaded(PATH, text)
    line = text[: text.index("question")].count("\n") + 1
    assert item.location("question") == Location(PATH, line, 11)
    assert item.location("regions", 1) == Location(PATH, line + 3, 5)
    assert item.location("regions", 7) == Location(PATH, line + 2, 3)
    assert item.location("absent", 1, "field") == Location(PATH, 1, 1)


def test_html_and_templates_are_text_like_any_other() -> None:
    text = practice_text('title: "{{ 7 * 7 }} <script>alert(1)</script>"\nsolution: "{% include x %} ${y} #{z}"')
    record = loaded(PATH, text).record
    assert isinstance(record, Practice)
    assert record.title == "{{ 7 * 7 }} <script>alert(1)</script>"
    assert record.solution == "{% include x %} ${y} #{z}"


# --- fields -------------------------------------------------------------------------------------

FIELDS: dict[str, tuple[str, list[Spot]]] = {
    "unknown key": ("regoins: [tula]", [("unknown-key", 1, 1)]),
    "unknown key inside": ("resources:\n  costs: 5 рублей", [("unknown-key", 2, 3)]),
    "unknown key in a list": (
        "results:\n  - {title: Дорога, value: 1}\n  - title: Дорога\n    valeu: 1",
        [("unknown-key", 4, 5)],
    ),
    "merge key": ("<<: {question: Как?}", [("unknown-key", 1, 1)]),
    "number as key": ("1: а", [("unknown-key", 1, 1)]),
    "null as key": ("~: а", [("unknown-key", 1, 1)]),
    "empty key": ("'': а", [("unknown-key", 1, 1)]),
    "duplicate key": ("question: Как?\nquestion: Зачем?", [("duplicate-key", 2, 1)]),
    "missing inside": ("helps_with:\n  - problem: situaciya#1", [("missing-key", 2, 5)]),
    "missing inside a mapping": ("contact:\n  email: a@example.ru", [("missing-key", 1, 1)]),
    "number for text": ("question: 5", [("wrong-type", 1, 11)]),
    "decimal for text": ("question: 5.50", [("wrong-type", 1, 11)]),
    "true for text": ("question: true", [("wrong-type", 1, 11)]),
    "list for text": ("question: [Как?]", [("wrong-type", 1, 11)]),
    "mapping for text": ("question: {как: так}", [("wrong-type", 1, 11)]),
    "template for text": ("question: {{ x }}", [("bad-key", 1, 12)]),
    "null for text": ("solution:", [("wrong-type", 1, 10)]),
    "null for a word": ("kind: ~", [("wrong-type", 1, 7)]),
    "null for a list": ("regions:", [("wrong-type", 1, 9)]),
    "null in a list": ("regions:\n  - tula\n  -", [("wrong-type", 3, 4)]),
    "null for fields": ("results:\n  - ~", [("wrong-type", 2, 5)]),
    "null for an optional field": ("question:\nresources: ~", []),
    "text for a list": ("regions: tula", [("wrong-type", 1, 10)]),
    "mapping for a list": ("regions: {a: b}", [("wrong-type", 1, 10)]),
    "text for fields": ("resources: дорого", [("wrong-type", 1, 12)]),
    "text for fields in a list": ("results:\n  - Дорога", [("wrong-type", 2, 5)]),
    "text for a number": ("results:\n  - {title: а, value: десять}", [("wrong-type", 2, 23)]),
    "exponent": ("results:\n  - {title: а, value: 1e5}", [("wrong-type", 2, 23)]),
    "no zero before the point": ("results:\n  - {title: а, value: .5}", [("wrong-type", 2, 23)]),
    "underscore in a number": ("results:\n  - {title: а, value: 1_000}", [("wrong-type", 2, 23)]),
    "space in a number": ("results:\n  - {title: а, value: 1 000}", [("wrong-type", 2, 23)]),
    "comma in a number": ("results:\n  - title: а\n    value: 4,5", [("wrong-type", 3, 12)]),
    "infinity": ("results:\n  - {title: а, value: .inf}", [("wrong-type", 2, 23)]),
    "not a number": ("results:\n  - {title: а, value: .nan}", [("wrong-type", 2, 23)]),
    "quoted number": ('results:\n  - {title: а, value: "5"}', [("wrong-type", 2, 23)]),
    "true for a number": ("results:\n  - {title: а, value: true}", [("wrong-type", 2, 23)]),
    "leading zeros for a number": ("results:\n  - {title: а, value: 01000000}", [("wrong-type", 2, 23)]),
    "time for a number": ("results:\n  - {title: а, value: 12:30}", [("wrong-type", 2, 23)]),
    "decimal for a whole number": (
        "results:\n  - {title: а, value: 1, source: 1.5}",
        [("wrong-type", 2, 34)],
    ),
    "word for a whole number": ("story: {name: Анна, age: много, text: Да}", [("wrong-type", 1, 26)]),
    "out of range": ("story: {name: Анна, age: 121, text: Да}", [("out-of-range", 1, 26)]),
    "below the range": ("results:\n  - {title: а, value: 1, source: 0}", [("out-of-range", 2, 34)]),
    "NO for a word": ("kind: NO", [("wrong-word", 1, 7)]),
    "wrong word": ("stage: runing", [("wrong-word", 1, 8)]),
    "word in Russian": ("stage: работает", [("wrong-word", 1, 8)]),
    "number for a word": ("stage: 5", [("wrong-word", 1, 8)]),
    "empty text": ('question: ""', [("empty-value", 1, 11)]),
    "blank text": ('question: " \\t "', [("empty-value", 1, 11)]),
    "too long": (f"question: {'я' * 401}", [("too-long", 1, 11)]),
    "several lines": ("question: |\n  Как?\n  Где?", [("several-lines", 1, 11)]),
    "control character written out": ('question: "Как\\0?"', [("control-character", 1, 11)]),
    "tag": ("question: !!python/object/apply:os.system [id]", [("tag", 1, 11)]),
    "tag on a word": ("question: !!int 5", [("tag", 1, 11)]),
    "alias": ("question: &a Как?\norganisation: *a", [("anchor", 1, 11), ("alias", 2, 15)]),
    "alias in a list": ("regions: [&a tula, *a]", [("anchor", 1, 11), ("alias", 1, 20)]),
    "no items": ("sources: []", [("too-few", 1, 10)]),
    "story with a surname": ("story: {name: Анна Иванова, text: Да}", [("wrong-form", 1, 15)]),
    "mail": ("contact: {organisation: Минздрав, email: минздрав}", [("wrong-form", 1, 42)]),
}


@pytest.mark.parametrize(("extra", "expected"), FIELDS.values(), ids=FIELDS.keys())
def test_a_faulty_field_is_found_at_its_place(extra: str, expected: list[Spot]) -> None:
    assert spots_of(extra) == expected


@pytest.mark.parametrize(
    ("extra", "hint"),
    [
        ("regoins: [tula]", "возможно, «regions»"),
        ("Title: Практика", "возможно, «title»"),
        ("resources:\n  costs: 5 рублей", "возможно, «cost»"),
        ("resources:\n  деньги: 5 рублей", "можно: cost, payer, staff, time_to_launch"),
        ("results:\n  - {title: а, value: 1, periud: год}", "возможно, «period»"),
        ("stage: runing", "возможно, «running»; можно: announced (анонс), pilot (пилот), running (работает), scaled (тиражируется), closed (завершена)"),
        ("stage: работает", "возможно, «running»; можно: announced (анонс), pilot (пилот), running (работает), scaled (тиражируется), closed (завершена)"),
        ("question: 5", 'если это текст, возьмите в кавычки: "5"'),
        ("question: true", 'если это текст, возьмите в кавычки: "true"'),
        ("question: false", 'если это текст, возьмите в кавычки: "false"'),
        ("question: 0.0000001", 'если это текст, возьмите в кавычки: "0.0000001"'),
        ("question: 5.50", 'если это текст, возьмите в кавычки: "5.50"'),
        ("results:\n  - {title: а, value: 1, source: 1.5}", ""),
        ("results:\n  - title: а\n    value: 4,5", "дробную часть отделяют точкой: 4.5"),
        ('results:\n  - {title: а, value: "5"}', "уберите кавычки: 5"),
        (
            "results:\n  - {title: а, value: 01000000}",
            "уберите нули в начале: 1000000",
        ),
        ("results:\n  - {title: а, value: много}", "пишите только число: 1000 или 4.5; единицу и оговорки – в другие поля"),
        ("regions: tula", "впишите в скобках идентификаторы: regions: [tula]"),
        ("regions:", "впишите значение или уберите строку"),
        ("question: ~\nsteps: ~", "впишите значение или уберите строку"),
        ("stage: ~", "поле обязательно. Стадия на дату источника: announced (анонс), pilot (пилот), running (работает), scaled (тиражируется), closed (завершена)"),
        ("helps_with:\n  - problem: situaciya#1", "допишите «why: …». Чем практика помогает с этой проблемой, одной фразой"),
        ("story: {name: Анна Иванова, text: Да}", "Только имя"),
        ("story: {name: Анна, age: 121, text: Да}", "нужно не больше 120"),
    ],
)
def test_hints_say_what_to_write(extra: str, hint: str) -> None:
    assert hint_of(extra) == hint


def test_a_missing_field_is_reported_at_the_top_with_what_it_is_for() -> None:
    assert faults("# запись\nid: apteka\ntitle: Аптека\nkind: service\nstage: pilot\nsolution: Да\n") == [
        error(
            "missing-key", "нет обязательного поля «sources»", Location(PATH, 2, 1),
            "допишите «sources:» и под ним «- title: …». Источники, хотя бы один",
        ),
        error(
            "missing-key",
            "нет обязательного поля «summary»",
            Location(PATH, 2, 1),
            "допишите «summary: …». Суть одной фразой, до 300 знаков: кто что сделал и что это дало",
        ),
    ]


def test_a_field_name_counts_items_from_one_and_long_values_are_cut() -> None:
    good, bad = "{title: а, value: 1}", f"{{title: а, value: {'много ' * 50}}}"
    (fault,) = faults(practice_text(f"results:\n  - {good}\n  - {bad}"))
    assert "«results[2].value»" in fault.message
    assert len(fault.message) < 150


def test_an_unknown_key_with_line_breaks_stays_on_one_line() -> None:
    (fault,) = faults(practice_text('"раз\\nдва": 1'))
    assert fault.code == "unknown-key"
    assert_explained([fault])


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("[а]", "стоит список"),
        ("{а: б}", "стоит набор полей"),
        ("  5", "стоит «5»"),
        ("true", "стоит «true»"),
    ],
)
def test_messages_show_what_stands_there(value: str, words: str) -> None:
    (only,) = faults(practice_text(f"question: {value}"))
    assert only.message == f"в поле «question» нужно: текст, а {words}"


def test_too_many_items() -> None:
    row = "  - {question: Да?, yes: 1, rather_yes: 1, rather_no: 1, no: 1}\n"
    ((path, text),) = survey("opros", f"answers:\n{row * 6}").items()
    found = faults(text, path)
    assert [(d.code, d.message) for d in found] == [("too-many", "в поле «answers» больше 5 пунктов")]
    assert_explained(found)
    assert faults(text.replace(row, "", 1), path) == []


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("tulla", "tulskaya-oblast"),
        ("tulskaya-oblasst", "tulskaya-oblast"),
        ("Tulskaya", "tulskaya-oblast"),
        ("ryazan", "ryazanskaya-oblast"),
        ("moskow", "moskva"),
        ("komi", "respublika-komi"),
        ("oblast-moskovskaya", "moskovskaya-oblast"),
        ("kosmos", None),
        ("тула", None),
        ("moskva-sokolniki-tsao", None),
        ("krym", None),  # «kray» is no name
        ("rossiya", None),
        ("", None),
    ],
)
def test_the_nearest_word(word: str, meant: str | None) -> None:
    words = ["altayskiy-kray", "rostovskaya-oblast", "moskovskaya-oblast", "moskva", "respublika-komi", "ryazanskaya-oblast", "tulskaya-oblast"]
    assert nearest(word, words) == meant
    assert nearest(word, []) is None


# --- one document that breaks everything --------------------------------------------------------

WRONG = Path(__file__).parent / "wrong_input"


def wrong_text(of: RecordType) -> str:
    return (WRONG / f"{of.kind}.yml").read_text(encoding="utf-8")


def test_everything_wrong_is_found_at_its_place() -> None:
    """After a change, check the lines that the failure shows, each for itself, and mend expected.txt by hand."""
    types = sorted(REGISTRY, key=lambda t: t.kind)
    assert {p.name for p in WRONG.iterdir()} == {f"{t.kind}.yml" for t in types} | {"expected.txt"}
    found = [d for t in types for d in load_text(wrong_text(t), f"{t.kind}.yml", t)[1]]
    assert_explained(found)
    texts = {f"{t.kind}.yml": wrong_text(t).splitlines() for t in types}
    lines = [f"{d.location.path} {d.location.column} [{d.code}] {texts[d.location.path][d.location.line - 1].strip()}" for d in found]
    remark, *expected = (WRONG / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert remark.startswith("#")
    new, gone = [line for line in lines if line not in expected], [line for line in expected if line not in lines]
    assert not new and not gone, "\n".join(["new:", *new, "gone:", *gone])
    assert lines == expected, "the same lines in another order"


def test_the_wrong_documents_break_every_field_of_every_type() -> None:
    broken: set[tuple[str, str]] = set()
    for t in REGISTRY:
        with pytest.raises(ValidationError) as raised:
            t.model.model_validate(read(wrong_text(t), PATH).mapping)
        for fault in raised.value.errors():
            names = [part for part in fault["loc"] if isinstance(part, str)]
            if owner := model_at(t.model, tuple(names[:-1])):
                broken.add((owner.__name__, names[-1]))
    fields = {field for t in REGISTRY for field in fields_of(t.model)}
    assert len(fields) > 150
    assert fields - broken == set(), "tests/unit/wrong_input/<kind>.yml gives them no wrong value"


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields of a model and of the models inside it that hold plain values, with their class."""
    for name in model.model_fields:
        if inner := model_at(model, (name,)):
            yield from fields_of(inner)
        else:
            yield model.__name__, name


# --- several problems ---------------------------------------------------------------------------


def test_all_problems_of_a_text_come_at_once_sorted_by_place() -> None:
    text = practice_text("stage: runing\nregions: tula\nregoins: []\nstage_date: 2021-13\nquestion: 5\nquestion: 6")
    found = faults(text)
    line = text.count("\n", 0, text.index("stage: runing")) + 1
    assert spots(found) == [
        ("wrong-word", line, 8),
        ("wrong-type", line + 1, 10),
        ("unknown-key", line + 2, 1),
        ("impossible-date", line + 3, 13),
        ("wrong-type", line + 4, 11),
        ("duplicate-key", line + 5, 1),
    ]
    assert found == sorted(found, key=lambda d: d.sort_key)


CUT = {
    "several words": ("question: Как помочь # 3 семьям", (1, 22)),
    "a tag of a social network": ("question: Акция #МЫВМЕСТЕ", (1, 17)),
    "a number": ("question: Школа # 5", (1, 17)),
    "nothing but a tag": ("question: #МЫВМЕСТЕ", (1, 11)),
    "an item of a list": ("steps:\n  - Раз два\t# три", (2, 13)),
    "a field of a part": ("resources:\n  cost: Сто рублей #в год", (2, 20)),
    "inside braces": ("resources: {cost: Сто рублей #в\n  , payer: край}", (1, 30)),
    "the last of several lines": ("question: Как\n  помочь #семье", (2, 10)),
    "an address": ("contact: {organisation: Дом, url: https://example.org/ #a\n  }", (1, 56)),
}
UNCUT = {
    "behind an id": "direction: demografiya #главное",
    "behind ids": "regions: [tulskaya-oblast] #один регион",
    "behind a word of a vocabulary": "kind: service #услуга",
    "behind a number": "check_on: 2022-01-01 #1 раз",
    "behind a word": "question: Вопрос # как его задали",
    "behind quotes": "question: 'Как помочь' #семье",
    "behind a key": "steps: #три\n  - Раз",
    "in a draft": "question:  # Вопрос, на который отвечает практика",
    "in a draft that was filled in": (
        "sources:\n  - title: Новость о прокате  # Название источника: документ, новость, паспорт практики\n"
        "    place: Первая полоса  # Место в источнике: раздел, пункт, страница"
    ),
    "on its own line": "# question: Как помочь",
    "inside quotes": 'question: "Как помочь #семье"',
    "in a block": "problem: |\n  Как помочь #семье\n  # и # дому",
    "no blank before it": "question: Как помочь №#1",
}


@pytest.mark.parametrize("name", CUT)
def test_a_number_sign_that_cuts_text_gives_a_warning_and_a_record(name: str) -> None:
    extra, place = CUT[name]
    assert spots_of(extra) == [("comment-cuts-text", *place)]
    text = practice_text(extra)
    record, (only,) = load_text(text, PATH, record_type(PATH))
    assert record is not None
    assert only.severity is Severity.WARNING


@pytest.mark.parametrize("name", UNCUT)
def test_a_comment_that_cuts_no_text_is_left_alone(name: str) -> None:
    assert [d.code for d in faults(practice_text(UNCUT[name]))] == []


def test_a_file_with_nothing_but_a_warning_is_readable(tmp_path: Path) -> None:
    write(tmp_path, practice("apteka", "question: Акция #МЫВМЕСТЕ"))
    result = load(tmp_path, REGISTRY)
    assert [d.code for d in result.diagnostics] == ["comment-cuts-text"]
    assert result.unreadable == set()


def test_two_documents_do_not_hide_the_problems_of_the_first() -> None:
    text = practice_text("stage: runing") + "---\nid: second\n"
    assert [d.code for d in faults(text)] == ["wrong-word", "several-documents"]


def test_a_value_that_is_refused_is_not_complained_about_twice() -> None:
    text = practice_text("stage: !x runing\nkind: &a servis\nresources: {{ x }}\nquestion: *a")
    assert [d.code for d in faults(text)] == ["tag", "anchor", "bad-key", "alias"]


def test_columns_count_characters_after_emoji() -> None:
    assert spots_of("results:\n  - {title: '😀👩‍👩‍👧𝔘', value: x}") == [("wrong-type", 2, 31)]


# --- the place of a record ----------------------------------------------------------------------


def test_the_id_is_the_name_of_the_file() -> None:
    item, found = load_text(practice_text(""), "practices/2021/kiosk.yml", REGISTRY["practice"])
    assert found == [
        error(
            "id-differs-from-file",
            "id «apteka» не равен имени файла «kiosk»",
            Location("practices/2021/kiosk.yml", 1, 5),
            "напишите id: kiosk или переименуйте файл в apteka.yml",
        )
    ]
    assert item is not None  # the rules look at it all the same
    assert item.record.id == "apteka"


def test_a_record_of_a_region_lies_in_its_folder() -> None:
    ((_, text),) = event("vstrecha", region="tulskaya-oblast").items()
    path = "regions/ryazanskaya-oblast/events/vstrecha.yml"
    assert faults(text, path) == [
        error(
            "region-differs-from-folder",
            "регион «tulskaya-oblast», а файл лежит в папке «ryazanskaya-oblast»",
            Location(path, 3, 9),
            "перенесите файл в regions/tulskaya-oblast/ или исправьте поле region",
        )
    ]
    assert faults(text, "regions/tulskaya-oblast/events/vstrecha.yml") == []


def test_a_region_itself_needs_no_folder() -> None:
    assert faults(text_of(region("tulskaya-oblast")), "regions/tulskaya-oblast.yml") == []


# --- for any text -------------------------------------------------------------------------------


@tries(300)
@given(TEXTS | mutated_records(), st.sampled_from(list(FULL)))
def test_loading_never_raises_and_never_points_outside(text: str, path: str) -> None:
    item, found = load_text(text, path, record_type(path))
    assert_explained(found)
    assert found == sorted(found, key=lambda d: d.sort_key)
    assert item is not None or found
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for d in found:
        assert d.location.path == path
        assert 1 <= d.location.line <= len(lines)
        assert 1 <= d.location.column <= len(lines[d.location.line - 1]) + 1
    if item:
        line, column = item.location("title").line, item.location("title").column
        assert lines[line - 1][column - 1 :].strip()


@tries(100)
@given(st.sampled_from(list(FULL)), st.data())
def test_a_line_lost_from_a_good_record_never_raises(path: str, data: st.DataObject) -> None:
    lines = FULL[path].split("\n")
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    item, found = load_text("\n".join(lines), path, record_type(path))
    assert_explained(found)
    assert (item is None) == any(d.code not in ("id-differs-from-file",) for d in found)
