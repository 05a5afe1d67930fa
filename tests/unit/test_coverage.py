"""The map of solutions: problems with their practices, practices by federal district."""

from __future__ import annotations

from builders import base, practice, region, situation, target_model

from generator.analysis.coverage import coverage, regions_of, situations_of
from generator.analysis.practice_facets import by_district, facets_of
from generator.model.practice import Practice
from generator.model.region import FederalDistrict
from generator.model.scalars import PracticeId

BASE = base(
    situation("situaciya", "problems:\n  - {number: 1, title: Далеко}\n  - number: 2\n    title: Дорого\n    solutions:\n      - {text: Закон, federal: true}")
    | situation("drugaya")
    | target_model("model")
    | region("tulskaya-oblast")
    | region("ryazanskaya-oblast", iso="RU-RYA", tile=2)
    | region("omskaya-oblast", "district: siberian", iso="RU-OMS", tile=3)
    | practice("apteka", "regions: [tulskaya-oblast, omskaya-oblast]\nhelps_with:\n  - {problem: situaciya#2, why: Ближе}")
    | practice("kiosk", "regions: [tulskaya-oblast, ryazanskaya-oblast]\nlife_situations: [situaciya, drugaya]\nadoptions:\n  - region: omskaya-oblast")
    | practice("nichya", "life_situations: [situaciya]")
)


def test_problems_know_their_practices() -> None:
    found = coverage(BASE)
    assert {id: [p.id for p, _ in c.practices] for id, c in found.items()} == {"situaciya#1": [], "situaciya#2": ["apteka"]}
    assert [c.federal for c in found.values()] == [False, True]


def test_a_practice_belongs_to_what_it_is_recommended_for_and_helps_with() -> None:
    everything = {p.id: (list(situations_of(p)), list(regions_of(p))) for p in BASE.all(Practice)}
    assert everything == {
        "apteka": (["situaciya"], ["tulskaya-oblast", "omskaya-oblast"]),
        "kiosk": (["situaciya", "drugaya"], ["tulskaya-oblast", "ryazanskaya-oblast", "omskaya-oblast"]),
        "nichya": (["situaciya"], []),
    }


def test_districts_hold_what_their_regions_made() -> None:
    """Two regions of one district count once, two districts count in both, adoptions do not count."""
    apteka, kiosk, nichya = map(PracticeId, ("apteka", "kiosk", "nichya"))
    assert by_district(BASE, map(facets_of, BASE.all(Practice))) == {
        "situaciya": {FederalDistrict.CENTRAL: {apteka, kiosk}, FederalDistrict.SIBERIAN: {apteka}, None: {nichya}},
        "drugaya": {FederalDistrict.CENTRAL: {kiosk}},
    }
