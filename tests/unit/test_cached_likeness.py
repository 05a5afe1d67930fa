"""Like practices kept between builds: after any edits they are those that would be found from nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from builders import loaded, practice, region, situation

from generator.analysis import cached_likeness, likeness
from generator.analysis.cached_likeness import CachedLikeness, as_found
from generator.analysis.likeness import Likeness
from generator.knowledge.base import KnowledgeBase
from generator.loading.records import Loaded
from generator.model.practice import Practice
from generator.model.scalars import PracticeId

SYLLABLES = ("ба", "ве", "го", "ду", "ки", "ло", "му", "ни", "по", "ра", "се", "ту")


def word(chance: random.Random) -> str:
    """Of 1728 that nobody has ever said, a few of them often and most of them seldom."""
    number = int(1728 * chance.random() ** 5)
    return "".join(SYLLABLES[number // 12**place % 12] for place in range(3))


def made(chance: random.Random, id: str) -> Loaded:
    """A practice of random words, some of them rare, that may help with a problem and serve somebody."""
    words = [word(chance) for _ in range(12)]
    extra = f"title: {' '.join(words[:3]).capitalize()} {id}\nsummary: {' '.join(words[3:7]).capitalize()}\nsolution: {' '.join(words[7:]).capitalize()}"
    if chance.random() < 0.3:
        extra += f"\nhelps_with:\n  - problem: ls#{chance.randrange(1, 4)}\n    why: Помогает"
    if chance.random() < 0.5:
        extra += f"\nbeneficiaries: {word(chance)} и {word(chance)}"
    ((path, text),) = practice(id, extra).items()
    return loaded(path, text)


@pytest.mark.parametrize("seed", range(2))
def test_kept_and_new_are_the_same(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (likeness, cached_likeness):
        monkeypatch.setattr(module, "POSTINGS", 12)  # so that a base of this size has lists that nobody looks at
    monkeypatch.setattr(likeness, "CANDIDATES", 5)
    chance = random.Random(seed)
    others = [loaded(path, text) for files in (region("tula"), situation("ls")) for path, text in files.items()]
    items = {f"p{number:02}": made(chance, f"p{number:02}") for number in range(80)}
    left_alone = 0
    for _ in range(8):
        base = KnowledgeBase([*others, *items.values()])
        kept, new = CachedLikeness(base, tmp_path / "cache" / "root" / "likeness"), Likeness(base)
        kept.prepare()
        left_alone += len(kept._found)
        ids = list(items)
        assert {id: kept.found(id) for id in ids} == {id: as_found(new.like(id)) for id in ids}  # type: ignore[arg-type]  # ids of practices
        kept.keep()
        for _ in range(chance.choice((1, 1, 2))):
            id = chance.choice(list(items))
            if chance.random() < 0.2:
                del items[id]
            elif chance.random() < 0.3:
                added = f"n{chance.randrange(1000)}"
                items[added] = made(chance, added)
            else:
                items[id] = made(chance, id)
    assert left_alone > 50, "not everything is looked for again"


def test_damage_costs_time_only(tmp_path: Path) -> None:
    chance, file = random.Random(1), tmp_path / "cache" / "root" / "likeness"
    base = KnowledgeBase([made(chance, f"p{number}") for number in range(6)])
    ids = [p.id for p in base.all(Practice)]

    def found() -> dict[str, cached_likeness.Found]:
        kept = CachedLikeness(base, file)
        kept.prepare()
        result = {str(id): kept.found(id) for id in ids}
        kept.keep()
        return result

    first = found()
    whole = file.read_bytes()
    for damaged in (b"", whole[:-9], whole[:70] + b"?" + whole[71:]):
        file.write_bytes(damaged)
        assert found() == first
        assert file.read_bytes()[:32] == whole[:32]


def test_an_edit_that_changes_no_word_compares_nothing(tmp_path: Path) -> None:
    chance, file = random.Random(3), tmp_path / "cache" / "root" / "likeness"
    items = [made(chance, f"p{number}") for number in range(6)]
    first = CachedLikeness(KnowledgeBase(items), file)
    found = {item.record.id: first.found(PracticeId(item.record.id)) for item in items}
    first.keep()
    later = [loaded(item.path, f"{item.text.rstrip()}\nstage_date: 2021-03-04\n") for item in items[:1]]
    second = CachedLikeness(KnowledgeBase([*later, *items[1:]]), file)
    second.prepare()
    assert second._found == found
    assert second._likeness is None
