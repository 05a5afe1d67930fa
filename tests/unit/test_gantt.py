"""Where bars, months and the day of the build lie in a plan."""

from __future__ import annotations

from datetime import date

from generator.model.roadmap import Activity, ActivityStatus
from generator.rendering.views.gantt import WIDTH, Gantt, Item, gantt


def item(number: str, start: date | None, end: date | None, overdue: bool = False) -> Item:
    return Item(number, f"activity-{number}", Activity(title=f"Этап {number}", start=start, end=end, status=ActivityStatus.PLANNED), overdue, "слова")


def drawn(*items: Item, today: date = date(2026, 2, 1)) -> Gantt:
    found = gantt([("1. Мера", items)], today)
    assert found
    return found


def test_a_plan_without_days_is_not_drawn() -> None:
    assert gantt([("1. Мера", [item("1.1", None, None)])], date(2026, 1, 1)) is None
    assert gantt([], date(2026, 1, 1)) is None


def test_bars_lie_on_one_scale_of_days() -> None:
    found = drawn(item("1.1", date(2026, 1, 1), date(2026, 1, 31)), item("1.2", date(2026, 3, 1), date(2026, 4, 30)))
    days = 31 + 28 + 31 + 30  # January to April
    first, second = found.bars
    assert (first.x, first.width) == (0.0, round(31 / days * WIDTH, 1))
    assert (second.x, round(second.x + second.width, 1)) == (round(59 / days * WIDTH, 1), WIDTH)
    assert [(t.label, t.year) for t in found.ticks] == [("янв", "2026"), ("фев", ""), ("мар", ""), ("апр", "")]
    assert found.today_x == round(31 / days * WIDTH, 1)
    assert first.y < second.y < found.height


def test_one_day_is_a_point_and_no_day_is_nothing() -> None:
    found = drawn(item("1.1", None, date(2026, 3, 1)), item("1.2", date(2026, 1, 5), None), item("1.3", None, None))
    assert [bar.shape for bar in found.bars] == ["point", "point", "none"]


def test_what_is_overdue_reaches_to_today() -> None:
    found = drawn(item("1.1", date(2026, 1, 1), date(2026, 1, 31), overdue=True), item("1.2", date(2026, 2, 1), date(2026, 5, 31)), today=date(2026, 3, 1))
    late = found.bars[0]
    assert late.late_width > 0
    assert round(late.late_x + late.late_width, 1) == found.today_x


def test_a_day_far_from_the_plan_is_told_and_not_drawn() -> None:
    found = drawn(item("1.1", date(2021, 1, 1), date(2021, 12, 31)), today=date(2026, 1, 1))
    assert found.today_x is None
    assert found.ticks[-1].label == "дек"
    assert found.today == "1\u00a0января\u00a02026"


def test_a_long_plan_is_told_by_quarters_and_years() -> None:
    three_years = drawn(item("1.1", date(2026, 1, 1), date(2028, 12, 31)))
    assert [t.label for t in three_years.ticks][:4] == ["янв", "апр", "июл", "окт"]
    decade = drawn(item("1.1", date(2021, 1, 1), date(2030, 12, 31)), today=date(2021, 6, 1))
    assert [t.year for t in decade.ticks] == [str(year) for year in range(2021, 2031)]
