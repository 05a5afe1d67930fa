"""The walk that finds references by their type: nothing it may miss, nothing it may invent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from builders import REGISTRY, loaded, record_type
from full_records import FULL
from pydantic import BaseModel

from generator.knowledge.references import Path, Reference, references
from generator.model.region import Region
from generator.model.scalars import DirectionId, LifeSituationId, PracticeId, ProblemId, RegionId, SubcategoryId

TULA = RegionId("tulskaya-oblast")
APTEKA = PracticeId("apteka")
SITUACIYA = LifeSituationId("situaciya")

EXPECTED: dict[str, list[Reference]] = {
    "taxonomy": [],
    "practice": [
        Reference(("regions", 0), TULA),
        Reference(("regions", 1), RegionId("ryazanskaya-oblast")),
        Reference(("direction",), DirectionId("zdorove")),
        Reference(("subcategories", 0), SubcategoryId("lekarstva")),
        Reference(("life_situations", 0), SITUACIYA),
        Reference(("helps_with", 0, "problem"), ProblemId("situaciya#1")),
        Reference(("adoptions", 0, "region"), RegionId("kaluzhskaya-oblast")),
    ],
    "region": [],
    "roadmap": [
        Reference(("region",), TULA),
        Reference(("life_situation",), SITUACIYA),
        Reference(("measures", 0, "problems", 0), ProblemId("situaciya#1")),
        Reference(("measures", 0, "problems", 1), ProblemId("situaciya#2")),
        Reference(("measures", 0, "practices", 0), APTEKA),
    ],
    "standard_report": [Reference(("region",), TULA)],
    "survey": [Reference(("region",), TULA), Reference(("life_situation",), SITUACIYA)],
    "event": [
        Reference(("region",), TULA),
        Reference(("decisions", 0, "practices", 0), APTEKA),
        Reference(("practices", 0), APTEKA),
    ],
    "life_situation": [],
    "target_model": [
        Reference(("direction",), DirectionId("zdorove")),
        Reference(("life_situations", 0), SITUACIYA),
        Reference(("kpis", 0, "life_situation"), SITUACIYA),
        Reference(("recommended_practices", 0), APTEKA),
    ],
    "digest": [
        Reference(("top", 0), APTEKA),
        Reference(("top", 1), PracticeId("shkola")),
        Reference(("sections", 0, "entries", 0, "practice"), APTEKA),
        Reference(("sections", 0, "entries", 0, "heads", 0, "region"), TULA),
    ],
    "collection": [
        Reference(("entries", 0, "practice"), APTEKA),
        Reference(("entries", 1, "practice"), PracticeId("kiosk")),
    ],
    "canvas": [
        Reference(("life_situation",), SITUACIYA),
        Reference(("region",), TULA),
        Reference(("practices", 0), APTEKA),
    ],
    "glossary": [],
    "synonyms": [],
}


def test_there_is_a_full_record_of_every_type() -> None:
    kinds = sorted(t.kind for t in REGISTRY)
    assert sorted(record_type(path).kind for path in FULL) == kinds
    assert sorted(EXPECTED) == kinds


def test_the_full_records_leave_no_field_out() -> None:
    stands: dict[str, bool] = {}
    for path, text in FULL.items():
        for name, filled in _fields(loaded(path, text).record):
            stands[name] = stands.get(name, False) or filled
    assert len(stands) > 150
    assert [name for name, filled in stands.items() if not filled] == []


@pytest.mark.parametrize("path", FULL)
def test_every_typed_id_of_a_record_is_found(path: str) -> None:
    item = loaded(path, FULL[path])
    found = list(references(item.record))
    assert found == EXPECTED[item.type.kind]
    # A PracticeId and a RegionId of one text are equal as texts: the kinds are compared apart.
    assert [r.target.kind for r in found] == [r.target.kind for r in EXPECTED[item.type.kind]]


@pytest.mark.parametrize("path", FULL)
def test_the_walk_reaches_every_id_that_the_schema_names(path: str) -> None:
    """The published schema is an independent list of where ids stand."""
    item = loaded(path, FULL[path])
    schema = item.type.model.model_json_schema()
    of_schema = set(_ids_of_schema(schema, schema.get("$defs", {}), ()))
    assert {_without_numbers(r.where) for r in references(item.record)} == of_schema


def test_a_record_without_ids_beside_its_own_refers_to_nothing() -> None:
    item = loaded("regions/tulskaya-oblast.yml", FULL["regions/tulskaya-oblast.yml"])
    assert isinstance(item.record, Region)
    assert isinstance(item.record.id, RegionId)
    assert list(references(item.record)) == []


def _fields(value: Any) -> Iterator[tuple[str, bool]]:
    """Each field of the models in a record, as `Source.title`, and whether something stands there."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            inner = getattr(value, field)
            yield f"{type(value).__name__}.{field}", inner not in (None, ())
            yield from _fields(inner)
    elif isinstance(value, tuple):
        for part in value:
            yield from _fields(part)


def _without_numbers(where: Path) -> Path:
    return tuple(part for part in where if isinstance(part, str))


def _ids_of_schema(schema: dict[str, Any], defs: dict[str, Any], where: Path) -> Iterator[Path]:
    if "$ref" in schema:
        schema = defs[schema["$ref"].rpartition("/")[2]]
    if "x-kind" in schema:
        yield where
    for key, field in schema.get("properties", {}).items():
        if key != "id":
            yield from _ids_of_schema(field, defs, (*where, key))
    if "items" in schema:
        yield from _ids_of_schema(schema["items"], defs, where)
    for choice in schema.get("anyOf", ()):
        yield from _ids_of_schema(choice, defs, where)
