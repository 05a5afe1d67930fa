"""Schemas: fresh, in Russian, as strict as the models; editors apply the right one to every file."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import Field
from referencing import Registry as SchemaRegistry
from referencing import Resource
from referencing.jsonschema import DRAFT202012

from generator.exports.api import index_file, list_files, record_file
from generator.exports.editor_schemas import FOLDER as EDITORS
from generator.exports.editor_schemas import IDS, editor_schemas
from generator.exports.editor_setup import (
    JETBRAINS,
    VSCODE,
    editor_files,
    jetbrains_mapping,
    jetbrains_matches,
    vscode_matches,
    vscode_settings,
)
from generator.exports.editor_snippets import SNIPPETS
from generator.exports.schema_words import examples_of, title_of
from generator.exports.schemas import schema, schema_files, write_schemas
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import content_files
from generator.loading.yaml_reader import read
from generator.model.common import Part, Record
from generator.model.registry import RECORD_TYPES, RecordType, Registry
from generator.model.scalars import Line, RegionId
from generator.pipeline import Checked

ROOT = Path(__file__).resolve().parents[2]
REFRESH = "refresh with: smarteka schemas"
CYRILLIC = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")


@pytest.fixture(scope="module")
def base(real_checked: Checked) -> KnowledgeBase:
    return real_checked.base


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    return {t.kind: Draft202012Validator(schema(t)) for t in RECORD_TYPES}


@pytest.fixture(scope="module")
def editor_validators(base: KnowledgeBase) -> dict[str, Draft202012Validator]:
    """Of every type, as an editor finds them: the list of ids lies beside the schema."""
    made = {Path(path).name: json.loads(data) for path, data in editor_schemas(base).items()}
    ids = Resource.from_contents(made[IDS], default_specification=DRAFT202012)
    beside = SchemaRegistry().with_resource(IDS, ids)
    return {t.kind: Draft202012Validator(made[f"{t.kind}.json"], registry=beside) for t in RECORD_TYPES}


def plain(value: Any) -> Any:
    """As any YAML reader would give it: numbers of Python."""
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return float(value) if isinstance(value, Decimal) else value


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def test_committed_schemas_are_fresh() -> None:
    fresh = {f.path: f.data for f in schema_files(Registry())}
    committed = {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in (ROOT / "schemas").glob("*.json")}
    assert committed == fresh, REFRESH


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.kind)
def test_a_schema_is_valid_closed_and_russian(record_type: RecordType) -> None:
    found = schema(record_type)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"{record_type.kind}.json"
    assert CYRILLIC & set(found["title"].lower())
    for node in nodes(found):
        if node.get("type") == "object" and "properties" in node:
            assert node["additionalProperties"] is False
            for name, value in node["properties"].items():
                words = "$ref" in value  # the description may be no more than the list of words
                assert words or CYRILLIC & set(value["description"].lower()), name
                assert not value.get("title") or CYRILLIC & set(value["title"].lower()), name
                for example in value.get("examples", []):
                    Draft202012Validator({**value, "$defs": found["$defs"]}).validate(example)


def test_every_file_fits_its_schema_as_an_editor_sees_it(editor_validators: dict[str, Draft202012Validator]) -> None:
    registry = Registry()
    for path in content_files(ROOT, registry):
        record_type = registry.for_path(path)
        assert record_type, path
        document = read((ROOT / path).read_text("utf-8"), path)
        faults = [f.message for f in editor_validators[record_type.kind].iter_errors(plain(document.mapping))]
        assert not faults, path


def test_examples_of_the_guide_fit_as_well(editor_validators: dict[str, Draft202012Validator]) -> None:
    """The whole record, and parts of a practice put into it."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", (ROOT / "docs/guide/index.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    examples = [plain(read(block, "guide").mapping) for block in blocks]
    whole = next(example for example in examples if "id" in example)
    practice = editor_validators["practice"]
    parts = [example for example in examples if example.keys() <= schema(Registry()["practice"])["properties"].keys()]
    assert {key for part in parts for key in part} >= {"id", "helps_with", "adoptions", "follow_ups"}
    assert [fault.message for part in parts for fault in practice.iter_errors(whole | part)] == []


def test_every_published_record_fits_its_schema(
    base: KnowledgeBase, validators: dict[str, Draft202012Validator]
) -> None:
    lists = (file for _, make in list_files(base, base.ids) for file in make())
    files = (*index_file(base, "https://smarteka.example/", "", {}), *lists, *(record_file(base, item) for item in base.loaded))
    published = {f.path: json.loads(f.data) for f in files}
    for kind in published["api/v1/index.json"]["kinds"].values():
        for item in published[kind["url"]]["items"]:
            record = published[kind["record"].format(id=item["id"])]
            assert not [f.message for f in validators[kind["type"]].iter_errors(record)], item["id"]
    for vocabulary in published["api/v1/index.json"]["vocabularies"].values():
        assert validators[vocabulary["type"]].is_valid(published[vocabulary["url"]])


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("practice", {"titel": "x"}),
        ("practice", {"id": "Аптека"}),
        ("practice", {"stage": "launched"}),
        ("practice", {"check_on": "2021-11"}),
        ("practice", {"stage_date": "в ноябре"}),
        ("practice", {"sources": []}),
        ("practice", {"story": {"name": "Иван Иванов", "text": "x"}}),
        ("practice", {"helps_with": [{"problem": "serdtse", "why": "x"}]}),
        ("practice", {"contact": {"organisation": "x", "url": "javascript:alert(1)"}}),
        ("practice", {"results": [{"title": "x", "value": "12"}]}),
        ("digest", {"week": "46-я"}),
        ("region", {"iso": "TUL"}),
        ("region", {"tile": {"column": 0, "row": 1}}),
        ("life_situation", {"current_process": {"stages": [{"title": "x", "days": -1}]}}),
    ],
)
def test_a_schema_refuses_what_the_model_refuses(
    kind: str, change: dict[str, Any], base: KnowledgeBase, validators: dict[str, Draft202012Validator]
) -> None:
    good = base.of_kind(kind)[0].record.model_dump(mode="json", exclude_none=True)
    assert validators[kind].is_valid(good)
    assert not validators[kind].is_valid(good | change)


