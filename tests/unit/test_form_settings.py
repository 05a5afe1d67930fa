"""Settings of the form: every record type, every field of its model, in Russian."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import pytest
import yaml
from publishing import ROOT
from pydantic import BaseModel, Field

from generator.exports.form.fields import NoWidget, Offered, form_fields
from generator.exports.form.settings import KIND_MARK, choices, folder_and_path, form_files, form_settings
from generator.loading.fields import model_at
from generator.mkdocs_settings import form_fault
from generator.model.common import Record
from generator.model.registry import RECORD_TYPES, RecordType, Registry
from generator.model.scalars import Day, Line, RecordId, RegionId
from generator.pipeline import Checked
from generator.rendering.views.facts import Facts
from generator.rendering.views.record_foot import RecordLinks
from generator.wording.enum_words import ENUM_WORDS

CYRILLIC = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
NPS = {"NPS"}  # what has no Russian name


@pytest.fixture(scope="module")
def settings(sample_checked: Checked) -> dict[str, Any]:
    return form_settings(sample_checked.base, {})


def parts(settings: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What holds the fields of each type: a collection, or a file of one."""
    found = {c["name"]: c for c in settings["collections"] if "fields" in c}
    return found | {file["name"]: file for c in settings["collections"] for file in c.get("files", ())}


