"""``smarteka migrate``: the whole base follows a word that changed; comments and layout stay; all or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing import Runner, tree
from trying import tries

from generator.editing.text_edits import added, edited, node_at, root_of, without_item
from generator.exports.redirects import redirect_files
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import load
from generator.loading.yaml_reader import read
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.registry import Registry
from generator.model.vocabulary import Taxonomy

BUS = "practices/2021/avtobus-s-lekarstvami.yml"
TAXONOMY = "practices/taxonomy.yml"


def base_of(root: Path) -> KnowledgeBase:
    return KnowledgeBase(load(root, Registry()).records)


def subcategories(root: Path) -> dict[str, tuple[str, ...]]:
    return {str(p.id): tuple(p.subcategories) for p in base_of(root).all(Practice)}


def assert_sound(smarteka: Runner, root: Path) -> None:
    run = smarteka("--root", root, "check", "--format", "json")
    assert (run.code, json.loads(run.out)["diagnostics"]) == (0, [])


def test_a_subcategory_gets_another_id_and_title(smarteka: Runner, sample_root: Path) -> None:
    before = subcategories(sample_root)
    texts = tree(sample_root)
    run = smarteka("--root", sample_root, "migrate", "subcategory", "lekarstva", "apteki", "--title", "Аптеки: все")
    assert run.code == 0, run.err
    assert_sound(smarteka, sample_root)
    assert subcategories(sample_root) == {id: tuple("apteki" if s == "lekarstva" else s for s in found) for id, found in before.items()}
    (taxonomy,) = base_of(sample_root).all(Taxonomy)
    word = next(s for s in taxonomy.subcategories if s.id == "apteki")
    assert (word.title, word.former) == ("Аптеки: все", ("lekarstva",))
    pages = {file.path: file.data.decode() for file in redirect_files(base_of(sample_root), "https://s.example/")}
    assert 'url=../apteki/"' in pages["subcategories/lekarstva/index.html"]
    changed = {path for path, data in tree(sample_root).items() if texts.get(path) != data}
    assert changed == {TAXONOMY, *(item.path for item, p in base_of(sample_root).items(Practice) if "apteki" in p.subcategories)}


def test_merged_subcategories_stand_once(smarteka: Runner, sample_root: Path) -> None:
    before = subcategories(sample_root)
    assert {"lekarstva", "sosedi"} <= set(before["avtobus-s-lekarstvami"])
    run = smarteka("--root", sample_root, "migrate", "subcategory", "lekarstva", "sosedi", "--merge")
    assert run.code == 0, run.err
    assert_sound(smarteka, sample_root)
    after = subcategories(sample_root)
    assert {id: set(found) for id, found in after.items()} == {id: {"sosedi" if s == "lekarstva" else s for s in found} for id, found in before.items()}
    assert all(len(set(found)) == len(found) for found in after.values())
    (taxonomy,) = base_of(sample_root).all(Taxonomy)
    assert {str(s.id): s.former for s in taxonomy.subcategories}["sosedi"] == ("lekarstva",)


def test_a_region_becomes_part_of_another(smarteka: Runner, sample_root: Path) -> None:
    run = smarteka("--root", sample_root, "migrate", "region", "ozernaya-oblast", "lesnoy-kray")
    assert run.code == 0, run.err
    assert_sound(smarteka, sample_root)
    base = base_of(sample_root)
    (region,) = base.all(Region)
    assert "regions/ozernaya-oblast" in region.aliases
    assert "Озёрная область" in region.other_names
    assert not (sample_root / "regions/ozernaya-oblast").exists()
    report = next(item for item in base.loaded if item.record.id == "ozernaya-rss")
    assert (report.path, report.record.aliases[-1]) == ("regions/lesnoy-kray/reports/ozernaya-rss.yml", "reports/ozernaya-oblast/ozernaya-rss")
    leftover = [p.name for p in sample_root.rglob("*.yml") if ": ozernaya-oblast" in p.read_text(encoding="utf-8")]
    assert leftover == []


def test_a_field_follows_its_model(smarteka: Runner, sample_root: Path) -> None:
    bus = sample_root / BUS
    text = "# Пояснение\n" + bus.read_text(encoding="utf-8")
    bus.write_bytes(text.replace("\norganisation:", "\norganization:").replace("\n", "\r\n").encode())
    assert smarteka("--root", sample_root, "check").code == 1
    run = smarteka("--root", sample_root, "migrate", "field", "practice", "organization", "organisation")
    assert (run.code, run.out) == (0, f"{BUS}: 1\u00a0место\n"), run.err
    assert bus.read_bytes().decode() == text.replace("\n", "\r\n")


def test_a_value_inside_lists(smarteka: Runner, sample_root: Path) -> None:
    units = [f.unit for p in base_of(sample_root).all(Practice) for f in p.results]
    old = next(unit for unit in units if unit)
    run = smarteka("--root", sample_root, "migrate", "value", "practice", "results.unit", str(old), "единиц: новых")
    assert run.code == 0, run.err
    assert_sound(smarteka, sample_root)
    assert [f.unit for p in base_of(sample_root).all(Practice) for f in p.results] == ["единиц: новых" if u == old else u for u in units]


def test_a_dry_run_shows_the_difference_and_changes_nothing(smarteka: Runner, sample_root: Path) -> None:
    before = tree(sample_root)
    run = smarteka("--root", sample_root, "migrate", "region", "ozernaya-oblast", "lesnoy-kray", "--dry-run")
    assert run.code == 0
    assert tree(sample_root) == before
    lines = run.out.splitlines()
    assert "удаляется: regions/ozernaya-oblast.yml" in lines
    assert "переезжает: regions/ozernaya-oblast/reports/ozernaya-rss.yml → regions/lesnoy-kray/reports/ozernaya-rss.yml" in lines
    assert {"-region: ozernaya-oblast", "+region: lesnoy-kray"} <= set(lines)


@pytest.mark.parametrize(
    ("args", "named"),
    [
        ([], "subcategory"),
        (["subcategori", "a", "b"], "subcategory"),
        (["subcategory", "lekarstvo", "apteki"], "lekarstva"),
        (["subcategory", "nothing-like-it", "apteki"], "нет"),
        (["subcategory", "Лекарство", "apteki"], "lekarstva"),
        (["direction", "nothing-like-it", "zhizn"], "нет"),
        (["subcategory", "lekarstva", "sosedi"], "--merge"),
        (["subcategory", "lekarstva", "lekarstva"], "--title"),
        (["subcategory", "lekarstva", "Аптеки"], "не годится"),
        (["subcategory", "lekarstva", "net", "--merge"], "net"),
        (["direction", "zdorov", "zhizn"], "zdorove"),
        (["region", "ozernaya", "lesnoy-kray"], "ozernaya-oblast"),
        (["region", "lesnoy-kray", "lesnoy-kray"], "один и тот же"),
        (["field", "practice", "organisation", "owner"], "появилась бы ошибка"),
        (["field", "practice", "title", "summary"], "summary"),
        (["field", "praktika", "title", "summary"], "practice"),
        (["field", "practice", "results..unit", "unit"], "results.unit"),
        (["field", "practice", "net", "da"], "net"),
        (["value", "practice", "stage", "running", "works"], "появилась бы ошибка"),
        (["value", "practice", "stage", "net", "running"], "net"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_is_refused(smarteka: Runner, sample_root: Path, args: list[str], named: str) -> None:
    before = tree(sample_root)
    run = smarteka("--root", sample_root, "migrate", *args)
    assert (run.code, run.out) == (2, "")
    assert named in run.err
    assert tree(sample_root) == before


def test_a_disk_that_refuses_leaves_all_as_it_was(smarteka: Runner, sample_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(sample_root)
    real = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "ozernaya-oblast.yml":
            raise PermissionError(13, "Permission denied")
        real(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    run = smarteka("--root", sample_root, "migrate", "region", "ozernaya-oblast", "lesnoy-kray")
    assert (run.code, run.out) == (2, "")
    assert "всё осталось, как было" in run.err
    assert tree(sample_root) == before


# Edits of texts

ITEMS = st.lists(
    st.tuples(st.sampled_from(["a", "b-c", '"d: - e"', "{id: x, to: y}", "\n    id: z\n    text: |\n      раз - два\n\n      три"]), st.sampled_from(["", "  # - рядом"]), st.booleans()),
    min_size=1, max_size=5,
)


def as_text(items: list[tuple[str, str, bool]]) -> str:
    """A record with a list in block form: comments above and beside items."""
    lines = []
    for value, beside, above in items:
        lines += ["  # - о следующем"] if above else []
        lines.append(f"  -{'' if value.startswith(chr(10)) else ' '}{value.replace(chr(10) + '    id', ' id', 1)}{'' if chr(10) in value else beside}")
    return "id: x\nlist:\n" + "\n".join(lines) + "\nlast: 1  # конец\n"


@tries(60)
@given(ITEMS, st.data())
def test_an_item_goes_and_nothing_else(items: list[tuple[str, str, bool]], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(items) - 1))
    text = as_text(items)
    before = read(text, "x.yml").mapping
    node: Any = node_at(root_of(text), ("list",))
    after = read(edited(text, [without_item(text, node, number)]), "x.yml")
    assert before is not None
    assert after.diagnostics == []
    del before["list"][number]
    assert after.mapping == before


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("title: A\nlast: 1\n", "title: A\nnames:\n  - b c\nlast: 1\n"),
        ("title: A\nnames:\n- a  # первое\n# конец\nlast: 1\n", "title: A\nnames:\n- a  # первое\n- b c\n# конец\nlast: 1\n"),
        ("title: A\nnames: [a]\nlast: 1\n", "title: A\nnames: [a, b c]\nlast: 1\n"),
        ("title: A\nnames: []\nlast: 1\n", "title: A\nnames: [b c]\nlast: 1\n"),
        ("{title: A, last: 1}\n", "{title: A, names: [b c], last: 1}\n"),
    ],
)
def test_a_value_is_added(text: str, wanted: str) -> None:
    assert edited(text, [added(text, root_of(text), "names", ["b c"], "title")]) == wanted
