"""The page of one practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.analysis.cached_likeness import SharedGround
from generator.analysis.completeness import completeness
from generator.analysis.likeness import Alike, Ground, ReasonKind
from generator.analysis.next_practices import asked_for
from generator.analysis.stop_words import FAINT_WORDS
from generator.loading.records import Loaded
from generator.model.collection import Collection
from generator.model.common import Source
from generator.model.digest import Digest
from generator.model.event import Event
from generator.model.life_situation import LifeSituation
from generator.model.practice import FollowUp, Practice, Stage
from generator.model.target_model import TargetModel
from generator.wording import russian as wording
from generator.wording.adoption_letter import Letter, adoption_letter
from generator.wording.anchors import problem_anchor, solution_anchor
from generator.wording.completeness import FACTS, FURTHER
from generator.wording.web_addresses import percent_encoded

from .common import FigureView, GradeView, PracticeRow, Ref, digest_ref, figure_view
from .facts import Facts


@dataclass(frozen=True, slots=True)
class HeadLine:
    """The head of a region, as named in a digest issue."""

    region: Ref
    name: str
    acting: bool
    digest: Ref


@dataclass(frozen=True, slots=True)
class ProblemLink:
    """``ref`` links to the problem on the page of its situation."""

    ref: Ref
    number: int
    why: str
    solutions: tuple[Ref, ...]  # possible ones, by number
    others: int  # practices that help with the same problem


@dataclass(frozen=True, slots=True)
class SituationProblems:
    """Problems of one life situation that the practice helps with; ``model`` is the target model of the situation."""

    situation: Ref
    model: Ref | None
    problems: tuple[ProblemLink, ...]


@dataclass(frozen=True, slots=True)
class AdoptionView:
    region: Ref
    since: str
    changes: str
    result: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Appearance:
    digest: Ref
    section: str
    place: int | None  # in TOP-5
    anchor: str


@dataclass(frozen=True, slots=True)
class SimilarView:
    row: PracticeRow
    why: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of the timeline: an event, or the result of a check."""

    when: str
    text: str
    outcome: str = ""
    outcome_title: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    row: PracticeRow
    kind: str
    figures: tuple[FigureView, ...]
    grade: GradeView
    heads: tuple[HeadLine, ...]
    helps: tuple[SituationProblems, ...]
    helped: int  # number of problems
    solutions: int  # number of possible solutions of these problems
    situations: tuple[Ref, ...]
    recommended_by: tuple[Ref, ...]
    adoptions: tuple[AdoptionView, ...]
    appearances: tuple[Appearance, ...]
    events: tuple[Ref, ...]
    collections: tuple[Ref, ...]
    similar: tuple[SimilarView, ...]
    missing: tuple[str, ...]
    letter: Letter | None  # a request to adopt it; None if there is nothing to adopt
    mailto: str  # mailto URL of the letter, if the address of the owner is known
    check_on: str  # the day of the next check
    check_due: bool
    last_check: Moment | None
    timeline: tuple[Moment, ...]