def walk(fields: list[dict[str, Any]], where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for field in fields:
        here = (*where, field["name"])
        yield here, field
        yield from walk(field.get("fields", []), here)


def names_of(model: type[BaseModel], top: type[BaseModel], where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in model.model_fields:
        here = (*where, name)
        yield here
        if inner := model_at(top, here):
            yield from names_of(inner, top, here)


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda t: t.kind)
def test_fields_are_those_of_the_model(settings: dict[str, Any], record_type: RecordType) -> None:
    fields = parts(settings)[record_type.kind]["fields"]
    assert {where for where, _ in walk(fields)} == set(names_of(record_type.model, record_type.model))


def test_everything_is_said_in_russian(settings: dict[str, Any]) -> None:
    for kind, part in parts(settings).items():
        for where, field in walk(part["fields"]):
            said = [field["label"], *([field["hint"]] if "hint" in field else []), *(o["label"] for o in field.get("options", ()))]
            assert all(CYRILLIC & set(text.lower()) or text in NPS for text in said), (kind, where, said)
            assert field["label"] == field["label"].strip(" :;,"), (kind, where)


def test_what_is_required_patterned_and_bounded_follows_the_model(settings: dict[str, Any]) -> None:
    fields = dict(walk(parts(settings)["practice"]["fields"]))
    assert [name for (name, *rest), field in fields.items() if field["required"] and not rest] == [
        "id", "title", "summary", "kind", "stage", "solution", "sources",
    ]
    assert fields["sources",]["min"] == 1 and fields["sources", "title"]["required"]
    assert fields["sources", "url"]["pattern"] == ["^https?://", "Нужен адрес целиком: https://…"]
    assert fields["story", "age"] | {"hint": ""} == {
        "name": "age", "label": "Возраст", "widget": "number", "value_type": "int", "min": 0, "max": 120, "required": False, "hint": "",
    }
    # An optional part is asked for nothing until somebody fills it in; the check says the rest.
    assert not fields["contact", "organisation"]["required"] and "если заполняете" in fields["contact", "organisation"]["hint"]
    assert fields["check_on",]["widget"] == "datetime" and fields["check_on",]["format"] == "YYYY-MM-DD"
    assert fields["draft",]["default"] is True


def test_references_are_chosen(settings: dict[str, Any], sample_checked: Checked) -> None:
    fields = dict(walk(parts(settings)["practice"]["fields"]))
    regions = fields["regions",]
    assert (regions["widget"], regions["collection"], regions["value_field"], regions["multiple"]) == ("relation", "region", "id", True)
    assert {o["value"] for o in fields["direction",]["options"]} == set(sample_checked.base.directions)
    assert {o["value"] for o in fields["helps_with", "problem"]["options"]} == {id for id, _ in choices(sample_checked.base)["problem"]}
    assert {o["value"]: o["label"] for o in fields["stage",]["options"]}["pilot"] == "пилот"
    collections = {c["name"] for c in settings["collections"]}
    for part in parts(settings).values():
        assert {f["collection"] for _, f in walk(part["fields"]) if f["widget"] == "relation"} <= collections


def test_records_go_to_their_folders() -> None:
    registry = Registry()
    assert folder_and_path(registry["practice"]) == ("practices", "{{year}}/{{slug}}")
    assert folder_and_path(registry["event"]) == ("regions", "{{fields.region}}/events/{{slug}}")
    assert folder_and_path(registry["target_model"]) == ("life_situations/target_models", "")


def test_types_that_share_a_folder_are_told_apart(settings: dict[str, Any]) -> None:
    folders = [c for c in settings["collections"] if "folder" in c]
    assert all(c["filter"] == {"field": KIND_MARK, "value": c["name"]} for c in folders)
    assert not any(c["delete"] for c in settings["collections"])
    assert len({c["format"] for c in settings["collections"]}) == len(settings["collections"])


def test_every_word_of_the_vocabularies_has_a_name() -> None:
    for enum, words in ENUM_WORDS.items():
        assert set(words) == set(enum), enum


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class ToyId(RecordId):
    kind = "toy_of_somebody_else"
    __slots__ = ()


class Toy(Record):
    """Игрушка."""

    made: Annotated[Day | None, Field(description="Когда сделана")] = None
    colour: Annotated[Colour | None, Field(description="Цвет: red (красный), blue")] = None
    like: Annotated[ToyId | None, Field(description="На что похожа")] = None
    owners: Annotated[tuple[RegionId, ...], Field(description="Чья")] = ()
    words: Annotated[tuple[Line, ...], Field(min_length=1, description="Что говорит: «мяу»")]


def test_a_new_type_and_a_new_field_appear_by_themselves() -> None:
    toy = RecordType("toy", Toy, "toys", ("игрушка", "игрушки", "игрушек"), title="Игрушки")
    fields = {f["name"]: f for f in form_fields(toy, Offered(Registry((*RECORD_TYPES, toy)), {}))}
    assert [fields[name]["widget"] for name in ("made", "colour", "like", "owners", "words")] == ["datetime", "select", "string", "relation", "list"]
    assert fields["colour"]["options"] == [{"label": "красный", "value": "red"}, {"label": "blue", "value": "blue"}]
    assert fields["words"]["required"] and fields["words"]["min"] == 1 and fields["words"]["field"]["widget"] == "string"

    class Strange(Toy):
        words: dict[str, int]  # type: ignore[assignment]  # what no record has had yet

    with pytest.raises(NoWidget, match="words"):
        form_fields(replace(toy, model=Strange), Offered(Registry((*RECORD_TYPES, toy)), {}))


def test_the_file_is_yaml_and_names_a_backend_only_where_there_is_one(sample_checked: Checked, settings: dict[str, Any]) -> None:
    (file,) = form_files(sample_checked.base, {})
    assert file.path == "admin/config.yml"
    assert yaml.load(file.data, Loader=yaml.CSafeLoader) == settings
    assert "backend" not in settings
    (file,) = form_files(sample_checked.base, {"name": "gitea", "repo": "a/b", "branch": "trunk"})
    assert yaml.load(file.data, Loader=yaml.CSafeLoader)["backend"] == {"branch": "trunk", "name": "gitea", "repo": "a/b"}
    assert settings["publish_mode"] == "editorial_workflow"


@pytest.mark.parametrize(
    ("backend", "told"),
    [
        ({}, ""), ({"name": "github", "repo": "a/b"}, ""), ({"name": "gitlab", "repo": "a/b/c"}, ""), ({"name": "git-gateway"}, ""),
        ({"name": "svn", "repo": "a/b"}, "svn"), ({"repo": "a/b"}, "name"), ({"name": "github"}, "repo"), ({"name": "github", "repo": "a b"}, "repo"),
    ],
)
def test_a_backend_that_cannot_work_is_refused(backend: dict[str, str], told: str) -> None:
    fault = form_fault(backend)
    assert told in fault and bool(fault) == bool(told)


def test_pages_lead_to_the_form_where_it_is_answered(sample_checked: Checked) -> None:
    base = sample_checked.base
    led = {item.path: Facts(base, date(2022, 1, 10), links=RecordLinks(form=True)).foot(item).form_address for item in base.loaded}
    assert led["practices/2021/dom-u-ozera.yml"] == "admin/#/collections/practice/entries/2021/dom-u-ozera"
    assert led["regions/lesnoy-kray.yml"] == "admin/#/collections/region/entries/lesnoy-kray"
    assert led["regions/ozernaya-oblast/events/ozernaya-vstrecha.yml"] == "admin/#/collections/event/entries/ozernaya-oblast/events/ozernaya-vstrecha"
    assert led["practices/taxonomy.yml"] == "admin/#/collections/vocabularies/entries/taxonomy"
    assert not any(Facts(base, date(2022, 1, 10)).foot(item).form_address for item in base.loaded)


def test_decap_is_what_was_published() -> None:
    """The script behind its head has the hash that the head names."""
    data = (ROOT / "site_templates/assets/vendor/decap-cms.js").read_bytes()
    head, _, body = data.partition(b"*/\n")
    assert hashlib.sha256(body).hexdigest().encode() in head
    assert b"MIT License" in head and b"sourceMappingURL" not in body
