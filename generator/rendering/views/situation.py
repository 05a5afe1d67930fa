"""The pages of a life situation and of a target model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from generator.analysis.coverage import CoveredProblem, belonging, covered
from generator.analysis.federal import proposal_anchor
from generator.knowledge.dependencies import derived_for
from generator.model.life_situation import LifeSituation, Problem
from generator.model.target_model import Kpi, KpiKind, TargetModel
from generator.wording import russian as wording
from generator.wording.anchors import problem_anchor, solution_anchor
from generator.wording.legal_acts import act_title_with_remark

from .canvas import CanvasRow, canvases_of
from .common import PracticeRow, Ref
from .facts import Facts
from .process import ProcessMap, process_map

MOST_HELPING = 100  # practices shown with the problems of a page; if there are more, only a few for each problem
FEW_HELPING = 6


@dataclass(frozen=True, slots=True)
class SolutionView:
    anchor: str
    text: str
    federal: bool
    acts: tuple[str, ...]
    proposal: str  # address of the draft proposal, of federal solutions


@dataclass(frozen=True, slots=True)
class ProblemView:
    number: int
    title: str
    text: str
    federal: bool
    solutions: tuple[SolutionView, ...]
    practices: tuple[tuple[PracticeRow, str], ...]  # those shown, with the reason
    all_practices: tuple[tuple[PracticeRow, str], ...]
    more: str  # address of the list of all, empty if all are shown


@dataclass(frozen=True, slots=True)
class SituationCard:
    """A life situation in lists."""

    id: str
    ref: Ref
    title: str
    problems: int
    covered: int
    federal: int
    practices: int
    coverage: tuple[tuple[int, str, int], ...]  # (number, title, practices) of each problem


@dataclass(frozen=True, slots=True)
class ModelCard:
    """A target model in lists, with its life situations. ``ref`` has the icon of its direction."""

    model: TargetModel
    ref: Ref
    situations: tuple[SituationCard, ...]


@dataclass(frozen=True, slots=True)
class KpiRow:
    """An indicator of a model. ``calculator`` is the address of the target calculator for it, if it has a value."""

    model: Ref
    kpi: Kpi
    kind: str
    calculator: str


@dataclass(frozen=True, slots=True)
class SituationPage:
    situation: LifeSituation
    card: SituationCard
    models: tuple[Ref, ...]
    kpis: tuple[KpiRow, ...]
    process: ProcessMap | None
    problems: tuple[ProblemView, ...]
    practices: tuple[PracticeRow, ...]
    canvases: tuple[CanvasRow, ...]


@dataclass(frozen=True, slots=True)
class ModelPage:
    model: TargetModel
    direction: Ref
    situations: tuple[SituationCard, ...]
    kpis: tuple[KpiRow, ...]
    recommended: tuple[PracticeRow, ...]


@derived_for
def situation_card(facts: Facts, id: str) -> SituationCard:
    situation = facts.base[LifeSituation, id]
    known = _covered(facts, situation)
    practices = {p.id for c in known for p, _ in c.practices} | {p.id for p in belonging(facts.base, id)}
    return SituationCard(
        id=id,
        ref=facts.ref(situation),
        title=situation.title,
        problems=len(known),
        covered=sum(1 for c in known if c.practices),
        federal=sum(1 for c in known for s in c.problem.solutions if s.federal),
        practices=len(practices),
        coverage=tuple((c.problem.number, c.problem.title, len(c.practices)) for c in known),
    )


def model_cards(facts: Facts) -> list[ModelCard]:
    """In the order of the taxonomy."""
    order = list(facts.base.directions)
    return [
        ModelCard(
            model, Ref(model.short_title, f"target-models/{model.id}/", mark=facts.direction(model.direction).mark), _situations(facts, model)
        )
        for model in sorted(facts.base.all(TargetModel), key=lambda m: order.index(m.direction))
    ]


def _situations(facts: Facts, model: TargetModel) -> tuple[SituationCard, ...]:
    return tuple(situation_card(facts, id) for id in model.life_situations)


@derived_for
def situation_page(facts: Facts, id: str) -> SituationPage:
    situation = facts.base[LifeSituation, id]
    known = _covered(facts, situation)
    all_fit = sum(len(c.practices) for c in known) <= MOST_HELPING
    problems = tuple(_problem(facts, c, all_fit) for c in known)
    models = [m for m in facts.base.all(TargetModel) if situation.id in m.life_situations]
    helping = {p.id: p for c in known for p, _ in c.practices} | {p.id: p for p in belonging(facts.base, id)}
    return SituationPage(
        situation=situation,
        card=situation_card(facts, id),
        models=tuple(facts.ref(m) for m in models),
        kpis=tuple(row for m in models for row in _kpis(facts, m, m.kpis_of(situation.id))),
        process=process_map(situation),
        problems=problems,
        practices=tuple(facts.rows(facts.best_proven_first(helping[each] for each in sorted(helping)))),
        canvases=canvases_of(facts, situation),
    )


def model_page(facts: Facts, model: TargetModel) -> ModelPage:
    return ModelPage(
        model=model,
        direction=facts.direction(model.direction),
        situations=_situations(facts, model),
        kpis=tuple(_kpis(facts, model, model.kpis)),
        recommended=tuple(map(facts.row, model.recommended_practices)),
    )


def _kpis(facts: Facts, model: TargetModel, kpis: Iterable[Kpi]) -> Iterator[KpiRow]:
    ref = facts.ref(model)
    groups = {k.parent for k in model.kpis}
    for kpi in kpis:
        has_value = bool(kpi.symbol) or kpi.number not in groups
        unit = {"р": "working", "к": "calendar"}.get(kpi.unit[:1], "days") if kpi.kind is KpiKind.TIME else ""
        query = urlencode({"kind": kpi.kind.value, "title": kpi.title, **({"unit": unit} if unit else {})})
        yield KpiRow(ref, kpi, wording.KPI_KINDS[kpi.kind], f"targets/?{query}" if has_value else "")


def _covered(facts: Facts, situation: LifeSituation) -> list[CoveredProblem]:
    return [covered(facts.base, f"{situation.id}#{p.number}") for p in situation.problems]


def problem_list(situation: LifeSituation, problem: Problem) -> str:
    """Address of the list of all practices that help with a problem, if not all are shown on the page."""
    return f"life-situations/{situation.id}/{problem_anchor(problem)}/"


def _problem(facts: Facts, covered: CoveredProblem, all_fit: bool) -> ProblemView:
    """If not all practices are shown, the best proven ones, else all in the order of the base."""
    problem = covered.problem
    practices = covered.practices
    fits = all_fit or len(practices) <= FEW_HELPING
    if not fits:
        ranks = facts.ranks(practice for practice, _ in practices)
        practices = tuple(sorted(practices, key=lambda found: ranks[found[0].id]))
    helping = tuple((facts.row(p.id), link.why) for p, link in practices)
    return ProblemView(
        number=problem.number,
        title=problem.title,
        text=problem.text or "",
        federal=covered.federal,
        solutions=tuple(
            SolutionView(
                solution_anchor(problem, i), s.text, s.federal, tuple(map(act_title_with_remark, s.legal_acts)),
                f"federal/#{proposal_anchor(covered.situation, problem, i)}" if s.federal else "",
            )
            for i, s in enumerate(problem.solutions, 1)
        ),
        practices=helping if fits else helping[:FEW_HELPING],
        all_practices=helping,
        more="" if fits else problem_list(covered.situation, problem),
    )
