"""Rules of life situations and target models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.knowledge.base import KnowledgeBase
from generator.model.diagnostic import Diagnostic, error
from generator.model.life_situation import LifeSituation
from generator.model.target_model import TargetModel

from .per_record import Records


def situations_belong_to_a_target_model(base: KnowledgeBase, today: date) -> Iterator[Diagnostic]:
    """Every life situation belongs to a target model."""
    if any(kind == "target_model" for kind, _ in base.unreadable):
        return
    listed = {id for model in base.all(TargetModel) for id in model.life_situations}
    in_drafts = {
        id: item.path for item in base.left_out.values() if isinstance(item.record, TargetModel) for id in item.record.life_situations
    }
    for item, situation in base.items(LifeSituation):
        if situation.id not in listed:
            yield error(
                "situation-without-model", f"жизненная ситуация «{situation.id}» не входит ни в одну целевую модель",
                item.location("id"),
                f"её называет только черновик {in_drafts[situation.id]}: опубликуйте его или отметьте draft: true и здесь"
                if situation.id in in_drafts
                else "добавьте её в life_situations нужной модели в life_situations/target_models/",
            )


def indicators_measure_situations_of_their_model(records: Records, today: date) -> Iterator[Diagnostic]:
    """An indicator names a situation that its own model lists: elsewhere no page would show it."""
    for item, model in records.items(TargetModel):
        for i, kpi in enumerate(model.kpis):
            if kpi.life_situation and kpi.life_situation not in model.life_situations:
                yield error(
                    "kpi-situation", f"показатель {kpi.number} – о ситуации «{kpi.life_situation}», а её в модели нет",
                    item.location("kpis", i, "life_situation"),
                    f"в модели: {', '.join(model.life_situations)}; показатель для всех ситуаций – без life_situation",
                )


def problem_numbers_are_sound(records: Records, today: date) -> Iterator[Diagnostic]:
    """Problems are numbered 1, 2, 3 …; stages of a process refer to existing problems."""
    for item, situation in records.items(LifeSituation):
        for i, problem in enumerate(situation.problems):
            if problem.number != i + 1:
                yield error(
                    "problem-number", f"у проблемы номер {problem.number}, а по порядку {i + 1}",
                    item.location("problems", i, "number"), "на номера ссылаются практики: не пропускайте и не повторяйте их",
                )
        for name, process in (("current_process", situation.current_process), ("target_process", situation.target_process)):
            for s, stage in enumerate(process.stages if process else ()):
                for p, number in enumerate(stage.problems):
                    if not 1 <= number <= len(situation.problems):
                        yield error(
                            "problem-number", f"проблемы с номером {number} нет",
                            item.location(name, "stages", s, "problems", p), f"в ситуации проблем: {len(situation.problems)}",
                        )