def practice_page(facts: Facts, item: Loaded, practice: Practice, similar: Sequence[Alike]) -> PracticePage:
    appearances, heads = _appearances(facts, practice)
    backlinks = facts.base.backlinks("practice", practice.id)
    planned, last = practice.next_check, practice.last_follow_up
    row = facts.row(practice.id)
    return PracticePage(
        practice=practice,
        row=row,
        kind=wording.KINDS[practice.kind],
        figures=tuple([figure_view(f) for f in practice.results]),
        grade=row.grade,
        heads=heads,
        helps=(helps := _helps(facts, practice)),
        helped=sum(len(group.problems) for group in helps),
        solutions=sum(len(problem.solutions) for group in helps for problem in group.problems),
        situations=tuple(facts.ref(facts.base[LifeSituation, id]) for id in practice.life_situations),
        recommended_by=tuple(
            facts.ref(b.source.record) for b in backlinks if isinstance(b.source.record, TargetModel)
        ),
        adoptions=tuple(
            AdoptionView(
                facts.region(a.region), wording.partial_date(a.since) if a.since else "",
                a.changes or "", a.result or "", a.source,
            )
            for a in practice.adoptions
        ),
        appearances=appearances,
        events=tuple(dict.fromkeys(
            facts.ref(b.source.record) for b in backlinks if isinstance(b.source.record, Event)
        )),
        collections=tuple(dict.fromkeys(
            facts.ref(b.source.record) for b in backlinks if isinstance(b.source.record, Collection)
        )),
        similar=tuple([
            SimilarView(facts.row(s.practice.id), "; ".join([reason_in_words(facts, r) for r in telling(s.reasons)[:3]]))
            for s in similar
        ]),
        missing=(
            *(FACTS[fact] for fact in completeness(practice).missing),
            *(words for field, words in FURTHER.items() if not getattr(practice, field)),
        ),
        letter=(letter := _letter(facts, practice)),
        mailto=_mailto(practice, letter) if letter else "",
        check_on=wording.day(planned) if planned else "",
        check_due=bool(planned and planned <= facts.today),
        last_check=_moment_of(last) if last else None,
        timeline=_timeline(practice),
    )


def _helps(facts: Facts, practice: Practice) -> tuple[SituationProblems, ...]:
    """Grouped by situation; situations and problems in the order of the record."""
    found: dict[str, list[ProblemLink]] = {}
    refs: dict[str, Ref] = {}
    for link in practice.helps_with:
        known = facts.base.problem(link.problem)
        assert known is not None, link.problem  # references were checked before rendering
        situation, problem = known
        address = refs.setdefault(situation.id, facts.ref(situation)).address
        found.setdefault(situation.id, []).append(ProblemLink(
            Ref(problem.title, f"{address}#{problem_anchor(problem)}"), problem.number, link.why,
            tuple(
                Ref(f"решение{wording.NBSP}{n}{f'{wording.NBSP}(Ф)' if solution.federal else ''}", f"{address}#{solution_anchor(problem, n)}")
                for n, solution in enumerate(problem.solutions, 1)
            ),
            facts.helpers(link.problem) - 1,
        ))
    return tuple(SituationProblems(refs[id], facts.model_of(id), tuple(problems)) for id, problems in found.items())


def _letter(facts: Facts, practice: Practice) -> Letter | None:
    if practice.stage in (Stage.ANNOUNCED, Stage.CLOSED):
        return None
    return adoption_letter(practice, [facts.region(r).title for r in practice.regions], *asked_for(facts.base, practice))


def _mailto(practice: Practice, letter: Letter) -> str:
    if practice.contact is None or practice.contact.email is None:
        return ""
    subject, body = percent_encoded(letter.subject), percent_encoded(letter.body)
    return f"mailto:{percent_encoded(practice.contact.email, safe='@')}?subject={subject}&body={body}"


def _timeline(practice: Practice) -> tuple[Moment, ...]:
    """Entries in the order of the record; each check is inserted before the first entry of a later day."""
    moments: list[Moment] = []
    waiting = list(practice.follow_ups)
    for entry in practice.timeline:
        while waiting and waiting[0].date < entry.date.first_day:
            moments.append(_moment_of(waiting.pop(0)))
        moments.append(Moment(wording.partial_date(entry.date), entry.text))
    return (*moments, *map(_moment_of, waiting))


def _moment_of(follow_up: FollowUp) -> Moment:
    return Moment(
        wording.day(follow_up.date), follow_up.text, follow_up.outcome.value, wording.OUTCOMES[follow_up.outcome], follow_up.source
    )


