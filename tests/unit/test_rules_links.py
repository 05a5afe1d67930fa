"""References lead to what there is; what is published names no draft. For each rule a smallest base that breaks it and one that keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import (
    REGISTRY,
    TODAY,
    Files,
    assert_explained,
    base,
    event,
    found,
    place,
    places,
    practice,
    region,
    situation,
    target_model,
    taxonomy,
    write,
)
from full_records import FULL

from generator.knowledge.base import KnowledgeBase
from generator.knowledge.rules import check, links
from generator.knowledge.suggestions import FEW
from generator.loading.records import load
from generator.model.diagnostic import error

APTEKA = "practices/2021/apteka.yml"


def test_references_to_what_exists() -> None:
    files = (
        practice(
            "apteka",
            "regions: [tulskaya-oblast]\ndirection: zdorove\nsubcategories: [lekarstva]\n"
            "life_situations: [situaciya]\nhelps_with:\n  - {problem: situaciya#1, why: Да}",
        )
        | region("tulskaya-oblast")
        | situation("situaciya", "problems:\n  - {number: 1, title: Далеко}")
        | taxonomy("subcategories:\n  - {id: lekarstva, title: Лекарства}")
    )
    assert found(links.references_exist, files) == []


def test_a_list_that_names_one_twice() -> None:
    files = practice("apteka", "regions: [tula, ryazan, tula]\nsubcategories: [a, b]\nhelps_with:\n  - {problem: s#1, why: Да}\n  - {problem: s#1, why: И ещё}")
    diagnostics = found(links.lists_name_each_once, files)
    assert diagnostics == [
        error(
            "named-twice", "«tula» уже есть в этом списке", place(files, APTEKA, "tula]"), "оставьте одно", place(files, APTEKA, "tula, ryazan"),
        )
    ]
    assert_explained(diagnostics)


def test_an_unknown_reference_with_the_nearest_id() -> None:
    files = practice("apteka", "regions:\n  - tulskaya-oblast\n  - tulska") | region("tulskaya-oblast")
    assert found(links.references_exist, files) == [
        error(
            "unknown-reference",
            "регион «tulska» не найден",
            place(files, APTEKA, "tulska", 2),
            "возможно, «tulskaya-oblast»",
        )
    ]


def test_an_unknown_reference_that_resembles_nothing_lists_what_there_is() -> None:
    files = practice("apteka", "direction: kosmos") | taxonomy(
        "directions:\n  - {id: zdorove, title: З, family: nsi}\n  - {id: rynok, title: Р, family: nsi}"
    )
    (only,) = found(links.references_exist, files)
    assert only.location == place(files, APTEKA, "kosmos")
    assert only.hint == "можно: zdorove, rynok"


def test_an_unknown_reference_among_many_lists_nothing() -> None:
    many: Files = {}
    for i in range(FEW + 1):
        many |= practice(f"a{i}")
    model = target_model("model", "life_situations: [s]\nrecommended_practices: [zzzzzz]")
    (only,) = found(links.references_exist, many | model | situation("s") | taxonomy())
    assert (only.code, only.hint) == ("unknown-reference", "")


@pytest.mark.parametrize("existing", [0, 1, FEW])
def test_an_unknown_reference_among_few_lists_them(existing: int) -> None:
    words = [f"word{i:02d}" for i in range(existing)]
    rows = "\n".join(f"  - {{id: {word}, title: Слово}}" for word in words)
    files = practice("apteka", "subcategories: [zzz]")
    if existing:
        files |= taxonomy(f"subcategories:\n{rows}")
    (only,) = found(links.references_exist, files)
    assert only.hint == (f"можно: {', '.join(words)}" if existing else "")


def test_what_is_published_names_no_draft() -> None:
    draft = "draft: true\n"
    files = (
        practice("nabrosok", f"{draft}direction: zdorove\nhelps_with:\n  - {{problem: situaciya#1, why: Потому}}")
        | practice("gotovaya", "helps_with:\n  - {problem: situaciya#1, why: Потому}\ndirection: zdorove")
        | practice("drugoy", f"{draft}subcategories: []")
        | situation("situaciya", f"{draft}problems:\n  - {{number: 1, title: Далеко}}")
        | target_model("model", f"{draft}recommended_practices: [nabrosok, gotovaya]")
        | event("vstrecha", "practices: [gotovaya, nabrosok]")
        | region("tulskaya-oblast")
        | taxonomy(draft)
    )
    diagnostics = check(base(files), TODAY)
    assert_explained(diagnostics)
    gotovaya, vstrecha = "practices/2021/gotovaya.yml", "regions/tulskaya-oblast/events/vstrecha.yml"
    assert places(diagnostics) == [
        ("refers-to-draft", place(files, gotovaya, "situaciya#1")),
        ("refers-to-draft", place(files, gotovaya, "zdorove")),
        ("refers-to-draft", place(files, vstrecha, "nabrosok")),
    ]
    drafts = ["life_situations/situaciya.yml", "practices/taxonomy.yml", "practices/2021/nabrosok.yml"]
    assert [d.related for d in diagnostics] == [(place(files, path, "true"),) for path in drafts]


def test_a_base_without_drafts_is_the_published_one() -> None:
    whole = base(practice("gotovaya") | practice("nabrosok", "draft: true"))
    assert [item.record.id for item in whole.drafts] == ["nabrosok"]
    assert whole.published.ids("practice") == ["gotovaya"]
    assert whole.published.published is whole.published
    assert whole.published.drafts == []


def test_a_situation_of_a_draft_model_is_not_published_alone() -> None:
    files = situation("situaciya") | target_model("model", "draft: true") | taxonomy()
    (diagnostic,) = check(base(files), TODAY)
    assert places([diagnostic]) == [("situation-without-model", place(files, "life_situations/situaciya.yml", "situaciya"))]
    assert "life_situations/target_models/model.yml" in diagnostic.hint


def test_faults_of_drafts_are_told_once() -> None:
    files = practice("nabrosok", "draft: true\nregions: [netakoy]") | practice("gotovaya", "regions: [netakoy]")
    assert [(d.code, d.location.path) for d in check(base(files), TODAY)] == [
        ("unknown-reference", "practices/2021/gotovaya.yml"), ("unknown-reference", "practices/2021/nabrosok.yml"),
    ]


def test_an_unknown_reference_of_every_kind() -> None:
    files = {path: text for path, text in FULL.items() if path == APTEKA} | {
        path: FULL[path]
        for path in ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", "digests/2021/2021-w46.yml")
    }
    expected = [
        (APTEKA, "tulskaya-oblast", 1),
        (APTEKA, "ryazanskaya-oblast", 1),
        (APTEKA, "zdorove", 1),
        (APTEKA, "lekarstva", 1),
        (APTEKA, "situaciya", 1),
        (APTEKA, "situaciya#1", 1),
        (APTEKA, "kaluzhskaya-oblast", 1),
    ]
    diagnostics = found(links.references_exist, files)
    assert_explained(diagnostics, hints=False)
    of_practice = [d for d in diagnostics if d.location.path == APTEKA]
    assert places(of_practice) == [("unknown-reference", place(files, *where)) for where in expected]
    others = [
        (d.location.path, d.location.line, d.location.column) for d in diagnostics if d not in of_practice
    ]
    assert others == [
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 4, 9),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 5, 17),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 11, 16),
        ("regions/tulskaya-oblast/roadmaps/tula-apteki.yml", 11, 29),
        ("digests/2021/2021-w46.yml", 8, 15),  # shkola; apteka exists
        ("digests/2021/2021-w46.yml", 14, 22),
    ]


def test_a_problem_of_a_known_situation_may_be_unknown() -> None:
    files = practice("apteka", "helps_with:\n  - {problem: situaciya#3, why: Да}") | situation(
        "situaciya", "problems:\n  - {number: 1, title: А}\n  - {number: 2, title: Б}"
    )
    (only,) = found(links.references_exist, files)
    assert only.location == place(files, APTEKA, "situaciya#3")
    assert only.hint == "у ситуации «situaciya» есть проблемы № 1, 2"


BROKEN: dict[str, tuple[Files, str]] = {
    "region": (region("tulskaya-oblast", "iso: 5"), "regions: [tulskaya-oblast]"),
    "situation": (situation("situaciya", "borders: 5"), "life_situations: [situaciya]"),
    "problem": (situation("situaciya", "borders: 5"), "helps_with:\n  - {problem: situaciya#7, why: Да}"),
    "direction": (taxonomy("directions: 5"), "direction: zdorove"),
    "subcategory": (taxonomy("directions: 5"), "subcategories: [lekarstva]"),
}


@pytest.mark.parametrize(("target", "reference"), BROKEN.values(), ids=BROKEN.keys())
def test_a_reference_into_a_broken_file_is_not_reported_again(target: Files, reference: str) -> None:
    files = practice("apteka", reference)
    assert found(links.references_exist, files | target, broken=target) == []
    assert [d.code for d in found(links.references_exist, files)] == ["unknown-reference"]


def test_a_reference_to_a_record_under_a_wrong_name_is_not_reported_again(tmp_path: Path) -> None:
    """Neither to the id in the file nor to the name of the file: which of them is right is unknown."""
    ((_, text),) = region("tulskaya-oblast").items()
    files = practice("apteka", "regions: [tulskaya-oblast, tula]") | {"regions/tula.yml": text}
    result = load(write(tmp_path, files), REGISTRY)
    linked = KnowledgeBase(result.records, REGISTRY, frozenset(result.unreadable))
    assert [d.code for d in result.diagnostics] == ["id-differs-from-file"]
    assert list(links.references_exist(linked, TODAY)) == []
