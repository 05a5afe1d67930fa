"""What a region could take next and the letter that asks for it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import docx
import pytest
from publishing import Runner

from generator.analysis.coverage import coverage, regions_of
from generator.analysis.next_practices import Nearness, Proposals, asked_for, gaps
from generator.exports.adoption_letter import word_letter
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice, Stage
from generator.model.region import Region
from generator.model.roadmap import Roadmap
from generator.pipeline import Checked
from generator.wording.adoption_letter import BLANK_REGION, adoption_letter


@pytest.mark.parametrize("id", ["magadanskaya-oblast", "respublika-bashkortostan", "moskva"])
def test_proposals_are_of_others_for_what_the_region_lacks(real_checked: Checked, id: str) -> None:
    base = real_checked.base
    region = next(r for r in base.all(Region) if r.id == id)
    covered = coverage(base)
    rank = {str(p.id): i for i, p in enumerate(base.all(Practice))}
    found = Proposals(base, covered, rank).next_of(region)
    lacking = {c.id for c in gaps(region, covered)}
    assert found
    assert len(found) <= 5
    assert len({n.practice.id for n in found}) == len(found)
    for n in found:
        assert region.id not in regions_of(n.practice)
        assert n.link.problem in lacking
        assert n.practice.stage not in (Stage.ANNOUNCED, Stage.CLOSED)
        assert n.home is None or n.home.id in regions_of(n.practice)
    assert [n.nearness for n in found] == sorted(n.nearness for n in found)
    assert all(n.home and n.home.district is region.district for n in found if n.nearness <= Nearness.SAME_DISTRICT)


def test_proposals_are_the_first_of_all_that_could_be_made(real_checked: Checked) -> None:
    """The same as sorting everything and taking from the top, with and without road maps."""
    base = real_checked.base
    covered = coverage(base)
    rank = {str(p.id): i for i, p in enumerate(base.all(Practice))}
    district = {str(r.id): (r.district, r.kind) for r in base.all(Region)}
    proposals = Proposals(base, covered, rank)
    for region in base.all(Region)[::7]:
        own = district[region.id]
        for chosen in (set[str](), {situation.id for situation in base.all(LifeSituation)[:2]}):
            offers: list[tuple[bool, int, int, int, str, str]] = []
            for each in gaps(region, covered):
                for practice, _ in each.practices:
                    if practice.stage not in (Stage.ANNOUNCED, Stage.CLOSED):
                        alike = [(district[r][0] is own[0], district[r][1] is own[1]) for r in regions_of(practice)]
                        nearness = min((3 - 2 * a - b for a, b in alike), default=3)
                        offers.append((each.situation.id not in chosen, nearness, rank[practice.id], each.problem.number, each.situation.id, practice.id))
            taken: list[tuple[str, str]] = []
            for *_, situation, id in sorted(offers, key=lambda offer: offer[:4])[: 40 * max(1, len(chosen))]:
                if len(taken) < 5 and id not in [p for _, p in taken] and [s for s, _ in taken].count(situation) < 2:
                    taken.append((situation, id))
            roadmaps = [cast(Roadmap, SimpleNamespace(life_situation=id)) for id in chosen]
            assert [(n.situation.id, n.practice.id) for n in proposals.next_of(region, roadmaps)] == taken, region.id


def test_the_letter_says_what_is_known_and_asks_for_the_rest(sample_checked: Checked) -> None:
    base = sample_checked.base
    practices = {str(p.id): p for p in base.all(Practice)}
    bus = practices["avtobus-s-lekarstvami"]
    letter = adoption_letter(bus, ["Озёрная область"], *asked_for(base, bus), asker="Лесной край")
    assert bus.title in letter.subject
    assert "Лесной край" in letter.text
    assert BLANK_REGION not in letter.text
    assert letter.body.startswith("Здравствуйте!")
    assert bool(bus.resources and bus.resources.cost) != any("Сколько стоил" in q for q in letter.questions)
    assert len(letter.known) >= len(bus.results)
    bare = adoption_letter(practices["budushchiy-tsentr"], [], [], [])
    assert BLANK_REGION in bare.text
    assert "[какая]" in bare.text
    assert len(bare.questions) > len(letter.questions)


def test_the_word_file_is_the_letter(sample_checked: Checked) -> None:
    base = sample_checked.base
    bus = next(p for p in base.all(Practice) if p.id == "avtobus-s-lekarstvami")
    letter = adoption_letter(bus, ["Озёрная область"], *asked_for(base, bus))
    data = word_letter(letter)
    texts = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    for line in (letter.to, letter.subject, *letter.paragraphs, *letter.known, *letter.questions):
        assert line in texts
    assert data == word_letter(letter)
    assert data != word_letter(replace(letter, subject="Другое"))
    longest = replace(letter, subject="Дом у озера " * 33)  # longer than a property of Word may be
    assert docx.Document(io.BytesIO(word_letter(longest))).core_properties.title == longest.subject[:255]


def test_the_command(sample_root: Path, smarteka: Runner, tmp_path: Path) -> None:
    run = smarteka("--root", sample_root, "adoption-request", "avtobus-s-lekarstvami", "--region", "lesnoy-kray", "--out", tmp_path / "письмо.docx")
    assert (run.code, run.out) == (0, "")
    assert docx.Document(str(tmp_path / "письмо.docx")).paragraphs
    assert "Лесной край" in smarteka("--root", sample_root, "adoption-request", "avtobus-s-lekarstvami", "--region", "lesnoy-kray").out
    run = smarteka("--root", sample_root, "adoption-request", "avtobus-s-lekarstvam")
    assert run.code == 2
    assert "avtobus-s-lekarstvami" in run.err
    assert smarteka("--root", sample_root, "adoption-request", "avtobus-s-lekarstvami", "--out", tmp_path / "a.txt").code == 2
    assert smarteka("--root", sample_root, "adoption-request", "avtobus-s-lekarstvami", "--out", tmp_path / "net" / "a.docx").code == 2
