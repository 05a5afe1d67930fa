"""The static index: what the builder writes, and what the browser's engine makes of it."""

from __future__ import annotations

import atexit
import json
import random
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import vectors
from browser_twins import NODE
from hypothesis import given
from hypothesis import strategies as st
from trying import tries

from generator.analysis.language import lemmas
from generator.search import headers, static_cards, static_coding
from generator.search.corpus import read_corpus
from generator.search.document import Facets, SearchDocument
from generator.search.headers import FACETS, LoadedDocuments
from generator.search.scoring import field_texts
from generator.search.static_index import IndexReport, build_static_index
from generator.search.static_sections import section_of
from generator.search.static_shards import FOLDER_DIGITS
from generator.search.static_tails import tail_hash

RUNNER = Path(__file__).with_name("run_vectors.cjs")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_static_index(vectors.documents(), folder / "search", vectors.NAMES, {"adoptions": {"practice:zapis-5": 7}})
    return folder


def read_manifest(folder: Path) -> dict[str, Any]:
    text = (folder / "manifest.js").read_text("utf-8")
    found: dict[str, Any] = json.loads(text.removeprefix('smartekaShard("manifest",').removesuffix(")\n"))
    return found


def shards(folder: Path) -> dict[str, list[Any]]:
    """Contents of all shards by the name that the browser's engine has for them: kind, and number among all of the kind."""
    manifest, found = read_manifest(folder), {}
    counts = {"p": numbers(manifest["postings"]), "c": numbers(manifest["cards"])}
    folders = {kind: [told[at : at + FOLDER_DIGITS] for at in range(0, len(told), FOLDER_DIGITS)] for kind, told in manifest["folders"].items()}
    files = {path.relative_to(folder).as_posix() for path in folder.glob("*/*.js")}
    for place, section in enumerate(folders["d"]):
        found[f"d{place}"] = f"{section}/d.js"
        first = sum(counts["p"][:place])
        found |= {f"p{first + number}": f"{section}/p{number}.js" for number in range(counts["p"][place])}
    for place, cards in enumerate(folders["c"]):
        first = sum(counts["c"][:place])
        found |= {f"c{first + number}": f"{cards}/c{number}.js" for number in range(counts["c"][place])}
    found |= {f"t{place}": f"{folders['t'][place // manifest['together']]}/t{place}.js" for place in range(manifest["tails"])}
    found |= {f"o-{name}": f"{folders['o'][0]}/o-{name}.js" for name in manifest["orders"]}
    facets = range(max([kind[5] for kind in manifest["types"]], default=0) + 1)
    found |= {f"f{place}": f"{folders['f'][0]}/f{place}.js" for place in facets}
    assert files == set(found.values())
    return {name: contents(folder / path, name[0]) for name, path in found.items()}


def contents(file: Path, expected: str) -> list[Any]:
    text = file.read_text("utf-8").removeprefix("smartekaShard(").removesuffix(")\n")
    kind: str
    found: list[Any]
    kind, *found = json.loads(f"[{text}]")
    assert kind == expected
    return found


def numbers(text: str) -> list[int]:
    """Back from how the index writes them."""
    found, high = [], 0
    for symbol in text:
        code = static_coding.ALPHABET.index(symbol)
        if code < static_coding.LAST:
            found.append(high * static_coding.LAST + code)
            high = 0
        else:
            high = high * (len(static_coding.ALPHABET) - static_coding.LAST) + code - static_coding.LAST + 1
    return found


def rising(text: str) -> list[int]:
    found: list[int] = []
    for step in numbers(text):
        found.append((found[-1] if found else -1) + 1 + step)
    return found


def words(count: int, seed: int) -> list[str]:
    """Made-up words without end."""
    chance = random.Random(seed)
    return ["".join(chance.choice("бвгдклмнпрст") + chance.choice("аеиоу") for _ in range(4)) + "ка" for _ in range(count)]


