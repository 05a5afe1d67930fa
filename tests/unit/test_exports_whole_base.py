"""The whole base as Excel, SQLite and OpenSearch files: nothing lost, values as values, links that hold."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.exports import sqlite as sqlite_export
from generator.exports.destination import ExportRefused
from generator.exports.excel import CONTENTS, CUT, MOST_CHARACTERS, sheet_names, write_xlsx
from generator.exports.flattening import Table, all_tables
from generator.exports.sqlite import Findable, write_sqlite
from generator.exports.sqlite_views import VIEWS
from generator.knowledge.base import KnowledgeBase, NameGroup
from generator.knowledge.references import references
from generator.model.practice import Practice
from generator.pipeline import Checked
from generator.search.documents import search_documents
from generator.search.opensearch import bulk_files, example_query, fields_of, index_body, synonym_rules

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def base(sample_checked: Checked) -> KnowledgeBase:
    return sample_checked.base


# Excel


@pytest.fixture(scope="module")
def book(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("xlsx") / "baza.xlsx"
    write_xlsx(base, path)
    return openpyxl.load_workbook(path)


def test_each_type_has_a_sheet_with_titles_keys_and_filters(book: Any, base: KnowledgeBase) -> None:
    sheet = book["Практики"]
    titles, keys = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    assert keys[:2] == ["id", "title"]
    assert titles[keys.index("question")] == Practice.model_fields["question"].description
    assert sheet.freeze_panes == "B3"
    assert sheet.auto_filter.ref.startswith("A2:")
    assert sheet.max_row == 2 + len(base.all(Practice))
    counted = {row[1]: row[2] for row in book[CONTENTS].iter_rows(min_row=4, values_only=True) if isinstance(row[2], int)}
    assert counted == {t.name: len(t.rows) for t in all_tables(base) if t.rows or not t.owner}


def test_cells_hold_values(book: Any, base: KnowledgeBase) -> None:
    rows = list(book["practice.results"].iter_rows(min_row=3, values_only=True))
    keys = [cell.value for cell in book["practice.results"][2]]
    figure = next(r for p in base.all(Practice) for r in p.results if r.after is not None)
    assert figure.after is not None
    assert any(row[keys.index("after")] == float(figure.after) and row[keys.index("title")] == figure.title for row in rows)
    issue = book["Выпуски дайджеста"]
    starts = [cell.value for cell in issue[2]].index("starts")
    assert isinstance(issue.cell(3, starts + 1).value, datetime)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "=1+1"), ("@x", "@x"), ("http://x.example", "http://x.example"), ("007", "007"), (True, True),
        (Decimal("8.5"), 8.5), (Decimal("1234567890.1234567"), "1234567890.1234567"), (date(2021, 11, 15), datetime(2021, 11, 15)),
        (date(1899, 1, 1), "1899-01-01"), (("а", "б"), "а\nб"), ("ж" * 40_000, "ж" * (MOST_CHARACTERS - len(CUT)) + CUT),
    ],
)
def test_nothing_runs_and_nothing_is_lost_in_silence(
    value: Any, shown: Any, base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.exports import excel
    from generator.exports.flattening import Column

    table = Table("practice", (Column("id", "Идентификатор"), Column("text", "Текст", type(value))), (("a", value),), "Практики")
    monkeypatch.setattr(excel, "all_tables", lambda _: [table])
    write_xlsx(base, tmp_path / "x.xlsx")
    found = openpyxl.load_workbook(tmp_path / "x.xlsx")["Практики"].cell(3, 2)
    assert (found.value, found.data_type == "f") == (shown, False)


def test_names_of_sheets_fit_and_differ(base: KnowledgeBase) -> None:
    names = list(sheet_names(list(all_tables(base))))
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\]", name)]


# SQLite


def found_in(base: KnowledgeBase) -> Iterator[Findable]:
    yield from (Findable(d.type, d.id, d.url, d.title, "; ".join(d.keywords), d.text) for d in search_documents(base))


@pytest.fixture(scope="module")
def database(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("sqlite") / "baza.sqlite"
    write_sqlite(base, path, found_in(base))
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def test_every_row_and_every_reference_is_there(database: sqlite3.Connection, base: KnowledgeBase) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for table in all_tables(base):
        assert database.execute(f'SELECT count(*) FROM "{table.name.replace(".", "_")}"').fetchone() == (len(table.rows),)
    tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")]
    keys = set()  # of references: those to the owner of a row are a part of its own key
    for name in tables:
        own = {column[1] for column in database.execute(f'PRAGMA table_info("{name}")') if column[5]}
        keys |= {(name, key[3], key[2]) for key in database.execute(f'PRAGMA foreign_key_list("{name}")') if key[3] not in own}
    assert {
        ("practice_regions", "region", "region"), ("practice", "direction", "taxonomy_directions"),
        ("practice_helps_with", "problem", "life_situation_problems"), ("digest_sections_entries", "practice", "practice"),
    } <= keys
    held = sum(database.execute(f'SELECT count("{column}") FROM "{name}"').fetchone()[0] for name, column, _ in keys)
    assert held == sum(1 for item in base.loaded for _ in references(item.record)) > 0


def test_values_keep_their_kind(database: sqlite3.Connection, base: KnowledgeBase) -> None:
    practice = next(p for p in base.all(Practice) if any(r.after is not None for r in p.results))
    number, figure = next((n, r) for n, r in enumerate(practice.results, 1) if r.after is not None)
    assert figure.after is not None
    row = database.execute("SELECT after, unit, kind FROM practice_results WHERE practice = ? AND results_no = ?", (practice.id, number))
    assert row.fetchone() == (float(figure.after), figure.unit, figure.kind.value)
    assert database.execute("SELECT DISTINCT typeof(federal) FROM life_situation_problems_solutions").fetchall() == [("integer",)]
    undescribed = database.execute("SELECT * FROM about_columns WHERE title = ''").fetchall()
    assert undescribed == []


def test_views_and_the_queries_of_the_guide_answer(database: sqlite3.Connection) -> None:
    for view in VIEWS:
        assert database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0], view.name
    queries = re.findall(r"```sql\n(.+?)```", (ROOT / "docs/guide/exports.md").read_text("utf-8"), re.DOTALL)
    assert len(queries) == 4
    for query in queries:
        database.execute(query.replace("справк* школ*", "автобус*")).fetchall()
    assert database.execute("SELECT count(*) FROM full_text WHERE full_text MATCH 'автобус*'").fetchone()[0]


@pytest.mark.slow
def test_the_same_base_gives_the_same_bytes(base: KnowledgeBase, tmp_path: Path) -> None:
    for name in "ab":
        write_sqlite(base, tmp_path / f"{name}.sqlite", found_in(base))
        write_xlsx(base, tmp_path / f"{name}.xlsx")
    for ending in ("sqlite", "xlsx"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_a_failed_export_leaves_the_earlier_one(base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "baza.sqlite"
    write_sqlite(base, out, [])
    earlier = out.read_bytes()

    def full_disk(*args: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(sqlite_export, "_full_text", full_disk)
    with pytest.raises(ExportRefused, match="нет места"):
        write_sqlite(base, out, [])
    assert out.read_bytes() == earlier
    assert [path.name for path in tmp_path.iterdir()] == ["baza.sqlite"]
    (tmp_path / "plan.docx").write_text("важно")
    for taken in (tmp_path / "plan.docx", tmp_path):
        with pytest.raises(ExportRefused):
            write_sqlite(base, taken, [])
        with pytest.raises(ExportRefused):
            write_xlsx(base, taken)


def test_without_full_text_the_rest_is_there(base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class WithoutFts(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if "fts5" in sql:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(sql, *args)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, factory=WithoutFts, **k))
    write_sqlite(base, tmp_path / "x.sqlite", found_in(base))
    told = connect(tmp_path / "x.sqlite").execute("SELECT value FROM about WHERE name = 'full_text'").fetchone()
    assert "FTS5" in told[0]


# OpenSearch, by the documentation of its index settings, mappings and bulk interface

_PARAMETERS = {  # of each part of an analysis, beside ``type``
    "mapping": {"mappings", "mappings_path"},
    "stemmer": {"language", "name"},
    "stop": {"stopwords", "stopwords_path", "ignore_case", "remove_trailing"},
    "synonym_graph": {"synonyms", "synonyms_path", "lenient", "format", "expand"},
    "custom": {"tokenizer", "char_filter", "filter", "position_increment_gap"},
}
_FIELDS = {
    "text": {"analyzer", "search_analyzer", "fields"}, "keyword": {"index", "doc_values", "ignore_above"},
    "date": {"format"}, "short": set(),
}


def test_the_index_keeps_to_the_documented_form(base: KnowledgeBase) -> None:
    body = index_body(base.name_groups)
    assert body.keys() == {"settings", "mappings"}
    analysis = body["settings"]["analysis"]
    assert analysis.keys() <= {"char_filter", "filter", "analyzer", "tokenizer", "normalizer"}
    for part in analysis.values():
        for name, settings in part.items():
            assert settings.keys() - {"type"} <= _PARAMETERS[settings["type"]], name
    known = {"lowercase", *analysis["filter"]}
    for analyzer in analysis["analyzer"].values():
        assert analyzer["tokenizer"] == "standard"
        assert {*analyzer["filter"]} <= known and {*analyzer["char_filter"]} <= analysis["char_filter"].keys()
    for rule in (rule for f in analysis["filter"].values() for rule in f.get("synonyms", ())):
        assert "=>" not in rule and "\\" not in rule and "#" not in rule
        assert all(name.strip() for name in rule.split(",")) and rule.count(",") > 0
    mappings = body["mappings"]
    assert mappings["dynamic"] == "strict"
    for name, field in mappings["properties"].items():
        assert field.keys() - {"type"} <= _FIELDS[field["type"]], name
        assert {field.get("analyzer", "russian"), field.get("search_analyzer", "russian")} <= analysis["analyzer"].keys()
    weighed = [field.partition("^")[0] for field in example_query()["query"]["multi_match"]["fields"]]
    asked = [f["terms"]["field"] for f in example_query()["aggs"].values()]
    assert {*weighed, *asked, *example_query()["highlight"]["fields"]} <= mappings["properties"].keys()


def test_the_bulk_files_keep_to_the_documented_form(base: KnowledgeBase) -> None:
    documents = search_documents(base)
    properties = index_body([])["mappings"]["properties"]
    files = list(bulk_files(documents, most_bytes=5_000))
    assert len(files) > 1
    assert sum(count for _, count, _ in files) == len(documents)
    seen = []
    for name, count, data in files:
        assert re.fullmatch(r"documents-\d{5}\.ndjson", name)
        assert data.endswith(b"\n")  # the interface refuses a last line without one
        lines = data.decode().split("\n")[:-1]
        assert len(lines) == 2 * count
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            ((verb, told),) = json.loads(action).items()
            assert verb == "index" and told.keys() == {"_id"} and 0 < len(told["_id"].encode()) <= 512
            fields = json.loads(source)
            assert fields.keys() <= properties.keys()
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", fields.get("date", "2021"))
            seen.append(told["_id"])
    assert seen == [d.key for d in documents] and len({*seen}) == len(seen)
    assert {name for d in documents for name in fields_of(d)} == properties.keys()  # none is never filled


def test_synonyms_are_rules_that_can_be_read() -> None:
    groups = [
        NameGroup(("МФЦ", "Центр, где документы", "центр для документов")),
        NameGroup(("50+", "возраст 50+", "предпенсионеры")),
        NameGroup(("ребёнок", "для ребёнка")),
        NameGroup(("сироты", "дети без попечения")),
    ]
    assert synonym_rules(groups) == ["мфц, центр документы, центр документов", "возраст 50, предпенсионеры", "сироты, дети без попечения"]
