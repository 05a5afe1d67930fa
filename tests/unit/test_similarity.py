"""Which practices are alike, in what, and whether a draft is in the base already."""

from __future__ import annotations

from builders import base, loaded
from search_samples import CERTIFICATES, practice, small_base

from generator.analysis.likeness import LEAST_SCORE, Likeness, Reason, ReasonKind, Similar
from generator.analysis.practice_words import Draft
from generator.analysis.similarity import Verdict, similar_to_text
from generator.knowledge.base import KnowledgeBase
from generator.model.practice import Practice
from generator.model.scalars import PracticeId


def all_similar(base: KnowledgeBase, limit: int = 5, least: float = LEAST_SCORE) -> dict[PracticeId, tuple[Similar, ...]]:
    likeness = Likeness(base)
    return {id: likeness.like(id, limit, least) for id in likeness.practices}


def kinds(similar: Similar) -> set[ReasonKind]:
    return {reason.kind for reason in similar.reasons}


def reason(similar: Similar, kind: ReasonKind) -> Reason:
    return next(found for found in similar.reasons if found.kind is kind)


def test_a_shared_problem_brings_practices_together() -> None:
    found = Likeness(small_base()).like(PracticeId("tsifra"))
    assert found[0].practice.id == "kursy"
    shared = reason(found[0], ReasonKind.PROBLEM)
    assert (shared.shared, shared.weight) == (("rabota#1",), 0.12)
    assert reason(found[0], ReasonKind.LIFE_SITUATION).shared == ("rabota",)


def test_reasons_name_what_is_shared_in_dictionary_form() -> None:
    found = Likeness(small_base()).like(PracticeId("spravki"))
    best = found[0]
    assert best.practice.id == "retsept"
    assert reason(best, ReasonKind.DIRECTION).shared == ("zdravookhranenie",)
    assert reason(best, ReasonKind.SUBCATEGORY).shared == ("elektronnye-uslugi",)
    assert reason(best, ReasonKind.KIND).shared == ("service",)
    assert "электронный" in reason(best, ReasonKind.WORDS).shared


def test_the_weightiest_reason_comes_first_and_the_score_is_their_sum() -> None:
    for found in all_similar(small_base(), least=0.0).values():
        for similar in found:
            weights = [shared.weight for shared in similar.reasons]
            assert weights == sorted(weights, reverse=True)
            assert similar.score == round(min(1.0, sum(weights)), 4)


def test_a_practice_is_never_like_itself_and_scores_fall() -> None:
    for id, found in all_similar(small_base(), limit=10, least=0.0).items():
        assert id not in {similar.practice.id for similar in found}
        scores = [similar.score for similar in found]
        assert scores == sorted(scores, reverse=True)


def test_the_name_of_the_region_makes_nothing_alike() -> None:
    text = "title: {0}\nsummary: {0} в Рязанской области\nsolution: {0}"
    base = small_base(
        practice("fontan", text.format("Починили фонтан")),
        practice("avtobus", text.format("Запустили автобус")),
    )
    likeness = Likeness(base).like(PracticeId("fontan"), least=0.0)
    found = {str(similar.practice.id): similar for similar in likeness}
    assert "avtobus" not in found or ReasonKind.WORDS not in kinds(found["avtobus"])


def test_a_limit_and_a_least_score_are_kept() -> None:
    base = small_base()
    assert all(len(found) <= 1 for found in all_similar(base, limit=1).values())
    assert all(
        similar.score >= 0.2 for found in all_similar(base, least=0.2).values() for similar in found
    )


def test_a_draft_of_free_words_finds_what_it_is_like() -> None:
    draft = Draft("Лекарства по рецепту", "Врач выписывает рецепт, аптека выдаёт лекарство.")
    found = similar_to_text(small_base(), draft)
    assert found.similar[0].practice.id == "retsept"
    assert found.twins == ()


def test_a_copy_under_another_title_is_the_same() -> None:
    text = next(iter(CERTIFICATES.values())).replace("id: spravki", "id: kopiya")
    copy = loaded(
        "practices/2021/kopiya.yml",
        text.replace("Медицинские справки в электронном виде", "Школа без бумаги"),
    )
    assert isinstance(copy.record, Practice)
    (twin,) = similar_to_text(small_base(), copy.record).twins
    assert (twin.practice.id, twin.verdict, twin.text) == ("spravki", Verdict.SAME, 1.0)
    assert twin.title < 0.5
    assert len(twin.phrases) == 3


def test_the_title_in_other_forms_and_order_is_the_same() -> None:
    (twin,) = similar_to_text(small_base(), Draft("В электронном виде медицинская справка")).twins
    assert (twin.practice.id, twin.verdict, twin.title, twin.text) == ("spravki", Verdict.SAME, 1.0, 0.0)


def test_copies_come_before_what_is_only_probable_and_the_likest_first() -> None:
    titles = {
        "a-dalshe": "Выдача бумажной справки для сельской школы района", "b-blizhe": "Выдача бумажной справки для сельской школы",
        "c-ona": "Выдача бумажных справок для школ",
    }
    told = "Школьный врач пишет справку"  # what only a probable one tells, too: it is the likest of all, but no copy
    base = small_base(*(practice(id, f"title: {title}\nsummary: Кратко\nsolution: {told if id == 'b-blizhe' else 'Сделали'}") for id, title in titles.items()))
    draft = Draft("Выдача бумажной справки для школы", told)
    assert similar_to_text(base, draft).similar[0].practice.id == "b-blizhe"
    twins = similar_to_text(base, draft).twins
    assert [(twin.practice.id, twin.verdict, twin.title) for twin in twins] == [
        ("c-ona", Verdict.SAME, 1.0), ("b-blizhe", Verdict.PROBABLE, 0.8889), ("a-dalshe", Verdict.PROBABLE, 0.8),
    ]


def test_a_record_of_the_base_is_no_copy_of_itself() -> None:
    base = small_base()
    own = base.get(Practice, "retsept")
    assert own
    assert similar_to_text(base, own).twins == ()
    assert "retsept" not in {similar.practice.id for similar in similar_to_text(base, own).similar}


def test_an_empty_base_is_like_nothing() -> None:

    assert all_similar(base({})) == {}
    assert similar_to_text(base({}), Draft("Справка")).similar == ()