def made_up(count: int) -> list[SearchDocument]:
    """Documents whose vocabulary grows with their number, as it does in synthetic records."""
    common = words(300, 1)
    return [
        SearchDocument(
            type="practice", id=f"p{i:05}", title=" ".join(words(3, i)), url=f"practices/p{i:05}/",
            text=" ".join([*random.Random(i).choices(common, k=60), *words(5, i + 10**6)]),
            facets=Facets(regions=(f"r{i % 7}",), stage="pilot", year=2020 + i % 3), date=f"202{i % 3}",
        )
        for i in range(count)
    ]


# --- How numbers are written ---------------------------------------------------------------------------


def test_numbers_come_back() -> None:
    every = [*range(5000), 10**5, 10**6, 123_456_789]
    assert numbers(static_coding.numbers(every)) == every
    assert rising(static_coding.gaps([0, 1, 5, 9000, 9001])) == [0, 1, 5, 9000, 9001]
    assert len(static_coding.number(63)) == 1
    assert len(static_coding.number(64)) == len(static_coding.number(1791)) == 2


@given(st.lists(st.text("аб0", max_size=6).map(lambda end: end if len(end) % 2 else "длинное-начало" * 5 + end), max_size=12))
@tries(100)
def test_words_come_back_and_each_says_only_what_the_one_before_does_not(texts: list[str]) -> None:
    coded = static_coding.front_coded(texts)
    before = ""
    for word, code in zip(texts, coded, strict=True):
        shared = static_coding.ALPHABET.index(code[0])
        assert before[:shared] + code[1:] == word
        alike = list(takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False)))
        assert shared == min(len(alike), static_coding.LAST - 1)
        assert static_coding.front_coded([word, word])[1] == static_coding.shared(word)
        before = word


def test_levels_keep_scores_within_their_ratio() -> None:
    levels = static_coding.Levels(0.07, 180.0)
    for score in (0.07, 0.5, 3.3, 42.0, 180.0):
        for coarse in (1, 2, 3):
            level = static_coding.ALPHABET.index(levels.symbols([score], coarse))
            assert abs(levels.low * levels.ratio**level / score - 1) <= (levels.ratio**coarse - 1) / 2 * 1.1


# --- What the builder writes ------------------------------------------------------------------------------


def test_postings_hold_the_documents_of_each_lemma(site: Path) -> None:
    documents = in_order(vectors.documents())
    expected: dict[str, set[int]] = {}
    for number, document in enumerate(documents):
        for text in field_texts(document):
            for word in ("дети", "школа", "справка", "50+", "тср"):
                if any(word in lemmas(form) for form in _forms(text)):
                    expected.setdefault(word, set()).add(number)
    expected["ребенок"] = expected.pop("дети", set()) | {
        number for number, document in enumerate(documents)
        if any("ребенок" in lemmas(form) for text in field_texts(document) for form in _forms(text))
    }
    found = {
        row[0].split(" ")[0]: set(rising(row[1]))
        for name, contents in shards(site / "search").items()
        if name.startswith("p")
        for row in contents[0]
    }
    assert {word: found[word] for word in expected} == expected


def in_order(documents: list[SearchDocument]) -> list[SearchDocument]:
    at_hand = LoadedDocuments(documents, {})
    return [at_hand.document(header.key) for header in static_cards.in_order(at_hand.headers)]


def _forms(text: str) -> set[str]:
    return {form for document in [SearchDocument(type="x", id="x", title=text, url="x")] for form in read_corpus([document]).forms}


def test_facets_and_cards_come_back(site: Path) -> None:
    documents, index = in_order(vectors.documents()), shards(site / "search")
    values: list[list[list[str]]] = []
    for words_, sets, column in index["f0"][0]:
        names = words_.split(",")
        places = [[names[place] for place in numbers(told)] for told in sets.split("|")]
        values.append([places[place] for place in numbers(column)])
    for number, document in enumerate(documents):
        for place in range(len(FACETS)):
            assert values[place][number] == list(headers.header_of(document).values(place))
    ids = []
    for kind, first, count, chunk, first_chunk, *_ in read_manifest(site / "search")["types"]:
        for number in range(count):
            card = index[f"c{first_chunk + number // chunk}"][0][number % chunk]
            assert card[1] == documents[first + number].title
            assert documents[first + number].type == kind
            ids.append(card[0])
    assert ids == [document.id for document in documents]


