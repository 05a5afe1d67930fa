"""The browser's index: what Pagefind is given, and what is left of its output."""

from __future__ import annotations

import gzip
import json
import random
from html.parser import HTMLParser
from pathlib import Path

import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st
from search_samples import small_base

from generator.analysis.language import lexeme
from generator.search import pagefind, pagefind_files
from generator.search.documents import Facets, SearchDocument, search_documents
from generator.search.engine import SearchIndexError
from generator.search.pagefind import build_index, document_html, other_forms
from generator.search.pagefind_stem import pagefind_stem

DOCUMENTS = search_documents(small_base())


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    build_index(DOCUMENTS, site)
    return site / "pagefind"


class Tags(HTMLParser):
    """Metadata, filters and sorts of a document's page, and its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        for use in ("meta", "filter", "sort"):
            if name := values.get(f"data-pagefind-{use}"):
                self.found.append((use, name.removesuffix("[content]"), values["content"] or ""))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_document_as_pagefind_reads_it() -> None:
    (document,) = (d for d in DOCUMENTS if d.id == "tsifra")
    tags = Tags(document_html(document))
    found = [tag for tag in tags.found if tag[1] != "forms"]
    assert found == [
        ("meta", "title", "Сервис «50+. Цифра»"),
        ("meta", "record_id", "tsifra"),
        ("meta", "type", "practice"),
        ("meta", "url", "practices/tsifra/"),
        ("meta", "regions", "Рязанская область"),
        ("meta", "stage", "pilot"),
        ("meta", "date", "2022-03"),
        ("meta", "names", "Рязанская область; Найти работу; Центр занятости населения; ЦЗН"),
        ("filter", "type", "practice"),
        ("filter", "region", "ryazanskaya-oblast"),
        ("filter", "life_situation", "rabota"),
        ("filter", "stage", "pilot"),
        ("filter", "year", "2022"),
        ("sort", "date", "2022-03"),
        ("sort", "title", "Сервис «50+. Цифра»"),
    ]
    assert "Цифровой куратор" in tags.text
    assert "Сервис" not in tags.text  # excerpts do not repeat the title


def test_texts_are_escaped() -> None:
    evil = SearchDocument("practice", "x", '"><script>', "practices/x/", text="<img onerror=1>")
    tags = Tags(document_html(evil))
    assert ("meta", "title", '"><script>') in tags.found
    assert tags.text == "<img onerror=1>"


def test_forms_with_another_stem_are_added_once() -> None:
    document = SearchDocument("practice", "x", "Ребёнку", "practices/x/", text="детям")
    forms = other_forms(document)
    stems = {pagefind_stem(form) for form in forms} | {pagefind_stem("ребенку"), pagefind_stem("детям")}
    assert stems == {pagefind_stem(form) for form in lexeme("ребёнок")}
    assert len(forms) == len({pagefind_stem(form) for form in forms})


def test_an_adjective_is_found_in_every_gender() -> None:
    """Pagefind stems «бесплатный», «бесплатной» and «бесплатного» apart."""
    document = SearchDocument("practice", "x", "Бесплатная", "practices/x/")
    stems = {pagefind_stem(form) for form in (*other_forms(document), "бесплатная")}
    assert {pagefind_stem(form) for form in ("бесплатный", "бесплатной", "бесплатного")} <= stems


SNOWBALL = snowballstemmer.stemmer("russian")


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=14))
def test_the_stem_is_snowballs_of_the_word_without_breve(word: str) -> None:
    assert pagefind_stem(word) == SNOWBALL.stemWord(word.replace("й", "и"))


def test_the_stem_is_snowballs_for_real_words() -> None:
    roots = "делать красивый радость сделанный учащийся бывший мощь здание новейший искренний станция".split()
    for form in (form for root in roots for form in lexeme(root)):
        assert pagefind_stem(form) == SNOWBALL.stemWord(form.replace("й", "и"))


def test_only_what_the_site_uses_is_kept(built: Path) -> None:
    names = {path.split(".")[0].split("/")[0] for path in files(built)}
    assert names == {
        "filter",
        "fragment",
        "index",
        "pagefind",
        "pagefind-entry",
        "pagefind-worker",
        "records",
        "wasm",
    }
    assert not list(built.glob("*ui*"))


def test_every_document_is_in_the_index(built: Path) -> None:
    shown = pagefind_files.fragments(built)
    assert {page["meta"]["record_id"] for page in shown.values()} == {document.id for document in DOCUMENTS}
    entry = json.loads((built / "pagefind-entry.json").read_text("utf-8"))
    assert entry["languages"]["ru"]["page_count"] == len(DOCUMENTS)


def test_results_are_known_as_practices_without_their_fragments(built: Path) -> None:
    records = json.loads((built / "records.json").read_text("utf-8"))
    assert sorted(records["practices"].values()) == ["kursy", "retsept", "spravki", "tsifra"]
    assert set(records["practices"]) <= {
        file.name.partition(".")[0] for file in (built / "fragment").iterdir()
    }
    assert records["latin"] == ["bel", "ru", "rya", "whatsapp"]  # and codes of regions


def test_the_same_documents_in_any_order_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    shuffled = list(DOCUMENTS)
    random.Random(1).shuffle(shuffled)
    size = build_index(shuffled, tmp_path)
    again = files(tmp_path / "pagefind")
    assert again == files(built)
    assert (size.documents, size.files, size.bytes) == (
        len(DOCUMENTS),
        len(again),
        sum(map(len, again.values())),
    )


def test_an_old_index_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind" / "old.pf_index").write_text("old")
    build_index(DOCUMENTS[:1], tmp_path)
    assert "old.pf_index" not in files(tmp_path / "pagefind")


def test_nothing_to_find_is_no_error(tmp_path: Path) -> None:
    assert build_index([], tmp_path).documents == 0


def test_equal_dates_are_sorted_by_page(tmp_path: Path) -> None:
    """Pagefind's own order of equals changes from run to run."""
    same = [
        SearchDocument(
            "practice",
            f"p{i}",
            f"Имя {9 - i}",
            f"practices/p{i}/",
            date="2021",
            facets=Facets(regions=("a", "b")),
        )
        for i in range(8)
    ]
    first, second = tmp_path / "1", tmp_path / "2"
    build_index(same, first)
    build_index(same, second)
    assert files(first) == files(second)


def test_what_pagefind_says_reaches_the_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "find_spec", lambda _: None)
    with pytest.raises(SearchIndexError, match=r"pagefind\[bin\]"):
        build_index(DOCUMENTS, tmp_path)


@given(
    st.recursive(
        st.one_of(st.integers(0, 2**40), st.text(max_size=300)), lambda inner: st.lists(inner, max_size=30)
    )
)
def test_its_files_are_read_as_they_are_written(value: object) -> None:
    data = pagefind_files._encode(value)
    assert pagefind_files._decode(data, 0) == (value, len(data))
    assert gzip.decompress(pagefind_files._pack(data)).endswith(data)
