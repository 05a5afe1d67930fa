"""«Федеральный уровень»: solutions marked (Ф), each with a draft of the proposal required by the methodology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.coverage import covered
from generator.analysis.federal import FederalSolution, by_act, federal_solutions, twins
from generator.model.practice import HelpsWith, Practice
from generator.model.target_model import Kpi, TargetModel
from generator.wording import russian as wording
from generator.wording.anchors import problem_anchor
from generator.wording.legal_acts import act_title, is_whole
from generator.wording.plain_text import plain_text

from .page import Page
from .site import PRACTICE_FORMS, Site
from .views.common import Ref, latest_year

EXAMPLES_ON_A_PAGE = 100  # practices named in proposals; if there are more, only ``MOST_EXAMPLES`` in each
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a proposal; with ``blank`` it describes what is missing in the record and has to be filled in."""

    text: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class _Proposal:
    """``parts``, (title, lines), follow chapter IV.8 of the methodology; the first is the head of the letter."""

    id: str
    title: str
    problem: Ref
    acts: tuple[str, ...]
    twins: tuple[Ref, ...]
    parts: tuple[tuple[str, tuple[_Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Group:
    situation: Ref
    legend: str
    proposals: tuple[_Proposal, ...]


@dataclass(frozen=True, slots=True)
class _ActRow:
    title: str
    solutions: tuple[Ref, ...]


def federal(site: Site) -> Iterator[Page]:
    """Solutions by model and situation, and also by the legal acts that they name."""
    everything = list(federal_solutions(site.base))
    same = twins(everything)
    fit = sum(len(_helping(site, each)) for each in everything) <= EXAMPLES_ON_A_PAGE
    models = []
    for model in site.models:
        groups = [
            _Group(
                card.ref, found[0].situation.federal_mark_legend or "",
                tuple(_proposal(site, model.model, each, same[each.id], fit) for each in found),
            )
            for card in model.situations
            if (found := [each for each in everything if each.situation.id == card.id])
        ]
        if groups:
            models.append((model, sum(len(g.proposals) for g in groups), groups))
    acts = [
        _ActRow(act_title(act), tuple(Ref(_short(each), f"federal/#{each.id}") for each in found))
        for act, found in by_act(everything).values()
    ]
    yield site.page(
        "indexes/federal.html", "federal/", "Федеральный уровень",
        "Решения с пометкой (Ф): что регион не может сделать один, какие акты менять, и готовые черновики предложений в АСИ.",
        "life-situations", kinds=("life_situation", "target_model", "practice"), scripts=("federal.js",), styles=("federal.css",),
        total=len(everything), models=models, acts=sorted(acts, key=lambda row: (-len(row.solutions), row.title)),
        told_in=latest_year(source for each in everything for source in each.situation.sources),
        without_act=sum(1 for each in everything if not each.solution.legal_acts),
    )


def _short(each: FederalSolution) -> str:
    return f"{each.situation.short_title}, проблема {each.problem.number}"


def _proposal(site: Site, model: TargetModel, each: FederalSolution, same: list[FederalSolution], fit: bool) -> _Proposal:
    situation, problem, solution = each.situation, each.problem, each.solution
    address = f"{site.facts.ref(situation).address}#{problem_anchor(problem)}"
    text = plain_text(solution.text)
    acts = tuple(map(act_title, solution.legal_acts))
    return _Proposal(
        id=each.id,
        title=text,
        problem=Ref(f"{problem.number}. {problem.title}", address),
        acts=acts,
        twins=tuple(Ref(_short(other), f"federal/#{other.id}") for other in same),
        parts=(
            ("Предложение для федерального уровня НСИ", tuple(_head(model, each))),
            ("1. Что сейчас: барьеры и проблемы", tuple(_present(each))),
            ("2. Что изменить: акты и нормы", tuple(_change(each, text, acts))),
            ("3. Почему это нужно", tuple(_grounds(site, each, fit))),
            ("4. Что это даст", tuple(_effects(model.kpis_of(situation.id)))),
        ),
    )


def _head(model: TargetModel, each: FederalSolution) -> Iterator[_Line]:
    borders = each.situation.borders
    yield _Line("кто направляет: регион, региональный штаб", blank=True)
    yield _Line("Кому: Агентство стратегических инициатив.")
    yield _Line(f"Целевая модель: «{model.short_title}».")
    yield _Line(f"Жизненная ситуация: {each.situation.title}. Начало: {_inside(borders.start)}. Конец: {_inside(borders.end)}.")


def _inside(text: str) -> str:
    """With a lower-case first letter, for use inside a sentence: «человек обращается», but «ЦЗН снимает»."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _present(each: FederalSolution) -> Iterator[_Line]:
    yield _Line(f"Проблема {each.problem.number} из перечня методики: {each.problem.title}.")
    if each.problem.text:
        yield _Line(plain_text(each.problem.text))
    if each.situation.beneficiaries:
        yield _Line(f"Кого касается: {'; '.join(map(_inside, each.situation.beneficiaries))}.")
    yield _Line("как это выглядит в регионе: числа, примеры, какая норма мешает", blank=True)


def _change(each: FederalSolution, text: str, acts: tuple[str, ...]) -> Iterator[_Line]:
    yield _Line(text)
    if not acts:
        yield _Line("какие акты изменить и в каких статьях и пунктах: методика акта не называет", blank=True)
        return
    yield _Line(f"Акты, которые называет методика: {'; '.join(acts)}.")
    if not all(map(is_whole, each.solution.legal_acts)):
        yield _Line("полное название, номер и дату акта: методика называет не всё", blank=True)
    yield _Line("статьи и пункты, которые нужно изменить, и новую редакцию; реквизиты из методики сверьте", blank=True)


def _helping(site: Site, each: FederalSolution) -> tuple[tuple[Practice, HelpsWith], ...]:
    return covered(site.base, f"{each.situation.id}#{each.problem.number}").practices


def _grounds(site: Site, each: FederalSolution, fit: bool) -> Iterator[_Line]:
    """What regions already try: all practices if they ``fit`` the page, else the best proven ones and the number of the others."""
    helping = _helping(site, each)
    ranks = site.facts.ranks(practice for practice, _ in helping)
    named = helping if fit else sorted(helping, key=lambda found: ranks[found[0].id])[:MOST_EXAMPLES]
    if named:
        yield _Line("Что уже пробуют регионы с этой проблемой:")
        for practice, link in named:
            regions = ", ".join(site.facts.region(r).title for r in practice.regions) or "регион не назван"
            yield _Line(f"– «{practice.title}» ({regions}). {link.why}")
    if more := len(helping) - len(named):
        yield _Line(f"– и ещё {wording.count(more, *PRACTICE_FORMS)}: они названы на странице ситуации.")
    yield _Line("почему нужна эта инфраструктура или проект (для нормативных изменений можно не писать)", blank=True)
    yield _Line("если регион вправе решить это сам: чем выгоднее решить на федеральном уровне и что даст распространение на все регионы", blank=True)


def _effects(kpis: Sequence[Kpi]) -> Iterator[_Line]:
    groups = {k.parent for k in kpis}
    titles = "; ".join(f"{k.number} {k.title} ({k.unit})" for k in kpis if k.symbol or k.number not in groups)
    if titles:
        yield _Line(f"Чем измерить – показатели целевой модели: {titles}.")
    yield _Line("какие из них изменятся, насколько и когда", blank=True)
    yield _Line("каким национальным целям и нацпроектам это служит", blank=True)
