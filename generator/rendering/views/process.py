"""The current and the target process of a life situation: a drawing with a common scale of days, and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.analysis.process import Comparison, StagePair, compare, known_days
from generator.model.life_situation import LifeSituation, Process, ProcessStage
from generator.wording import russian as wording
from generator.wording.processes import AGREEMENT_FORMS, AGREEMENTS, FINDINGS, NAMES
from generator.wording.sentences import quantity, sentence

from .common import latest_year

WIDTH = 720.0  # units of the SVG for the longest path
_LETTER = 6.6  # width of a letter of a caption, a mean with a margin
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class StageShape:
    """A segment of the path. ``saved`` is the width of the part that the planned effect removes.

    ``known`` is false if the source does not give the days: the width is then a guess and drawn differently.
    """

    x: float
    width: float
    saved: float
    days: str
    effect: str
    number: str
    caption: str
    problems: tuple[tuple[int, float], ...]  # number, x
    known: bool


@dataclass(frozen=True, slots=True)
class PathView:
    """One process as a row of segments; ``end`` is the x coordinate of the end of its total."""

    title: str
    total: str
    stages: tuple[StageShape, ...]
    end: float
    gain: str  # «на 90 дней короче», beside the shorter path


@dataclass(frozen=True, slots=True)
class Cell:
    """The days of a stage, or the reason why they are missing."""

    text: str
    known: bool


@dataclass(frozen=True, slots=True)
class MapRow:
    """A stage in the table. ``effect`` is empty if unknown."""

    number: int
    title: str
    current: Cell
    effect: str
    target: Cell
    change: str
    problems: tuple[int, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SumRow:
    title: str
    current: str
    effect: str
    target: str
    change: str
    own: bool  # computed here, not given by the source


@dataclass(frozen=True, slots=True)
class FindingView:
    agreement: str
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """``paths`` is empty if no days are known; ``ticks`` are (x, days) of the scale.

    ``now`` is the title of the measured process: «сейчас» in a source means the year of that source.
    ``summary`` describes the drawing in a sentence.
    """

    now: str
    paths: tuple[PathView, ...]
    ticks: tuple[tuple[float, str], ...]
    unit: str
    summary: str
    rows: tuple[MapRow, ...]
    sums: tuple[SumRow, ...]
    findings: tuple[FindingView, ...]
    notes: tuple[tuple[str, str], ...]  # title of the process, Markdown
    problems_told: bool

    @property
    def tally(self) -> tuple[tuple[int, tuple[str, str, str]], ...]:
        """Number of findings by result, with the plural forms of its noun; without zeros."""
        counts = Counter(f.agreement for f in self.findings)
        return tuple((counts[key], forms) for key, forms in AGREEMENT_FORMS.items() if counts[key])


def process_map(situation: LifeSituation) -> ProcessMap | None:
    """None if the record has no data about the process."""
    current, target = situation.current_process, situation.target_process
    if not (_tells(current) or _tells(target)):
        return None
    found = compare(current, target)
    same_unit = current is None or target is None or current.unit is target.unit
    now, then = _now(situation), "Как должно быть"
    drawn = [p for p in ((now, current), (then, target)) if p[1] and _length(p[1]) and same_unit]
    longest = max((_length(p) for _, p in drawn if p), default=Decimal(0))
    numbers = {pair.title: i for i, pair in enumerate(found.pairs, 1)}
    paths = tuple(_path(title, p, longest, numbers, found.saved if p is target else None) for title, p in drawn if p)
    rows = tuple(_row(i, pair, current, target) for i, pair in enumerate(found.pairs, 1))
    unit = (current or target or Process()).unit
    return ProcessMap(
        now=now,
        paths=paths,
        ticks=tuple(_ticks(longest)) if paths else (),
        unit=wording.DAY_FORMS[unit][2],
        summary="; ".join(f"{p.title.lower()}: {p.total or 'итог не указан'}" for p in paths),
        rows=rows,
        sums=tuple(_sum_rows(current, target, found)),
        findings=tuple(
            FindingView(f.agreement.value, AGREEMENTS[f.agreement.value], sentence(FINDINGS[f.key], f.values)) for f in found.findings
        ),
        notes=tuple((NAMES[name], p.note) for name, p in (("now", current), ("then", target)) if p and p.note),
        problems_told=any(row.problems for row in rows),
    )


def _now(situation: LifeSituation) -> str:
    year = latest_year(situation.sources)
    return f"В {year} году" if year else "Сейчас"


def _tells(process: Process | None) -> bool:
    return process is not None and bool(process.stages or process.total_days is not None or process.note)


def _length(process: Process) -> Decimal:
    return max(known_days(process), process.total_days or Decimal(0))


def _path(title: str, process: Process, longest: Decimal, numbers: dict[str, int], saved: Decimal | None) -> PathView:
    scale = WIDTH / float(longest)
    known = known_days(process)
    lost = sum(1 for s in process.stages if s.days is None)
    rest = max((process.total_days or Decimal(0)) - known, Decimal(0))
    shapes: list[StageShape] = []
    x = 0.0
    for stage in process.stages:
        days = float(stage.days) if stage.days is not None else float(rest) / lost
        shapes.append(_shape(stage, numbers[stage.title], x, days * scale, scale))
        x += days * scale
    if rest and not lost:
        width = float(rest) * scale
        word = "этапов в записи нет" if process.stages else ""
        shapes.append(StageShape(x, width, 0, wording.number(rest), "", "", _caption(word, width), (), False))
        x += width
    total = process.total_days
    return PathView(
        title, quantity(total, process.unit.value) if total is not None else "", tuple(shapes), x,
        f"на {quantity(saved, process.unit.value)} короче" if saved and saved > 0 else "",
    )


def _shape(stage: ProcessStage, number: int, x: float, width: float, scale: float) -> StageShape:
    saved = float(-stage.effect_days) * scale if stage.effect_days is not None and stage.effect_days < 0 else 0.0
    room = min(len(stage.problems), max(int(width // 20), 1))
    return StageShape(
        x=x,
        width=width,
        saved=min(saved, width) if stage.days is not None else 0.0,
        days=wording.number(stage.days) if stage.days is not None else "?",
        effect=_signed(stage.effect_days) if saved > 30 and stage.effect_days is not None else "",
        number=str(number) if width > 14 else "",
        caption=_caption(stage.title, width - 22),
        problems=tuple((n, x + 9 + 20 * i) for i, n in enumerate(stage.problems[:room])),
        known=stage.days is not None,
    )


def _caption(text: str, width: float) -> str:
    """A title truncated to the width at a word boundary."""
    letters = int(width / _LETTER)
    if len(text) <= letters:
        return text
    cut = text[: max(letters - 1, 0)].rpartition(" ")[0].rstrip(" ,;:–(")
    return f"{cut}…" if len(cut) > 3 else ""


def _ticks(longest: Decimal) -> Iterator[tuple[float, str]]:
    """Five to ten round numbers of days, from 0."""
    power = Decimal(1)
    while longest / power > 50:
        power *= 10
    step = next((s * power for s in _STEPS if longest / (s * power) <= 10), 10 * power)
    if longest < 5:
        step = longest / 5
    at = Decimal(0)
    while at <= longest:
        yield float(at) * WIDTH / float(longest), wording.number(at.normalize() if at != at.to_integral() else int(at))
        at += step


def _row(number: int, pair: StagePair, current: Process | None, target: Process | None) -> MapRow:
    now, then = pair.current, pair.target
    notes = [s.note for s in (now, then) if s and s.note]
    return MapRow(
        number=number,
        title=pair.title,
        current=_days(now, current),
        effect=_signed(now.effect_days) if now and now.effect_days is not None else "",
        target=_days(then, target),
        change=_signed(pair.change) if pair.change is not None else "",
        problems=tuple(dict.fromkeys((*(now.problems if now else ()), *(then.problems if then else ())))),
        notes=tuple(dict.fromkeys(notes)),
    )


def _days(stage: ProcessStage | None, process: Process | None) -> Cell:
    if process is None:
        return Cell("схемы в записи нет", False)
    if stage is None:
        return Cell("этапа в схеме нет" if process.stages else "этапы не сохранились", False)
    if stage.days is None:
        return Cell("срок не сохранился", False)
    return Cell(quantity(stage.days, process.unit.value), True)


def _sum_rows(current: Process | None, target: Process | None, found: Comparison) -> Iterator[SumRow]:
    def known(process: Process | None) -> str:
        days = known_days(process) if process else Decimal(0)
        return quantity(days, process.unit.value) if process and days else ""

    def total(process: Process | None) -> str:
        return quantity(process.total_days, process.unit.value) if process and process.total_days is not None else ""

    effects = [s.effect_days for s in current.stages if s.effect_days is not None] if current else []
    if known(current) or known(target):
        effect = _signed(sum(effects, Decimal(0))) if effects else ""
        yield SumRow("Этапы с известным сроком вместе", known(current), effect, known(target), "", own=True)
    if total(current) or total(target):
        whole = current.total_effect_days if current else None
        change = _signed(-found.saved) if found.saved is not None else ""
        yield SumRow("Весь путь по источнику", total(current), _signed(whole) if whole is not None else "", total(target), change, own=False)


def _signed(value: Decimal) -> str:
    return f"+{wording.number(value)}" if value > 0 else wording.number(value)
