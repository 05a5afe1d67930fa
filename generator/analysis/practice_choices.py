"""Choices for the questions about a practice: terms of the base and enums of the model."""

from __future__ import annotations

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.practice import PracticeKind, Stage
from generator.model.region import Region
from generator.model.vocabulary import DirectionFamily
from generator.wording.practice_questions import Answer, Question
from generator.wording.russian import KINDS, STAGES


def choices(base: KnowledgeBase, question: Question) -> dict[str, str]:
    """Value → display name of the choices of a question; empty if it has no list."""
    if question.answer is Answer.REGIONS:
        return {region.id: region.title for region in sorted(base.all(Region), key=lambda r: r.title)}
    if question.answer is Answer.DIRECTION:
        ordered = sorted(base.directions.values(), key=lambda d: d.family is not DirectionFamily.MONITORING)
        return {d.id: d.title for d in ordered}
    if question.answer is Answer.SUBCATEGORIES:
        return {s.id: s.title for s in base.subcategories.values()}
    if question.answer is Answer.SITUATIONS:
        return {s.id: s.short_title for s in base.all(LifeSituation)}
    if question.answer is Answer.PROBLEMS:
        return {id: problem.title for id, (_, problem) in base.problems.items()}
    if question.answer is Answer.KIND:
        return {kind.value: KINDS[kind] for kind in PracticeKind}
    if question.answer is Answer.STAGE:
        return {stage.value: STAGES[stage] for stage in Stage}
    return {}