def test_every_word_of_a_document_lies_in_its_shard(site: Path) -> None:
    manifest, index = read_manifest(site / "search"), shards(site / "search")
    bounds = manifest["dictionary"].split(",")
    tails = Counter(tail_hash(form[4:]) % manifest["tails"] for form in read_corpus(vectors.documents()).forms if len(form) > 3)
    assert set(tails) <= set(range(manifest["tails"]))
    assert {f"d{section_of(word, bounds)}" for word in ("школами", "12.7", "zzz", "яяя")} <= set(index)


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    documents = vectors.documents()
    build_static_index(documents, tmp_path / "a", vectors.NAMES)
    random.Random(7).shuffle(documents)
    build_static_index(documents, tmp_path / "b", vectors.NAMES)
    a, b = ({f.relative_to(root): f.read_bytes() for f in root.rglob("*.js")} for root in (tmp_path / "a", tmp_path / "b"))
    assert a == b


def folders(index: Path) -> dict[str, dict[str, bytes]]:
    return {folder.name: {file.name: file.read_bytes() for file in folder.iterdir()} for folder in index.iterdir() if folder.is_dir()}


def test_folders_are_named_by_what_lies_there_and_none_is_left_behind(tmp_path: Path) -> None:
    """What a browser keeps for ever by its address never means other bytes; and what has not changed keeps its address."""
    documents = made_up(60)
    build_static_index(documents, tmp_path)
    before = folders(tmp_path)
    build_static_index([replace(documents[0], summary="Другое"), *documents[1:]], tmp_path)
    after = folders(tmp_path)
    same = before.keys() & after.keys()
    assert all(before[name] == after[name] for name in same)
    assert len(before) > len(same) > len(after) * 0.4
    assert shards(tmp_path)  # no file that the manifest does not lead to


def test_no_documents_are_an_index_too(tmp_path: Path) -> None:
    report = build_static_index([], tmp_path)
    assert report.documents == report.lemmas == 0
    assert read_manifest(tmp_path)["documents"] == 0


@pytest.mark.slow
def test_growth_is_linear_and_no_shard_grows_with_the_base(tmp_path: Path) -> None:
    reports: list[IndexReport] = []
    largest: list[dict[str, int]] = []
    for count in (400, 800):
        folder = tmp_path / str(count)
        reports.append(build_static_index(made_up(count), folder))
        sizes: dict[str, int] = {}
        for file in folder.rglob("*.js"):
            kind = file.stem[0]
            sizes[kind] = max(sizes.get(kind, 0), file.stat().st_size)
        largest.append(sizes)
    small, large = reports
    assert 1.8 <= large.postings / small.postings <= 2.1
    assert 1.6 <= large.bytes / small.bytes <= 2.2
    assert 1.6 <= large.shards / small.shards <= 2.3
    for kind in "dtpc":
        assert largest[1][kind] <= max(1.3 * largest[0][kind], 16_000), kind


def test_long_texts_are_bounded(tmp_path: Path) -> None:
    document = SearchDocument(type="report", id="a", title="Отчёт", url="reports/a/", text="слово " * 20_000 + "редкость")
    build_static_index([document], tmp_path)
    card = shards(tmp_path)["c0"][0][0]
    assert len(card[-1]) <= headers.TEXT_CHARACTERS
    found = {row[0].split(" ")[0] for name, told in shards(tmp_path).items() if name[0] == "p" for row in told[0]}
    assert "редкость" in found  # found all the same


# --- What the browser's engine makes of it -------------------------------------------------------------------


