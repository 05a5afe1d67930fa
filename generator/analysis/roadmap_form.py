"""A road map in the form of appendix 2, as lines and rows of cells, independent of the file format.

``site_templates/assets/roadmap/form.js`` builds the same form in the browser; shared test vectors keep
them equal. Six columns; a cell spans one or more of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from generator.knowledge.base import KnowledgeBase
from generator.model.life_situation import LifeSituation
from generator.model.practice import Practice
from generator.model.region import Region
from generator.model.roadmap import Approval, Measure, Roadmap, RoadmapKpi
from generator.wording import russian
from generator.wording.roadmaps import FORM, ROW_KINDS, TABLE

from .form import Cell, Form, Line
from .roadmap_draft import label, practice_data

COLUMNS = 6
WIDTHS = (3200, 2900, 3100, 1500, 1500, 2400)  # twentieths of a point


@dataclass(frozen=True, slots=True)
class Names:
    """Display names of what the record refers to; ``practices`` and ``problems`` by id."""

    region: str
    situation: str
    practices: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def names_of(base: KnowledgeBase, roadmap: Roadmap) -> Names:
    """Names from the base; the id itself if the base does not have it."""
    region, situation = base.get(Region, roadmap.region), base.get(LifeSituation, roadmap.life_situation)
    practices = dict.fromkeys(id for measure in roadmap.measures for id in measure.practices)
    problems = dict.fromkeys(id for measure in roadmap.measures for id in measure.problems)
    return Names(
        region.title if region else roadmap.region,
        situation.title if situation else roadmap.life_situation,
        {id: label(practice_data(base, p)) for id in practices if (p := base.get(Practice, id))},
        {id: base.problems[id][1].title for id in problems if id in base.problems},
    )


def form(roadmap: Roadmap, names: Names) -> Form:
    """The filled form."""
    return Form(
        (
            *_approval(roadmap.approvals),
            Line(FORM["title"], "title"),
            Line(FORM["region"].format(region=names.region), "subtitle"),
            Line(roadmap.title, "subtitle"),
        ),
        (
            (
                (Cell(FORM["situation"], 2, "band"), Cell(names.situation, 4, "band")),
                _kpi_head(),
                *(_kpi(kpi) for kpi in roadmap.kpis),
            ),
            (
                (Cell(FORM["plan"], COLUMNS, "band"),),
                _measure_head(),
                *(row for number, measure in enumerate(roadmap.measures, 1) for row in _measure(number, measure, names)),
            ),
        ),
        WIDTHS,
    )


def blank_form() -> Form:
    """The form as the methodology prints it: three indicators, two measures with three activities each."""
    last = FORM["last"]
    empty = Cell("", 2)
    kpis = ((Cell(FORM["blank_kpi"].format(number=n), 2), empty, empty) for n in ("1", "2", last))
    plan: list[tuple[Cell, ...]] = []
    for measure in ("1", "2"):
        plan.append((Cell(FORM["blank_measure"].format(number=measure), 2, "measure"), Cell("", 2, "measure"), Cell("", 2, "measure")))
        plan.append(_activity_head())
        plan += ((Cell(FORM["blank_activity"].format(number=n)), *[Cell("")] * 5) for n in ("1", "2", last))
    return Form(
        (*_approval(()), Line(FORM["title"], "title"), Line(FORM["blank_region"], "subtitle")),
        (
            ((Cell(FORM["situation"], 2, "band"), Cell("", 4, "band")), _kpi_head(), *kpis),
            ((Cell(FORM["plan"], COLUMNS, "band"),), _measure_head(), *plan),
        ),
        WIDTHS,
    )


def table(roadmap: Roadmap, names: Names) -> list[list[str]]:
    """The road map as one flat table for spreadsheets and trackers: columns of ``TABLE``, texts only.

    Numbers have a decimal comma and no thousands separators; dates are in ISO format.
    """
    rows = [list(TABLE)]
    for number, kpi in enumerate(roadmap.kpis, 1):
        kind = russian.KPI_KINDS[kpi.kind] if kpi.kind else ""
        values = [_plain(v) for v in (kpi.current, kpi.target)]
        year = str(kpi.year) if kpi.year else ""
        rows.append([ROW_KINDS["kpi"], str(number), kpi.title, kind, kpi.unit, *values, year, _plain(kpi.actual), *[""] * 8])
    for m, measure in enumerate(roadmap.measures, 1):
        texts = [_problem(measure, names), _practices(measure, names)]
        rows.append([ROW_KINDS["measure"], str(m), measure.title, *[""] * 6, *texts, *[""] * 6])
        for a, each in enumerate(measure.activities, 1):
            rows.append([
                ROW_KINDS["activity"], f"{m}.{a}", each.title, *[""] * 8, each.result or "", "; ".join(each.materials),
                each.start.isoformat() if each.start else "", each.end.isoformat() if each.end else "",
                ", ".join(each.responsible), russian.ACTIVITY_STATUSES[each.status],
            ])
    return rows


def _approval(approvals: tuple[Approval, ...]) -> Iterator[Line]:
    """The approvals, or empty lines for them."""
    yield Line(FORM["approved"], "approval")
    if not approvals:
        yield Line(FORM["head"], "approval")
        yield Line(FORM["agency"], "approval")
    for each in approvals:
        when = russian.partial_date(each.date) if each.date else ""
        yield Line(", ".join(filter(None, (each.body, when, each.document))), "approval")


def _kpi_head() -> tuple[Cell, ...]:
    return tuple(Cell(FORM[name], 2, "head") for name in ("kpi", "current", "target"))


def _kpi(kpi: RoadmapKpi) -> tuple[Cell, ...]:
    name = f"{kpi.title}, {kpi.unit}"
    if kpi.year:
        name = f"{name} ({FORM['year'].format(year=kpi.year)})"
    return (Cell(name, 2), _number(kpi.current), _number(kpi.target))


def _number(value: Decimal | None) -> Cell:
    return Cell("", 2) if value is None else Cell(russian.number(value), 2, number=value)


def _measure_head() -> tuple[Cell, ...]:
    return tuple(Cell(FORM[name], 2, "head") for name in ("measure", "problem", "practices"))


def _activity_head() -> tuple[Cell, ...]:
    return tuple(Cell(FORM[name], 1, "head") for name in ("activity", "result", "materials", "start", "end", "responsible"))


def _measure(number: int, measure: Measure, names: Names) -> Iterator[tuple[Cell, ...]]:
    yield (
        Cell(FORM["numbered_measure"].format(number=number, title=measure.title), 2, "measure"),
        Cell(_problem(measure, names), 2, "measure"),
        Cell(_practices(measure, names), 2, "measure"),
    )
    if measure.activities:
        yield _activity_head()
    for place, each in enumerate(measure.activities, 1):
        yield (
            Cell(FORM["numbered_activity"].format(number=f"{number}.{place}", title=each.title)),
            Cell(each.result or ""),
            Cell("; ".join(each.materials)),
            _day(each.start),
            _day(each.end),
            Cell(", ".join(each.responsible)),
        )


def _day(value: date | None) -> Cell:
    return Cell("") if value is None else Cell(f"{value:%d.%m.%Y}", day=value)


def _problem(measure: Measure, names: Names) -> str:
    return measure.problem or "; ".join(names.problems.get(id, id) for id in measure.problems)


def _practices(measure: Measure, names: Names) -> str:
    return "; ".join(names.practices.get(id, id) for id in measure.practices)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")