def test_fields_that_the_site_adds_are_read_only_and_not_offered() -> None:
    properties = schema(Registry()["practice"])["properties"]
    for name in ("url", "links", "backlinks"):
        assert properties[name]["readOnly"]
        assert properties[name]["doNotSuggest"]
        assert "дописывает сайт" in properties[name]["deprecationMessage"]


@pytest.mark.parametrize(
    ("description", "title"),
    [
        ("Вид: service (услуга), payment (выплата)", "Вид"),
        ("Код ISO 3166-2:RU, например RU-RYA", "Код ISO 3166-2:RU"),
        ("Регионы, где практика создана; пусто, если источник не называет", "Регионы, где практика создана"),
        ("Прежние адреса страницы (например practices/x): с них", "Прежние адреса страницы"),
        ("fact – факт, plan – план", ""),
    ],
)
def test_a_title_is_the_head_of_the_description(description: str, title: str) -> None:
    assert title_of(description) == title


def test_examples_come_from_the_form_or_from_quotes() -> None:
    assert examples_of({"type": "string"}, "Что измерено: «летальность», «выдано справок»") == [
        "летальность", "выдано справок"
    ]
    assert examples_of({"type": "string", "pattern": r"^\d\d-\d\d$"}, "Срок, например 12-25") == ["12-25"]
    names = {"type": "array", "items": {"type": "string"}}
    assert examples_of(names, "Имена: «ЯНАО», «Югра»") == [["ЯНАО", "Югра"]]
    assert examples_of({"type": "integer"}, "«Да», человек") == []


class ToyPart(Part):
    name: Annotated[Line, Field(description="Имя")]


class Toy(Record):
    """Игрушка."""

    region: RegionId = Field(description="Регион")
    parts: tuple[ToyPart, ...] = Field((), description="Части")


TOY = RecordType("toy", Toy, "toys", ("игрушка", "игрушки", "игрушек"), "toys/{id}/", "toy.html", "toys", title="Игрушки")


def test_a_new_type_needs_nothing_here(tmp_path: Path) -> None:
    found = schema(TOY)
    assert found["title"] == "Игрушка"
    assert found["properties"]["parts"]["items"] == {"$ref": "#/$defs/ToyPart"}
    write_schemas(tmp_path, Registry([*RECORD_TYPES, TOY]))
    assert (tmp_path / "toy.json").exists()
    write_schemas(tmp_path, Registry())
    assert not (tmp_path / "toy.json").exists()
    assert "./schemas/editors/toy.json" in vscode_settings(Registry([TOY]))["yaml.schemas"]