def _appearances(facts: Facts, practice: Practice) -> tuple[tuple[Appearance, ...], tuple[HeadLine, ...]]:
    appearances: list[Appearance] = []
    heads: dict[tuple[str, str], HeadLine] = {}
    for backlink in facts.base.backlinks("practice", practice.id):
        digest = backlink.source.record
        if not isinstance(digest, Digest) or backlink.where[0] != "sections":
            continue
        section = digest.sections[int(backlink.where[1])]
        entry = section.entries[int(backlink.where[3])]
        ref = digest_ref(digest)
        place = digest.top.index(practice.id) + 1 if practice.id in digest.top else None
        anchor = f"s{int(backlink.where[1]) + 1}-{practice.id}"
        appearances.append(Appearance(ref, section.title, place, anchor))
        for head in entry.heads:
            heads.setdefault(
                (head.region, head.name), HeadLine(facts.region(head.region), head.name, head.acting, ref)
            )
    return tuple(appearances), tuple(heads.values())


def telling(reasons: Sequence[Ground]) -> list[SharedGround]:
    """The informative reasons: without those implied by a closer one, and without words that are in any text.

    A shared problem implies its situation and direction and says more than words. A single word, or weak ones, are
    kept only if there is no other reason.
    """
    kinds = [reason.kind for reason in reasons]
    implied = _IMPLIED_BY_PROBLEM if _PROBLEM in kinds else _IMPLIED_BY_PLACE if _LIFE_SITUATION in kinds or _SUBCATEGORY in kinds else ()
    found = []
    for reason in reasons:
        kind, shared = reason.kind, reason.shared
        if kind in implied:
            continue
        if kind is _WORDS or kind is _BENEFICIARIES:
            shared = tuple([word for word in shared if word not in FAINT_WORDS])
            if not shared or (kind is _WORDS and len(shared) == 1 and len(kinds) > 1):
                continue
        found.append(SharedGround(kind, shared))
    return found or [SharedGround(reason.kind, reason.shared) for reason in reasons[:1]]


def reason_in_words(facts: Facts, reason: Ground) -> str:
    """A reason of similarity as a Russian phrase."""
    return _IN_WORDS[reason.kind](facts, reason.shared)


def _same_problem(facts: Facts, shared: tuple[str, ...]) -> str:
    found = [pair[1] for id in shared[:2] if (pair := facts.base.problem(id))]
    return "помогает с той же проблемой: " + "; ".join([f"№{wording.NBSP}{p.number} «{p.title}»" for p in found])


def _same_situation(facts: Facts, shared: tuple[str, ...]) -> str:
    titles = [found.short_title for id in shared[:2] if (found := facts.base.get(LifeSituation, id))]
    return f"та же жизненная ситуация: {'; '.join(titles)}"


_PROBLEM, _LIFE_SITUATION, _SUBCATEGORY = ReasonKind.PROBLEM, ReasonKind.LIFE_SITUATION, ReasonKind.SUBCATEGORY
_WORDS, _BENEFICIARIES = ReasonKind.WORDS, ReasonKind.BENEFICIARIES
_IMPLIED_BY_PLACE = (ReasonKind.DIRECTION,)  # by a shared situation or topic
_IMPLIED_BY_PROBLEM = (_LIFE_SITUATION, ReasonKind.DIRECTION, _WORDS, _BENEFICIARIES)
_IN_WORDS: Mapping[ReasonKind, Callable[[Facts, tuple[str, ...]], str]] = {
    ReasonKind.PROBLEM: _same_problem,
    ReasonKind.LIFE_SITUATION: _same_situation,
    ReasonKind.SUBCATEGORY: lambda facts, shared: f"та же тема: {', '.join([facts.subcategory(id).title for id in shared[:3]])}",
    ReasonKind.DIRECTION: lambda facts, shared: f"то же направление: {', '.join([facts.direction(id).title for id in shared])}",
    ReasonKind.KIND: lambda _facts, _shared: "тот же вид решения",
    ReasonKind.BENEFICIARIES: lambda _facts, shared: f"для тех же людей: {', '.join(shared)}",
    ReasonKind.WORDS: lambda _facts, shared: f"общие слова: {', '.join(shared[:5])}",
}
