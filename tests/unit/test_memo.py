"""What is made of each thing alone, kept while the thing is the same object."""

from __future__ import annotations

from dataclasses import dataclass

from generator.knowledge.memo import IdentityMemo, IncrementalMap


@dataclass(frozen=True)
class Thing:
    id: str
    text: str
    place: int


def test_each_is_worked_out_once_and_again_when_it_is_another_thing() -> None:
    made: list[str] = []

    def upper(thing: Thing) -> str:
        made.append(thing.id)
        return thing.text.upper()

    of = IdentityMemo(upper)
    one, two = Thing("one", "а", 1), Thing("two", "б", 2)
    assert [of(thing) for thing in (one, two, one)] == ["А", "Б", "А"]
    assert made == ["one", "two"]
    assert of(Thing("one", "в", 1)) == "В"
    assert of(two) == "Б"
    assert made == ["one", "two", "one"]


def test_what_comes_out_the_same_stays_the_same_object_and_the_same_list() -> None:
    made: list[str] = []

    def placed(thing: Thing) -> tuple[str, int]:
        made.append(thing.id)
        return thing.id, thing.place

    of = IncrementalMap(placed, "id")
    things = [Thing("one", "а", 1), Thing("two", "б", 2)]
    before = of(things)
    assert before == [("one", 1), ("two", 2)]
    assert of([Thing("one", "другие слова", 1), things[1]]) is before
    assert made == ["one", "two", "one"]
    moved = of([Thing("one", "а", 5), things[1]])
    assert moved == [("one", 5), ("two", 2)]
    assert moved[1] is before[1]
    assert of(things[1:]) == [("two", 2)]
    assert of(reversed(things)) == [("two", 2), ("one", 1)]


def test_without_a_name_only_the_same_thing_gives_the_same() -> None:
    of: IncrementalMap[Thing, list[str]] = IncrementalMap(lambda thing: [thing.text])
    things = [Thing("one", "а", 1), Thing("two", "б", 2)]
    before = of(things)
    after = of([Thing("one", "а", 1), things[1]])
    assert after == before
    assert after[0] is not before[0]
    assert after[1] is before[1]


def test_values_that_only_equal_each_other_are_told_apart() -> None:
    """True equals 1, and pages tell them apart."""
    of: IncrementalMap[Thing, tuple[object]] = IncrementalMap(lambda thing: (thing.text == "да" or thing.place,), "id")
    assert of([Thing("one", "нет", 1)]) == [(1,)]
    assert of([Thing("one", "да", 1)])[0][0] is True