def test_committed_editor_setup_is_fresh(real_checked: Checked) -> None:
    fresh = editor_files(ROOT, real_checked.with_drafts)
    for path, data in fresh.items():
        assert (ROOT / path).read_bytes() == data, f"{path}: {REFRESH}"
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "schemas/editors").iterdir()} <= fresh.keys(), REFRESH


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("regions", ["tulskaya-oblast"], ["tulla"]),
        ("direction", "zdravookhranenie", "zdorove"),
        ("direction", None, "rynok"),
        ("subcategories", ["blagoustroystvo"], ["tulskaya-oblast"]),
        ("life_situations", ["vmp-pri-boleznyakh-serdtsa"], ["vmp"]),
        ("helps_with", [{"problem": "vmp-pri-boleznyakh-serdtsa#4", "why": "а"}], [{"problem": "vmp-pri-boleznyakh-serdtsa#5", "why": "а"}]),
        ("adoptions", [{"region": "kamchatskiy-kray"}], [{"region": "kamchatka"}]),
        ("id", "novaya-praktika", "Новая"),
    ],
)
def test_editors_offer_the_ids_of_the_base(editor_validators: dict[str, Draft202012Validator], field: str, right: Any, wrong: Any) -> None:
    """What is none of them is underlined at once; the record's own id is free."""
    practice = ROOT / "practices/2021/zabotlivyy-sosed.yml"
    record = plain(read(practice.read_text("utf-8"), practice.name).mapping)
    assert editor_validators["practice"].is_valid(record | {field: right})
    assert not editor_validators["practice"].is_valid(record | {field: wrong})


def test_ids_are_shown_with_their_names(base: KnowledgeBase) -> None:
    lists = json.loads(editor_schemas(base)[f"{EDITORS}/{IDS}"])["$defs"]
    kinds = ("region", "life_situation", "problem", "target_model", "direction", "subcategory")
    assert {kind: sorted(listed["enum"]) for kind, listed in lists.items()} == {kind: sorted(base.ids(kind)) for kind in kinds}
    for listed in lists.values():
        names = [listed["x-intellij-enum-metadata"][id]["description"] for id in listed["enum"]]
        assert names == listed["markdownEnumDescriptions"]
    tula = lists["region"]["enum"].index("tulskaya-oblast")
    assert lists["region"]["markdownEnumDescriptions"][tula] == "Тульская область"


def test_snippets_name_fields_that_there_are_and_all_that_are_required(base: KnowledgeBase) -> None:
    parts: dict[str, Any] = {}
    for path, data in editor_schemas(base).items():
        if not path.endswith(IDS):
            parts |= json.loads(data)["$defs"]
    assert SNIPPETS.keys() <= parts.keys()
    for name in SNIPPETS:
        for snippet in parts[name]["defaultSnippets"]:
            assert set(parts[name].get("required", [])) <= snippet["body"].keys() <= parts[name]["properties"].keys(), name
            places = [str(place) for place in snippet["body"].values()]
            assert all(f"${{{n}" in place or f"${n}" in place for n, place in enumerate(places, 1)), name


def test_vscode_applies_the_right_schema_to_every_file() -> None:
    registry = Registry()
    mapping = json.loads((ROOT / VSCODE).read_text("utf-8"))["yaml.schemas"]
    for path in content_files(ROOT, registry):
        record_type = registry.for_path(path)
        assert record_type
        matched = [name for name, globs in mapping.items() if any(vscode_matches(g, path) for g in globs)]
        assert matched == [f"./schemas/editors/{record_type.kind}.json"], path
        assert (ROOT / matched[0]).exists()


def test_jetbrains_applies_the_right_schema_to_every_file() -> None:
    registry = Registry()
    mapping = jetbrains_items((ROOT / JETBRAINS).read_text("utf-8"))
    for path in content_files(ROOT, registry):
        record_type = registry.for_path(path)
        assert record_type
        matched = [
            name
            for name, items in mapping.items()
            if any(p == path if how == "File" else jetbrains_matches(p, path) for how, p in items)
        ]
        assert matched == [f"schemas/editors/{record_type.kind}.json"], path


def test_jetbrains_gets_files_where_a_pattern_would_catch_another_type() -> None:
    text = jetbrains_mapping(Registry(), ["regions/a.yml", "regions/a/events/b.yml", "practices/2021/c.yml"])
    items = jetbrains_items(text)
    assert items["schemas/editors/region.json"] == [("File", "regions/a.yml")]
    assert items["schemas/editors/event.json"] == [("Pattern", "regions/*/events/*.yml")]
    assert items["schemas/editors/practice.json"] == [("Pattern", "practices/*/*.yml")]


def test_settings_that_somebody_added_stay(tmp_path: Path, base: KnowledgeBase) -> None:
    (tmp_path / ".vscode").mkdir()
    (tmp_path / VSCODE).write_text('{"editor.rulers": [110], "yaml.schemas": {}}')
    settings = json.loads(editor_files(tmp_path, base)[VSCODE])
    assert settings["editor.rulers"] == [110]
    assert settings["yaml.schemas"]


def jetbrains_items(text: str) -> dict[str, list[tuple[str, str]]]:
    found = {}
    for info in ElementTree.fromstring(text).iter("SchemaInfo"):
        options = {o.get("name"): o.get("value") for o in info.findall("option")}
        items = [
            {o.get("name"): o.get("value", "") for o in item.findall("option")} for item in info.iter("Item")
        ]
        found[str(options["relativePathToSchema"])] = [(i["mappingKind"], i["path"]) for i in items]
    return found