@lru_cache(maxsize=1)
def node() -> subprocess.Popen[str]:
    """One process for all questions, which takes longer to start than to answer; it ends with its standard input."""
    assert NODE
    process = subprocess.Popen([NODE, RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    atexit.register(process.communicate)
    return process


def told(site: Path, asked: dict[str, Any]) -> Any:
    """What the engine answers on a fresh page of the site, be it a fault."""
    if NODE is None:
        pytest.skip("the browser's engine runs in node here; tests/browser runs it in Chromium")
    process = node()
    assert process.stdin and process.stdout
    process.stdin.write(json.dumps({"site": str(site), **asked}) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def run(site: Path, asked: dict[str, Any]) -> Any:
    """What the engine answers on a fresh page of the site."""
    answer = told(site, asked)
    assert "fault" not in answer, answer
    return answer


def search(site: Path, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = run(site, {"searches": [[query, options]], "files": True})[0]
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in found["hits"]]


def test_vectors_are_fresh() -> None:
    assert vectors.FILE.read_text("utf-8") == vectors.written(), "обновите: python -m tests.search.vectors"


def test_the_browser_reads_words_as_python_does(site: Path) -> None:
    assert run(site, {"vectors": json.loads(vectors.FILE.read_text("utf-8"))}) == []


@pytest.mark.parametrize(
    ("query", "first", "suggestion"),
    [
        ("ребенка", "zapis-0", None),
        ("медецинские", "zapis-1", "медицинские"),
        ("онкалогом", "zapis-6", "онкологом"),  # a slip in a form that stands nowhere keeps its ending
        ("cghfdrb", "zapis-1", "справки"),
        ("ТСР", "zapis-3", None),
        ("фапы", "zapis-6", None),
        ("50+", "zapis-2", None),
    ],
)
def test_it_finds(site: Path, query: str, first: str, suggestion: str | None) -> None:
    found = search(site, query)
    assert ids(found)[0] == first
    assert found["suggestion"] == suggestion
    assert not found["broken"]


def test_all_words_come_first_and_partial_answers_are_told(site: Path) -> None:
    found = search(site, "справки о травле в школе")
    assert found["complete"] == 0
    assert found["partial"]
    assert all(hit["missing"] for hit in found["hits"])
    assert not search(site, "медицинские справки")["hits"][0]["missing"]
    mended = search(site, "медецинские справки о травле в школе")["hits"]
    assert {word for hit in mended for word in hit["missing"]} >= {"медицинские", "травле"}, "words as they were read"


def test_what_cannot_be_found_has_neighbours(site: Path) -> None:
    found = search(site, "ухаживатели ")
    assert found["total"] == 0
    assert "ухаживать" in found["nearest"]


def test_why_is_told_where_it_is_not_plain(site: Path) -> None:
    assert search(site, "ЯНАО")["hits"][0]["why"] == "«ЯНАО» – то же, что «Ямало-Ненецкий автономный округ»"
    assert "вместо «медецинские»" in search(site, "медецинские")["hits"][0]["why"]
    assert [hit["why"] for hit in search(site, "ребенок")["hits"][:2]] == [None, "«детей» – форма слова «ребенок»"]
    assert search(site, "школа")["hits"][0]["why"] is None


def test_words_of_people_find_a_record_that_does_not_use_them(site: Path) -> None:
    found = search(site, "пилюли по бумажке в глушь")
    assert ids(found) == ["zapis-0"]
    assert found["hits"][0]["why"] == "ищут и так: «пилюли по бумажке»", "one phrase, the nearest"
    assert not any("глушь" in part["text"] for part in found["hits"][0]["snippetParts"])


def test_of_phrases_the_one_that_has_the_word_itself_is_named(tmp_path: Path) -> None:
    document = replace(vectors.documents()[0], phrases=("буллинг за углом", "травля во дворе"))
    build_static_index([document], tmp_path / "search", vectors.NAMES)
    assert search(tmp_path, "травля")["hits"][0]["why"] == "ищут и так: «травля во дворе»"
    assert search(tmp_path, "буллинг")["hits"][0]["why"] == "ищут и так: «буллинг за углом»"


def test_snippets_mark_the_words_that_were_asked_for(site: Path) -> None:
    hit = search(site, "пожилые")["hits"][0]
    marked = [part["text"] for part in hit["snippetParts"] if part["hit"]]
    assert marked
    assert all(text.lower().startswith("пожил") for text in marked)


@pytest.mark.slow
def test_facet_counts_are_right_under_the_others(site: Path) -> None:
    """The count of a value is how many are listed once it is chosen beside the other facets."""
    chosen = {"stage": ["pilot"], "year": ["2020", "2021"]}
    for query in ("школа", "человек помощь", ""):
        found = search(site, query, facets=chosen, limit=100)
        for facet in ("region", "stage", "year", "direction"):
            values = found["facetCounts"][facet]
            asked = [[query, {"facets": {**chosen, facet: [value]}, "limit": 1}] for value in values]
            totals = [answer["total"] for answer in run(site, {"searches": asked})]
            assert totals == list(values.values()), (query, facet)
        assert all(hit["facets"]["stage"] == ["pilot"] for hit in found["hits"])


def test_types_narrow_and_are_counted(site: Path) -> None:
    found = search(site, "школа", types=["region"], limit=50)
    assert {hit["type"] for hit in found["hits"]} == {"region"}
    assert set(found["facetCounts"]["type"]) == {"practice", "region"}


def test_a_short_list_keeps_room_for_the_type_that_is_looked_for(site: Path) -> None:
    best, *others = [(hit["id"], hit["type"]) for hit in search(site, "школа", limit=50)["hits"]]
    crowded_out, type_ = next(other for other in others if other[1] != best[1])
    assert ids(search(site, "школа", limit=1, least={type_: 1})) == [crowded_out]
    assert ids(search(site, "школа", limit=1, least={best[1]: 1})) == [best[0]]  # it is there already
    assert ids(search(site, "школа", limit=1, least={"digest": 1})) == [best[0]]  # there is none


def test_orders(site: Path) -> None:
    dates = [hit["date"] for hit in search(site, "", limit=50)["hits"]]
    assert dates == sorted(dates, reverse=True)
    assert ids(search(site, "", sort="adoptions"))[0] == "zapis-5"
    titles = [hit["title"].lstrip("«").lower() for hit in search(site, "", sort="title", limit=50)["hits"]]
    assert titles == sorted(titles)


def test_pages_of_results_join(site: Path) -> None:
    whole = ids(search(site, "человек", limit=50))
    assert ids(search(site, "человек", limit=2)) + ids(search(site, "человек", limit=2, offset=2)) == whole[:4]


def test_only_what_is_needed_is_loaded(site: Path) -> None:
    files = search(site, "школа", limit=3, counts=False)["files"]
    assert len(files) == len(set(files))
    assert not [name for name in files if name[0] in "fot"]


def without(site: Path, copy: Path, files: str) -> Path:
    """A copy of the site that lacks these shards."""
    shutil.copytree(site, copy)
    for file in list((copy / "search").glob(files)):
        file.unlink()
    return copy


def test_a_lost_shard_is_told_and_does_no_more_harm(site: Path, tmp_path: Path) -> None:
    found = search(without(site, tmp_path / "site", "*/d.js"), "человек в школе")
    assert found["broken"]
    assert found["hits"]
    assert {(hit["why"], *hit["missing"]) for hit in found["hits"]} == {(None,)}  # the words as they are spelled are taken for slips


@pytest.mark.parametrize("files", ["*/p*.js", "*/c*.js", "manifest.js"])
def test_that_nothing_is_found_is_not_said_where_shards_are_lost(site: Path, tmp_path: Path, files: str) -> None:
    assert "smarteka: " in told(without(site, tmp_path / "site", files), {"searches": [["школа", {}]]})["fault"]
