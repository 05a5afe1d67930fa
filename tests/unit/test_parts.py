"""Pieces of records: they hold their values and nothing else, and come back from a pickle as they went in."""

from __future__ import annotations

import copy
import pickle

from builders import practice, record_type

from generator.loading.records import load_text
from generator.model.common import Part, Source
from generator.model.scalars import PartialDate, RegionId

SOURCE = {"title": "Новость", "date": "2021-11"}


def test_a_part_comes_back_from_a_pickle() -> None:
    part = Source.model_validate(SOURCE)
    for again in (pickle.loads(pickle.dumps(part)), copy.copy(part), copy.deepcopy(part)):
        assert again == part and hash(again) == hash(part)
        assert repr(again) == repr(part) and again.model_dump_json() == part.model_dump_json()
    changed = pickle.loads(pickle.dumps(part)).model_copy(update={"title": "Другая"})
    assert (changed.title, changed.date) == ("Другая", "2021-11")


def test_a_part_keeps_no_list_of_what_was_given() -> None:
    """All fields count as given, so nothing is left out by who asks for what was set."""
    part = Source.model_validate(SOURCE)
    assert part.model_fields_set == set(Source.model_fields)
    assert part.model_fields_set is not part.model_fields_set, "made for who asks"
    assert part.model_dump(exclude_unset=True) == part.model_dump()
    assert part.__getstate__() == {**dict.fromkeys(Source.model_fields), "title": "Новость", "date": "2021-11"}


def test_what_records_repeat_stands_in_memory_once() -> None:
    lines = "regions: [tulskaya-oblast]\nbeneficiaries: Пенсионеры\nstage_date: 2021-11"
    records = []
    for id in ("apteka", "vrachi"):
        path, text = next(iter(practice(id, lines).items()))
        item, _ = load_text(text, path, record_type(path))
        assert item
        records.append(item.record)
    one, other = (record.__dict__ for record in records)
    assert one["id"] != other["id"]
    for name, kind in {"beneficiaries": str, "stage_date": PartialDate}.items():
        assert one[name] is other[name] and type(one[name]) is kind
    assert one["regions"][0] is other["regions"][0] and type(one["regions"][0]) is RegionId


def test_models_are_built_when_they_are_first_used() -> None:
    """A warm check validates nothing."""

    class Toy(Part):
        title: str

    assert not Toy.__pydantic_complete__
    assert Toy(title="Юла").title == "Юла"
    assert Toy.__pydantic_complete__
